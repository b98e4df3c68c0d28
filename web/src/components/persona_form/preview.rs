//! How a persona will look to a customer.

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use crate::{
    components::{
        conversation::MessageList,
        ui::{Avatar, AvatarSize, Segment},
    },
    model::{
        profile::Profile,
        thread::{Message, Side, Thread},
    },
    text::persona as words,
};

/// A small Messenger window in which `profile` has just answered, at first in the console's own colours:
/// customers have both.
#[component]
pub(crate) fn Preview(page: Profile, #[prop(into)] profile: Signal<Profile>) -> impl IntoView {
    let thread = Memo::new(move |_| sample(&profile.get()));
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
                <MessageList thread=thread page=page person=Signal::stored(words::CUSTOMER.to_owned()) />
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

fn sample(profile: &Profile) -> Thread {
    // An id that no persona has.
    let speaker = PersonaId::parse("0").ok().map(|id| Persona {
        id,
        name: Some(profile.name.clone()),
        profile_picture_url: profile.picture_url.clone(),
    });
    let message = |message_id: &str, from, persona, text: &str| Message {
        message_id: message_id.to_owned(),
        from,
        persona,
        text: Some(text.to_owned()),
    };
    let [hello, answer] = words::SAMPLE_ANSWERS;
    // The persona's look is part of the ids, so that its bubbles are drawn anew with it.
    let key = |place: &str| {
        format!("{place} {} {}", profile.name, profile.picture_url.as_deref().unwrap_or_default())
    };
    Thread {
        messages: vec![
            message("1", Side::Person, None, words::SAMPLE_QUESTION),
            message(&key("2"), Side::Page, speaker.clone(), hello),
            message(&key("3"), Side::Page, speaker, answer),
        ],
        typing: None,
    }
}
