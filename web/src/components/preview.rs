//! How a persona will look to a customer.

use leptos::prelude::*;
use messenger_personas::{Persona, PersonaId};

use super::{
    avatar::{Avatar, AvatarSize},
    bubbles::Bubbles,
};
use crate::{
    model::{
        face::Face,
        thread::{Message, Side, Thread},
    },
    text::persona as words,
};

/// A small Messenger window in which `face` has just answered, in the console's own colours or in
/// those that are chosen: customers have both.
#[component]
pub(crate) fn Preview(page: Face, #[prop(into)] face: Signal<Face>) -> impl IntoView {
    let thread = Memo::new(move |_| sample(&face.get()));
    let scheme = RwSignal::new("");
    let choice = move |name: &'static str, class: &'static str| {
        let is_on = move || scheme.get() == class;
        let choose =
            move |_| scheme.update(|scheme| *scheme = if *scheme == class { "" } else { class });
        view! {
            <button type="button" class="button quiet" aria-pressed=move || is_on().to_string() on:click=choose>{name}</button>
        }
    };
    view! {
        <figure class="preview">
            <div class=move || format!("preview-window {}", scheme.get())>
                <div class="preview-top" aria-hidden="true">
                    <Avatar face=page.clone() size=AvatarSize::Small />
                    <span>{page.name.clone()}</span>
                </div>
                <Bubbles thread=thread page=page person=Signal::stored(words::CUSTOMER.to_owned()) />
            </div>
            <figcaption>
                {words::PREVIEW}
                <span class="preview-schemes" role="group" aria-label=words::PREVIEW_COLOURS>
                    {choice(words::LIGHT, "in-light")}{choice(words::DARK, "in-dark")}
                </span>
            </figcaption>
        </figure>
    }
}

fn sample(face: &Face) -> Thread {
    // An id that no persona has.
    let speaker = PersonaId::parse("0").ok().map(|id| Persona {
        id,
        name: Some(face.name.clone()),
        profile_picture_url: face.picture_url.clone(),
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
        format!("{place} {} {}", face.name, face.picture_url.as_deref().unwrap_or_default())
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
