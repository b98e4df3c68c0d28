//! Sends a file by its address.

use leptos::{ev::SubmitEvent, prelude::*};
use messenger_personas::FileKind;

use crate::{
    components::ui::{Dialog, TextField},
    model::{file_draft::FileDraft, profile::can_be_loaded},
    text::{conversation as words, shell},
};

/// A dialog with the type and the address of a file.
#[component]
pub(crate) fn FileDialog(
    open: RwSignal<bool>,
    file: RwSignal<FileDraft>,
    /// Sends the file, or returns what is wrong with it.
    #[prop(into)]
    on_send: Callback<FileDraft, Result<(), String>>,
) -> impl IntoView {
    view! {
        <Dialog open on_close=move |()| open.set(false) title_id="file-title">
            <h2 id="file-title">{words::SEND_FILE_TITLE}</h2>
            <Form open file on_send />
        </Dialog>
    }
}

#[component]
fn Form(
    open: RwSignal<bool>,
    file: RwSignal<FileDraft>,
    on_send: Callback<FileDraft, Result<(), String>>,
) -> impl IntoView {
    let error = RwSignal::new(None::<String>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match on_send.run(file.get_untracked()) {
            Ok(()) => open.set(false),
            Err(wrong) => error.set(Some(wrong)),
        }
    };
    let kind = move |kind: FileKind| {
        view! {
            <label>
                <input
                    type="radio"
                    name="file-kind"
                    prop:checked=move || file.with(|file| file.kind == kind)
                    on:change=move |_| file.update(|file| file.kind = kind)
                />
                {words::file_kind(kind)}
            </label>
        }
    };
    let picture = Memo::new(move |_| {
        let file = file.get();
        (file.kind == FileKind::Image && can_be_loaded(&file.url)).then_some(file.url)
    });
    view! {
        <form class="stack" on:submit=submit novalidate>
            <fieldset class="method-switch">
                <legend class="visually-hidden">{words::FILE_KIND}</legend>
                {FileDraft::KINDS.map(kind)}
            </fieldset>
            <TextField
                id="file-url"
                label=words::FILE_URL
                value=Signal::derive(move || file.get().url)
                on_input=move |url| {
                    file.update(|file| file.url = url);
                    error.set(None);
                }
                mono=true
                mode="url"
                error
                hint=words::FILE_URL_HINT
            />
            {move || picture.get().map(|url| view! {
                <img class="message-image" src=url alt=words::PICTURE referrerpolicy="no-referrer" />
            })}
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| open.set(false)>{shell::CANCEL}</button>
                <button type="submit" class="button primary">{words::SEND_FILE}</button>
            </div>
        </form>
    }
}
