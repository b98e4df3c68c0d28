//! Connects a Page of Meta's Graph.

use leptos::{ev::SubmitEvent, prelude::*};
use messenger_personas::{ApiVersion, Origin};

use super::text_field::TextField;
use crate::{
    model::connect_draft::{ConnectDraft, ConnectDraftError},
    text,
};

/// Page id, token, and where to send calls. What was typed stays when it is refused. Children stand
/// above the button.
#[component]
pub(crate) fn ConnectForm(
    /// Whether the token is being tried.
    #[prop(into)]
    busy: Signal<bool>,
    #[prop(into)] on_connect: Callback<ConnectDraft>,
    children: Children,
) -> impl IntoView {
    let page_id = RwSignal::new(String::new());
    let token = RwSignal::new(String::new());
    let origin = RwSignal::new(Origin::default().to_string());
    let version = RwSignal::new(ApiVersion::default().to_string());
    let revealed = RwSignal::new(false);
    let draft = move || ConnectDraft {
        page_id: page_id.get(),
        token: token.get(),
        origin: origin.get(),
        version: version.get(),
    };
    let was_sent = RwSignal::new(false);
    let wrong = Memo::new(move |_| {
        let error = was_sent.get().then(|| draft().ready().err()).flatten();
        error.unwrap_or_default()
    });
    let advanced = RwSignal::new(false);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        was_sent.set(true);
        if wrong.with_untracked(|wrong| wrong.origin.is_some() || wrong.version.is_some()) {
            advanced.set(true);
        }
        if wrong.with_untracked(|wrong| *wrong == ConnectDraftError::default())
            && !busy.get_untracked()
        {
            on_connect.run(untrack(draft));
        }
    };
    view! {
        <form class="stack" on:submit=on_submit novalidate>
            <TextField
                id="page-id"
                label="Page ID"
                value=page_id
                on_input=move |text| page_id.set(text)
                mono=true
                mode="numeric"
                error=Signal::derive(move || wrong.with(|wrong| wrong.page_id.as_ref().map(text::sentence)))
            />
            <TextField
                id="token"
                label="Page access token"
                value=token
                on_input=move |text| token.set(text)
                mono=true
                masked=Signal::derive(move || !revealed.get())
                error=Signal::derive(move || wrong.with(|wrong| wrong.token.map(text::sentence)))
                hint="It needs the pages_messaging permission. It is kept in memory only and is gone when this tab is reloaded."
            >
                <button
                    type="button"
                    class="button"
                    aria-pressed=move || revealed.get().to_string()
                    on:click=move |_| revealed.update(|revealed| *revealed = !*revealed)
                >
                    {move || if revealed.get() { "Hide" } else { "Reveal" }}
                    <span class="visually-hidden">" token"</span>
                </button>
            </TextField>
            <details class="advanced" prop:open=advanced>
                <summary>"Advanced"</summary>
                <div class="stack">
                    <TextField
                        id="origin"
                        label="Graph address"
                        value=origin
                on_input=move |text| origin.set(text)
                        mono=true
                        mode="url"
                        error=Signal::derive(move || wrong.with(|wrong| wrong.origin.map(text::sentence)))
                    />
                    <TextField
                        id="version"
                        label="Graph version"
                        value=version
                on_input=move |text| version.set(text)
                        mono=true
                        error=Signal::derive(move || wrong.with(|wrong| wrong.version.map(text::sentence)))
                    />
                </div>
            </details>
            {children()}
            <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>
                {move || if busy.get() { "Connecting…" } else { "Connect" }}
            </button>
        </form>
    }
}
