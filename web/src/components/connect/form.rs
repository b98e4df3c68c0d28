//! How to reach a Page of Meta's Graph.

use leptos::{ev::SubmitEvent, prelude::*};
use messenger_personas::{ApiVersion, Origin};

use crate::{
    components::ui::{TextField, focus_by_id, once_shown},
    model::connect_draft::{ConnectDraft, ConnectDraftError, Way},
    text,
};

/// Token or gateway, and where to send calls. What was typed stays when it is refused. Children stand
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
    let way = RwSignal::new(Way::Token);
    let token = RwSignal::new(String::new());
    let origin = RwSignal::new(Origin::default().to_string());
    let gateway = RwSignal::new(window().location().origin().unwrap_or_default());
    let version = RwSignal::new(ApiVersion::default().to_string());
    let revealed = RwSignal::new(false);
    let draft = move || ConnectDraft {
        way: way.get(),
        token: token.get(),
        origin: origin.get(),
        gateway: gateway.get(),
        version: version.get(),
    };
    let wrong = Memo::new(move |_| draft().ready().err().unwrap_or_default());
    let judged = Judged { fields: RwSignal::default(), wrong };
    let advanced = RwSignal::new(false);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        judged.fields.set(vec![TOKEN, GATEWAY, ORIGIN, VERSION]);
        on_change.run(());
        advanced.update(|open| *open |= wrong.with_untracked(is_folded_away));
        match wrong.with_untracked(first_wrong) {
            // A field that is folded away takes the focus once it is unfolded.
            Some(field) => once_shown(move || focus_by_id(field)),
            None => on_connect.run(untrack(draft)),
        }
    };
    let typed = move |field| typed_into(field, on_change);
    let advanced_fields = move || {
        view! {
            <details
                class="advanced"
                prop:open=advanced
                on:toggle:target=move |event| advanced.set(event.target().open())
            >
                <summary>{text::connect::ADVANCED}</summary>
                <div class="stack">
                    <Show when=move || way.get() == Way::Token>
                        <TextField
                            id=ORIGIN
                            label=text::connect::ORIGIN
                            value=origin
                            on_input=typed(origin)
                            mono=true
                            mode="url"
                            error=judged.error(ORIGIN)
                            on_leave=judged.leave(ORIGIN, origin)
                        />
                    </Show>
                    <TextField
                        id=VERSION
                        label=text::connect::VERSION
                        value=version
                        on_input=typed(version)
                        mono=true
                        error=judged.error(VERSION)
                        on_leave=judged.leave(VERSION, version)
                    />
                </div>
            </details>
        }
    };
    view! {
        <form class="stack" on:submit=on_submit novalidate>
            {ways(way, on_change)}
            <Show when=move || way.get() == Way::Token>
                <TextField
                    id=TOKEN
                    label=text::connect::TOKEN
                    value=token
                    on_input=typed(token)
                    mono=true
                    masked=Signal::derive(move || !revealed.get())
                    error=judged.error(TOKEN)
                    on_leave=judged.leave(TOKEN, token)
                    hint=text::connect::TOKEN_HINT
                >
                    {reveal_button(revealed)}
                </TextField>
            </Show>
            <Show when=move || way.get() == Way::Gateway>
                <TextField
                    id=GATEWAY
                    label=text::connect::GATEWAY
                    value=gateway
                    on_input=typed(gateway)
                    mono=true
                    mode="url"
                    error=judged.error(GATEWAY)
                    on_leave=judged.leave(GATEWAY, gateway)
                    hint=text::connect::GATEWAY_HINT
                />
            </Show>
            {advanced_fields()}
            {children()}
            {submit_button(busy)}
        </form>
    }
}

/// The fields whose mistakes are shown: those that were left, and all of them once the form was sent.
#[derive(Clone, Copy)]
struct Judged {
    fields: RwSignal<Vec<&'static str>>,
    wrong: Memo<ConnectDraftError>,
}

impl Judged {
    fn error(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            let is_judged = self.fields.with(|fields| fields.contains(&field));
            is_judged.then(|| self.wrong.with(|wrong| sentence_of(wrong, field))).flatten()
        })
    }

    fn leave(self, field: &'static str, value: RwSignal<String>) -> impl Fn(()) + Copy {
        move |()| {
            if value.with_untracked(|value| !value.is_empty()) {
                self.fields.update(|fields| fields.push(field));
            }
        }
    }
}

fn reveal_button(revealed: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            aria-pressed=move || revealed.get().to_string()
            on:click=move |_| revealed.update(|revealed| *revealed = !*revealed)
        >
            {move || if revealed.get() { text::connect::HIDE } else { text::connect::REVEAL }}
            <span class="visually-hidden">{text::connect::REVEAL_WHAT}</span>
        </button>
    }
}

fn submit_button(busy: Signal<bool>) -> impl IntoView {
    view! {
        // Pressing the mouse leaves no field: a mistake that is shown then would move the button away.
        <button
            type="submit"
            class="button primary"
            on:mousedown=|event| event.prevent_default()
            aria-disabled=move || busy.get().then_some("true")>
            {move || if busy.get() { text::connect::ASKING } else { text::connect::CONTINUE }}
        </button>
    }
}

fn ways(way: RwSignal<Way>, on_change: Callback<()>) -> impl IntoView {
    view! {
        <fieldset class="method-switch">
            <legend class="visually-hidden">{text::connect::WAYS}</legend>
            {[(Way::Token, text::connect::ACCESS_TOKEN), (Way::Gateway, text::connect::NO_TOKEN)].map(|(this, title)| view! {
                <label>
                    <input type="radio" name="way" prop:checked=move || way.get() == this on:change=move |_| {
                        way.set(this);
                        on_change.run(());
                    } />
                    {title}
                </label>
            })}
        </fieldset>
    }
}

fn typed_into(field: RwSignal<String>, on_change: Callback<()>) -> impl Fn(String) + Copy {
    move |text| {
        field.set(text);
        on_change.run(());
    }
}

/// Whether a field under "Advanced" is not right.
fn is_folded_away(wrong: &ConnectDraftError) -> bool {
    wrong.origin.is_some() || wrong.version.is_some()
}

/// The id of the first field that is not right.
fn first_wrong(wrong: &ConnectDraftError) -> Option<&'static str> {
    [TOKEN, GATEWAY, ORIGIN, VERSION].into_iter().find(|id| sentence_of(wrong, id).is_some())
}

/// What is wrong with the field of this id.
fn sentence_of(wrong: &ConnectDraftError, id: &str) -> Option<String> {
    match id {
        TOKEN => wrong.token.map(text::sentence),
        GATEWAY => wrong.gateway.map(text::sentence),
        ORIGIN => wrong.origin.map(text::sentence),
        _ => wrong.version.map(text::sentence),
    }
}

const TOKEN: &str = "token";
const GATEWAY: &str = "gateway";
const ORIGIN: &str = "origin";
const VERSION: &str = "version";
