//! The request log: a `tracing` event for each response, without query strings, headers or tokens.

use std::time::Duration;

use axum::{
    Router, body::HttpBody as _, extract::Request, http::header::CONTENT_LENGTH, response::Response,
};
use graph_emulator::Change;
use messenger_personas::HttpResponse;
use serde_json::Value;
use tower_http::trace::TraceLayer;
use tracing::{Span, info, info_span};

use crate::Log;

/// Adds a [`TraceLayer`] that logs each response, when its head is ready.
pub(crate) fn add_layer<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    log: Log,
) -> Router<S> {
    let layer = TraceLayer::new_for_http()
        .make_span_with(|request: &Request| {
            let path = redact_path(request.uri().path());
            info_span!("request", method = %request.method(), %path)
        })
        .on_request(())
        .on_response(move |response: &Response, latency: Duration, span: &Span| {
            log_response(log, response, latency, span);
        })
        .on_body_chunk(())
        .on_eos(())
        .on_failure(());
    router.layer(layer)
}

fn log_response(log: Log, response: &Response, latency: Duration, span: &Span) {
    let none = LogNotes::default();
    let notes = response.extensions().get().unwrap_or(&none);
    let [fault, changes, error] = [&notes.fault, &notes.changes, &notes.error]
        .map(|note| note.as_ref().map(tracing::field::display));
    let bytes = body_len(response).filter(|_| log == Log::Full);
    let ms = format_args!("{:.3}", latency.as_secs_f64() * 1e3);
    info!(parent: span, status = response.status().as_u16(), %ms, fault, changes, error, bytes);
}

/// What the emulator adds to the log of a response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LogNotes {
    /// Names of injected faults.
    fault: Option<String>,
    /// Names of changes.
    changes: Option<String>,
    /// Graph's error code.
    error: Option<String>,
}

impl LogNotes {
    /// `None` if there is nothing to add.
    pub(crate) fn new(log: Log, changes: &[Change], response: &HttpResponse) -> Option<Self> {
        if log == Log::Off {
            return None;
        }
        let faults = changes.iter().filter_map(|change| match change {
            Change::FaultUsed { fault, .. } => Some(fault.to_string()),
            _ => None,
        });
        let mut notes = Self { fault: join(faults), ..Self::default() };
        if log == Log::Full {
            notes.changes = join(changes.iter().map(change_name));
            notes.error = error_code(response);
        }
        Some(notes).filter(|notes| *notes != Self::default())
    }
}

fn join(names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<_> = names.collect();
    (!names.is_empty()).then(|| names.join(","))
}

/// The name of a change in the journal, such as `persona_created`.
fn change_name(change: &Change) -> String {
    let value = serde_json::to_value(change).unwrap_or_default();
    value.get("change").and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Code and subcode, such as `100/33`.
fn error_code(response: &HttpResponse) -> Option<String> {
    if response.status < 400 {
        return None;
    }
    let body: Value = serde_json::from_slice(&response.body).ok()?;
    let code = body.pointer("/error/code")?;
    Some(match body.pointer("/error/error_subcode") {
        Some(subcode) => format!("{code}/{subcode}"),
        None => code.to_string(),
    })
}

fn body_len(response: &Response) -> Option<u64> {
    let content_length = || response.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok();
    response.body().size_hint().exact().or_else(content_length)
}

/// Replaces segments that are too long for an id or a name, or start like a token: a client may
/// have put a token into the path by mistake.
fn redact_path(path: &str) -> String {
    let redact = |segment| match segment {
        segment if str::len(segment) > MAX_SEGMENT_LEN || segment.starts_with("EAA") => "…",
        segment => segment,
    };
    path.split('/').map(redact).collect::<Vec<_>>().join("/")
}

/// Longer than any id.
const MAX_SEGMENT_LEN: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(log: Log) -> Option<LogNotes> {
        let body = r#"{"error":{"code":100,"error_subcode":33}}"#;
        let changes: Vec<Change> = serde_json::from_str(
            r#"[{"change":"fault_used","fault":"transient","on":null},{"change":"seen","psid":"1","at":0}]"#,
        )
        .unwrap();
        LogNotes::new(log, &changes, &HttpResponse::json(400, body))
    }

    #[test]
    fn the_full_log_has_changes_and_error_codes() {
        assert_eq!(notes(Log::Off), None);
        let fault = Some("transient".to_owned());
        let requests = LogNotes { fault, ..LogNotes::default() };
        assert_eq!(notes(Log::Requests), Some(requests.clone()));
        let full = LogNotes {
            changes: Some("fault_used,seen".to_owned()),
            error: Some("100/33".to_owned()),
            ..requests
        };
        assert_eq!(notes(Log::Full), Some(full));
    }

    #[test]
    fn a_logged_path_has_no_token() {
        assert_eq!(redact_path("/v26.0/me/personas"), "/v26.0/me/personas");
        assert_eq!(redact_path("/EAABsecret/personas"), "/…/personas");
        assert_eq!(redact_path(&format!("/{}/a", "A".repeat(100))), "/…/a");
    }
}
