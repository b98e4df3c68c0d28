//! Nodes and edges of Graph, one file or folder each, and what they share.

pub(crate) mod accounts;
pub(crate) mod call;
pub(crate) mod conversations;
pub(crate) mod debug_token;
mod field;
mod fields;
pub(crate) mod message_attachments;
pub(crate) mod messages;
pub(crate) mod messenger_profile;
pub(crate) mod node;
pub(crate) mod pages;
mod paging;
pub(crate) mod people;
pub(crate) mod personas;
pub(crate) mod thread_control;
pub(crate) mod users;
mod whitelist;
