//! HTTP requests to bots.

use std::{error::Error, time::Duration};

use axum::{
    body::Body,
    http::{
        HeaderName, HeaderValue, Method, Request, Response, StatusCode,
        header::{ACCEPT, CONNECTION, CONTENT_TYPE, USER_AGENT},
    },
};
use hyper::body::Incoming;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};

use crate::store::WebhookRequest;

/// A client that keeps no connections: a bot that handles one connection at a time would wait for
/// the next request of one while the others wait for it.
pub(super) struct WebhookClient {
    client: Client<HttpConnector, Body>,
    timeout: Duration,
}

impl WebhookClient {
    pub(super) fn new(timeout: Duration) -> Self {
        let client = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(0)
            .http1_title_case_headers(true)
            .build_http();
        Self { client, timeout }
    }

    /// Sends an event, and returns the status of the response, once it is complete.
    ///
    /// # Errors
    /// Why there is no complete response.
    pub(super) async fn post(&self, request: WebhookRequest) -> Result<StatusCode, String> {
        let WebhookRequest { url, signatures, body } = request;
        let mut post = Request::new(Body::from(body));
        *post.method_mut() = Method::POST;
        *post.uri_mut() = url.parse().map_err(|_| NO_URL.to_owned())?;
        let headers = post.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in signatures {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        self.send(post, MAX_IGNORED_BODY).await.map(|(status, _)| status)
    }

    /// Sends a `GET` request, and returns status and body of the response.
    ///
    /// # Errors
    /// Why there is no complete response.
    pub(super) async fn get(&self, url: &str) -> Result<(StatusCode, Vec<u8>), String> {
        let mut get = Request::new(Body::empty());
        *get.uri_mut() = url.parse().map_err(|_| NO_URL.to_owned())?;
        self.send(get, MAX_CHALLENGE_BODY).await
    }

    async fn send(
        &self,
        mut request: Request<Body>,
        max_body: usize,
    ) -> Result<(StatusCode, Vec<u8>), String> {
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
        headers.insert(USER_AGENT, HeaderValue::from_static("facebookexternalua"));
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
        let response = async {
            let response = self.client.request(request).await;
            read(response.map_err(|error| describe(&error))?, max_body).await
        };
        let timeout = tokio::time::timeout(self.timeout, response);
        timeout.await.unwrap_or_else(|_| {
            Err(format!("no complete response within {} seconds", self.timeout.as_secs_f64()))
        })
    }
}

/// Reads the whole body.
async fn read(
    response: Response<Incoming>,
    max_body: usize,
) -> Result<(StatusCode, Vec<u8>), String> {
    let status = response.status();
    let body = axum::body::to_bytes(Body::new(response.into_body()), max_body).await;
    match body {
        Ok(body) => Ok((status, body.into())),
        Err(error) => Err(format!("the response is not complete, or too long: {error}")),
    }
}

/// The error and its causes, such as "client error (Connect): … : connection refused".
fn describe(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

const NO_URL: &str = "the URL cannot be called";
/// Maximum length of the response to an event, whose body has no meaning.
const MAX_IGNORED_BODY: usize = 1024 * 1024;
const MAX_CHALLENGE_BODY: usize = 64 * 1024;
