//! Drives `fetch` with [`messenger_personas`]: the loop around one call.
//!
//! [`Client::send`] builds the request, has a [`Transport`] carry it, reads the answer, and asks
//! again where that is safe. Dropping the future cancels the call: the browser stops the request.
//!
//! **In scope:** time-outs, cancellation, retries, walking a list.
//!
//! **Out of scope:** what a persona is. Only the requests know that.
//!
//! `Fetch`, the transport over `fetch`, exists on wasm32: in browsers and in Node. On other targets the client runs over any [`Transport`] you give it.
//!
//! ```no_run
//! # #[cfg(target_arch = "wasm32")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use messenger_personas::{AccessToken, Graph, ListPersonas, PageId};
//! use messenger_personas_fetch::{Client, Fetch, Walk};
//!
//! let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
//! let client = Client::new(graph, Fetch::global());
//! let mut walk = Walk::new(client, ListPersonas::new(PageId::parse("1353269864728879")?));
//! while let Some(listing) = walk.next().await? {
//!     for persona in listing.data {
//!         println!("{} {:?}", persona.id, persona.name);
//!     }
//! }
//! # Ok(())
//! # }
//! ```

#[cfg(target_arch = "wasm32")]
mod abort;
pub mod client;
pub mod error;
#[cfg(target_arch = "wasm32")]
pub mod fetch;
pub mod limit;
pub mod observe;
pub mod options;
mod run;
#[cfg(test)]
mod script;
#[cfg(target_arch = "wasm32")]
mod timer;
pub mod transport;
pub mod walk;

#[cfg(target_arch = "wasm32")]
pub use self::fetch::Fetch;
pub use self::{
    client::Client,
    error::{AmbiguousOutcome, Error, FetchError},
    limit::{Limit, Limited},
    observe::{Exchange, Observed},
    options::Options,
    transport::Transport,
    walk::{Walk, WalkError},
};
