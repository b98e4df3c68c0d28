//! The emulated Graph as `messenger-personas/emulator` in the npm package.
//!
//! What JavaScript sees is written by hand in `messenger-personas-js/npm/dist/emulator`: a `fetch`,
//! and readable calls of the control plane. Behind it, this crate exports one handle,
//! [`Emulator`](emulator::Emulator), which takes a whole request and answers with a whole reply.
//! How a reply gets to its caller, what time it is and who hears of events is up to JavaScript.

#![cfg(target_arch = "wasm32")]

pub mod emulator;
