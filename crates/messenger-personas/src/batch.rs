//! `POST /me` with `batch`
//!
//! Makes up to 50 calls in one request. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/docs/graph-api/batch-requests

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};

use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use crate::{
    ApiRequest, DecodeReason, Failure, Graph, GraphError, GraphRequest, HttpResponse, Idempotency,
    ResponseError, ValueError,
    request::{FromResponse, Param},
    response::SuccessBody,
    value::check_count,
};

/// Up to 50 calls of one kind, in one request.
///
/// Each counts towards the rate limits by itself, and is carried out or refused by itself. In which
/// order is not documented, so none may depend on another. It always travels as a form, token
/// included, as Meta's page asks.
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
/// let answer = HttpResponse::json(200, r#"[{"code":200,"body":"{\"success\":true}"},null]"#);
/// for (delete, answer) in batch.requests().iter().zip(batch.read(&graph, answer)?) {
///     match answer {
///         Ok(_) => println!("{} is gone", delete.persona_id),
///         Err(error) => println!("{}: {error}", delete.persona_id),
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch<R>(Vec<R>);

impl<R: GraphRequest> Batch<R> {
    /// The most calls that Graph takes in one request.
    pub const MAX: usize = 50;

    /// These calls.
    ///
    /// # Errors
    /// [`ValueError`] if there is none, if there are more than 50, or if one is a batch itself.
    pub fn new(requests: impl IntoIterator<Item = R>) -> Result<Self, ValueError> {
        let requests: Vec<_> = requests.into_iter().collect();
        check_count("calls in a batch", 1, Self::MAX, requests.len())?;
        let is_batch = |(_, param): &(_, Param)| matches!(param, Param::Batch(_));
        if requests.iter().any(|request| request.api_request().params.iter().any(is_batch)) {
            return Err(ValueError::Malformed {
                field: "batch",
                expected: "has another batch in it: put the calls of that in one by one",
            });
        }
        Ok(Self(requests))
    }

    /// The calls, in the order of their answers.
    #[must_use]
    pub fn requests(&self) -> &[R] {
        &self.0
    }
}

impl<R: GraphRequest> GraphRequest for Batch<R> {
    type Output = BatchResponses<R::Output>;

    fn api_request(&self) -> ApiRequest {
        let calls = self.0.iter().map(GraphRequest::api_request).collect();
        ApiRequest::post("me").with("batch", Param::Batch(calls)).text("include_headers", "false")
    }

    /// A batch may be repeated only if each of its calls may be repeated without a thought.
    fn idempotency(&self) -> Idempotency {
        let all_safe = self.0.iter().all(|request| request.idempotency() == Idempotency::Safe);
        if all_safe { Idempotency::Safe } else { Idempotency::NonIdempotent }
    }

    fn parse_success(
        &self,
        body: &SuccessBody,
        graph: &Graph,
    ) -> Result<Self::Output, ResponseError> {
        let mut answers = BatchResponses::from_success(body, graph)?;
        answers.0.resize_with(self.0.len(), || Err(BatchItemError::NotAnswered));
        Ok(answers)
    }
}

/// What became of each call of a [`Batch`], in its order.
#[derive(Clone, Debug, PartialEq)]
pub struct BatchResponses<O>(Vec<Result<O, BatchItemError>>);

impl<O> BatchResponses<O> {
    /// Each answer in turn.
    pub fn iter(&self) -> core::slice::Iter<'_, Result<O, BatchItemError>> {
        self.0.iter()
    }

    /// One answer for each call.
    pub fn as_slice(&self) -> &[Result<O, BatchItemError>] {
        &self.0
    }
}

impl<'a, O> IntoIterator for &'a BatchResponses<O> {
    type Item = &'a Result<O, BatchItemError>;
    type IntoIter = core::slice::Iter<'a, Result<O, BatchItemError>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<O> IntoIterator for BatchResponses<O> {
    type Item = Result<O, BatchItemError>;
    type IntoIter = alloc::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<O: FromResponse> FromResponse for BatchResponses<O> {
    fn from_success(body: &SuccessBody, graph: &Graph) -> Result<Self, ResponseError> {
        // An odd item must not cost the answers of the others, of which each may be a message that
        // was sent.
        let items: Vec<Option<Box<RawValue>>> = body.json()?;
        let read = |item: Box<RawValue>| {
            let Ok(Item { code, body }) = serde_json::from_str(item.get()) else {
                return Err(body.decode_error(DecodeReason::UnexpectedShape));
            };
            let body = match body {
                Value::String(text) => text,
                Value::Null => String::new(),
                json => json.to_string(),
            };
            O::from_success(&HttpResponse::json(code, body).into_success(graph)?, graph)
        };
        let answers = items.into_iter().map(|item| match item {
            Some(item) => read(item).map_err(BatchItemError::Response),
            None => Err(BatchItemError::NotAnswered),
        });
        Ok(Self(answers.collect()))
    }
}

/// Why one call of a batch has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchItemError {
    /// Graph gave up on it. Whether it was carried out is unknown.
    #[error("Graph did not get to this call in time: look whether it was carried out")]
    NotAnswered,
    /// Graph refused it, or its answer cannot be read.
    #[error(transparent)]
    Response(ResponseError),
}

impl BatchItemError {
    /// Graph's refusal, if that is what it is.
    #[must_use]
    pub fn graph(&self) -> Option<&GraphError> {
        match self {
            Self::Response(error) => error.graph(),
            Self::NotAnswered => None,
        }
    }

    /// Whether the call may have been carried out all the same: look before you make a create or a
    /// send again.
    #[must_use]
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::NotAnswered => true,
            Self::Response(error) => Failure::Response(error).is_ambiguous(),
        }
    }
}

#[derive(Deserialize)]
struct Item {
    code: u16,
    #[serde(default)]
    body: Value,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        DeletePersona, GetPersona, GraphErrorKind, PersonaId,
        test_util::{answered, form, header},
    };

    fn id(id: &str) -> PersonaId {
        PersonaId::parse(id).unwrap()
    }

    fn deletes(ids: &[&str]) -> Batch<DeletePersona> {
        let deletes = ids.iter().map(|text| DeletePersona { persona_id: id(text) });
        Batch::new(deletes).unwrap()
    }

    #[test]
    fn it_is_carried_as_a_form_in_both_styles() {
        let batch = "batch=%5B%7B%22method%22%3A%22DELETE%22%2C%22relative_url%22%3A%22v26.0%2F311\
                     %22%7D%2C%7B%22method%22%3A%22DELETE%22%2C%22relative_url%22%3A%22v26.0%2F312\
                     %22%7D%5D&include_headers=false&access_token=TOKEN";
        assert_eq!(form(&deletes(&["311", "312"])), format!("POST /me {batch}"));
        assert_eq!(header(&deletes(&["311", "312"])), format!("POST /me {batch}"));
    }

    #[test]
    fn each_call_has_its_own_answer() {
        let json = r#"[{"code":200,"body":"{\"success\":true}"},
            {"code":400,"body":"{\"error\":{\"message\":\"gone\",\"code\":100,\"error_subcode\":33}}"},
            null]"#;
        let answers = answered(&deletes(&["1", "2", "3", "4"]), json).unwrap();
        let [done, gone, late, missing] = answers.as_slice() else { panic!("{answers:?}") };
        assert!(done.is_ok());
        assert!(matches!(
            gone,
            Err(BatchItemError::Response(ResponseError::Graph(error)))
                if error.kind == GraphErrorKind::UnknownObject
        ));
        assert_eq!(late, &Err(BatchItemError::NotAnswered));
        assert_eq!(missing, &Err(BatchItemError::NotAnswered));
    }

    #[test]
    fn an_odd_item_costs_no_other() {
        for odd in [r#"{"body":"{}"}"#, r#"{"code":"200"}"#, "5", r#"{"code":-1}"#, "[]"] {
            let json = format!(r#"[{{"code":200,"body":{{"success":true}}}},{odd}]"#);
            let answers = answered(&deletes(&["1", "2"]), &json).unwrap();
            let [done, unread] = answers.as_slice() else { panic!("{answers:?}") };
            assert!(done.is_ok());
            assert!(unread.as_ref().unwrap_err().may_have_happened(), "{odd}");
        }
    }

    #[test]
    fn a_batch_holds_no_batch() {
        let nested = Batch::new(vec![deletes(&["1"])]);
        assert!(matches!(nested, Err(ValueError::Malformed { .. })));
    }

    #[test]
    fn a_refused_batch_is_an_error() {
        let json = r#"{"error":{"message":"no","code":190}}"#;
        assert!(answered(&deletes(&["1"]), json).is_err());
    }

    #[test]
    fn there_are_at_most_50_and_only_reads_are_repeated() {
        let gets = |count| Batch::new(vec![GetPersona::new(id("1")); count]);
        assert_eq!(gets(50).unwrap().idempotency(), Idempotency::Safe);
        assert_eq!(deletes(&["1"]).idempotency(), Idempotency::NonIdempotent);
        assert_eq!(
            gets(51).unwrap_err(),
            ValueError::TooMany { field: "calls in a batch", limit: 50, actual: 51 }
        );
        assert!(gets(0).is_err());
    }
}
