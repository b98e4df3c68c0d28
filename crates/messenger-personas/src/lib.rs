//! Messenger personas on Meta's Graph API, without I/O.
//!
//! A *persona* gives a message in Messenger a face: "Adam from Jasper's Market", with his
//! picture. This crate says what to ask Graph and what its answer means. It never asks: hand the
//! [`HttpRequest`] to any HTTP client, and the [`HttpResponse`] back.
//!
//! **In scope:** building every request in both [call styles](CallStyle), reading every answer,
//! understanding [errors](GraphError), deciding whether asking again [can help](RetryPolicy).
//!
//! **Out of scope:** sockets, `fetch`, async, clocks, randomness, storage, webhooks, log-in
//! dialogs. `messenger-personas-fetch` drives `fetch` with this crate.
//!
//! ```
//! use messenger_personas::{
//!     AccessToken, CreatePersona, Graph, GraphRequest, HttpResponse, PageId, PersonaName,
//!     PictureUrl,
//! };
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
//! let create = CreatePersona {
//!     page_id: PageId::parse("1353269864728879")?,
//!     name: PersonaName::parse("Adam")?,
//!     profile_picture_url: PictureUrl::parse("https://example.com/adam-image.jpg")?,
//! };
//! let request = create.to_http(&graph);
//! assert_eq!(request.url, "https://graph.facebook.com/v26.0/1353269864728879/personas");
//!
//! let answer = HttpResponse::json(200, r#"{"id":"1007240332817468"}"#);
//! assert_eq!(create.read(&graph, answer)?.id.as_str(), "1007240332817468");
//! # Ok(())
//! # }
//! ```

pub mod error;
pub mod graph;
pub mod id;
pub mod listing;
pub mod message;
pub mod page;
pub mod persona;
pub mod request;
pub mod response;
pub mod retry;
pub mod token;
#[cfg(test)]
mod wire;

pub use self::{
    error::{GraphError, GraphErrorKind, ResponseError, UnreadableAnswer},
    graph::{ApiVersion, CallStyle, Graph, GraphSettingError, Origin},
    id::{IdError, PageId, PersonaId, Psid},
    listing::{Cursor, Listing},
    message::{
        MessageText, MessageTextError, MessagingType, Recipient,
        send::{SendMessage, SentMessage},
        sender_action::{SendSenderAction, SenderAction, SentSenderAction},
    },
    page::{Page, get::GetPage},
    persona::{
        Persona, PersonaName, PersonaNameError, PictureUrl, PictureUrlError,
        create::{CreatePersona, CreatedPersona},
        delete::{DeletePersona, DeletedPersona},
        get::GetPersona,
        list::ListPersonas,
    },
    request::{GraphRequest, HttpRequest, ListRequest, Method, Param, Parts, Replay},
    response::HttpResponse,
    retry::{Failure, Retry, RetryPolicy},
    token::{AccessToken, AccessTokenError, AppSecretProof, AppSecretProofError},
};
