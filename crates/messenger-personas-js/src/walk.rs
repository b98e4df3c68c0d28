//! The handle of a walk through all personas.

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use messenger_personas::{ListPersonas, PageId};
use messenger_personas_fetch::{Client as Driver, Fetch, Walk};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    aborted::{self, Signal},
    input::CallOptions,
    operation,
    outcome::{Failure, outcome},
    output::{ListingOutput, value},
};

/// A walk through all personas, listing by listing.
#[wasm_bindgen]
pub struct PersonaWalk {
    /// Away while a listing is under way.
    walk: Rc<RefCell<Option<Walk<Fetch, ListPersonas>>>>,
    signal: Option<Signal>,
}

impl PersonaWalk {
    pub(crate) fn new(
        driver: &Driver<Fetch>,
        query: JsValue,
        options: CallOptions,
        page_id: &PageId,
    ) -> Result<Self, Failure> {
        let driver = driver.clone().with_options(options.patience);
        let walk = Walk::new(driver, operation::list(query, page_id)?);
        Ok(Self { walk: Rc::new(RefCell::new(Some(walk))), signal: options.signal })
    }
}

#[wasm_bindgen]
impl PersonaWalk {
    /// The next listing's outcome; its value is `undefined` after the last.
    pub fn next(&self) -> Promise {
        let (place, signal) = (self.walk.clone(), self.signal.clone());
        let taken = place.borrow_mut().take();
        future_to_promise(async move {
            let Some(mut walk) = taken else {
                let failure = Failure::request("wait for one listing before asking for the next");
                return Ok(outcome(Err(failure.into())));
            };
            let listing = aborted::or(signal.as_ref(), walk.next()).await;
            place.replace(Some(walk));
            Ok(outcome(listing.map(|listing| {
                listing.map_or(JsValue::UNDEFINED, |listing| value(&ListingOutput::from(listing)))
            })))
        })
    }
}
