//! Lists: one listing, or all of them one after the other.

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use messenger_personas::{
    Cursor, ListAccounts, ListConversations, ListPersonas, ListRequest, Paging, Position, Psid,
};
use messenger_personas_client::{FetchClient, Options, PageState};
use wasm_bindgen::prelude::*;

use crate::{
    client::{Client, promise},
    error::{CallError, RequestError},
    input::parse,
    options::{CallOptions, parse_whole},
    request::{Request, ResponseKind},
    schema::{
        response,
        walker::{get, text},
    },
};

/// A list edge, and the part of it that is requested.
#[wasm_bindgen]
#[derive(Clone)]
pub struct List {
    request: Rc<dyn Fn(Paging) -> Request>,
    paging: Paging,
}

#[wasm_bindgen]
impl List {
    /// Maximum number of items in a listing.
    ///
    /// # Errors
    /// A `RequestError` unless it is a whole number of at least 1.
    pub fn limit(&mut self, limit: f64) -> Result<(), JsValue> {
        let limit = parse_whole("limit is not a whole number", limit, 1, u32::MAX)?;
        self.paging.limit = Paging::limit(limit).limit;
        Ok(())
    }

    /// Starts after this cursor.
    pub fn after(&mut self, cursor: &str) {
        self.paging.position = Some(Position::After(Cursor::new(cursor)));
    }

    /// Ends before this cursor.
    pub fn before(&mut self, cursor: &str) {
        self.paging.position = Some(Position::Before(Cursor::new(cursor)));
    }

    /// The request for one listing.
    #[must_use]
    pub fn request(&self) -> Request {
        (self.request)(self.paging.clone())
    }
}

impl List {
    fn new(list: impl ListRequest + 'static, response: ResponseKind) -> Self {
        let request = move |paging| Request::new(&list.with_paging(paging), response);
        Self { request: Rc::new(request), paging: Paging::default() }
    }
}

#[wasm_bindgen]
impl Client {
    /// The personas of the Page.
    #[wasm_bindgen(js_name = listPersonas)]
    #[must_use]
    pub fn list_personas(&self) -> List {
        let list = ListPersonas::new(self.page_id.clone());
        List::new(list, ResponseKind::Listing(&response::PERSONA))
    }

    /// The Pages of the person whose token is used.
    #[wasm_bindgen(js_name = listAccounts)]
    #[must_use]
    pub fn list_accounts(&self) -> List {
        List::new(ListAccounts::default(), ResponseKind::Accounts)
    }

    /// The conversations of the Page, or those with one person.
    #[wasm_bindgen(js_name = listConversations)]
    pub fn list_conversations(&self, user_id: Option<String>) -> Result<List, JsValue> {
        let user_id: Option<Psid> = user_id.map(|id| parse(&id)).transpose()?;
        let list = ListConversations { user_id, ..ListConversations::new(self.page_id.clone()) };
        Ok(List::new(list, ResponseKind::Listing(&response::CONVERSATION)))
    }

    /// Reads `list` listing by listing.
    #[must_use]
    pub fn paginate(&self, list: &List, options: CallOptions) -> Paginator {
        let state = PageState::new(list.paging.clone());
        let request = list.request.clone();
        let client = self.clone();
        Paginator { client, options, request, state: Rc::new(RefCell::new(Some(state))) }
    }
}

/// Reads a list to its end.
#[wasm_bindgen]
pub struct Paginator {
    client: Client,
    options: CallOptions,
    request: Rc<dyn Fn(Paging) -> Request>,
    /// Absent while a listing is requested.
    state: Rc<RefCell<Option<PageState>>>,
}

#[wasm_bindgen]
impl Paginator {
    /// A promise of the next listing, or of `undefined` after the last one.
    pub fn next(&self) -> Promise {
        let (client, signal, options) = self.client.resolve(self.options.clone());
        let (request, mut state) = (self.request.clone(), StateGuard::take(&self.state));
        promise(signal, async move {
            let Some(state) = &mut state.state else {
                let sentence = "wait for one listing before you request the next";
                return Err(RequestError::new(sentence).into());
            };
            next(&client, &options, &*request, state).await
        })
    }
}

async fn next(
    client: &FetchClient,
    options: &Options,
    request: &dyn Fn(Paging) -> Request,
    state: &mut PageState,
) -> Result<JsValue, CallError> {
    let Some(paging) = state.next_request()? else { return Ok(JsValue::UNDEFINED) };
    let listing = client.send_with(&request(paging.clone()), options).await?.0;
    let after = text(&listing, "after").map(|after| Cursor::new(&after));
    state.on_page(get(&listing, "hasMore").is_truthy(), after.as_ref());
    Ok(listing)
}

/// Holds the state while a listing is requested, and returns it, also after an abort.
struct StateGuard {
    state: Option<PageState>,
    cell: Rc<RefCell<Option<PageState>>>,
}

impl StateGuard {
    fn take(cell: &Rc<RefCell<Option<PageState>>>) -> Self {
        Self { state: cell.take(), cell: cell.clone() }
    }
}

impl Drop for StateGuard {
    fn drop(&mut self) {
        if self.state.is_some() {
            self.cell.replace(self.state.take());
        }
    }
}
