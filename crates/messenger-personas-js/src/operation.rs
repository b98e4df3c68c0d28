//! The calls: what JavaScript gives, which call to Graph that is, and what it gets.

mod batch;
mod list;
mod message;
mod persona;
mod raw;
mod thread;

use messenger_personas::{
    ConversationId, CreatePersona, DeletePersona, FileKind, GetConversation, GetMessage, GetPage,
    GetPerson, GetPersona, GetThreadOwner, GraphRequest, MessageId, PageId, PersonaId,
    PreparedRequest, Psid, UploadAttachment, WebUrl,
};
use wasm_bindgen::JsValue;

pub(crate) use self::{batch::Item, list::List, persona::advice};
use crate::{given::Given, outcome::Failure};

/// A call that can be made: everything in it is checked.
pub(crate) enum Operation {
    /// One call, and what its answer is in `engine.js`.
    One(PreparedRequest, &'static str),
    /// The persona that goes, and the one that comes.
    Replace(PersonaId, Box<CreatePersona>),
    /// Calls that travel together.
    Batch(PreparedRequest, Vec<Item>),
}

impl Operation {
    /// The operation called `name` with `input`, for `page_id`.
    pub(crate) fn read(name: &str, input: JsValue, page_id: &PageId) -> Result<Self, Failure> {
        match name {
            "personas.replace" => persona::replace(&Given::read(name, input)?, page_id),
            "batch" => batch::read(&input, page_id),
            "call" => raw::read(&Given::read(name, input)?),
            _ if List::is_called(name) => {
                let (list, paging) = List::read(name, input, page_id)?;
                Ok(Self::One(list.call(paging), list.kind()))
            }
            _ => Self::single(name, input, page_id),
        }
    }

    /// Whether the operation called `name` cannot be part of a batch.
    fn is_alone(name: &str) -> bool {
        matches!(name, "batch" | "call" | "personas.replace") || List::is_called(name)
    }

    /// The operation called `name`, which can also be part of a batch.
    fn single(name: &str, input: JsValue, page_id: &PageId) -> Result<Self, Failure> {
        let given = Given::read(name, input)?;
        match name {
            "personas.create" => Self::one(&persona::draft(&given, 0, page_id)?, "created"),
            "personas.get" => {
                Self::one(&GetPersona::new(given.parsed(0, PersonaId::parse)?), "persona")
            }
            "personas.delete" => {
                let persona_id = given.parsed(0, PersonaId::parse)?;
                Self::one(&DeletePersona { persona_id }, "done")
            }
            "messages.send" => message::send(&given, page_id),
            "messages.senderAction" => message::act(&given, page_id),
            "messages.get" => {
                Self::one(&GetMessage::new(given.parsed(0, MessageId::parse)?), "message")
            }
            // The client's own Page if nothing is said, `me` for whose token it is.
            "pages.get" => {
                let request = match given.text(0).as_deref() {
                    None => GetPage::new(page_id.clone()),
                    Some("me") => GetPage::me(),
                    Some(_) => GetPage::new(given.parsed(0, PageId::parse)?),
                };
                Self::one(&request, "page")
            }
            "people.get" => Self::one(&GetPerson::new(given.parsed(0, Psid::parse)?), "person"),
            "conversations.get" => {
                let id = given.parsed(0, ConversationId::parse)?;
                Self::one(&GetConversation::new(id), "conversation")
            }
            "attachments.upload" => {
                let kind = match given.number(0) {
                    Some(0) => FileKind::Audio,
                    Some(1) => FileKind::File,
                    Some(2) => FileKind::Image,
                    _ => FileKind::Video,
                };
                let url = given.parsed(1, WebUrl::parse)?;
                Self::one(&UploadAttachment::new(page_id.clone(), kind, url), "uploaded")
            }
            "threadControl.owner" => {
                let psid = given.parsed(0, Psid::parse)?;
                Self::one(&GetThreadOwner::new(page_id.clone(), psid), "owner")
            }
            _ => thread::control(&given, name, page_id),
        }
    }

    /// A call whose answer is a value of this `kind` in `engine.js`.
    #[expect(clippy::unnecessary_wraps, reason = "its callers may fail, and give this on as it is")]
    fn one(request: &impl GraphRequest, kind: &'static str) -> Result<Self, Failure> {
        Ok(Self::One(request.prepare(), kind))
    }
}
