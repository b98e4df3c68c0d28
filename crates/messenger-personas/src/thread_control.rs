//! Which app has a conversation.
//!
//! A persona is a face; thread control is about who speaks behind it. Neither changes the other.

pub mod control;
pub mod owner;
