//! The npm package `messenger-personas`: the core and the client, compiled to WebAssembly.
//!
//! What JavaScript sees is written by hand in `npm/dist`: classes, errors and types. Behind it,
//! this crate exports two handles, [`Client`](client::Client) and
//! [`Walk`](walk::Walk). They take plain objects and answer with an
//! outcome, so that nothing is thrown across the border and no call can panic. What JavaScript does
//! best is done there: `input.js` reads what is given, `engine.js` what Graph answers, and `carry.js`
//! is the loop around a call, so that no code here waits.

#![cfg(target_arch = "wasm32")]

mod carry;
pub mod client;
mod engine;
mod exchange;
mod given;
mod input;
mod operation;
mod outcome;
mod task;
pub mod walk;
mod written;

/// A third of the size of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
