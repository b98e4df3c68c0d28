//! The npm package `messenger-personas`: the core and the driver, compiled to WebAssembly.
//!
//! What JavaScript sees is written by hand in `npm/dist`: classes, errors and types. Behind it,
//! this crate exports two handles, [`Client`](client::Client) and
//! [`Walk`](walk::Walk). They take plain objects and answer with an
//! outcome, so that nothing is thrown across the border and no call can panic. What JavaScript does
//! best is done there: `input.js` reads what is given, `engine.js` what Graph answers, and `carry.js`
//! is the loop around a call, so that no code here waits.

#![cfg(target_arch = "wasm32")]
#![cfg_attr(feature = "standalone", no_std)]

extern crate alloc;

mod carry;
pub mod client;
mod engine;
mod exchange;
mod given;
mod input;
mod operation;
mod outcome;
#[cfg(feature = "standalone")]
mod standalone;
mod task;
pub mod walk;
mod written;
