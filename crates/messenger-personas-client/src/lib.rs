//! Drives `fetch` with [`messenger_personas`]: the loop around one call, and around several.
//!
//! [`Client::send`] builds the request, has a [`Transport`] carry it, reads the answer, and asks
//! again where that is safe. Dropping the future cancels the call: the browser stops the request.
//!
//! **In scope:** time-outs, cancellation, retries, walking a list, operations of several calls,
//! showing exchanges to a hook, keeping to a limit.
//!
//! **Out of scope:** what a persona is. Only the requests know that.
//!
//! `Fetch`, the transport over `fetch`, exists on wasm32: in browsers, workers, and Node. On other
//! targets the client runs over any [`Transport`] you give it, under any executor.
//!
//! # One call
//!
//! ```no_run
//! # #[cfg(target_arch = "wasm32")]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use messenger_personas::{AccessToken, Graph, MessageText, PageId, Psid, SendMessage};
//! use messenger_personas_client::{Client, Error, Fetch};
//!
//! let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
//! let client = Client::new(graph, Fetch::global());
//! let (page_id, psid) = (PageId::parse("1353269864728879")?, Psid::parse("25193014950342891")?);
//! let hello = SendMessage::new(page_id, psid, MessageText::parse("Hello world!")?);
//! match client.send(&hello).await {
//!     Ok(sent) => println!("{}", sent.message_id),
//!     Err(Error::Ambiguous(outcome)) => println!("Look before you send again: {outcome}"),
//!     Err(error) => println!("{error}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # A whole list
//!
//! [`Client::walk`] asks for listing after listing, none ahead. [`Paginator::items`] and
//! [`Paginator::listings`] are the same as streams.
//!
//! ```
//! use messenger_personas::{ListPersonas, PageId};
//! use messenger_personas_client::{Client, Transport, PaginationError};
//!
//! async fn names(client: &Client<impl Transport + Clone>, page_id: PageId) -> Result<(), PaginationError> {
//!     let mut walk = client.paginate(ListPersonas::new(page_id));
//!     while let Some(persona) = walk.next_item().await? {
//!         println!("{} {}", persona.id, persona.name.unwrap_or_default());
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # Several calls that make one
//!
//! A [`Operation`](messenger_personas::Operation) knows what was done. Running it again goes on
//! where it stopped, and never does twice what may have been done.
//!
//! ```
//! use messenger_personas::{CreatePersona, FindCreatedPersona, PersonaId, ReplacePersona};
//! use messenger_personas_client::{Client, Error, Transport};
//!
//! async fn replace(
//!     client: &Client<impl Transport>,
//!     old: PersonaId,
//!     new: CreatePersona,
//! ) -> Result<PersonaId, Error> {
//!     let mut replace = ReplacePersona::new(old, new);
//!     match client.run(&mut replace).await {
//!         Err(error) if error.is_ambiguous() => {
//!             let mut look = FindCreatedPersona::new(replace.new_persona()).known([replace.old().clone()]);
//!             // Not to find it proves little so soon: Graph may still be fetching the picture.
//!             let Some(persona) = client.run(&mut look).await? else { return Err(error) };
//!             replace.resolve(Some(persona.id));
//!             Ok(client.run(&mut replace).await?.id)
//!         }
//!         done => Ok(done?.id),
//!     }
//! }
//! ```
//!
//! # What goes over the wire, and how much
//!
//! ```
//! use messenger_personas_client::{Client, Limit, Transport};
//!
//! fn careful<T: Transport>(client: Client<T>) -> Client<impl Transport> {
//!     client.limit(Limit::default()).observe(|exchange| {
//!         let (path, status) = (exchange.path(), exchange.status());
//!         println!("{} {path} {status:?} {:?}", exchange.method().as_str(), exchange.elapsed());
//!         if let Some(version) = exchange.other_version() {
//!             println!("Graph answered as {version}");
//!         }
//!     })
//! }
//! ```

#![cfg_attr(not(test), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

#[cfg(target_arch = "wasm32")]
mod abort;
mod client;
mod error;
mod exchange;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(feature = "limit")]
#[cfg_attr(docsrs, doc(cfg(feature = "limit")))]
mod limiter;
mod operation;
mod options;
mod paginator;
mod retry;
#[cfg(test)]
mod test_util;
#[cfg(target_arch = "wasm32")]
mod timer;
mod transport;

#[doc(no_inline)]
pub use messenger_personas;

#[cfg(target_arch = "wasm32")]
pub use self::fetch::Fetch;
#[cfg(feature = "limit")]
pub use self::limiter::{Limit, Limited};
pub use self::{
    client::Client,
    error::{AmbiguousOutcome, AttemptError, Error, FetchError},
    exchange::{Exchange, Observed},
    options::Options,
    paginator::{PageState, PaginationError, Paginator},
    retry::{RetryDecision, RetryState},
    transport::{Transport, TransportError},
};
