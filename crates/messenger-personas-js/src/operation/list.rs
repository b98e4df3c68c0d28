//! Lists: one listing of each, or a walk through all of it.

use alloc::format;
use core::num::NonZeroU32;

use messenger_personas::{
    Call, Cursor, GraphRequest, ListAccounts, ListConversations, ListPersonas, ListRequest, PageId,
    Paging, Place, Psid,
};
use wasm_bindgen::JsValue;

use crate::{fields::Fields, outcome::Failure};

/// What is listed.
pub(crate) enum List {
    Personas(ListPersonas),
    Accounts,
    Conversations(ListConversations),
}

impl List {
    /// The list called `name` with `input`, which may be left out, and which part of it is meant.
    pub(crate) fn read(
        name: &str,
        input: JsValue,
        page_id: &PageId,
    ) -> Result<(Self, Paging), Failure> {
        let mut list = match name {
            "personas.list" => Self::Personas(ListPersonas::new(page_id.clone())),
            "pages.accounts" => Self::Accounts,
            "conversations.list" => Self::Conversations(ListConversations::new(page_id.clone())),
            _ => return Err(Failure::request(&["there is no call ", name].concat())),
        };
        if input.is_undefined() || input.is_null() {
            return Ok((list, Paging::default()));
        }
        let [known @ .., _] = &KNOWN;
        let known = if matches!(list, Self::Conversations(_)) { &KNOWN[..] } else { known };
        let fields = Fields::of(input, name, known)?;
        if let Self::Conversations(list) = &mut list {
            list.user_id = fields.maybe("userId", Psid::parse)?;
        }
        Ok((list, paging(&fields, name)?))
    }

    /// The call for one part of it.
    pub(crate) fn call(&self, paging: Paging) -> Call {
        match self {
            Self::Personas(list) => list.with_paging(paging).call(),
            Self::Accounts => ListAccounts { paging }.call(),
            Self::Conversations(list) => list.with_paging(paging).call(),
        }
    }

    /// What a listing is in `engine.js`.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Personas(_) => "personas",
            Self::Accounts => "accounts",
            Self::Conversations(_) => "conversations",
        }
    }
}

fn paging(fields: &Fields<'_>, call: &str) -> Result<Paging, Failure> {
    let limit = fields.maybe_number("limit", "number", (1, u32::MAX))?;
    let place = match (fields.maybe_text("after")?, fields.maybe_text("before")?) {
        (Some(_), Some(_)) => {
            return Err(Failure::request(&format!("{call} takes after or before, not both")));
        }
        (Some(after), None) => Some(Place::After(Cursor::new(&after))),
        (None, before) => before.map(|before| Place::Before(Cursor::new(&before))),
    };
    Ok(Paging { limit: limit.and_then(NonZeroU32::new), place })
}

const KNOWN: [&str; 4] = ["limit", "after", "before", "userId"];
