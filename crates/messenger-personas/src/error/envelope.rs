//! Reads the envelope that Graph puts around an error.

use alloc::{borrow::ToOwned, boxed::Box, collections::BTreeMap, string::String};
use core::{mem, time::Duration};

use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use super::{DecodeReason, GraphError, GraphErrorKind};
use crate::{Graph, HttpResponse, Usage, json, redact};

/// Reads the JSON that stands around answers: refusals, and headers about limits.
///
/// The answers themselves are read by [`SuccessBody`](crate::SuccessBody). Where another reader of JSON is
/// at hand, such as a JavaScript engine, a program that uses only that one need not hold serde's.
pub trait ErrorDecoder {
    /// What stands under `error` in an answer, with the secrets of `graph` removed from what is kept
    /// as it is. What can be read of it counts: neither an odd member nor what stands behind the JSON
    /// hides the rest.
    ///
    /// # Errors
    /// [`DecodeReason::InvalidJson`] if the JSON is broken or cut off.
    fn refusal(&self, json: &str, graph: &Graph) -> Result<ErrorEnvelope, DecodeReason>;

    /// How long the headers of a response say to make no calls.
    fn usage_wait(&self, response: &HttpResponse) -> Option<Duration>;
}

/// What an answer's JSON holds under `error`.
#[derive(Debug)]
pub enum ErrorEnvelope {
    /// Nothing: it is no error.
    None,
    /// Graph's error.
    Error(Box<ErrorFields>),
    /// Something that is none of Graph's errors, and no success either.
    Odd,
}

/// The members of Graph's error, as far as they are what they should be.
#[derive(Debug, Default)]
pub struct ErrorFields {
    /// `code`, 0 if absent.
    pub code: i64,
    /// `error_subcode`
    pub subcode: Option<i64>,
    /// `type`
    pub error_type: Option<String>,
    /// `message`
    pub message: Option<String>,
    /// `error_user_title`
    pub user_title: Option<String>,
    /// `error_user_msg`
    pub user_message: Option<String>,
    /// `is_transient`
    pub is_transient: bool,
    /// `fbtrace_id`
    pub fbtrace_id: Option<String>,
    /// `error_data`, without secrets.
    pub data: Option<Value>,
    /// Every other member, without secrets.
    pub other: Map<String, Value>,
}

/// Reads with `serde_json`.
pub(crate) struct Serde;

impl ErrorDecoder for Serde {
    fn refusal(&self, json: &str, graph: &Graph) -> Result<ErrorEnvelope, DecodeReason> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let error = match Wire::deserialize(&mut deserializer) {
            Ok(Wire { error: Some(error) }) => error,
            Ok(Wire { error: None }) => return Ok(ErrorEnvelope::None),
            Err(error) if !error.is_data() => return Err(DecodeReason::InvalidJson),
            Err(_) => return Ok(ErrorEnvelope::Odd),
        };
        let Ok(members) = serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(error.get())
        else {
            return Ok(ErrorEnvelope::Odd);
        };
        let members = members.into_iter();
        let error = members.filter_map(|(name, json)| Some((name, member(json.get())?))).collect();
        Ok(ErrorEnvelope::Error(Box::new(words(error, graph))))
    }

    fn usage_wait(&self, response: &HttpResponse) -> Option<Duration> {
        Usage::from_response(response).wait()
    }
}

/// What `words` mean. Empty texts are taken as missing.
pub(crate) fn into_graph_error(
    words: ErrorFields,
    response: &HttpResponse,
    graph: &Graph,
    reader: &impl ErrorDecoder,
) -> Box<GraphError> {
    let text =
        |text: Option<String>| text.filter(|text| !text.is_empty()).map(|text| graph.redact(&text));
    let kind = GraphErrorKind::of(words.code, words.subcode);
    // The longest wait that a header names. Graph documents no `retry-after`, but gateways send it.
    let wait = || gateway_wait(response).max(reader.usage_wait(response));
    Box::new(GraphError {
        status: response.status,
        code: words.code,
        subcode: words.subcode,
        kind,
        error_type: text(words.error_type),
        message: text(words.message).unwrap_or_else(|| "Graph gave no message".to_owned()),
        user_title: text(words.user_title),
        user_message: text(words.user_message),
        is_transient: words.is_transient,
        fbtrace_id: text(words.fbtrace_id),
        data: words.data,
        other: words.other,
        retry_after: if kind == GraphErrorKind::RateLimit { wait() } else { None },
    })
}

/// The value of one member, if it can be read.
fn member(text: &str) -> Option<Value> {
    serde_json::from_str(text)
        .or_else(|error| match json::whole_characters(text) {
            Some(mended) => serde_json::from_str(&mended),
            None => Err(error),
        })
        .ok()
}

fn words(mut error: Map<String, Value>, graph: &Graph) -> ErrorFields {
    let text = |name: &str| error.get(name)?.as_str().map(str::to_owned);
    ErrorFields {
        code: number(&error, "code").unwrap_or_default(),
        subcode: number(&error, "error_subcode"),
        error_type: text("type"),
        message: text("message"),
        user_title: text("error_user_title"),
        user_message: text("error_user_msg"),
        is_transient: error.get("is_transient").and_then(Value::as_bool).unwrap_or_default(),
        fbtrace_id: text("fbtrace_id"),
        data: error.get("error_data").map(|data| without_secrets(data, graph)),
        other: other(&mut error, graph),
    }
}

/// The members of `error` that have no field of their own, taken out of it.
fn other(error: &mut Map<String, Value>, graph: &Graph) -> Map<String, Value> {
    error.retain(|name, _| !KNOWN.contains(&name.as_str()));
    match without_secrets(&Value::Object(mem::take(error)), graph) {
        Value::Object(other) => other,
        _ => Map::new(),
    }
}

/// A whole number, also one in quotes.
fn number(error: &Map<String, Value>, name: &str) -> Option<i64> {
    let value = error.get(name)?;
    value.as_i64().or_else(|| value.as_str()?.parse().ok()).or_else(|| whole(value.as_f64()?))
}

/// 190 of `190.0`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "taken only if the way there and back leads to the same number"
)]
fn whole(number: f64) -> Option<i64> {
    let whole = number as i64;
    (whole as f64 == number).then_some(whole)
}

/// The wait that a gateway names.
pub(crate) fn gateway_wait(response: &HttpResponse) -> Option<Duration> {
    let seconds: u64 = response.header("retry-after")?.trim().parse().ok()?;
    (seconds > 0).then(|| Duration::from_secs(seconds))
}

/// The value with token and proof gone from every text in it.
fn without_secrets(value: &Value, graph: &Graph) -> Value {
    match value {
        Value::String(text) => Value::String(graph.redact(text)),
        Value::Array(items) => items.iter().map(|item| without_secrets(item, graph)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| {
                let member = if redact::is_secret_name(name) {
                    Value::String("…".to_owned())
                } else {
                    without_secrets(member, graph)
                };
                (graph.redact(name), member)
            })
            .collect(),
        other => other.clone(),
    }
}

const KNOWN: [&str; 9] = [
    "message",
    "type",
    "code",
    "error_subcode",
    "error_user_title",
    "error_user_msg",
    "is_transient",
    "fbtrace_id",
    "error_data",
];

#[derive(Deserialize)]
struct Wire {
    error: Option<Box<RawValue>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccessToken;

    fn error(json: &str) -> GraphError {
        error_with(json, &[])
    }

    fn error_with(json: &str, headers: &[(&str, &str)]) -> GraphError {
        let graph = Graph::new(AccessToken::parse("EAAB1234567").unwrap());
        let mut response = HttpResponse::json(400, "");
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        response.headers.extend(headers);
        let ErrorEnvelope::Error(words) = Serde.refusal(json, &graph).unwrap() else {
            panic!("{json}")
        };
        *into_graph_error(*words, &response, &graph, &Serde)
    }

    #[test]
    fn graphs_words_lose_the_token() {
        let error = error(
            r#"{"error":{"message":"Malformed access token EAAB1234567","code":190,
            "error_user_msg":"","error_data":{"seen":["EAAB1234567"]},"fbtrace_id":"A1"}}"#,
        );
        assert_eq!(error.message, "Malformed access token …");
        assert_eq!(error.user_message, None);
        assert!(!format!("{error:?} {error}").contains("EAAB1234567"));
        assert_eq!(error.to_string(), "Malformed access token … (code 190, trace A1)");
    }

    #[test]
    fn another_token_is_hidden_by_its_name() {
        let error = error(
            r#"{"error":{"message":"see https://a/?access_token=OTHER&x=1","code":1,
            "error_data":{"access_token":"OTHER","kept":[{"input_token":5}]}}}"#,
        );
        assert_eq!(error.message, "see https://a/?access_token=…&x=1");
        let data = serde_json::json!({"access_token": "…", "kept": [{"input_token": "…"}]});
        assert_eq!(error.data, Some(data));
    }

    #[test]
    fn an_odd_envelope_keeps_what_it_says() {
        let error = error(
            r#"{"error":{"message":null,"code":"190","error_subcode":-1,"type":5,
            "is_transient":null,"fbtrace_id":"A1"}}"#,
        );
        assert_eq!((error.code, error.subcode), (190, Some(-1)));
        assert_eq!(error.kind, GraphErrorKind::AccessToken);
        assert_eq!(error.message, "Graph gave no message");
        assert_eq!(error.fbtrace_id.as_deref(), Some("A1"));
    }

    #[test]
    fn a_member_that_cannot_be_read_costs_no_other() {
        let deep = "[".repeat(500) + &"]".repeat(500);
        for odd in ["1e999", &deep, r#""\ud83d""#] {
            let error =
                error(&format!(r#"{{"error":{{"code":190.0,"error_data":{odd}}}}} <!-- -->"#));
            assert_eq!((error.code, error.kind), (190, GraphErrorKind::AccessToken), "{odd}");
        }
        let half = error(r#"{"error":{"code":10,"message":"half \ud83d of it"}}"#);
        assert_eq!(half.message, "half \u{fffd} of it");
    }

    #[test]
    fn an_error_with_nothing_but_a_message_is_kept() {
        let error = error(r#"{"error":{"message":"odd"}}"#);
        assert_eq!((error.code, error.kind), (0, GraphErrorKind::Unknown));
        assert_eq!((error.message.as_str(), error.data), ("odd", None));
    }

    #[test]
    fn a_member_that_is_not_known_is_kept() {
        let error = error(r#"{"error":{"code":1,"blame":[["a"]],"access_token":"OTHER"}}"#);
        let other = serde_json::json!({"blame": [["a"]], "access_token": "…"});
        assert_eq!(Value::Object(error.other), other);
    }

    #[test]
    fn error_data_is_kept_whatever_it_is() {
        for data in [r#""text""#, r#"{"help_center_id":0}"#, r#"["a",1]"#, "5"] {
            let error = error(&format!(r#"{{"error":{{"code":368,"error_data":{data}}}}}"#));
            assert_eq!(error.data.unwrap().to_string(), data);
        }
    }

    #[test]
    fn a_throttle_says_how_long_to_wait() {
        const THROTTLE: &str = r#"{"error":{"message":"","code":80006}}"#;
        const USAGE: &str = r#"{"134":[{"type":"messenger","call_count":100,
            "estimated_time_to_regain_access":2}]}"#;
        let usage = ("x-business-use-case-usage", USAGE);
        for (headers, seconds) in [
            (&[][..], None),
            (&[("Retry-After", "30")], Some(30)),
            (&[("retry-after", "0")], None),
            (&[("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT")], None),
            (&[usage], Some(120)),
            (&[("retry-after", "30"), usage], Some(120)),
        ] {
            let error = error_with(THROTTLE, headers);
            assert_eq!(error.retry_after, seconds.map(Duration::from_secs), "{headers:?}");
        }
        let refused = error_with(r#"{"error":{"code":190}}"#, &[usage]);
        assert_eq!(refused.retry_after, None);
    }
}
