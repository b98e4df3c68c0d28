//! All personas as a file.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    announcer::Announcer,
    components::{GraphError, SaveAs, save},
    model::export::Form,
    session::{Connected, Session, all_personas},
    text::{self, Task, Trouble, import as words},
};

/// Reads all personas of the Page and hands them over as a file.
pub(super) fn export_card(session: Session, announcer: Announcer, connected: Connected) -> AnyView {
    let busy = RwSignal::new(false);
    let count = RwSignal::new(0);
    let trouble = RwSignal::new(None::<Trouble>);
    let on_save = move |form: Form| {
        let Some(client) = session.client() else { return };
        let connected = connected.clone();
        busy.set(true);
        count.set(0);
        trouble.set(None);
        spawn_local(async move {
            let page_id = connected.page.id.clone();
            let personas = all_personas(client, page_id, move |read| count.set(read)).await;
            // A screen that is gone saves nothing.
            if busy.try_set(false).is_some() {
                return;
            }
            match personas {
                Ok(personas) => {
                    let name = format!("personas-{}", connected.page.id);
                    save(&name, form, &form.of_personas(&personas));
                    announcer.say(words::exported(personas.len()));
                }
                Err(error) => {
                    let task = Task::ListPersonas;
                    trouble.set(Some(text::of_walk(task, &connected.place, &error)));
                }
            }
        });
    };
    view! {
        <section class="card stack" aria-labelledby="export-title">
            <div>
                <h2 id="export-title">{words::EXPORT}</h2>
                <p class="field-hint">
                    {words::EXPORT_HINT}
                </p>
            </div>
            {move || trouble.get().map(|trouble| view! { <GraphError trouble /> })}
            <SaveAs label=words::export_as busy on_save />
            {move || busy.get().then(|| view! { <p class="field-hint">{words::exporting(count.get())}</p> })}
        </section>
    }
    .into_any()
}
