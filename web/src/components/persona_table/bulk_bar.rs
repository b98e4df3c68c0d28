//! What can be done with the rows that are chosen.

use leptos::{prelude::*, task::spawn_local};
use messenger_personas::Persona;
use wasm_bindgen_futures::JsFuture;

use crate::{
    announcer::Announcer,
    components::ui::{Glyph, Icon},
    text::{list, local_data, shell},
};

/// A bar that is there while rows are chosen. What has no callback has no button.
#[component]
pub(crate) fn BulkBar(
    #[prop(into)] chosen: Signal<Vec<Persona>>,
    /// How many personas are loaded, if that is not all.
    #[prop(into)]
    part: Signal<Option<usize>>,
    #[prop(into)] on_clear: Callback<()>,
    #[prop(optional, into)] on_delete: Option<Callback<Vec<Persona>>>,
    #[prop(optional, into)] on_label: Option<Callback<Vec<Persona>>>,
    #[prop(optional, into)] on_export: Option<Callback<Vec<Persona>>>,
) -> impl IntoView {
    let announcer = Announcer::current();
    let count = Memo::new(move |_| chosen.with(Vec::len));
    Effect::new(move |before: Option<usize>| {
        let now = count.get();
        if now > 0 || before.is_some_and(|before| before > 0) {
            announcer.say(list::chosen(now));
        }
        now
    });
    let copy = move |_| {
        let ids: Vec<_> = chosen
            .with_untracked(|chosen| chosen.iter().map(|persona| persona.id.to_string()).collect());
        spawn_local(async move {
            let done = window().navigator().clipboard().write_text(&ids.join("\n"));
            let copied = JsFuture::from(done).await.is_ok();
            announcer.say(list::copied_ids(copied, ids.len()));
        });
    };
    let on_chosen =
        move |callback: Callback<Vec<Persona>>| move |_| callback.run(chosen.get_untracked());
    view! {
        <Show when=move || { count.get() > 0 }>
            <div class="bulk-bar" role="region" aria-label=list::SELECTED>
                <span class="bulk-count">{move || match part.get() {
                    Some(loaded) => list::chosen_so_far(count.get(), loaded),
                    None => list::chosen(count.get()),
                }}</span>
                {window().is_secure_context().then(|| view! {
                    <button type="button" class="button quiet" on:click=copy><Icon glyph=Glyph::Copy /><span class="wide-label">{list::COPY_IDS}</span></button>
                })}
                {on_label.map(|label| view! {
                    <button type="button" class="button quiet" on:click=on_chosen(label)>{local_data::LABEL_SELECTED}</button>
                })}
                {on_export.map(|export| view! {
                    <button type="button" class="button quiet" on:click=on_chosen(export)><Icon glyph=Glyph::Export /><span class="wide-label">{list::EXPORT}</span></button>
                })}
                {on_delete.map(|delete| view! {
                    <button type="button" class="button quiet danger" on:click=on_chosen(delete)><Icon glyph=Glyph::Trash /><span class="wide-label">{shell::DELETE}</span></button>
                })}
                <button type="button" class="icon-button" title=list::CLEAR_SELECTION on:click=move |_| on_clear.run(())>
                    <Icon glyph=Glyph::Cross />
                    <span class="visually-hidden">{list::CLEAR_SELECTION}</span>
                </button>
            </div>
        </Show>
    }
}
