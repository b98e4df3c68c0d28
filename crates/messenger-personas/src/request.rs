//! What is asked: a typed request, the call that it makes, and the HTTP request it becomes.

use alloc::{borrow::Cow, string::String, vec::Vec};
use core::fmt;

use serde::de::DeserializeOwned;

use crate::{
    Graph, Listing, ResponseError,
    json::Json,
    pagination::{Cursor, Paging},
    response::{HttpResponse, SuccessBody},
};

/// One call to Graph: what is asked and what it answers.
///
/// Implemented by the request types, such as [`CreatePersona`](crate::CreatePersona). Their
/// fields are checked types, so a request that exists can be sent.
pub trait GraphRequest {
    /// What Graph answers.
    type Output: FromResponse;

    /// The call without origin, version, token or call style.
    fn api_request(&self) -> ApiRequest;

    /// Whether the call may be made again when nobody knows if it was carried out.
    fn idempotency(&self) -> Idempotency;

    /// The call: its parts, and whether it may be made again.
    fn prepare(&self) -> PreparedRequest {
        PreparedRequest {
            request: self.api_request(),
            idempotency: self.idempotency(),
            maybe_applied: false,
        }
    }

    /// The HTTP request, carried in the way that `graph` says.
    fn to_http(&self, graph: &Graph) -> HttpRequest {
        graph.to_http(&self.api_request())
    }

    /// What the answer to this request means.
    ///
    /// # Errors
    /// [`ResponseError::Graph`] if Graph refused, [`ResponseError::Decode`] if the answer is
    /// not one that Graph gives to this request.
    fn read(&self, graph: &Graph, response: HttpResponse) -> Result<Self::Output, ResponseError> {
        self.parse_success(&response.into_success(graph)?, graph)
    }

    /// What an answer that Graph accepted means.
    ///
    /// # Errors
    /// [`ResponseError::Decode`] if it lacks something that this request answers with.
    fn parse_success(
        &self,
        body: &SuccessBody,
        graph: &Graph,
    ) -> Result<Self::Output, ResponseError> {
        Self::Output::from_success(body, graph)
    }
}

/// What an answer that Graph accepted is read as: anything that serde reads, and batches.
pub trait FromResponse: Sized {
    /// The answer as this type.
    ///
    /// # Errors
    /// [`ResponseError::Decode`] if it lacks something that this type needs.
    fn from_success(body: &SuccessBody, graph: &Graph) -> Result<Self, ResponseError>;
}

impl<T: DeserializeOwned> FromResponse for T {
    fn from_success(body: &SuccessBody, _: &Graph) -> Result<Self, ResponseError> {
        body.json()
    }
}

/// A request for one [`Listing`] of a longer list.
///
/// ```
/// use messenger_personas::{
///     AccessToken, Graph, GraphRequest, HttpRequest, HttpResponse, ListPersonas, ListRequest, PageId,
///     Paging, Persona,
/// };
///
/// fn every_persona(
///     graph: &Graph,
///     page_id: PageId,
///     ask: impl Fn(HttpRequest) -> HttpResponse,
/// ) -> Result<Vec<Persona>, Box<dyn std::error::Error>> {
///     let mut request = ListPersonas { paging: Paging::limit(100), ..ListPersonas::new(page_id) };
///     let mut personas = Vec::new();
///     loop {
///         let listing = request.read(graph, ask(request.to_http(graph)))?;
///         let next = request.next(&listing);
///         personas.extend(listing);
///         match next {
///             Some(next) => request = next,
///             None => return Ok(personas),
///         }
///     }
/// }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
/// # let ask = |request: HttpRequest| HttpResponse::json(200, if request.url.contains("after=a") {
/// #     r#"{"data":[{"id":"2"}],"paging":{"cursors":{"after":"b"}}}"#
/// # } else {
/// #     r#"{"data":[{"id":"1"}],"paging":{"cursors":{"after":"a"},"next":"x"}}"#
/// # });
/// # assert_eq!(every_persona(&graph, PageId::parse("1")?, ask)?.len(), 2);
/// # Ok(())
/// # }
/// ```
pub trait ListRequest: GraphRequest<Output = Listing<Self::Item>> {
    /// What is listed.
    type Item: DeserializeOwned;

    /// Which part of the list is asked for.
    fn paging(&self) -> &Paging;

    /// The same request for another part of the list.
    #[must_use]
    fn with_paging(&self, paging: Paging) -> Self;

    /// The same request for the listing after `cursor`.
    #[must_use]
    fn after(&self, cursor: Cursor) -> Self
    where
        Self: Sized,
    {
        self.with_paging(self.paging().after(cursor))
    }

    /// The same request for the listing before `cursor`.
    #[must_use]
    fn before(&self, cursor: Cursor) -> Self
    where
        Self: Sized,
    {
        self.with_paging(self.paging().before(cursor))
    }

    /// The request for the listing that follows `listing`, or `None` after the last.
    #[must_use]
    fn next(&self, listing: &Listing<Self::Item>) -> Option<Self>
    where
        Self: Sized,
    {
        Some(self.after(listing.next()?.clone()))
    }
}

/// A call to make, whatever request it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedRequest {
    /// What is asked.
    pub request: ApiRequest,
    /// Whether it may be asked again.
    pub idempotency: Idempotency,
    /// Whether an earlier one like it may have been carried out, without anybody having heard of
    /// it: a delete of what is gone is then a success from the first attempt on.
    pub maybe_applied: bool,
}

/// Whether a request can be repeated when it is unknown if it was applied: RFC 9110's terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// Reads. Repeating one changes nothing.
    Safe,
    /// Deletes, and requests that set a state: applying one twice has the same effect as once.
    Idempotent,
    /// Creates and sends: applying one twice creates or sends twice. Graph has no idempotency key.
    NonIdempotent,
}

/// An HTTP verb of Graph.
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
    /// As it stands in a request line: `GET`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }

    /// As it stands in the field `method` of a form: `get`.
    #[must_use]
    pub fn as_form_value(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Delete => "delete",
        }
    }
}

/// A call's method, path and parameters; [`Graph`] turns them into an [`HttpRequest`].
#[derive(Clone, Debug, PartialEq)]
pub struct ApiRequest {
    /// The verb that is meant, whatever verb carries it.
    pub method: Method,
    /// The path after the version, such as `134/personas`: encoded ids and edge names only.
    pub path: String,
    /// The parameters, in the order in which they are written.
    pub params: Vec<(Cow<'static, str>, Param)>,
}

impl ApiRequest {
    /// Reads `path`.
    #[must_use]
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: Method::Get, path: path.into(), params: Vec::new() }
    }

    /// Creates, sends or changes something at `path`.
    #[must_use]
    pub fn post(path: impl Into<String>) -> Self {
        Self { method: Method::Post, ..Self::get(path) }
    }

    /// Deletes `path`.
    #[must_use]
    pub fn delete(path: impl Into<String>) -> Self {
        Self { method: Method::Delete, ..Self::get(path) }
    }

    /// With a text as the parameter `name`.
    #[must_use]
    pub fn text(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with(name, Param::Text(value.into()))
    }

    /// With a text as the parameter `name`, if there is one.
    #[must_use]
    pub fn optional_text(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    /// With a JSON value as the parameter `name`.
    #[must_use]
    pub fn json(self, name: &'static str, value: Json) -> Self {
        self.with(name, Param::Json(value))
    }

    pub(crate) fn with(mut self, name: &'static str, value: Param) -> Self {
        self.params.push((Cow::Borrowed(name), value));
        self
    }
}

/// The value of one parameter.
///
/// `Debug` shows its kind and how long it is: some hold tokens.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Param {
    /// A plain text.
    Text(String),
    /// A JSON value: as it is in a JSON body, a JSON-encoded text elsewhere.
    Json(Json),
    /// Calls that travel together, which always go as a form.
    Batch(Vec<ApiRequest>),
}

impl fmt::Debug for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Json(json) => write!(f, "Json({} bytes)", json.as_str().len()),
            Self::Batch(calls) => f.debug_tuple("Batch").field(calls).finish(),
        }
    }
}

/// An HTTP request, ready for any client. Its URL never holds the access token.
///
/// `Debug` leaves out the query, the values of headers and the body: they hold token and proof.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// The verb on the wire.
    pub method: Method,
    /// Absolute.
    pub url: String,
    /// Name and value; names are in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// UTF-8 text; `None` if there is no body.
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
