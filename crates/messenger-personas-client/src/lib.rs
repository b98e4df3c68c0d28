//! Client for Messenger personas on Meta's Graph API: [`messenger_personas`] over `fetch` or
//! reqwest.
//!
//! [`Client::send`] encodes a request, sends it over a [`Transport`], parses the response, and
//! retries where that is safe. Dropping the future cancels the request.
//!
//! | feature | target | provides |
//! |---|---|---|
//! | `fetch` | wasm32: browsers, workers, Node | `FetchClient`, `FetchTransport`, `JsRuntime` |
//! | `reqwest` | all others, on Tokio | `ReqwestClient`, `ReqwestTransport`, `TokioRuntime` |
//! | `rate-limit` | all | `Client::with_rate_limit`, `RateLimit` |
//!
//! No feature is on by default. Without `fetch` and `reqwest`, bring a [`Transport`] and a [`Runtime`]
//! of your own.
//!
//! # Send a message as a persona
//!
//! ```no_run
//! # #[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use messenger_personas::{
//!     AccessToken, Graph, MessageText, PageId, PersonaId, Psid, SendMessage,
//! };
//! use messenger_personas_client::{Client, Error};
//!
//! // In a browser: `Client::fetch(graph)`.
//! let client = Client::reqwest(Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?))?;
//! let hello = SendMessage {
//!     persona_id: Some(PersonaId::parse("1007240332817468")?),
//!     ..SendMessage::new(
//!         PageId::parse("1353269864728879")?,
//!         Psid::parse("25193014950342891")?,
//!         MessageText::parse("Hello world!")?,
//!     )
//! };
//! match client.send(&hello).await {
//!     Ok(sent) => println!("{}", sent.message_id),
//!     Err(Error::Ambiguous(outcome)) => println!("Check before you send again: {outcome}"),
//!     Err(error) => println!("{error}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # Read a list
//!
//! [`Client::paginate`] requests one listing after the other. [`Paginator::items`] and
//! [`Paginator::listings`] are streams.
//!
//! ```
//! use messenger_personas::{ListPersonas, PageId};
//! use messenger_personas_client::{Client, PaginationError, Runtime, Transport};
//!
//! async fn print_names<T: Transport + Clone, R: Runtime + Clone>(
//!     client: &Client<T, R>,
//!     page_id: PageId,
//! ) -> Result<(), PaginationError> {
//!     let mut personas = client.paginate(ListPersonas::new(page_id));
//!     while let Some(persona) = personas.next_item().await? {
//!         println!("{} {}", persona.id, persona.name.unwrap_or_default());
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # Replace a persona
//!
//! An [`Operation`](messenger_personas::Operation) consists of several requests. Run it again after
//! an error: it continues where it stopped, and sends no create twice.
//!
//! ```
//! use messenger_personas::{CreatePersona, FindCreatedPersona, PersonaId, ReplacePersona};
//! use messenger_personas_client::{Client, Error, Runtime, Transport};
//!
//! async fn replace(
//!     client: &Client<impl Transport, impl Runtime>,
//!     old: PersonaId,
//!     new: CreatePersona,
//!     // The ids of all personas, listed before the replacement is created.
//!     known: impl IntoIterator<Item = PersonaId>,
//! ) -> Result<PersonaId, Error> {
//!     let mut replace = ReplacePersona::new(old, new);
//!     match client.run(&mut replace).await {
//!         Err(error) if error.is_ambiguous() => {
//!             let mut find = FindCreatedPersona::new(replace.new_persona()).known(known);
//!             // Not found soon after a timeout proves little: Graph may still fetch the picture.
//!             let Some(persona) = client.run(&mut find).await? else { return Err(error) };
//!             replace.resolve(Some(persona.id));
//!             Ok(client.run(&mut replace).await?.id)
//!         }
//!         result => Ok(result?.id),
//!     }
//! }
//! ```
//!
//! # Errors
//!
//! | error | meaning |
//! |---|---|
//! | [`Error::Network`] | no complete response; the request can be repeated, or was not sent |
//! | [`Error::Response`] | Graph refused the request, or the response cannot be decoded |
//! | [`Error::Ambiguous`] | a create or a send failed and may have been applied: check first |
//! | [`Error::NeedsResolution`] | an operation has an ambiguous request that was not resolved |
//!
//! Retries follow [`RetryPolicy`](messenger_personas::RetryPolicy): reads and deletes are repeated
//! after network errors and transient errors, creates and sends only if nothing was applied.
//! Secrets are redacted in every error.
//!
//! A browser can itself repeat a request, also a create or a send, if the server resets a connection
//! that was used before. No client can prevent or detect that.
//!
//! # Rate limits and logging
//!
//! `Client::with_rate_limit` (feature `rate-limit`) limits concurrent requests, and pauses before
//! Graph's rate limits are reached, as far as responses report the usage. [`Client::on_exchange`]
//! calls a hook after each attempt, with secrets redacted.
//!
//! # Not included
//!
//! Webhooks, login, storage of tokens, and scheduling of messages. The crate was never run against
//! Meta's servers, only against the emulator of this project.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod client;
mod error;
mod exchange;
#[cfg(all(feature = "fetch", target_arch = "wasm32"))]
mod fetch;
#[cfg(feature = "rate-limit")]
mod limiter;
mod operation;
mod options;
mod paginator;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
mod reqwest;
mod retry;
mod runtime;
#[cfg(test)]
mod test_util;
mod transport;

#[doc(no_inline)]
pub use messenger_personas;

#[cfg(all(feature = "fetch", target_arch = "wasm32"))]
#[cfg_attr(docsrs, doc(cfg(feature = "fetch")))]
pub use self::fetch::{FetchClient, FetchTransport, JsRuntime};
#[cfg(feature = "rate-limit")]
#[cfg_attr(docsrs, doc(cfg(feature = "rate-limit")))]
pub use self::limiter::RateLimit;
#[cfg(all(feature = "reqwest", not(target_arch = "wasm32")))]
#[cfg_attr(docsrs, doc(cfg(feature = "reqwest")))]
pub use self::reqwest::{ReqwestClient, ReqwestTransport, TokioRuntime};
pub use self::{
    client::Client,
    error::{AmbiguousOutcome, AttemptError, Error, NetworkError},
    exchange::{Exchange, HookFn},
    options::Options,
    paginator::{PageState, PaginationError, Paginator},
    retry::{RetryDecision, RetryState},
    runtime::Runtime,
    transport::{Transport, TransportError, TransportStage},
};
