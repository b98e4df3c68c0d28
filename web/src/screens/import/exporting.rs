//! All personas as a file.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    announcer::Announcer,
    components::{GraphError, SaveAs, save},
    model::{export::Form, user_error::UserError},
    state::{Connected, Connection, all_personas},
    text::import as words,
};

/// Reads all personas of the Page and hands them over as a file.
pub(super) fn export_card(connected: Connected) -> AnyView {
    let (connection, announcer) = (Connection::current(), Announcer::current());
    let busy = RwSignal::new(false);
    let count = RwSignal::new(0);
    let error = RwSignal::new(None::<UserError>);
    let on_save = move |form: Form| {
        let Some(client) = connection.client() else { return };
        let connected = connected.clone();
        busy.set(true);
        count.set(0);
        error.set(None);
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
                Err(cause) => error.set(Some(UserError::list(&connected.endpoint, cause))),
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
            {move || error.get().map(|error| view! { <GraphError error /> })}
            <SaveAs label=words::export_as busy on_save />
            {move || busy.get().then(|| view! { <p class="field-hint">{words::exporting(count.get())}</p> })}
        </section>
    }
    .into_any()
}
