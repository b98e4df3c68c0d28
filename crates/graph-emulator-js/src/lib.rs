//! The emulator as `messenger-personas/emulator` in the npm package.
//!
//! The public API in JavaScript is in `messenger-personas-js/npm/dist/emulator`. This crate exports
//! one class, [`Emulator`](emulator::Emulator), which returns a reply for a request. JavaScript
//! provides the time, delivers the response and publishes the events.

#![cfg(target_arch = "wasm32")]

pub mod emulator;
