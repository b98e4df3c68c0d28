//! Messenger personas on Meta's Graph API, without I/O.
//!
//! A *persona* gives a message in Messenger a face: "Adam from Jasper's Market", with his
//! picture. This crate says what to ask Graph and what its answer means. It never asks: hand the
//! [`HttpRequest`] to any HTTP client, and the [`HttpResponse`] back.
//!
//! **In scope:** building every request in both [call styles](CallStyle), reading every answer,
//! understanding [errors](GraphError), deciding whether asking again [can help](RetryPolicy).
//!
//! # Where things are
//!
//! * Requests: [`CreatePersona`], [`ListPersonas`], [`GetPersona`], [`DeletePersona`];
//!   [`SendMessage`], [`SendSenderAction`], [`UploadAttachment`]; [`GetPage`], [`ListAccounts`],
//!   [`GetPerson`], [`ListConversations`], [`GetConversation`], [`GetMessage`], [`ControlThread`],
//!   [`GetThreadOwner`]; [`Batch`] of any of them, and [`RawRequest`] for any other call.
//! * Operations of several calls: [`ReplacePersona`], [`FindCreatedPersona`].
//! * What is said: [`Message`], [`Attachment`], [`Template`], [`Button`], [`QuickReply`].
//! * Where and as whom: [`Graph`], [`AccessToken`].
//! * What went wrong: [`ValueError`] and its kind before a call, [`ResponseError`] and
//!   [`GraphError`] after it, [`RetryPolicy`] for what then.
//! * What is allowed and unwise: [`CreatePersona::advice`].
//!
//! Optional fields are left to `new`:
//! `SendMessage { persona_id: Some(id), ..SendMessage::new(page_id, psid, text) }`.
//!
//! # Features
//!
//! `app-secret`: computes [`AppSecretProof`] from the app's secret. Off by default, and not for
//! browsers: the secret must not get there.
//!
//! **Out of scope:** sockets, `fetch`, async, clocks, randomness, storage, webhooks, log-in
//! dialogs. `messenger-personas-client` drives `fetch` with this crate.
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
//! assert_eq!(create.parse_response(&graph, answer)?.id.as_str(), "1007240332817468");
//! # Ok(())
//! # }
//! ```

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
    error::{
        DecodeReason, ErrorSource, GraphError, GraphErrorKind, ResponseError, Retryability,
        envelope::{ErrorDecoder, ErrorEnvelope, ErrorFields},
    },
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
        get::{GetMessage, ReceivedMessage, RepliedTo},
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
    value::{TextLimit, ValueError},
};

/// The examples of the README run, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
