//! The handle of a client.

use std::rc::Rc;

use js_sys::{Function, Promise};
use messenger_personas::PageId;
use messenger_personas_fetch::{Client as Driver, Course};
use wasm_bindgen::prelude::*;

use crate::{
    engine::Engine,
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
    driver: Driver<Engine>,
}

#[wasm_bindgen]
impl Client {
    /// A client from plain settings, over `fetch` if one is given. `observer` is called with each
    /// exchange.
    ///
    /// # Errors
    /// A failure's plain description, if a setting cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(
        settings: JsValue,
        fetch: Option<Function>,
        observer: Option<Function>,
    ) -> Result<Client, JsValue> {
        let (page_id, graph, options) = input::settings(settings).map_err(Failure::describe)?;
        let driver = Driver::new(graph, Engine::new(fetch, observer)).with_options(options);
        Ok(Self { page_id, driver })
    }

    /// Carries out `operation`, such as `personas.create`. The promise resolves to an outcome,
    /// and never rejects.
    pub fn call(&self, operation: &str, input: JsValue, options: JsValue) -> Promise {
        let client = self.driver.options();
        let (task, options) = match CallOptions::read(options, client) {
            Ok(options) => match Operation::read(operation, input, &self.page_id) {
                Ok(operation) => (Task::Operation(operation), options),
                Err(failure) => (Task::Refused(failure), options),
            },
            Err(failure) => (Task::Refused(failure), CallOptions::of(client)),
        };
        task::promise(&self.driver, task, options)
    }

    /// A walk through all of what `operation` lists, such as `personas.list`.
    ///
    /// # Errors
    /// A failure's plain description, if the query or an option cannot be used.
    pub fn walk(&self, operation: &str, query: JsValue, options: JsValue) -> Result<Walk, JsValue> {
        let read = || {
            let options = CallOptions::read(options, self.driver.options())?;
            let (list, paging) = List::read(operation, query, &self.page_id)?;
            let way = Rc::new(task::Walk::new(list, Course::new(paging)));
            Ok(Walk { driver: self.driver.clone(), way, options })
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
