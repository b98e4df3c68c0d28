//! Errors as screens hold them. `text` has the sentences.

use messenger_personas::{
    AccessTokenError, GraphErrorKind, IdError, Idempotency, Origin, Page, ResponseError,
};
use messenger_personas_client::{AmbiguousOutcome, Error, PaginationError};

use super::demo::ControlError;

/// Why something could not be done.
#[derive(Clone, Debug, PartialEq)]
pub enum UserError {
    /// A request to Graph failed.
    Graph(RequestError),
    /// A request that sends as a persona failed.
    AsPersona(RequestError),
    /// A list could not be read to its end.
    List {
        /// Where it was read.
        endpoint: Endpoint,
        /// Why.
        error: PaginationError,
    },
    /// A create got no response: the persona may exist.
    UnconfirmedCreate,
    /// A request to the emulator's control plane failed.
    Emulator(ControlError),
    /// The emulator gave a Page an unusable token.
    EmulatorToken(AccessTokenError),
    /// A new token is for another Page.
    OtherPage(Page),
    /// A token's person has no Page.
    NoPages,
    /// The console's URL contains an invalid id.
    Id(IdError),
}

/// A failed request to Graph.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestError {
    /// What it was for.
    pub task: Task,
    /// Where it was sent.
    pub endpoint: Endpoint,
    /// Why it failed.
    pub error: Error,
}

impl UserError {
    /// The error of a request to Graph.
    #[must_use]
    pub fn graph(task: Task, endpoint: &Endpoint, error: Error) -> Self {
        Self::Graph(RequestError { task, endpoint: endpoint.clone(), error })
    }

    /// The error of a list.
    #[must_use]
    pub fn list(endpoint: &Endpoint, error: PaginationError) -> Self {
        Self::List { endpoint: endpoint.clone(), error }
    }

    /// Whether Graph refused because another app controls the conversation.
    #[must_use]
    pub fn is_thread_taken(&self) -> bool {
        let (Self::Graph(request) | Self::AsPersona(request)) = self else { return false };
        matches!(&request.error, Error::Response(ResponseError::Graph(error))
            if error.kind == GraphErrorKind::ThreadTaken)
    }

    /// Whether what was asked for may have happened all the same, and must not be repeated blindly.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        match self {
            Self::Graph(request) | Self::AsPersona(request) => {
                matches!(
                    request.error,
                    Error::Ambiguous(AmbiguousOutcome::Network(_) | AmbiguousOutcome::Response(_))
                ) && request.task.idempotency() == Idempotency::NonIdempotent
            }
            Self::UnconfirmedCreate => true,
            _ => false,
        }
    }
}

impl From<ControlError> for UserError {
    fn from(error: ControlError) -> Self {
        Self::Emulator(error)
    }
}

impl From<IdError> for UserError {
    fn from(error: IdError) -> Self {
        Self::Id(error)
    }
}

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Finding out whose token this is.
    Connect,
    /// Listing the personas.
    ListPersonas,
    /// Reading one persona.
    ReadPersona,
    /// Creating a persona.
    CreatePersona,
    /// Deleting a persona.
    DeletePersona,
    /// Listing the conversations.
    ListConversations,
    /// Reading the messages of a conversation.
    ReadMessages,
    /// Sending a message.
    SendMessage,
    /// Showing or hiding the typing indicator.
    SetTyping,
    /// Taking or requesting control of a conversation.
    ControlThread,
}

impl Task {
    /// Whether it can be repeated. Only after a write there is something to look for first.
    #[must_use]
    pub fn idempotency(self) -> Idempotency {
        match self {
            Self::Connect
            | Self::ListPersonas
            | Self::ReadPersona
            | Self::ListConversations
            | Self::ReadMessages => Idempotency::Safe,
            Self::DeletePersona | Self::SetTyping | Self::ControlThread => Idempotency::Idempotent,
            Self::CreatePersona | Self::SendMessage => Idempotency::NonIdempotent,
        }
    }
}

/// Where requests to Graph are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// An emulator.
    Emulator(Origin),
    /// Meta's Graph, or a gateway to it.
    Live(Origin),
}
