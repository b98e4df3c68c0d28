//! The outcomes of requests that delete personas.

use std::time::Duration;

use messenger_personas::{
    BatchItemError, Failure, GraphErrorKind, ResponseError, Success, ValueError,
};
use messenger_personas_client::{Error, NetworkError};

use crate::model::user_error::UserError;

/// Why a persona was not deleted.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// A rate limit, with the wait that Graph suggests.
    Limit(Option<Duration>),
    /// Anything else.
    Failed(DeletionError),
}

/// An error that ends the deletion of a persona.
#[derive(Clone, Debug, PartialEq)]
pub enum DeletionError {
    /// The response to a batch has no part for the persona.
    NoResponse,
    /// The error for the persona.
    Item(BatchItemError),
    /// The batch is invalid.
    Batch(ValueError),
    /// The whole request failed.
    Request(UserError),
}

impl DeletionError {
    /// Whether the persona may be deleted nevertheless.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        match self {
            Self::NoResponse | Self::Item(BatchItemError::NoResponse) => true,
            Self::Request(UserError::Graph(request)) => matches!(
                request.error,
                Error::Network(NetworkError::Connection { .. } | NetworkError::TimedOut { .. })
                    | Error::Response(ResponseError::Decode { .. })
            ),
            _ => false,
        }
    }
}

/// How a persona came to be gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It was deleted.
    Deleted,
    /// Graph knows no such persona: it was deleted elsewhere, or this token cannot see it.
    Unknown,
}

/// The outcome of one request in a batch. A persona that does not exist counts as deleted.
///
/// # Errors
/// [`Reason`], if the persona exists or may exist.
pub fn outcome(answer: Result<Success, BatchItemError>) -> Result<Gone, Reason> {
    match answer {
        Ok(_) => Ok(Gone::Deleted),
        Err(BatchItemError::Response(error)) => of_response(&error),
        Err(error) => Err(Reason::Failed(DeletionError::Item(error))),
    }
}

/// The outcome of a single request that failed.
///
/// # Errors
/// [`Reason`], if the persona exists or may exist.
pub fn of_response(error: &ResponseError) -> Result<Gone, Reason> {
    if let ResponseError::Graph(graph) = error
        && graph.kind == GraphErrorKind::UnknownObject
    {
        return Ok(Gone::Unknown);
    }
    let failure = Failure::Response(error);
    Err(if failure.is_rate_limit() {
        Reason::Limit(failure.retry_after())
    } else {
        Reason::Failed(DeletionError::Item(BatchItemError::Response(error.clone())))
    })
}
