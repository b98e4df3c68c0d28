//! `POST /me` with `batch`
//!
//! Sends up to 50 requests as one HTTP request. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/docs/graph-api/batch-requests

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    ApiRequest, DecodeReason, Failure, Graph, GraphError, GraphRequest, HttpResponse, Idempotency,
    ResponseError, ValueError, json,
    request::{FromResponse, Param},
    response::SuccessBody,
    value::CountLimit,
};

/// Up to 50 requests of one type, sent as one HTTP request.
///
/// Each request counts towards the rate limits, and succeeds or fails independently of the others.
/// The order in which Graph processes them is not documented, so no request may depend on another.
///
/// A batch is a form in both [call styles](crate::CallStyle), with the access token in the body:
/// Meta's page requires it.
///
/// ```
/// use messenger_personas::{
///     AccessToken, Batch, DeletePersona, Graph, GraphRequest, HttpResponse, PersonaId,
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
/// let ids = [PersonaId::parse("11")?, PersonaId::parse("12")?];
/// let batch = Batch::new(ids.map(DeletePersona::new))?;
///
/// let response = HttpResponse::json(200, r#"[{"code":200,"body":"{\"success\":true}"},null]"#);
/// let results = batch.parse_response(&graph, response)?;
/// for (delete, result) in batch.requests().iter().zip(results) {
///     match result {
///         Ok(_) => println!("deleted {}", delete.persona_id),
///         Err(error) => println!("{}: {error}", delete.persona_id),
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch<R>(Vec<R>);

impl<R: GraphRequest> Batch<R> {
    /// Maximum number of requests in a batch.
    pub const MAX: usize = 50;

    /// A batch of `requests`.
    ///
    /// # Errors
    /// [`ValueError`] if there are no requests or more than 50, or if one of them is a batch.
    pub fn new(requests: impl IntoIterator<Item = R>) -> Result<Self, ValueError> {
        let requests: Vec<_> = requests.into_iter().collect();
        CountLimit { field: "requests in a batch", min: 1, max: Self::MAX }
            .check(requests.len())?;
        let is_batch = |(_, param): &(_, Param)| matches!(param, Param::Batch(_));
        if requests.iter().any(|request| request.api_request().params.iter().any(is_batch)) {
            return Err(ValueError::Malformed {
                field: "batch",
                expected: "contains another batch: add its requests one by one",
            });
        }
        Ok(Self(requests))
    }

    /// The requests, in the order of their responses.
    #[must_use]
    pub fn requests(&self) -> &[R] {
        &self.0
    }
}

impl<R: GraphRequest> GraphRequest for Batch<R> {
    type Output = BatchResponses<R::Output>;

    fn api_request(&self) -> ApiRequest {
        let requests = self.0.iter().map(GraphRequest::api_request).collect();
        ApiRequest::post("me")
            .param("batch", Param::Batch(requests))
            .text("include_headers", "false")
    }

    /// [`Idempotency::Safe`] if every request is safe, otherwise [`Idempotency::NonIdempotent`].
    fn idempotency(&self) -> Idempotency {
        let all_safe = self.0.iter().all(|request| request.idempotency() == Idempotency::Safe);
        if all_safe { Idempotency::Safe } else { Idempotency::NonIdempotent }
    }

    fn parse_success(
        &self,
        body: &SuccessBody,
        graph: &Graph,
    ) -> Result<Self::Output, ResponseError> {
        let mut responses = parse_items(body, graph, |index, body| match self.0.get(index) {
            Some(request) => request.parse_success(body, graph),
            None => R::Output::from_success(body, graph),
        })?;
        responses.0.resize_with(self.0.len(), || Err(BatchItemError::NoResponse));
        Ok(responses)
    }
}

/// The results of a [`Batch`], in the order of its requests.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchResponses<O>(Vec<Result<O, BatchItemError>>);

impl<O> BatchResponses<O> {
    /// Iterates over the results.
    pub fn iter(&self) -> std::slice::Iter<'_, Result<O, BatchItemError>> {
        self.0.iter()
    }

    /// The results, one per request.
    pub fn as_slice(&self) -> &[Result<O, BatchItemError>] {
        &self.0
    }
}

impl<'a, O> IntoIterator for &'a BatchResponses<O> {
    type Item = &'a Result<O, BatchItemError>;
    type IntoIter = std::slice::Iter<'a, Result<O, BatchItemError>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<O> IntoIterator for BatchResponses<O> {
    type Item = Result<O, BatchItemError>;
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<O: FromResponse> FromResponse for BatchResponses<O> {
    fn from_success(body: &SuccessBody, graph: &Graph) -> Result<Self, ResponseError> {
        parse_items(body, graph, |_, body| O::from_success(body, graph))
    }
}

/// Parses each item with `parse`, which gets the index of its request.
fn parse_items<O>(
    body: &SuccessBody,
    graph: &Graph,
    parse: impl Fn(usize, &SuccessBody) -> Result<O, ResponseError>,
) -> Result<BatchResponses<O>, ResponseError> {
    // A malformed item must not discard the other responses: each can confirm a message that was
    // sent.
    let items: Vec<Option<Box<RawValue>>> = body.json()?;
    let parse_item = |(index, item): (usize, Box<RawValue>)| {
        let Ok(Item { code, body }) = json::from_str(item.get()) else {
            return Err(body.decode_error(DecodeReason::UnexpectedShape));
        };
        let body = match body {
            // Graph sends the body as a string that contains JSON.
            Some(body) => json::from_str(body.get()).unwrap_or_else(|_| body.get().to_owned()),
            None => String::new(),
        };
        parse(index, &HttpResponse::json(code, body).into_success(graph)?)
    };
    let responses = items.into_iter().enumerate().map(|(index, item)| match item {
        Some(item) => parse_item((index, item)).map_err(BatchItemError::Response),
        None => Err(BatchItemError::NoResponse),
    });
    Ok(BatchResponses(responses.collect()))
}

/// The error of one request in a [`Batch`].
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchItemError {
    /// Graph timed out before it completed the request, which may have been applied nevertheless.
    #[error("Graph timed out before it completed this request: check whether it was applied")]
    NoResponse,
    /// Graph rejected the request, or its response cannot be decoded.
    #[error(transparent)]
    Response(ResponseError),
}

impl BatchItemError {
    /// The error that Graph returned; `None` if there is no such error.
    #[must_use]
    pub fn graph(&self) -> Option<&GraphError> {
        match self {
            Self::Response(error) => error.graph(),
            Self::NoResponse => None,
        }
    }

    /// `true` if the request may have been applied despite the error. Check before you repeat a
    /// create or a send.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::NoResponse => true,
            Self::Response(error) => Failure::Response(error).is_ambiguous(),
        }
    }
}

/// The response to one request.
#[derive(Deserialize)]
struct Item {
    code: u16,
    #[serde(default)]
    body: Option<Box<RawValue>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        DeletePersona, GetPersona, GraphErrorKind, PersonaId,
        test_util::{form, header, parsed},
    };

    fn id(id: &str) -> PersonaId {
        PersonaId::parse(id).unwrap()
    }

    fn deletes(ids: &[&str]) -> Batch<DeletePersona> {
        let deletes = ids.iter().map(|text| DeletePersona { persona_id: id(text) });
        Batch::new(deletes).unwrap()
    }

    #[test]
    fn a_batch_is_a_form_in_both_call_styles() {
        let batch = "batch=%5B%7B%22method%22%3A%22DELETE%22%2C%22relative_url%22%3A%22v26.0%2F311\
                     %22%7D%2C%7B%22method%22%3A%22DELETE%22%2C%22relative_url%22%3A%22v26.0%2F312\
                     %22%7D%5D&include_headers=false&access_token=TOKEN";
        assert_eq!(form(&deletes(&["311", "312"])), format!("POST /me {batch}"));
        assert_eq!(header(&deletes(&["311", "312"])), format!("POST /me {batch}"));
    }

    #[test]
    fn each_request_has_its_own_result() {
        let json = r#"[{"code":200,"body":"{\"success\":true}"},
            {"code":400,"body":"{\"error\":{\"message\":\"gone\",\"code\":100,\"error_subcode\":33}}"},
            null]"#;
        let results = parsed(&deletes(&["1", "2", "3", "4"]), json).unwrap();
        let [deleted, unknown, late, missing] = results.as_slice() else { panic!("{results:?}") };
        assert!(deleted.is_ok());
        assert!(matches!(
            unknown,
            Err(BatchItemError::Response(ResponseError::Graph(error)))
                if error.kind == GraphErrorKind::UnknownObject
        ));
        assert_eq!(late, &Err(BatchItemError::NoResponse));
        assert_eq!(missing, &Err(BatchItemError::NoResponse));
    }

    #[test]
    fn a_malformed_item_does_not_affect_the_others() {
        for malformed in [r#"{"body":"{}"}"#, r#"{"code":"200"}"#, "5", r#"{"code":-1}"#, "[]"] {
            let json = format!(r#"[{{"code":200,"body":{{"success":true}}}},{malformed}]"#);
            let results = parsed(&deletes(&["1", "2"]), &json).unwrap();
            let [deleted, invalid] = results.as_slice() else { panic!("{results:?}") };
            assert!(deleted.is_ok());
            assert!(invalid.as_ref().unwrap_err().may_have_happened(), "{malformed}");
        }
    }

    #[test]
    fn a_batch_cannot_contain_a_batch() {
        let nested = Batch::new(vec![deletes(&["1"])]);
        assert!(matches!(nested, Err(ValueError::Malformed { .. })));
    }

    #[test]
    fn a_rejected_batch_is_an_error() {
        let json = r#"{"error":{"message":"no","code":190}}"#;
        assert!(parsed(&deletes(&["1"]), json).is_err());
    }

    #[test]
    fn a_batch_has_1_to_50_requests_and_only_reads_are_safe() {
        let gets = |count| Batch::new(vec![GetPersona::new(id("1")); count]);
        assert_eq!(gets(50).unwrap().idempotency(), Idempotency::Safe);
        assert_eq!(deletes(&["1"]).idempotency(), Idempotency::NonIdempotent);
        assert_eq!(
            gets(51).unwrap_err(),
            ValueError::TooMany { field: "requests in a batch", limit: 50, actual: 51 }
        );
        assert!(gets(0).is_err());
    }
}
