//! HTTP server for [`graph_emulator`], on axum and tower-http.
//!
//! The emulator decides how to respond. This crate adds sockets, a clock, a journal and a stream of
//! events, delivers webhooks, and serves the built console from the same origin. The binary `graph-emulator` is a
//! command line for it. Tests can start it in their own process:
//!
//! ```
//! use graph_emulator_server::{Options, Server};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = Server::bind(Options { port: 0, ..Options::default() }).await?;
//! let origin = server.origin();
//! assert!(origin.starts_with("http://127.0.0.1:"));
//! tokio::spawn(server.run(std::future::pending()));
//! # Ok(())
//! # }
//! ```

mod app;
mod clock;
mod connection;
mod console;
mod error;
mod event_publisher;
mod event_stream;
mod graph;
mod host_guard;
mod journal;
mod options;
mod request_log;
mod router;
mod server;
mod store;
mod webhooks;
mod welcome;
mod writer;

pub use self::{
    clock::ClockChoice,
    error::StartError,
    options::{Limits, Log, Options, SeedChoice},
    server::{DemoPage, Server},
};
