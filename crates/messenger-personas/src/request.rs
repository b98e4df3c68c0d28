//! Typed requests, and the HTTP requests they become.

use std::{borrow::Cow, fmt};

use serde::de::DeserializeOwned;

use crate::{
    Graph, Json, ResponseError,
    response::{HttpResponse, SuccessBody},
};

/// A request to the Graph API and its response type.
///
/// Implemented by [`CreatePersona`](crate::CreatePersona) and the other request types, and by your
/// own types for endpoints that this crate does not have (see [`RawRequest`](crate::RawRequest)).
/// The fields of this crate's request types are validated newtypes, so every request that can be
/// built can be sent.
pub trait GraphRequest {
    /// Response type.
    type Output: FromResponse;

    /// Method, path and parameters, without origin, version, access token or call style.
    fn api_request(&self) -> ApiRequest;

    /// Whether the request can be repeated when it is unknown if it was applied.
    fn idempotency(&self) -> Idempotency;

    /// Everything that a client needs to send and retry the request.
    fn prepare(&self) -> PreparedRequest {
        PreparedRequest {
            request: self.api_request(),
            idempotency: self.idempotency(),
            maybe_applied: false,
        }
    }

    /// Encodes the request as an HTTP request.
    fn to_http(&self, graph: &Graph) -> HttpRequest {
        graph.to_http(&self.api_request())
    }

    /// Parses the HTTP response.
    ///
    /// # Errors
    /// * [`ResponseError::Graph`] if Graph refused the request.
    /// * [`ResponseError::Decode`] if the response is not one that Graph gives to this request.
    fn parse_response(
        &self,
        graph: &Graph,
        response: HttpResponse,
    ) -> Result<Self::Output, ResponseError> {
        self.parse_success(&response.into_success(graph)?, graph)
    }

    /// Parses the body of a successful response.
    ///
    /// # Errors
    /// [`ResponseError::Decode`] if a required member is missing or has the wrong type.
    fn parse_success(
        &self,
        body: &SuccessBody,
        graph: &Graph,
    ) -> Result<Self::Output, ResponseError> {
        Self::Output::from_success(body, graph)
    }
}

/// A type that can be parsed from a successful response: every `Deserialize` type, and batches.
pub trait FromResponse: Sized {
    /// Parses the body of a successful response.
    ///
    /// # Errors
    /// [`ResponseError::Decode`] if a required member is missing or has the wrong type.
    fn from_success(body: &SuccessBody, graph: &Graph) -> Result<Self, ResponseError>;
}

impl<T: DeserializeOwned> FromResponse for T {
    fn from_success(body: &SuccessBody, _: &Graph) -> Result<Self, ResponseError> {
        body.json()
    }
}

/// A request as a client sends and retries it.
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedRequest {
    /// Method, path and parameters.
    pub request: ApiRequest,
    /// Whether it can be repeated.
    pub idempotency: Idempotency,
    /// `true` if the same request was sent before and may have been applied, although no response
    /// arrived. A `DELETE` of an object that no longer exists then counts as a success.
    pub maybe_applied: bool,
}

impl PreparedRequest {
    /// `true` if "unknown object" is a success when an earlier attempt may have been applied.
    #[must_use]
    pub fn is_delete(&self) -> bool {
        self.request.method == Method::Delete && self.idempotency == Idempotency::Idempotent
    }
}

/// Whether a request can be repeated when it is unknown if it was applied, in RFC 9110's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// Reads. Repeating one changes nothing.
    Safe,
    /// Deletes, and requests that set a state: applying one twice has the same effect as once.
    Idempotent,
    /// Creates and sends: applying one twice creates or sends twice. Graph has no idempotency key.
    NonIdempotent,
}

/// An HTTP method of the Graph API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, sends and changes.
    Post,
    /// Deletes.
    Delete,
}

impl Method {
    /// The method in a request line, such as `GET`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }

    /// The value of the form field `method`, such as `get`.
    #[must_use]
    pub fn as_form_value(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Delete => "delete",
        }
    }
}

/// Method, path and parameters of a request, independent of the call style.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiRequest {
    /// Method that Graph applies. In form style the HTTP method is always `POST`.
    pub method: Method,
    /// Path after the version, such as `134/personas`: percent-encoded ids and edge names.
    pub path: String,
    /// Parameters, in the order in which they are encoded.
    pub params: Vec<(Cow<'static, str>, Param)>,
}

impl ApiRequest {
    /// A `GET` request.
    #[must_use]
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: Method::Get, path: path.into(), params: Vec::new() }
    }

    /// A `POST` request.
    #[must_use]
    pub fn post(path: impl Into<String>) -> Self {
        Self { method: Method::Post, ..Self::get(path) }
    }

    /// A `DELETE` request.
    #[must_use]
    pub fn delete(path: impl Into<String>) -> Self {
        Self { method: Method::Delete, ..Self::get(path) }
    }

    /// Adds a text parameter.
    #[must_use]
    pub fn text(self, name: &'static str, value: impl Into<String>) -> Self {
        self.param(name, Param::Text(value.into()))
    }

    /// Adds a text parameter if `value` is `Some`.
    #[must_use]
    pub fn optional_text(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    /// Adds a JSON parameter.
    #[must_use]
    pub fn json(self, name: &'static str, value: Json) -> Self {
        self.param(name, Param::Json(value))
    }

    pub(crate) fn param(mut self, name: &'static str, value: Param) -> Self {
        self.params.push((Cow::Borrowed(name), value));
        self
    }
}

/// Value of a parameter.
///
/// `Debug` shows the type and length only: a value can be a token.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Param {
    /// Text.
    Text(String),
    /// JSON: a value in a JSON body, JSON text in a form or query.
    Json(Json),
    /// Requests of a batch, which is always sent as a form.
    Batch(Vec<ApiRequest>),
}

impl fmt::Debug for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Json(json) => write!(f, "Json({} bytes)", json.as_str().len()),
            Self::Batch(requests) => f.debug_tuple("Batch").field(requests).finish(),
        }
    }
}

/// An HTTP request for any HTTP client. Its URL never contains the access token.
///
/// `Debug` omits the query, the header values and the body: they contain token and proof.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// HTTP method.
    pub method: Method,
    /// Absolute URL.
    pub url: String,
    /// Header names, in lower case, and values.
    pub headers: Vec<(&'static str, String)>,
    /// UTF-8 body, if there is one.
    pub body: Option<String>,
}

impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| *name).collect();
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &self.url.split('?').next().unwrap_or_default())
            .field("headers", &names)
            .field("body_bytes", &self.body.as_ref().map(String::len))
            .finish()
    }
}
