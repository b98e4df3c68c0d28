//! Labels and notes of a Page as a whole.

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use super::VisitNotice;
use crate::{
    announcer::Announcer,
    components::{Dialog, Glyph, Icon, save},
    model::{export::Form, sent_log::SentLog},
    state::{Connected, EraseScope, LocalData, SentLogs},
    text::{local_data as words, shell},
};

/// Saves labels and notes as a file, reads such a file, and erases them.
#[component]
pub(crate) fn LocalDataCard() -> impl IntoView {
    let (data, announcer) = (LocalData::current(), Announcer::current());
    let connected = Connected::current();
    let page = StoredValue::new(connected.profile().name);
    let file_name = format!("labels-{}", connected.page.id);
    let logs = SentLogs::current();
    let page_id = StoredValue::new(connected.page.id.clone());
    let log = logs.of(&connected.page.id);
    let log_name = format!("sent-messages-{}", connected.page.id);
    let outcome = RwSignal::new(None::<Result<String, String>>);
    let asked = RwSignal::new(None::<EraseScope>);
    let import = move |input: HtmlInputElement| {
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // The same file can be chosen again after it was corrected.
        input.set_value("");
        spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            outcome.set(Some(match text {
                None => Err(words::UNREADABLE.to_owned()),
                Some(text) => match data.import(&text) {
                    Ok(imported) => Ok(words::imported(&imported)),
                    Err(error) => Err(words::file_error(&error, &page.get_value())),
                },
            }));
        });
    };
    let erase = move |scope: EraseScope| {
        asked.set(None);
        spawn_local(async move {
            logs.clear((scope == EraseScope::Page).then_some(&page_id.get_value()));
            let erased = data.erase(scope).await;
            outcome.set(Some(match erased {
                Ok(()) => Ok(words::ERASED.to_owned()),
                Err(_) => Err(words::NOT_ERASED.to_owned()),
            }));
        });
    };
    let ask = move |scope: EraseScope, words: &'static str| {
        view! {
            <button type="button" class="button danger" on:click=move |_| asked.set(Some(scope))>{words}</button>
        }
    };
    view! {
        <section class="card local-data" aria-labelledby="local-data-title">
            <h2 id="local-data-title">{words::CARD_TITLE}</h2>
            <p>{words::CARD_LEAD}</p>
            <VisitNotice />
            <div class="local-data-actions">
                <button type="button" class="button" on:click=move |_| {
                    save(&file_name, Form::Json, &data.export());
                    announcer.say(words::EXPORTED);
                }>
                    <Icon glyph=Glyph::Export />
                    {words::EXPORT}
                </button>
                <label class="button">
                    <input
                        class="visually-hidden"
                        type="file"
                        accept=".json,application/json"
                        on:change:target=move |event| import(event.target())
                    />
                    {words::IMPORT}
                </label>
                <button type="button" class="button" on:click=move |_| {
                    save(&log_name, Form::Json, &log.with_untracked(SentLog::export));
                    announcer.say(words::SENT_EXPORTED);
                }>
                    <Icon glyph=Glyph::Export />
                    {words::EXPORT_SENT}
                </button>
                {ask(EraseScope::Page, words::ERASE_PAGE)}
                {ask(EraseScope::All, words::ERASE_ALL)}
            </div>
            <p role="status">{move || outcome.with(|outcome| outcome.clone().and_then(Result::ok))}</p>
            <p class="field-error" role="alert">{move || outcome.with(|outcome| outcome.clone().and_then(Result::err))}</p>
            <Dialog
                open=Signal::derive(move || asked.get().is_some())
                on_close=move |()| asked.set(None)
                title_id="erase-title"
            >
                {move || asked.get().map(|scope| view! {
                    <h2 id="erase-title">{page.with_value(|page| words::erase_title((scope == EraseScope::Page).then_some(page)))}</h2>
                    <p>{words::ERASE_BODY}</p>
                    <div class="dialog-actions">
                        <button type="button" class="button" autofocus on:click=move |_| asked.set(None)>{shell::CANCEL}</button>
                        <button type="button" class="button danger" on:click=move |_| erase(scope)>{words::ERASE}</button>
                    </div>
                })}
            </Dialog>
        </section>
    }
}
