//! Messenger personas on Meta's Graph API: requests, responses and errors, without I/O.
//!
//! A *persona* gives a message of a Facebook Page a name and a picture of its own: "Adam from
//! Jasper's Market". This crate encodes requests as an [`HttpRequest`] and parses the
//! [`HttpResponse`]. Send them with any HTTP client, or use `messenger-personas-client`, which does
//! so over `fetch` or reqwest.
//!
//! # Create a persona
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
//! let response = HttpResponse::json(200, r#"{"id":"1007240332817468"}"#);
//! assert_eq!(create.parse_response(&graph, response)?.id.as_str(), "1007240332817468");
//! # Ok(())
//! # }
//! ```
//!
//! # Send a message as a persona
//!
//! Values with a documented limit are newtypes that check it once, so that every request that can
//! be built can be sent. `new` leaves optional fields empty.
//!
//! ```
//! use messenger_personas::{MessageText, PageId, PersonaId, Psid, SendMessage, ValueError};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let hello = SendMessage {
//!     persona_id: Some(PersonaId::parse("1007240332817468")?),
//!     ..SendMessage::new(
//!         PageId::parse("1353269864728879")?,
//!         Psid::parse("25193014950342891")?,
//!         MessageText::parse("Hello, Adam here!")?,
//!     )
//! };
//! # let _ = hello;
//!
//! let error = MessageText::parse(&"a".repeat(2000)).unwrap_err();
//! assert_eq!(error.to_string(), "the message has 2000 characters: Messenger takes at most 1999");
//! # Ok(())
//! # }
//! ```
//!
//! # Handle errors
//!
//! | moment | error |
//! |---|---|
//! | a value is invalid; nothing was built | [`ValueError`], [`IdError`], [`UrlError`], [`PersonaNameError`] and others, by type |
//! | Graph refused the request | [`ResponseError::Graph`] with a [`GraphError`] |
//! | the response is not one of Graph's | [`ResponseError::Decode`] |
//!
//! [`GraphError::kind`] classifies every documented code, [`GraphError::meaning`] and
//! [`GraphError::advice`] say in a sentence each what happened and what to do, and [`RetryPolicy`]
//! decides whether to repeat the request.
//!
//! ```
//! use messenger_personas::{Failure, Idempotency, Retry, RetryPolicy};
//! # use messenger_personas::{AccessToken, Graph, HttpResponse};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
//! let response = HttpResponse::json(500, r#"{"error":{"message":"(#2) Try later","code":2}}"#);
//! let error = response.into_success(&graph).unwrap_err();
//! let failure = Failure::Response(&error);
//!
//! // Graph failed internally: a message may have been sent although it says so.
//! assert!(failure.is_ambiguous());
//! let policy = RetryPolicy::default();
//! assert_eq!(policy.decide(Idempotency::NonIdempotent, failure, 0, 0.5), Retry::Stop);
//! assert!(matches!(policy.decide(Idempotency::Safe, failure, 0, 0.5), Retry::After(_)));
//! # Ok(())
//! # }
//! ```
//!
//! Secrets are redacted in every error: see [`Graph::redact`].
//!
//! # Overview
//!
//! * Personas: [`CreatePersona`], [`ListPersonas`], [`GetPersona`], [`DeletePersona`], and the
//!   operations [`ReplacePersona`] and [`FindCreatedPersona`].
//! * Messages: [`SendMessage`], [`SendSenderAction`], [`UploadAttachment`], with [`Message`],
//!   [`Attachment`], [`Template`], [`Button`] and [`QuickReply`].
//! * Everything else: [`GetPage`], [`ListAccounts`], [`GetPerson`], [`ListConversations`],
//!   [`GetConversation`], [`ListMessages`], [`GetMessage`], [`ControlThread`], [`GetThreadOwner`], a
//!   [`Batch`] of requests, and a [`RawRequest`] for any other endpoint.
//! * Configuration: [`Graph`], [`AccessToken`], [`CallStyle`].
//! * Warnings about valid but unwise personas: [`CreatePersona::advice`].
//!
//! # Features
//!
//! `app-secret` computes an [`AppSecretProof`] from the app's secret. Off by default, and not for
//! browsers: the secret must not get there.
//!
//! # Not included
//!
//! Sockets, async, clocks, random numbers, storage, webhooks and login. The types of messages to
//! send implement `Serialize` and not `Deserialize`: their limits are checked when they are built.
//! To send a message that is stored as JSON, parse it with [`Json::parse`] and convert it to a
//! [`Message`]; it is sent unchanged. Messages that Graph returns are [`ReceivedMessage`]s.
//!
//! The crate was never run against Meta's servers. Its sources are Meta's documentation and public
//! captures; the documentation of an item marks what could not be verified.

#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod attachment;
pub mod batch;
pub mod config;
pub mod conversation;
mod encode;
pub mod error;
mod host;
pub mod id;
pub mod json;
mod lenient;
pub mod message;
pub mod operation;
pub mod page;
pub mod pagination;
pub mod person;
pub mod persona;
pub mod raw;
mod redact;
pub mod request;
pub mod response;
pub mod retry;
pub mod success;
#[cfg(test)]
mod test_util;
pub mod thread_control;
pub mod token;
#[cfg(test)]
mod typescript;
pub mod url;
pub mod usage;
pub mod value;

#[cfg(feature = "app-secret")]
#[doc(inline)]
pub use self::token::{AppSecret, AppSecretError};
#[doc(inline)]
pub use self::{
    attachment::{
        Attachment, FileKind, FileSource, Image, Images,
        upload::{UploadAttachment, UploadedAttachment},
    },
    batch::{Batch, BatchItemError, BatchResponses},
    config::{ApiVersion, CallStyle, ConfigError, Graph, Origin},
    conversation::{
        Conversation, Participant, Participants, get::GetConversation, list::ListConversations,
    },
    error::{DecodeReason, ErrorSource, GraphError, GraphErrorKind, ResponseError, Retryability},
    id::{
        AppId, AttachmentId, IdError, PageId, PersonaId, ProductId, Psid,
        opaque::{CommentId, ConversationId, MessageId, PostId, UserRef},
    },
    json::{Json, JsonEncodeError, JsonError},
    message::{
        ComposedMessage, Content, Message, MessageText, Metadata,
        button::{
            Button, ButtonPayload, ButtonTitle, Buttons, Link, LinkTarget, WebUrlButton,
            WebviewHeight,
        },
        get::{
            DataList, GetMessage, MediaData, ReceivedAttachment, ReceivedMessage, ReceivedReaction,
            RepliedTo, Share,
        },
        list::ListMessages,
        messaging_type::{MessageTag, MessageTagError, MessagingType},
        quick_reply::{QuickReplies, QuickReply, QuickReplyPayload, QuickReplyTitle, TextReply},
        recipient::{FullName, NotificationToken, PhoneNumber, Recipient},
        send::{HandOver, NotificationType, SendMessage, SentMessage},
        sender_action::{Reaction, SendSenderAction, SenderAction, SentSenderAction},
        template::{
            Template, buttons::ButtonTemplate, coupon::CouponTemplate, feedback::FeedbackTemplate,
            generic::GenericTemplate, media::MediaTemplate, product::ProductTemplate,
            receipt::ReceiptTemplate,
        },
    },
    operation::{Operation, Step},
    page::{
        Page, Picture, PictureData,
        accounts::{Account, ListAccounts},
        get::GetPage,
    },
    pagination::{Cursor, ListRequest, Listing, MalformedRow, Paging, Position},
    person::{Person, get::GetPerson},
    persona::{
        Persona, PersonaField, PersonaName, PersonaNameError,
        advice::PersonaAdvice,
        create::{CreatePersona, CreatedPersona},
        delete::DeletePersona,
        find_created::FindCreatedPersona,
        get::GetPersona,
        list::ListPersonas,
        replace::ReplacePersona,
    },
    raw::{RawRequest, RawRequestError},
    request::{
        ApiRequest, FromResponse, GraphRequest, HttpRequest, Idempotency, Method, Param,
        PreparedRequest,
    },
    response::{HttpResponse, SuccessBody},
    retry::{Failure, Retry, RetryPolicy},
    success::Success,
    thread_control::{
        control::{ControlThread, ExtendDuration, ThreadAction},
        owner::{GetThreadOwner, ThreadOwner},
    },
    token::{AccessToken, AccessTokenError, AppSecretProof, AppSecretProofError},
    url::{FacebookUrl, HttpsUrl, PictureUrl, UrlError, UrlProblem, WebUrl},
    usage::{BusinessUse, Meter, Usage},
    value::{CountLimit, TextLimit, ValueError},
};

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
