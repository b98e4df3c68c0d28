//! The HTTP transport of a client.

use messenger_personas::{HttpRequest, HttpResponse};

/// Sends HTTP requests.
///
/// `FetchTransport` and `ReqwestTransport` are the implementations of this crate. The futures need
/// not be `Send`; those of a client are if its transport's and its runtime's are.
///
/// ```
/// use messenger_personas::{HttpRequest, HttpResponse};
/// use messenger_personas_client::{Transport, TransportError};
///
/// /// Returns the same response to every request, for tests.
/// struct Fixed(HttpResponse);
///
/// impl Transport for Fixed {
///     async fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
///         Ok(self.0.clone())
///     }
/// }
/// ```
pub trait Transport {
    /// Sends `request` and returns the complete response, whatever its status.
    ///
    /// Implementations must not follow redirects, which could send the token to another host, and
    /// must not send cookies. Dropping the future must cancel the request.
    fn send(
        &self,
        request: HttpRequest,
    ) -> impl Future<Output = Result<HttpResponse, TransportError>>;
}

/// A request failed without a complete response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct TransportError {
    /// Message of the HTTP client. Browsers hide the cause and say "Failed to fetch".
    pub reason: String,
    /// How far the request got.
    pub stage: TransportStage,
}

/// How far a request got before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportStage {
    /// Not sent: the HTTP client refused it, for example because of an invalid URL.
    Refused,
    /// Not sent: the connection could not be established.
    Connecting,
    /// Sent, or possibly sent.
    Sent,
}

impl TransportError {
    /// The request was sent, or may have been.
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), stage: TransportStage::Sent }
    }

    /// The HTTP client refused the request and sent nothing.
    #[must_use]
    pub fn not_sent(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), stage: TransportStage::Refused }
    }

    /// The connection could not be established, so that nothing was sent.
    #[must_use]
    pub fn not_connected(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), stage: TransportStage::Connecting }
    }

    /// `true` if the request was sent, or may have been.
    #[must_use]
    pub fn request_sent(&self) -> bool {
        self.stage == TransportStage::Sent
    }
}
