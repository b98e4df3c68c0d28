//! What each address shows. Only screens use the session.

#![expect(unreachable_pub, reason = "the props that `#[component]` writes are public")]
#![expect(clippy::needless_pass_by_value, reason = "props are values")]

mod connect;
mod conversation;
mod conversations;
mod creating;
mod deleting;
mod import;
mod loading;
mod new_persona;
mod not_found;
mod persona;
mod personas;
mod reconnecting;
mod replace;
mod speaker;
mod talk;

use leptos::prelude::*;

pub(crate) use self::{connect::Connect, reconnecting::Reconnecting};
use self::{
    conversations::Conversations, import::Import, new_persona::NewPersona, not_found::NotFound,
    persona::PersonaScreen, personas::Personas, replace::Replace,
};
use crate::{
    model::screen::Screen,
    route,
    router::{NavigateOptions, use_navigate},
    session::Connected,
};

/// The screen of an address. The conversation inside its own follows `screen` by itself.
pub(crate) fn show(frame: Screen, screen: Memo<Screen>, connected: Connected) -> AnyView {
    match frame {
        Screen::Home => home().into_any(),
        Screen::Personas => view! { <Personas connected /> }.into_any(),
        Screen::NewPersona => view! { <NewPersona connected /> }.into_any(),
        Screen::Import => view! { <Import connected /> }.into_any(),
        Screen::Persona => view! { <PersonaScreen connected /> }.into_any(),
        Screen::Replace => view! { <Replace connected /> }.into_any(),
        Screen::NoConversation | Screen::Conversation => {
            view! { <Conversations connected screen /> }.into_any()
        }
        Screen::NotFound => view! { <NotFound /> }.into_any(),
    }
}

/// Goes to the first list.
fn home() -> impl IntoView {
    use_navigate()(
        route::PERSONAS,
        NavigateOptions { replace: true, ..NavigateOptions::default() },
    );
}
