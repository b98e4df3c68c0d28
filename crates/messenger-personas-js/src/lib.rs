//! The npm package `messenger-personas`: the core and the driver, compiled to WebAssembly.
//!
//! What JavaScript sees is written by hand in `npm/dist`: classes, errors and types. Behind it,
//! this crate exports two handles, [`Client`](client::Client) and
//! [`Walk`](walk::Walk). They take plain objects and answer with an
//! outcome, so that nothing is thrown across the border and no call can panic. No code here waits:
//! the loop around a call is in `carry.js`.

#![cfg(target_arch = "wasm32")]
#![cfg_attr(feature = "standalone", no_std)]

extern crate alloc;

mod account;
mod carry;
pub mod client;
mod engine;
mod exchange;
mod fields;
mod input;
mod operation;
mod outcome;
mod shape;
#[cfg(feature = "standalone")]
mod standalone;
mod task;
pub mod walk;
