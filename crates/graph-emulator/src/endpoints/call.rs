//! What handlers receive and return.

use std::cell::Cell;

use messenger_personas::{Method, Psid};
use serde::Serialize;
use serde_json::Value;

use crate::{
    error::GraphError,
    http::{Params, version::Version},
    json::{self, Layout},
    model::{Caller, Change, PageRecord, PersonRecord, State, Timestamp},
};

/// A request to Graph after authentication, with the state.
pub(crate) struct Call<'a> {
    pub(crate) state: &'a State,
    /// Time of the emulator's clock.
    pub(crate) now: Timestamp,
    pub(crate) origin: &'a str,
    pub(crate) version: Version,
    pub(crate) token: &'a str,
    pub(crate) caller: Caller,
    pub(crate) method: Method,
    pub(crate) params: &'a Params,
    /// How the response is laid out.
    pub(crate) layout: Layout,
    /// The rows of the lists in the response, as far as it is built.
    pub(crate) rows: Cell<usize>,
}

impl<'a> Call<'a> {
    /// The Page of a person.
    pub(crate) fn page_of(&self, person: &PersonRecord) -> Result<&'a PageRecord, GraphError> {
        self.state.page(&person.page_id).ok_or_else(|| GraphError::unsupported("get", "me"))
    }

    /// Adds rows of a list to the response.
    ///
    /// # Errors
    /// If there are more than 10,000 of them.
    pub(crate) fn add_rows(&self, count: usize) -> Result<(), GraphError> {
        self.rows.set(self.rows.get().saturating_add(count));
        if self.rows.get() > MOST_ROWS { Err(GraphError::too_much_data()) } else { Ok(()) }
    }

    /// The person of this Page with the id `id`, which is the value of `param`.
    ///
    /// # Errors
    /// If it is not numeric, and if the Page has no such person.
    pub(crate) fn find_person(
        &self,
        page: &PageRecord,
        id: &Value,
        param: &str,
    ) -> Result<&'a PersonRecord, GraphError> {
        let is_id = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !id.is_u64() && !id.as_str().is_some_and(is_id) {
            return Err(GraphError::not_an_id(param));
        }
        serde_json::from_value::<Psid>(id.clone())
            .ok()
            .and_then(|psid| self.state.person(&psid))
            .filter(|person| person.page_id == page.id)
            .ok_or_else(GraphError::no_matching_user)
    }
}

/// The result of a handler.
pub(crate) type HandlerResult = Result<Output, GraphError>;

/// The body of a success, and the changes.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) body: String,
    pub(crate) changes: Vec<Change>,
}

impl Output {
    pub(crate) fn new(call: &Call<'_>, body: &impl Serialize) -> Self {
        Self { body: json::to_graph_string(body, call.layout), changes: Vec::new() }
    }

    pub(crate) fn with_changes(self, changes: impl Into<Vec<Change>>) -> Self {
        Self { changes: changes.into(), ..self }
    }
}

const MOST_ROWS: usize = 10_000;
