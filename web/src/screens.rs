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

pub(crate) use self::{
    connect::Connect, conversations::Conversations, import::Import, new_persona::NewPersona,
    not_found::NotFound, persona::PersonaScreen, personas::Personas, reconnecting::Reconnecting,
    replace::Replace,
};
