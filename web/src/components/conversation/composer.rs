//! Where a message is written.

use leptos::{ev::KeyboardEvent, html::Textarea, prelude::*};

use crate::{
    components::ui::{Glyph, Icon, focus, with_keys},
    model::message_draft::characters_left,
    text,
};

/// The field "Message" and its buttons. Enter sends; Shift and Enter make a new line.
#[component]
pub(crate) fn Composer(
    text: RwSignal<String>,
    /// The field "Quick replies".
    quick_replies: RwSignal<String>,
    /// Opens the dialog for a file.
    #[prop(into)]
    on_file: Callback<()>,
    /// What is wrong with the text, in words.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Whether a message is on its way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Whether the dots can be seen.
    #[prop(into)]
    is_typing: Signal<bool>,
    #[prop(into)] on_send: Callback<()>,
    /// Told whether the dots are to be shown.
    #[prop(into)]
    on_typing: Callback<bool>,
    /// Who speaks.
    children: Children,
) -> impl IntoView {
    let field = NodeRef::<Textarea>::new();
    let send = move || {
        if !busy.get_untracked() {
            on_send.run(());
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let composing = event.is_composing() || event.key_code() == IME;
        if event.key() == "Enter" && !event.shift_key() && !composing {
            event.prevent_default();
            send();
        }
    };
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send();
        if let Some(field) = field.get_untracked() {
            focus(&field);
        }
    };
    let left = Memo::new(move |_| text.with(|text| characters_left(text)));
    view! {
        <form class="composer" on:submit=on_submit class:invalid=move || error.with(Option::is_some)>
            {children()}
            <label class="visually-hidden" for="message">{text::conversation::MESSAGE}</label>
            <textarea
                node_ref=field
                id="message"
                rows="2"
                placeholder=text::conversation::MESSAGE_PLACEHOLDER
                aria-describedby="message-error message-left message-hint"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                bind:value=text
                on:keydown=on_key
            ></textarea>
            <p class="field-error" id="message-error">{error}</p>
            <details class="quick-replies">
                <summary>{text::conversation::QUICK_REPLIES}</summary>
                <input
                    type="text"
                    aria-label=text::conversation::QUICK_REPLIES
                    aria-describedby="quick-replies-hint"
                    autocomplete="off"
                    bind:value=quick_replies
                />
                <p class="field-hint" id="quick-replies-hint">{text::conversation::QUICK_REPLIES_HINT}</p>
            </details>
            <div class="composer-bar">
                <p class="field-hint" id="message-hint">
                    {with_keys(text::conversation::MESSAGE_KEYS)}
                </p>
                <p class="counter" id="message-left" class:over=move || left.get().is_some_and(|left| left < 0)>
                    {move || left.get().map(text::conversation::left)}
                </p>
                <button type="button" class="button" on:click=move |_| on_file.run(())>{text::conversation::SEND_FILE_OPEN}</button>
                <button type="button" class="button" on:click=move |_| on_typing.run(!is_typing.get_untracked())>
                    <Icon glyph=Glyph::Dots />
                    {move || if is_typing.get() { text::conversation::HIDE_TYPING } else { text::conversation::SHOW_TYPING }}
                </button>
                <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>
                    <Icon glyph=Glyph::Send />
                    {move || if busy.get() { text::conversation::SENDING } else { text::conversation::SEND }}
                </button>
            </div>
        </form>
    }
}

/// What `keyCode` says while an input method has the keyboard, in browsers that say it nowhere
/// else.
const IME: u32 = 229;
