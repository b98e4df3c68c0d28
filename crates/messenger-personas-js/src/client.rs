//! The handle of a client.

use js_sys::{Function, Promise};
use messenger_personas_fetch::{Client as Driver, Fetch};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    input::{CallOptions, ClientSettings},
    operation::Operation,
    outcome::{Failure, outcome},
    walk::PersonaWalk,
};

/// A client for one Page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Client {
    settings: ClientSettings,
    driver: Driver<Fetch>,
}

#[wasm_bindgen]
impl Client {
    /// A client from plain settings, over `fetch` if one is given.
    ///
    /// # Errors
    /// A failure's plain description, if a setting cannot be used.
    #[wasm_bindgen(constructor)]
    pub fn new(settings: JsValue, fetch: Option<Function>) -> Result<Client, JsValue> {
        let (settings, graph, options) =
            ClientSettings::read(settings).map_err(|failure| failure.describe())?;
        let transport = fetch.map_or_else(Fetch::global, Fetch::with);
        Ok(Self { settings, driver: Driver::new(graph, transport).with_options(options) })
    }

    /// Carries out `operation`, such as `personas.create`. The promise resolves to an outcome,
    /// and never rejects.
    pub fn call(&self, operation: &str, input: JsValue, options: JsValue) -> Promise {
        let ready =
            Operation::read(operation, input, &self.settings.page_id).and_then(|operation| {
                Ok((CallOptions::read(options, self.driver.options())?, operation))
            });
        let driver = self.driver.clone();
        future_to_promise(async move {
            let result = match ready {
                Ok((options, operation)) => operation.run(&driver, &options).await,
                Err(failure) => Err(failure.into()),
            };
            Ok(outcome(result))
        })
    }

    /// A walk through all personas.
    ///
    /// # Errors
    /// A failure's plain description, if the query or an option cannot be used.
    pub fn walk(&self, query: JsValue, options: JsValue) -> Result<PersonaWalk, JsValue> {
        let read = || {
            let options = CallOptions::read(options, self.driver.options())?;
            PersonaWalk::new(&self.driver, query, options, &self.settings.page_id)
        };
        read().map_err(|failure: Failure| failure.describe())
    }
}
