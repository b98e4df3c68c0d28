//! Thread control: which app owns a conversation.
//!
//! Thread control and personas are independent. Thread control decides which app may send messages;
//! a persona changes the name and picture that the person sees.

pub mod control;
pub mod owner;
