//! How a persona will look to a customer.

use leptos::prelude::*;
use messenger_personas::PersonaId;

use crate::{
    components::{
        conversation::Bubbles,
        ui::{Avatar, AvatarSize, Segment},
    },
    model::{
        profile::Profile,
        sent_log::LoggedPersona,
        thread::{ShownMessage, Side, ThreadItem, ThreadMessage},
    },
    text::persona as words,
};

/// A small Messenger window in which `profile` has just answered, at first in the console's own colours:
/// customers have both.
#[component]
pub(crate) fn Preview(page: Profile, #[prop(into)] profile: Signal<Profile>) -> impl IntoView {
    let items = Memo::new(move |_| sample(&profile.get()));
    let is_dark = RwSignal::new(is_dark());
    let choice = move |name: &'static str, dark: bool| {
        view! {
            <Segment is_chosen=Signal::derive(move || is_dark.get() == dark) on_choose=move |()| is_dark.set(dark)>{name}</Segment>
        }
    };
    view! {
        <figure class="preview">
            <div class="preview-window" class:in-dark=is_dark class:in-light=move || !is_dark.get()>
                <div class="preview-top" aria-hidden="true">
                    <Avatar profile=page.clone() size=AvatarSize::Small />
                    <span>{page.name.clone()}</span>
                </div>
                <div class="as-customer">
                    <ol class="message-list">
                        <Bubbles items page=StoredValue::new(page) person=Signal::stored(words::CUSTOMER.to_owned()) />
                    </ol>
                </div>
            </div>
            <figcaption>
                {words::PREVIEW}
                <span class="segmented-control" role="group" aria-label=words::PREVIEW_COLOURS>
                    {choice(words::LIGHT, false)}{choice(words::DARK, true)}
                </span>
            </figcaption>
        </figure>
    }
}

/// Whether the console is in its dark colours.
fn is_dark() -> bool {
    matches!(window().match_media("(prefers-color-scheme: dark)"), Ok(Some(dark)) if dark.matches())
}

fn sample(profile: &Profile) -> Vec<ThreadItem> {
    // An id that no persona has.
    let persona = PersonaId::parse("0").ok().map(|id| LoggedPersona {
        id,
        name: Some(profile.name.clone()),
        picture_url: profile.picture_url.clone(),
    });
    // The persona's look is part of the ids, so that its bubbles are drawn anew with it.
    let look = format!("{} {}", profile.name, profile.picture_url.as_deref().unwrap_or_default());
    let message = |place: &str, side, text: &str, (starts, ends)| {
        let message = ThreadMessage {
            id: format!("{place} {look}"),
            at: None,
            side: Some(side),
            text: Some(text.to_owned()),
            parts: Vec::new(),
            reply_to: None,
            reactions: Vec::new(),
        };
        let persona = persona.clone().filter(|_| side == Side::Page);
        ThreadItem::Message(Box::new(ShownMessage { message, persona, starts, ends }))
    };
    let [hello, answer] = words::SAMPLE_ANSWERS;
    vec![
        message("1", Side::Person, words::SAMPLE_QUESTION, (true, true)),
        message("2", Side::Page, hello, (true, false)),
        message("3", Side::Page, answer, (false, true)),
    ]
}
