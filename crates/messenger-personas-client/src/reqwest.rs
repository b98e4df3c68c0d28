//! The transport over reqwest, and the Tokio runtime.

use std::{sync::OnceLock, time::Duration};

use messenger_personas::{Graph, HttpRequest, HttpResponse, Method};
use reqwest::{header::HeaderValue, redirect::Policy};
use tokio::time::Instant;

use crate::{Client, Runtime, Transport, TransportError};

/// A client over reqwest.
pub type ReqwestClient = Client<ReqwestTransport, TokioRuntime>;

impl ReqwestClient {
    /// A client over a new [`reqwest::Client`]. Its futures must run on a Tokio runtime with timers
    /// and I/O enabled.
    ///
    /// # Errors
    /// If the TLS backend cannot be initialized.
    pub fn reqwest(graph: Graph) -> Result<Self, reqwest::Error> {
        Ok(Self::new(graph, ReqwestTransport::new()?, TokioRuntime))
    }
}

/// Transport over [`reqwest`], with rustls.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    /// `true` if a connect error means that nothing was sent: not after a redirect or a retry of
    /// the caller's client.
    is_own: bool,
}

impl ReqwestTransport {
    /// Creates a [`reqwest::Client`] that follows no redirects, retries nothing, and gives up
    /// connecting after 10 seconds.
    ///
    /// # Errors
    /// If the TLS backend cannot be initialized.
    pub fn new() -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(Duration::from_secs(10))
            .build()?;
        Ok(Self { client, is_own: true })
    }

    /// Uses `client`, for proxies, certificates or connection limits of your own.
    ///
    /// Build it with [`Policy::none()`](reqwest::redirect::Policy::none), with
    /// [`retry::never()`](reqwest::retry::never) and without a cookie store: a redirect can send
    /// the access token to another host, and a retry can send a message twice. A connect error of
    /// such a client makes a create or a send ambiguous.
    #[must_use]
    pub fn with_client(client: reqwest::Client) -> Self {
        Self { client, is_own: false }
    }
}

impl Transport for ReqwestTransport {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Delete => reqwest::Method::DELETE,
        };
        let mut builder = self.client.request(method, &request.url);
        for (name, value) in request.headers {
            let mut value = HeaderValue::try_from(value)
                .map_err(|error| TransportError::not_sent(error.to_string()))?;
            value.set_sensitive(name == "authorization");
            builder = builder.header(name, value);
        }
        if let Some(body) = request.body {
            builder = builder.body(body);
        }
        let request = builder.build().map_err(|error| TransportError::not_sent(message(error)))?;
        let response = self.client.execute(request).await.map_err(|error| {
            if self.is_own && error.is_connect() {
                TransportError::not_connected(message(error))
            } else {
                TransportError::new(message(error))
            }
        })?;
        if response.status().is_redirection() {
            return Err(TransportError::new(REDIRECT));
        }
        let status = response.status().as_u16();
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| {
                (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
            })
            .collect();
        let body =
            response.bytes().await.map_err(|error| TransportError::new(message(error)))?.to_vec();
        Ok(HttpResponse { status, headers, body })
    }
}

/// The error's message with those of its causes, without the URL.
fn message(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut message = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        message.push_str(": ");
        message.push_str(&cause.to_string());
        source = cause.source();
    }
    message
}

/// Tokio's timers and clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct TokioRuntime;

impl Runtime for TokioRuntime {
    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }

    fn now(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }

    fn random(&self) -> f64 {
        fastrand::f64()
    }
}

const REDIRECT: &str = "the server redirects to another address, which is not followed";
