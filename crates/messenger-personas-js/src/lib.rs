//! Bindings of the npm package `messenger-personas`: the core and the client as a JavaScript module.
//!
//! JavaScript creates a [`Client`](client::Client), whose methods check their input and return
//! [`Request`](request::Request)s, and sends those over `messenger-personas-client`. The facade, the
//! loaders and the types that users see are in `npm/`.
//!
//! * Input: objects of Graph, such as a message, are checked by a `schema`, which names the core's
//!   types and limits. Options of the client arrive as typed arguments.
//! * Output: responses are parsed by the JavaScript engine and checked by a schema too. Errors,
//!   exchanges and advice are `Serialize` types that leave through serde-wasm-bindgen.
//! * Promises resolve to the response and reject with an error class of `npm/dist/errors.js`.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::missing_errors_doc, reason = "every error is a `RequestError`")]

mod abort;
mod attachments;
mod batch;
pub mod client;
mod error;
mod exchange;
mod input;
pub mod list;
mod messages;
pub mod options;
mod pages;
mod personas;
pub mod raw;
pub mod request;
mod schema;
mod thread_control;

/// A third of the size of the standard library's allocator.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
