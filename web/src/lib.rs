//! A web console for the personas of a Facebook Page.
//!
//! An admin connects a Page, sees its personas, creates and deletes them, and writes to people as
//! one of them. Everything runs in the browser; calls go straight to Graph, or to the emulator.
//!
//! [`model`] holds the rules and [`text`] the words; both are plain Rust and are tested
//! natively. The rest exists in the browser only: [`screens`](self) call Graph, `state` is
//! what they share, and components are functions of their props.

pub mod model;
pub mod text;

#[cfg(target_arch = "wasm32")]
mod announcer;
#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod connectivity;
#[cfg(target_arch = "wasm32")]
mod emulator;
#[cfg(target_arch = "wasm32")]
mod file_drop;
#[cfg(target_arch = "wasm32")]
mod keyboard;
#[cfg(target_arch = "wasm32")]
mod lazy;
#[cfg(target_arch = "wasm32")]
mod route;
#[cfg(target_arch = "wasm32")]
mod screens;
#[cfg(target_arch = "wasm32")]
mod settings;
#[cfg(target_arch = "wasm32")]
mod shared;
#[cfg(target_arch = "wasm32")]
mod shell;
#[cfg(target_arch = "wasm32")]
mod state;
#[cfg(target_arch = "wasm32")]
mod storage;
#[cfg(target_arch = "wasm32")]
mod tab_storage;

#[cfg(target_arch = "wasm32")]
pub use self::app::start;
