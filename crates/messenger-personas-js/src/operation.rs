//! The calls: what JavaScript gives, which call to Graph that is, and what it gets.

mod attachment;
mod batch;
mod list;
mod message;
mod node;
mod persona;
mod raw;
mod thread;

use alloc::{boxed::Box, vec::Vec};
use core::fmt::Display;

use messenger_personas::{Call, CreatePersona, GraphRequest, PageId, PersonaId};
use wasm_bindgen::JsValue;

pub(crate) use self::{batch::Item, list::List, persona::advice};
use crate::{input::checked, outcome::Failure};

/// A call that can be made: everything in it is checked.
pub(crate) enum Operation {
    /// One call, and what its answer is in `engine.js`.
    One(Call, &'static str),
    /// The persona that goes, and the one that comes.
    Replace(PersonaId, Box<CreatePersona>),
    /// Calls that travel together.
    Batch(Call, Vec<Item>),
}

impl Operation {
    /// The operation called `name` with `input`, for `page_id`.
    pub(crate) fn read(name: &str, input: JsValue, page_id: &PageId) -> Result<Self, Failure> {
        match name {
            "personas.replace" => persona::replace(input, name, page_id),
            "batch" => batch::read(&input, page_id),
            "call" => raw::read(input),
            _ => {
                if let Some(operation) = Self::single(name, &input, page_id)? {
                    return Ok(operation);
                }
                let (list, paging) = List::read(name, input, page_id)?;
                Ok(Self::One(list.call(paging), list.kind()))
            }
        }
    }

    /// The operation called `name` if it is one that can also be part of a batch.
    fn single(name: &str, input: &JsValue, page_id: &PageId) -> Result<Option<Self>, Failure> {
        let (space, call) = name.split_once('.').unwrap_or((name, ""));
        Ok(Some(match (space, call) {
            ("personas", "create") => persona::create(input.clone(), name, page_id)?,
            ("personas", "get") => persona::get(input, name)?,
            ("personas", "delete") => persona::delete(input, name)?,
            ("messages", "send") => message::send(input.clone(), name, page_id)?,
            ("messages", "senderAction") => message::act(input.clone(), name, page_id)?,
            ("messages", "get") => message::get(input, name)?,
            ("pages", "get") => node::page(input, name, page_id)?,
            ("people", "get") => node::person(input, name)?,
            ("conversations", "get") => node::conversation(input, name)?,
            ("threadControl", "owner") => thread::owner(input, name, page_id)?,
            ("threadControl", _) => thread::control(input.clone(), name, page_id)?,
            ("attachments", "upload") => attachment::upload(input.clone(), name, page_id)?,
            _ => return Ok(None),
        }))
    }

    /// A call whose answer is a value of this `kind` in `engine.js`.
    fn one(request: &impl GraphRequest, kind: &'static str) -> Self {
        Self::One(request.call(), kind)
    }
}

/// The id that is all of an input.
fn word<T, E: Display>(
    input: &JsValue,
    call: &str,
    parse: fn(&str) -> Result<T, E>,
) -> Result<T, Failure> {
    let Some(id) = input.as_string() else {
        let digits = if input.as_f64().is_some() { ": a number would lose digits" } else { "" };
        return Err(Failure::request(&[call, " takes the id as a string", digits].concat()));
    };
    checked(parse(&id))
}
