//! Decodes Graph's error object, the member `error` of a response.

use std::{collections::BTreeMap, mem, time::Duration};

use serde::Deserialize;
use serde_json::{Map, Value, value::RawValue};

use super::{DecodeReason, GraphError, GraphErrorKind};
use crate::{Graph, HttpResponse, Usage, json, redact};

/// The member `error` of a response.
#[derive(Debug)]
pub(crate) enum ErrorEnvelope {
    /// Absent: the response is not an error.
    None,
    /// An error object.
    Error(Box<ErrorFields>),
    /// Neither absent nor an object.
    Unexpected,
}

/// The members of an error object; those of an unexpected type are missing.
#[derive(Debug, Default)]
pub(crate) struct ErrorFields {
    /// `code`, 0 if missing.
    code: i64,
    /// `error_subcode`
    subcode: Option<i64>,
    /// `type`
    error_type: Option<String>,
    /// `message`
    message: Option<String>,
    /// `error_user_title`
    user_title: Option<String>,
    /// `error_user_msg`
    user_message: Option<String>,
    /// `is_transient`
    is_transient: bool,
    /// `fbtrace_id`
    fbtrace_id: Option<String>,
    /// `error_data`, redacted.
    data: Option<Value>,
    /// All other members, redacted.
    other: Map<String, Value>,
}

impl ErrorFields {
    fn new(mut error: Map<String, Value>, graph: &Graph) -> Self {
        let text = |name: &str| error.get(name)?.as_str().map(str::to_owned);
        Self {
            code: integer(&error, "code").unwrap_or_default(),
            subcode: integer(&error, "error_subcode"),
            error_type: text("type"),
            message: text("message"),
            user_title: text("error_user_title"),
            user_message: text("error_user_msg"),
            is_transient: error.get("is_transient").and_then(Value::as_bool).unwrap_or_default(),
            fbtrace_id: text("fbtrace_id"),
            data: error.get("error_data").map(|data| redact_value(data, graph)),
            other: take_other_members(&mut error, graph),
        }
    }

    /// Empty texts count as missing.
    pub(crate) fn into_graph_error(self, response: &HttpResponse, graph: &Graph) -> GraphError {
        let text = |text: Option<String>| {
            text.filter(|text| !text.is_empty()).map(|text| graph.redact(&text))
        };
        let kind = GraphErrorKind::of(self.code, self.subcode);
        // The longest wait of any header. Graph documents no `retry-after`, but gateways send it.
        let retry_after =
            || retry_after_header(response).max(Usage::from_response(response).wait());
        GraphError {
            status: response.status,
            code: self.code,
            subcode: self.subcode,
            kind,
            error_type: text(self.error_type),
            message: text(self.message).unwrap_or_else(|| "Graph gave no message".to_owned()),
            user_title: text(self.user_title),
            user_message: text(self.user_message),
            is_transient: self.is_transient,
            fbtrace_id: text(self.fbtrace_id),
            data: self.data,
            other: self.other,
            retry_after: if kind == GraphErrorKind::RateLimit { retry_after() } else { None },
        }
    }
}

/// Decodes the member `error` of a response. Members of an unexpected type, and text after the JSON,
/// are ignored.
///
/// # Errors
/// [`DecodeReason::InvalidJson`] if the JSON is invalid or cut off.
pub(crate) fn decode(json: &str, graph: &Graph) -> Result<ErrorEnvelope, DecodeReason> {
    #[derive(Deserialize)]
    struct Envelope {
        error: Option<Box<RawValue>>,
    }
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let error = match Envelope::deserialize(&mut deserializer) {
        Ok(Envelope { error: Some(error) }) => error,
        Ok(Envelope { error: None }) => return Ok(ErrorEnvelope::None),
        Err(error) if !error.is_data() => return Err(DecodeReason::InvalidJson),
        Err(_) => return Ok(ErrorEnvelope::Unexpected),
    };
    // Member by member, so that one that cannot be parsed does not cost the others.
    let Ok(members) = json::from_str::<BTreeMap<String, Box<RawValue>>>(error.get()) else {
        return Ok(ErrorEnvelope::Unexpected);
    };
    let mut error = Map::new();
    for (name, raw) in members {
        if let Ok(member) = json::from_str(raw.get()) {
            error.insert(name, member);
        }
    }
    Ok(ErrorEnvelope::Error(Box::new(ErrorFields::new(error, graph))))
}

/// Removes the members that have no field of their own from `error` and redacts them.
fn take_other_members(error: &mut Map<String, Value>, graph: &Graph) -> Map<String, Value> {
    error.retain(|name, _| !KNOWN_MEMBERS.contains(&name.as_str()));
    match redact_value(&Value::Object(mem::take(error)), graph) {
        Value::Object(other) => other,
        _ => Map::new(),
    }
}

/// A whole number, in quotes or not.
fn integer(error: &Map<String, Value>, name: &str) -> Option<i64> {
    let value = error.get(name)?;
    value.as_i64().or_else(|| value.as_str()?.parse().ok()).or_else(|| to_integer(value.as_f64()?))
}

/// Converts `190.0` to 190; `None` for numbers with a fraction.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "the result is used only if converting it back gives the same number"
)]
fn to_integer(number: f64) -> Option<i64> {
    let integer = number as i64;
    (integer as f64 == number).then_some(integer)
}

/// The header `retry-after` in seconds, if it is more than zero.
pub(crate) fn retry_after_header(response: &HttpResponse) -> Option<Duration> {
    let seconds: u64 = response.header("retry-after")?.trim().parse().ok()?;
    (seconds > 0).then(|| Duration::from_secs(seconds))
}

/// Redacts every string in `value`, and the value of every member that is named like a secret.
fn redact_value(value: &Value, graph: &Graph) -> Value {
    match value {
        Value::String(text) => Value::String(graph.redact(text)),
        Value::Array(items) => items.iter().map(|item| redact_value(item, graph)).collect(),
        Value::Object(members) => {
            let mut redacted = Map::new();
            for (name, member) in members {
                let member = if redact::is_secret_name(name) {
                    Value::String("…".to_owned())
                } else {
                    redact_value(member, graph)
                };
                redacted.insert(graph.redact(name), member);
            }
            Value::Object(redacted)
        }
        other => other.clone(),
    }
}

const KNOWN_MEMBERS: [&str; 9] = [
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
        let ErrorEnvelope::Error(fields) = decode(json, &graph).unwrap() else { panic!("{json}") };
        fields.into_graph_error(&response, &graph)
    }

    #[test]
    fn graphs_texts_are_redacted() {
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
    fn a_token_is_redacted_by_the_name_of_its_member() {
        let error = error(
            r#"{"error":{"message":"see https://a/?access_token=OTHER&x=1","code":1,
            "error_data":{"access_token":"OTHER","kept":[{"input_token":5}]}}}"#,
        );
        assert_eq!(error.message, "see https://a/?access_token=…&x=1");
        let data = serde_json::json!({"access_token": "…", "kept": [{"input_token": "…"}]});
        assert_eq!(error.data, Some(data));
    }

    #[test]
    fn members_of_an_unexpected_type_are_missing() {
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
    fn a_member_that_cannot_be_parsed_costs_no_other() {
        let deep = "[".repeat(500) + &"]".repeat(500);
        for value in ["1e999", &deep, r#""\ud83d""#] {
            let error =
                error(&format!(r#"{{"error":{{"code":190.0,"error_data":{value}}}}} <!-- -->"#));
            assert_eq!((error.code, error.kind), (190, GraphErrorKind::AccessToken), "{value}");
        }
        let half = error(r#"{"error":{"code":10,"message":"half \ud83d of it"}}"#);
        assert_eq!(half.message, "half \u{fffd} of it");
    }

    #[test]
    fn an_error_with_only_a_message_is_kept() {
        let error = error(r#"{"error":{"message":"unusual"}}"#);
        assert_eq!((error.code, error.kind), (0, GraphErrorKind::Unknown));
        assert_eq!((error.message.as_str(), error.data), ("unusual", None));
    }

    #[test]
    fn unknown_members_are_kept() {
        let error = error(r#"{"error":{"code":1,"blame":[["a"]],"access_token":"OTHER"}}"#);
        let other = serde_json::json!({"blame": [["a"]], "access_token": "…"});
        assert_eq!(Value::Object(error.other), other);
    }

    #[test]
    fn error_data_of_any_type_is_kept() {
        for data in [r#""text""#, r#"{"help_center_id":0}"#, r#"["a",1]"#, "5"] {
            let error = error(&format!(r#"{{"error":{{"code":368,"error_data":{data}}}}}"#));
            assert_eq!(error.data.unwrap().to_string(), data);
        }
    }

    #[test]
    fn a_rate_limit_says_how_long_to_wait() {
        const RATE_LIMIT: &str = r#"{"error":{"message":"","code":80006}}"#;
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
            let error = error_with(RATE_LIMIT, headers);
            assert_eq!(error.retry_after, seconds.map(Duration::from_secs), "{headers:?}");
        }
        let denied = error_with(r#"{"error":{"code":190}}"#, &[usage]);
        assert_eq!(denied.retry_after, None);
    }
}
