//! The npm package `messenger-personas`: the core and the driver, compiled to WebAssembly.
//!
//! What JavaScript sees is written by hand in `npm/dist`: classes, errors and types. Behind it,
//! this crate exports two handles, [`Client`](client::Client) and
//! [`Walk`](walk::Walk). They take plain objects and answer with an
//! outcome, so that nothing is thrown across the border and no call can panic.

#![cfg(target_arch = "wasm32")]

mod aborted;
mod account;
pub mod client;
mod engine;
mod exchange;
mod fields;
mod input;
mod operation;
mod outcome;
mod shape;
mod task;
pub mod walk;
