//! The handle of a walk through a list.

use std::rc::Rc;

use js_sys::Promise;
use messenger_personas_fetch::Client as Driver;
use wasm_bindgen::prelude::*;

use crate::{
    engine::Engine,
    input::CallOptions,
    task::{self, Task},
};

/// A walk through a list, listing by listing.
#[wasm_bindgen]
pub struct Walk {
    pub(crate) driver: Driver<Engine>,
    pub(crate) way: Rc<task::Walk>,
    pub(crate) options: CallOptions,
}

#[wasm_bindgen]
impl Walk {
    /// The next listing's outcome; its value is `undefined` after the last.
    pub fn next(&self) -> Promise {
        task::promise(&self.driver, Task::Next(self.way.clone()), self.options.clone())
    }
}
