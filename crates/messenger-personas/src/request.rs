//! What is asked: a typed request, its parts, and the HTTP request it becomes.

use std::fmt;

use serde::de::DeserializeOwned;

use crate::{
    Graph, Listing, ResponseError,
    listing::Cursor,
    response::{self, HttpResponse},
};

/// One call to Graph: what is asked and what it answers.
///
/// Implemented by the request types, such as [`CreatePersona`](crate::CreatePersona). Their
/// fields are checked types, so a request that exists can be sent.
pub trait GraphRequest {
    /// What Graph answers.
    type Output: DeserializeOwned;

    /// Whether the call may be made again when nobody knows if it was carried out.
    const REPLAY: Replay;

    /// The call without origin, version, token or call style.
    fn parts(&self) -> Parts;

    /// The HTTP request, carried in the way that `graph` says.
    fn to_http(&self, graph: &Graph) -> HttpRequest {
        graph.carry(self.parts())
    }

    /// What the answer to this request means.
    ///
    /// # Errors
    /// [`ResponseError::Graph`] if Graph refused, [`ResponseError::Unreadable`] if the answer is
    /// not one that Graph gives to this request.
    fn read(&self, graph: &Graph, response: HttpResponse) -> Result<Self::Output, ResponseError> {
        response::accepted(response, graph)?.read()
    }
}

/// A request for one [`Listing`] of a longer list.
pub trait ListRequest: GraphRequest<Output = Listing<Self::Item>> {
    /// What is listed.
    type Item: DeserializeOwned;

    /// The same request for the listing after `cursor`.
    #[must_use]
    fn after(&self, cursor: Cursor) -> Self;
}

/// Whether a call may be made again after an answer that was lost, late or vague.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replay {
    /// Twice does the same as once: reads, and what sets a state.
    Safe,
    /// The same, for what deletes: if the first call was carried out and its answer lost, the
    /// second is told that the object is unknown, which then is a success.
    Delete,
    /// Twice would make two: creating and sending. Graph has no idempotency key.
    Never,
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
pub struct Parts {
    /// The verb that is meant, whatever verb carries it.
    pub method: Method,
    /// The path after the version, such as `134/personas`: ids and edge names only.
    pub path: String,
    /// The parameters, in the order in which they are written.
    pub params: Vec<(&'static str, Param)>,
}

/// The value of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum Param {
    /// A plain text.
    Text(String),
    /// An object: a JSON value in a JSON body, a JSON-encoded text elsewhere.
    Json(serde_json::Value),
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
