//! Sends a recorded request again.

use std::borrow::Cow;

use messenger_personas::{ApiRequest, GraphRequest, Idempotency, Method, Param};
use serde_json::Value;

use super::{Entry, json::as_json};

/// The request of an entry, as the client sends it now: with the token and the version of now.
#[derive(Clone, Debug)]
pub struct Replay(ApiRequest);

impl Replay {
    /// `None` if not all of the request is recorded.
    #[must_use]
    pub fn of(entry: &Entry) -> Option<Self> {
        let (_, path) = entry.version_and_path();
        let param = |(name, param): (String, Param)| {
            // It is a form in every call style, so that it was recorded as a text.
            let batch = if name == "batch" { as_json(&param) } else { None };
            (Cow::Owned(name), batch.map_or(param, Param::Json))
        };
        let params = entry.params()?.into_iter().map(param).collect();
        Some(Self(ApiRequest { method: entry.method, path: path.to_owned(), params }))
    }
}

/// Whether sending a request again changes nothing.
#[must_use]
pub fn is_read(method: Method) -> bool {
    method == Method::Get
}

impl GraphRequest for Replay {
    type Output = Value;

    fn api_request(&self) -> ApiRequest {
        self.0.clone()
    }

    fn idempotency(&self) -> Idempotency {
        match self.0.method {
            Method::Get => Idempotency::Safe,
            Method::Delete => Idempotency::Idempotent,
            Method::Post => Idempotency::NonIdempotent,
        }
    }
}

#[cfg(test)]
mod tests {
    use messenger_personas::{
        AccessToken, Batch, CallStyle, Graph, HttpResponse, MessageText, Psid, SendMessage,
    };

    use super::{super::test_util::*, *};

    #[test]
    fn the_same_request_is_sent() {
        for call_style in [CallStyle::Form, CallStyle::Header] {
            let graph = Graph { call_style, ..Graph::new(AccessToken::parse("TOKEN").unwrap()) };
            let text = MessageText::parse("{\"a\": 1} & “b”").unwrap();
            let send = SendMessage::new(page(), Psid::parse("77").unwrap(), text);
            check(&graph, &list_request());
            check(&graph, &create_request());
            check(&graph, &send);
        }
        let graph = Graph {
            call_style: CallStyle::Form,
            ..Graph::new(AccessToken::parse("TOKEN").unwrap())
        };
        let batch = Batch::new(vec![create_request(), create_request()]).unwrap();
        let entry = exchange(CallStyle::Form, &batch, HttpResponse::json(200, "[]"));
        let [was, is] = [batch.to_http(&graph), Replay::of(&entry).unwrap().to_http(&graph)];
        assert_eq!(is.url, was.url);
        assert_eq!(is.body.unwrap().replace("method=post&", ""), was.body.unwrap());
    }

    fn check<Q: GraphRequest>(graph: &Graph, request: &Q) {
        let entry = exchange(graph.call_style, request, HttpResponse::json(200, "{}"));
        assert!(Replay::of(&entry).unwrap().to_http(graph) == request.to_http(graph), "{entry:?}");
    }

    #[test]
    fn only_reads_change_nothing() {
        assert!(is_read(Method::Get));
        assert!(!is_read(Method::Post) && !is_read(Method::Delete));
    }
}
