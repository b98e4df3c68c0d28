//! Connects a Page of Meta's Graph.

use leptos::{ev::SubmitEvent, prelude::*};
use messenger_personas::{ApiVersion, Origin};

use super::text_field::{TextField, focus_field};
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
    /// Called when what was refused is about to be another: at each attempt, and while one types.
    #[prop(into)]
    on_change: Callback<()>,
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
        if busy.get_untracked() {
            return;
        }
        was_sent.set(true);
        on_change.run(());
        if wrong.with_untracked(|wrong| wrong.origin.is_some() || wrong.version.is_some()) {
            advanced.set(true);
        }
        match wrong.with_untracked(first_wrong) {
            // A field that is folded away takes the focus once it is unfolded.
            Some(field) => request_animation_frame(move || focus_field(field)),
            None => on_connect.run(untrack(draft)),
        }
    };
    let typed = |field| typed_into(field, on_change);
    view! {
        <form class="stack" on:submit=on_submit novalidate>
            <TextField
                id=PAGE_ID
                label="Page ID"
                value=page_id
                on_input=typed(page_id)
                mono=true
                mode="numeric"
                error=Signal::derive(move || wrong.with(|wrong| wrong.page_id.as_ref().map(text::sentence)))
            />
            <TextField
                id=TOKEN
                label="Page access token"
                value=token
                on_input=typed(token)
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
            <details
                class="advanced"
                prop:open=advanced
                on:toggle:target=move |event| advanced.set(event.target().open())
            >
                <summary>"Advanced"</summary>
                <div class="stack">
                    <TextField
                        id=ORIGIN
                        label="Graph address"
                        value=origin
                        on_input=typed(origin)
                        mono=true
                        mode="url"
                        error=Signal::derive(move || wrong.with(|wrong| wrong.origin.map(text::sentence)))
                    />
                    <TextField
                        id=VERSION
                        label="Graph version"
                        value=version
                        on_input=typed(version)
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

fn typed_into(field: RwSignal<String>, on_change: Callback<()>) -> impl Fn(String) {
    move |text| {
        field.set(text);
        on_change.run(());
    }
}

/// The id of the first field that is not right.
fn first_wrong(wrong: &ConnectDraftError) -> Option<&'static str> {
    let fields = [
        (PAGE_ID, wrong.page_id.is_some()),
        (TOKEN, wrong.token.is_some()),
        (ORIGIN, wrong.origin.is_some()),
        (VERSION, wrong.version.is_some()),
    ];
    fields.into_iter().find_map(|(id, is_wrong)| is_wrong.then_some(id))
}

const PAGE_ID: &str = "page-id";
const TOKEN: &str = "token";
const ORIGIN: &str = "origin";
const VERSION: &str = "version";
