//! Messages as the customer sees them.

use leptos::prelude::*;
use messenger_personas::Persona;

use crate::{
    components::ui::{Avatar, AvatarSize},
    model::{
        profile::Profile,
        thread::{Bubble, Side, Thread},
    },
    text,
};

/// A conversation: the Page's side on the left, the customer's on the right.
///
/// Above what a persona says stands its name with the Page's, beside it its picture, both as they
/// were when it spoke.
#[component]
pub(crate) fn MessageList(
    #[prop(into)] thread: Signal<Thread>,
    page: Profile,
    /// The customer's name, for those who listen.
    #[prop(into)]
    person: Signal<String>,
) -> impl IntoView {
    let page = StoredValue::new(page);
    let bubbles = Memo::new(move |_| thread.with(Thread::bubbles));
    let typing = Memo::new(move |_| {
        thread.with(|thread| thread.typing.clone().map(|typing| (typing, thread.typing_starts())))
    });
    view! {
        <ol class="message-list">
            <For
                each=move || bubbles.get()
                key=|bubble| (bubble.message.message_id.clone(), bubble.starts, bubble.ends)
                let:bubble
            >
                {line(bubble, page, person)}
            </For>
            {move || {
                typing.get().map(|(typing, starts)| {
                    let (profile, says) = speaker(typing.persona.as_ref(), page);
                    view! {
                        <li class="message message--page ends" class:starts=starts>
                            {says.filter(|_| starts).map(|says| view! { <p class="annotation">{says}</p> })}
                            <span class="message-avatar"><Avatar profile=profile.clone() size=AvatarSize::Small /></span>
                            <span class="typing" role="img" aria-label=text::talk::is_typing(&profile.name)>
                                <i></i><i></i><i></i>
                            </span>
                        </li>
                    }
                })
            }}
        </ol>
    }
}

fn line(bubble: Bubble, page: StoredValue<Profile>, person: Signal<String>) -> impl IntoView {
    let text = bubble.message.text.clone().unwrap_or_else(|| text::talk::NOT_A_TEXT.to_owned());
    let (starts, ends) = (bubble.starts, bubble.ends);
    match bubble.message.from {
        Side::Person => view! {
            <li class="message message--customer" class:starts=starts class:ends=ends>
                <span class="visually-hidden">{move || person.with(|person| text::talk::says(person))}</span>
                <p class="bubble">{text}</p>
            </li>
        }
        .into_any(),
        Side::Page => {
            let (profile, says) = speaker(bubble.message.persona.as_ref(), page);
            let unsaid = says.is_none().then(|| text::talk::says(&profile.name));
            view! {
                <li class="message message--page" class:starts=starts class:ends=ends>
                    {says.filter(|_| starts).map(|says| view! { <p class="annotation">{says}</p> })}
                    <span class="message-avatar">
                        {ends.then(|| view! { <Avatar profile=profile size=AvatarSize::Small /> })}
                    </span>
                    {unsaid.map(|unsaid| view! { <span class="visually-hidden">{unsaid}</span> })}
                    <p class="bubble">{text}</p>
                </li>
            }
            .into_any()
        }
    }
}

/// The sender's profile beside a bubble, and the annotation above it if the sender is a persona.
fn speaker(persona: Option<&Persona>, page: StoredValue<Profile>) -> (Profile, Option<String>) {
    match persona {
        Some(persona) => {
            let profile = Profile::from(persona);
            let says = page.with_value(|page| text::persona::annotation(&profile.name, &page.name));
            (profile, Some(says))
        }
        None => (page.get_value(), None),
    }
}
