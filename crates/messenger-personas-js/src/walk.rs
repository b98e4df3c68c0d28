//! The handle of a walk through a list.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    carry,
    client::Settings,
    input::CallOptions,
    task::{self, Task},
};

/// A walk through a list, listing by listing.
#[wasm_bindgen]
pub struct Walk {
    pub(crate) settings: Rc<Settings>,
    pub(crate) way: Rc<task::Walk>,
    pub(crate) options: CallOptions,
}

#[wasm_bindgen]
impl Walk {
    /// The next listing's outcome; its value is `undefined` after the last.
    pub fn next(&self) -> Promise {
        let (settings, options) = (self.settings.clone(), self.options.clone());
        carry::settled(Task::listing(settings, self.way.clone(), options))
    }
}
