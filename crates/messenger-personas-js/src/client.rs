//! The handle of a client.

use std::rc::Rc;

use js_sys::Promise;
use messenger_personas::{Graph, PageId};
use messenger_personas_client::{Options, PageState};
use wasm_bindgen::prelude::*;

use crate::{
    carry,
    input::{self, CallOptions},
    operation::{self, List, Operation},
    outcome::Failure,
    task::{self, Task},
    walk::Walk,
};

/// A client for one Page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Client {
    page_id: PageId,
    settings: Rc<Settings>,
}

/// What all calls of a client share.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) graph: Graph,
    pub(crate) options: Options,
    /// Instead of the runtime's; `undefined` if there is none.
    pub(crate) fetch: JsValue,
    /// Called with each exchange; `undefined` if there is none.
    pub(crate) observer: JsValue,
}

impl Settings {
    pub(crate) fn is_observed(&self) -> bool {
        !self.observer.is_undefined()
    }
}

#[wasm_bindgen]
impl Client {
    /// A client from plain settings, over `fetch` if one is given. `observer` is called with each
    /// exchange.
    ///
    /// # Errors
    /// A failure's plain description, if a setting cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: JsValue, fetch: JsValue, observer: JsValue) -> Result<Client, JsValue> {
        let (page_id, graph, options) = input::settings(settings).map_err(Failure::describe)?;
        Ok(Self { page_id, settings: Rc::new(Settings { graph, options, fetch, observer }) })
    }

    /// Carries out `operation`, such as `personas.create`. The promise resolves to an outcome.
    pub fn call(&self, operation: &str, input: JsValue, options: JsValue) -> Promise {
        let read = CallOptions::read(options, &self.settings.options)
            .and_then(|options| Ok((Operation::read(operation, input, &self.page_id)?, options)));
        let settings = self.settings.clone();
        carry::settled(match read {
            Ok((operation, options)) => Task::new(settings, operation, options),
            Err(failure) => Task::refused(settings, failure),
        })
    }

    /// A walk through all of what `operation` lists, such as `personas.list`.
    ///
    /// # Errors
    /// A failure's plain description, if the query or an option cannot be used.
    pub fn walk(&self, operation: &str, query: JsValue, options: JsValue) -> Result<Walk, JsValue> {
        let read = || {
            let options = CallOptions::read(options, &self.settings.options)?;
            let (list, paging) = List::read(operation, query, &self.page_id)?;
            let way = Rc::new(task::Walk::new(list, PageState::new(paging)));
            Ok(Walk { settings: self.settings.clone(), way, options })
        };
        read().map_err(Failure::describe)
    }

    /// What is unwise about a persona: `context` can hold the Page's name and other personas.
    ///
    /// # Errors
    /// A failure's plain description, if the draft cannot be used.
    pub fn advice(&self, draft: JsValue, context: JsValue) -> Result<JsValue, JsValue> {
        operation::advice(draft, context, &self.page_id).map_err(Failure::describe)
    }
}
