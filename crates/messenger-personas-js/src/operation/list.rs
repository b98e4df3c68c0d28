//! Lists: one listing of each, or a walk through all of it.

use std::num::NonZeroU32;

use messenger_personas::{
    Cursor, GraphRequest, ListAccounts, ListConversations, ListPersonas, ListRequest, PageId,
    Paging, Position, PreparedRequest, Psid,
};
use wasm_bindgen::JsValue;

use crate::{given::Given, outcome::Failure};

/// What is listed.
pub(crate) enum List {
    Personas(ListPersonas),
    Accounts,
    Conversations(ListConversations),
}

impl List {
    /// Whether `name` is that of a list.
    pub(super) fn is_called(name: &str) -> bool {
        matches!(name, "personas.list" | "pages.accounts" | "conversations.list")
    }

    /// The list called `name` with `input`, which may be left out, and which part of it is meant.
    pub(crate) fn read(
        name: &str,
        input: JsValue,
        page_id: &PageId,
    ) -> Result<(Self, Paging), Failure> {
        let given = Given::read(name, input)?;
        let list = match name {
            "personas.list" => Self::Personas(ListPersonas::new(page_id.clone())),
            "pages.accounts" => Self::Accounts,
            _ => {
                let mut list = ListConversations::new(page_id.clone());
                list.user_id = given.maybe(3, Psid::parse)?;
                Self::Conversations(list)
            }
        };
        Ok((list, paging(&given)))
    }

    /// The call for one part of it.
    pub(crate) fn call(&self, paging: Paging) -> PreparedRequest {
        match self {
            Self::Personas(list) => list.with_paging(paging).prepare(),
            Self::Accounts => ListAccounts { paging }.prepare(),
            Self::Conversations(list) => list.with_paging(paging).prepare(),
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

fn paging(given: &Given) -> Paging {
    let place = match given.text(1) {
        Some(after) => Some(Position::After(Cursor::new(&after))),
        None => given.text(2).map(|before| Position::Before(Cursor::new(&before))),
    };
    Paging { limit: given.number(0).and_then(NonZeroU32::new), position: place }
}
