//! What is written about each request.

use std::{fmt::Write as _, str::FromStr, time::Duration};

use graph_emulator::Change;
use messenger_personas::HttpResponse;
use serde_json::Value;

use crate::events;

/// How much is written to standard error about each request. No token ever is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Log {
    /// Nothing.
    #[default]
    Off,
    /// Method, path, status, milliseconds, and the fault that was met.
    Requests,
    /// That, with what changed, Graph's error code and the length of the answer.
    Full,
}

impl FromStr for Log {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            "requests" => Ok(Self::Requests),
            "full" => Ok(Self::Full),
            _ => Err("it is off, requests or full".to_owned()),
        }
    }
}

impl Log {
    /// What is worth noting of an answer and what it changed; empty if nothing is.
    pub(crate) fn noted(self, changes: &[Change], response: &HttpResponse) -> String {
        let mut noted = String::new();
        if self == Self::Off {
            return noted;
        }
        for change in changes {
            if let Change::FaultUsed { fault, .. } = change {
                let _ = write!(noted, " fault={fault}");
            }
        }
        if self == Self::Full {
            if !changes.is_empty() {
                let names: Vec<String> = changes.iter().map(events::name).collect();
                let _ = write!(noted, " changed={}", names.join(","));
            }
            if let Some(code) = error_code(response) {
                let _ = write!(noted, " error={code}");
            }
        }
        noted
    }

    /// Writes about a request.
    pub(crate) fn write(self, line: &Line<'_>) {
        if self != Self::Off {
            eprintln!("{}", line.written(self));
        }
    }
}

/// What there is to say of a request.
pub(crate) struct Line<'a> {
    pub(crate) method: &'a str,
    /// The path; a query behind it is not shown.
    pub(crate) target: &'a str,
    pub(crate) status: u16,
    pub(crate) bytes: u64,
    pub(crate) took: Duration,
    /// As [`Log::noted`] made it.
    pub(crate) noted: &'a str,
}

impl Line<'_> {
    fn written(&self, log: Log) -> String {
        let Self { method, target, status, bytes, took, noted } = self;
        let (path, ms, us) = (path(target), took.as_millis(), took.subsec_micros() % 1000);
        let mut line = format!("{method} {path} {status} {ms}.{us:03}ms{noted}");
        if log == Log::Full {
            let _ = write!(line, " bytes={bytes}");
        }
        line
    }
}

/// The path without the query. A token can stand in it by mistake, so what looks like none of
/// Graph's ids and names is left out.
fn path(target: &str) -> String {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let shown = |segment: &str| {
        let is_plain = segment.len() <= LONGEST_SEGMENT && !segment.starts_with("EAA");
        if is_plain { segment.to_owned() } else { "…".to_owned() }
    };
    path.split('/').map(shown).collect::<Vec<_>>().join("/")
}

/// Code and subcode, as in `100/33`.
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

/// Longer than any id.
const LONGEST_SEGMENT: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn line(log: Log, target: &str) -> String {
        let body = r#"{"error":{"code":100,"error_subcode":33}}"#;
        let changes: Vec<Change> = serde_json::from_str(
            r#"[{"change":"fault_used","fault":"transient","on":null},{"change":"seen","psid":"1","at":0}]"#,
        )
        .unwrap();
        let noted = log.noted(&changes, &HttpResponse::json(400, body));
        let took = Duration::from_micros(1042);
        Line { method: "GET", target, status: 400, bytes: 41, took, noted: &noted }.written(log)
    }

    #[test]
    fn a_line_says_what_was_called_and_what_came_of_it() {
        assert_eq!(line(Log::Requests, "/v26.0/1?a=b"), "GET /v26.0/1 400 1.042ms fault=transient");
        assert_eq!(
            line(Log::Full, "/v26.0/1"),
            "GET /v26.0/1 400 1.042ms fault=transient changed=fault_used,seen error=100/33 bytes=41"
        );
    }

    #[test]
    fn a_line_has_no_token() {
        let long = "A".repeat(100);
        for target in [
            "/me?access_token=EAABsecret",
            "/EAABsecret/personas#EAABsecret",
            &format!("/{long}/EAABsecret"),
        ] {
            let line = line(Log::Full, target);
            assert!(!line.contains("EAAB") && !line.contains(&long), "{line}");
        }
    }
}
