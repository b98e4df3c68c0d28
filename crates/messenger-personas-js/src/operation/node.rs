//! What is read by its id alone: Pages, people, conversations.

use messenger_personas::{ConversationId, GetConversation, GetPage, GetPerson, PageId, Psid};
use wasm_bindgen::JsValue;

use super::{Operation, word};
use crate::outcome::Failure;

/// The client's own Page if nothing is said, `me` for whose token it is.
pub(super) fn page(input: &JsValue, call: &str, own: &PageId) -> Result<Operation, Failure> {
    let request = if input.is_undefined() || input.is_null() {
        GetPage::new(own.clone())
    } else if *input == "me" {
        GetPage::me()
    } else {
        GetPage::new(word(input, call, PageId::parse)?)
    };
    Ok(Operation::one(&request, "page"))
}

pub(super) fn person(input: &JsValue, call: &str) -> Result<Operation, Failure> {
    Ok(Operation::one(&GetPerson::new(word(input, call, Psid::parse)?), "person"))
}

pub(super) fn conversation(input: &JsValue, call: &str) -> Result<Operation, Failure> {
    let id = word(input, call, ConversationId::parse)?;
    Ok(Operation::one(&GetConversation::new(id), "conversation"))
}
