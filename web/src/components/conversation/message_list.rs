//! The messages of a conversation.

use leptos::{ev, html::Div, prelude::*};
use messenger_personas::Persona;

use super::message_parts::MessageParts;
use crate::{
    components::ui::{Avatar, AvatarSize, Glyph, Icon, Skeleton},
    model::{
        profile::Profile,
        sending::{OutgoingContent, Sending},
        thread::{ShownMessage, Side, ThreadItem},
    },
    state::Typing,
    text::{self, conversation as words},
};

/// A conversation as the Page sees it: the customer on the left, the Page on the right. As the
/// customer sees it, it is the other way round.
///
/// Above what a persona says is its name with the Page's, beside it its picture, both as they were
/// when it was sent.
#[component]
pub(crate) fn MessageList(
    #[prop(into)] items: Signal<Vec<ThreadItem>>,
    /// The message on its way.
    #[prop(into)]
    outgoing: Signal<Sending>,
    /// Whose typing indicator the customer sees.
    #[prop(into)]
    typing: Signal<Option<Typing>>,
    page: Profile,
    /// The customer's name.
    #[prop(into)]
    person: Signal<String>,
    #[prop(into)] as_customer: Signal<bool>,
    /// Whether the messages were read.
    #[prop(into)]
    is_loaded: Signal<bool>,
    /// Whether there are older messages to load.
    #[prop(into)]
    has_older: Signal<bool>,
    #[prop(into)] is_loading_older: Signal<bool>,
    #[prop(into)] on_older: Callback<()>,
    /// Looks again for a message that may have been sent.
    #[prop(into)]
    on_look: Callback<()>,
    /// Puts it back into the field.
    #[prop(into)]
    on_give_up: Callback<()>,
) -> impl IntoView {
    let page = StoredValue::new(page);
    let thread = NodeRef::<Div>::new();
    let is_at_end = RwSignal::new(true);
    let has_new = RwSignal::new(false);
    let newest = Memo::new(move |_| items.with(|items| items.last().and_then(message_id)));
    Effect::new(move |before: Option<Option<String>>| {
        let newest = newest.get();
        let is_new = before.flatten().is_some_and(|before| Some(before) != newest);
        if is_new && !is_at_end.get_untracked() {
            has_new.set(true);
        }
        newest
    });
    let load_older = move || {
        if has_older.get_untracked() && !is_loading_older.get_untracked() {
            on_older.run(());
        }
    };
    // The list grows upward: the offset is 0 at its end, and negative above.
    let on_scroll = move |_: ev::Event| {
        let Some(thread) = thread.get_untracked() else { return };
        let above = thread.scroll_height() - thread.client_height() + thread.scroll_top();
        if above < NEAR {
            load_older();
        }
        let at_end = thread.scroll_top() > -NEAR;
        if at_end != is_at_end.get_untracked() {
            is_at_end.set(at_end);
        }
        if at_end && has_new.get_untracked() {
            has_new.set(false);
        }
    };
    let to_end = move |_| {
        if let Some(thread) = thread.get_untracked() {
            thread.set_scroll_top(0);
        }
    };
    let is_empty = Memo::new(move |_| {
        items.with(Vec::is_empty) && outgoing.with(|outgoing| !outgoing.is_busy())
    });
    view! {
        <div
            node_ref=thread
            class="thread"
            class:as-customer=as_customer
            tabindex="0"
            role="region"
            aria-label=words::MESSAGES
            on:scroll=on_scroll
        >
            <ol class="message-list">
                <Bubbles items page person />
                {move || pending(&outgoing.get(), page, on_look, on_give_up)}
                {move || typing.get().map(|typing| typing_line(typing.persona.as_ref(), page))}
            </ol>
            <div class="thread-start">
                {move || {
                    if !is_loaded.get() {
                        Some(view! { <Skeleton what=words::MESSAGES_WHAT rows=3 /> }.into_any())
                    } else if is_empty.get() {
                        Some(view! { <p class="thread-note">{words::NO_MESSAGES}</p> }.into_any())
                    } else {
                        None
                    }
                }}
                <Show when=move || has_older.get()>
                    <button
                        type="button"
                        class="button"
                        aria-disabled=move || is_loading_older.get().then_some("true")
                        on:click=move |_| load_older()
                    >
                        {words::LOAD_OLDER}
                    </button>
                </Show>
            </div>
        </div>
        <Show when=move || has_new.get()>
            <button type="button" class="button new-messages" on:click=to_end>
                <Icon glyph=Glyph::Down />
                {words::NEW_MESSAGES}
            </button>
        </Show>
    }
}

/// The lines of a conversation, inside a list.
#[component]
pub(crate) fn Bubbles(
    #[prop(into)] items: Signal<Vec<ThreadItem>>,
    page: StoredValue<Profile>,
    #[prop(into)] person: Signal<String>,
) -> impl IntoView {
    view! { <For each=move || items.get() key=key let:item>{line(item, page, person)}</For> }
}

fn message_id(item: &ThreadItem) -> Option<String> {
    match item {
        ThreadItem::Message(shown) => Some(shown.message.id.clone()),
        ThreadItem::Day(_) | ThreadItem::Unreadable(_) => None,
    }
}

/// What changes when a line has to be drawn again.
fn key(item: &ThreadItem) -> (String, bool, bool, usize, bool) {
    match item {
        ThreadItem::Unreadable(count) => (String::new(), false, false, *count, false),
        ThreadItem::Day(day) => (day.clone(), true, true, 0, false),
        ThreadItem::Message(shown) => {
            let message = &shown.message;
            let size = message.parts.len() + message.reactions.len();
            (message.id.clone(), shown.starts, shown.ends, size, shown.persona.is_some())
        }
    }
}

fn line(item: ThreadItem, page: StoredValue<Profile>, person: Signal<String>) -> AnyView {
    match item {
        ThreadItem::Unreadable(count) => {
            view! { <li class="thread-note">{words::unreadable(count)}</li> }.into_any()
        }
        ThreadItem::Day(day) => view! { <li class="day"><span>{day}</span></li> }.into_any(),
        ThreadItem::Message(shown) => match shown.message.side {
            Some(Side::Person) => of_person(*shown, person).into_any(),
            _ => of_page(*shown, page).into_any(),
        },
    }
}

fn of_person(shown: ShownMessage, person: Signal<String>) -> impl IntoView {
    let (starts, ends) = (shown.starts, shown.ends);
    view! {
        <li class="message message--customer" class:starts=starts class:ends=ends>
            <span class="visually-hidden">{move || person.with(|person| words::says(person))}</span>
            {content(shown)}
        </li>
    }
}

fn of_page(shown: ShownMessage, page: StoredValue<Profile>) -> impl IntoView {
    let persona = shown.persona.as_ref().map(Persona::from);
    let (profile, says) = speaker(persona.as_ref(), page);
    let unsaid = says.is_none().then(|| words::says(&profile.name));
    let (starts, ends) = (shown.starts, shown.ends);
    view! {
        <li class="message message--page" class:starts=starts class:ends=ends>
            {says.filter(|_| starts).map(|says| view! { <p class="annotation">{says}</p> })}
            <span class="message-avatar">
                {ends.then(|| view! { <Avatar profile=profile size=AvatarSize::Small /> })}
            </span>
            {unsaid.map(|unsaid| view! { <span class="visually-hidden">{unsaid}</span> })}
            {content(shown)}
        </li>
    }
}

/// Text, attachments, reactions and time.
fn content(shown: ShownMessage) -> impl IntoView {
    let message = shown.message;
    let title = message.at.map(|at| text::date(at / 1_000));
    let reactions = message.reactions.concat();
    let label = words::reactions(&reactions);
    view! {
        <div class="message-content" title=title>
            {message.reply_to.is_some().then(|| view! { <p class="message-reply">{words::replies_to(None)}</p> })}
            {message.text.map(|text| view! { <p class="bubble">{text}</p> })}
            <MessageParts parts=message.parts />
            {(!reactions.is_empty()).then(|| view! {
                <p class="message-reactions" role="img" aria-label=label>{reactions}</p>
            })}
            {shown.ends.then_some(message.at).flatten().map(|at| view! {
                <p class="message-time">{text::time_of_day(at)}</p>
            })}
        </div>
    }
}

/// The message on its way.
fn pending(
    sending: &Sending,
    page: StoredValue<Profile>,
    on_look: Callback<()>,
    on_give_up: Callback<()>,
) -> Option<AnyView> {
    let outgoing = sending.outgoing()?;
    let (profile, says) = speaker(outgoing.persona.as_ref(), page);
    let status = match sending {
        Sending::Looking(_) => words::LOOKING,
        Sending::Unconfirmed(_) => words::UNCONFIRMED,
        _ => words::SENDING_NOW,
    };
    let is_unconfirmed = matches!(sending, Sending::Unconfirmed(_));
    let view = view! {
        <li class="message message--page starts ends pending">
            {says.map(|says| view! { <p class="annotation">{says}</p> })}
            <span class="message-avatar"><Avatar profile=profile size=AvatarSize::Small /></span>
            <div class="message-content">
                {match &outgoing.content {
                    OutgoingContent::Text { text, .. } => view! { <p class="bubble">{text.clone()}</p> }.into_any(),
                    OutgoingContent::File(file) => view! { <p class="bubble message-part">{file.url.clone()}</p> }.into_any(),
                }}
                <p class="message-time">{status}</p>
                {is_unconfirmed.then(|| view! {
                    <div class="alert-actions">
                        <button type="button" class="button" on:click=move |_| on_look.run(())>{words::LOOK_AGAIN}</button>
                        <button type="button" class="button" on:click=move |_| on_give_up.run(())>{words::EDIT_AGAIN}</button>
                    </div>
                })}
            </div>
        </li>
    };
    Some(view.into_any())
}

fn typing_line(persona: Option<&Persona>, page: StoredValue<Profile>) -> impl IntoView + use<> {
    let (profile, says) = speaker(persona, page);
    view! {
        <li class="message message--page starts ends">
            {says.map(|says| view! { <p class="annotation">{says}</p> })}
            <span class="message-avatar"><Avatar profile=profile.clone() size=AvatarSize::Small /></span>
            <span class="typing" role="img" aria-label=words::is_typing(&profile.name)>
                <i></i><i></i><i></i>
            </span>
        </li>
    }
}

/// The sender's profile, and the annotation if the sender is a persona.
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

/// In pixels.
const NEAR: i32 = 80;
