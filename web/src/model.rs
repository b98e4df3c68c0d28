//! What the console knows and decides, without a browser.

pub mod connect_draft;
pub mod demo;
pub mod face;
pub mod message_draft;
pub mod persona_draft;
pub mod search;
pub mod thread;
