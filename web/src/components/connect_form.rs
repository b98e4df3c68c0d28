//! How to reach a Page of Meta's Graph.

use leptos::{ev::SubmitEvent, prelude::*};
use messenger_personas::{ApiVersion, Origin};

use super::{
    focus::{focus_by_id, once_shown},
    text_field::TextField,
};
use crate::{
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
        advanced.update(|open| *open |= wrong.with_untracked(is_folded_away));
        match wrong.with_untracked(first_wrong) {
            // A field that is folded away takes the focus once it is unfolded.
            Some(field) => once_shown(move || focus_by_id(field)),
            None => on_connect.run(untrack(draft)),
        }
    };
    let typed = move |field| typed_into(field, on_change);
    let gateway_field = move || {
        view! {
            <TextField
                id=GATEWAY
                label=text::connect::GATEWAY
                value=gateway
                on_input=typed(gateway)
                mono=true
                mode="url"
                error=Signal::derive(move || wrong.with(|wrong| wrong.gateway.map(text::sentence)))
                hint=text::connect::GATEWAY_HINT
            />
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
                    error=Signal::derive(move || wrong.with(|wrong| wrong.token.map(text::sentence)))
                    hint=text::connect::TOKEN_HINT
                >
                    {reveal_button(revealed)}
                </TextField>
            </Show>
            <Show when=move || way.get() == Way::Gateway>
                {gateway_field()}
            </Show>
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
                            error=Signal::derive(move || wrong.with(|wrong| wrong.origin.map(text::sentence)))
                        />
                    </Show>
                    <TextField
                        id=VERSION
                        label=text::connect::VERSION
                        value=version
                        on_input=typed(version)
                        mono=true
                        error=Signal::derive(move || wrong.with(|wrong| wrong.version.map(text::sentence)))
                    />
                </div>
            </details>
            {children()}
            {submit_button(busy)}
        </form>
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
        <button type="submit" class="button primary" aria-disabled=move || busy.get().then_some("true")>
            {move || if busy.get() { text::connect::ASKING } else { text::connect::CONTINUE }}
        </button>
    }
}

fn ways(way: RwSignal<Way>, on_change: Callback<()>) -> impl IntoView {
    view! {
        <fieldset class="ways">
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
    let fields = [
        (TOKEN, wrong.token.is_some()),
        (GATEWAY, wrong.gateway.is_some()),
        (ORIGIN, wrong.origin.is_some()),
        (VERSION, wrong.version.is_some()),
    ];
    fields.into_iter().find_map(|(id, is_wrong)| is_wrong.then_some(id))
}

const TOKEN: &str = "token";
const GATEWAY: &str = "gateway";
const ORIGIN: &str = "origin";
const VERSION: &str = "version";
