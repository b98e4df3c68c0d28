//! Parameters of a request, from query, form, JSON and multipart body.

mod image_size;
mod multipart;

use std::{borrow::Cow, collections::BTreeMap};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

pub(crate) use self::multipart::File;
use crate::{error::GraphError, http::request::Request, json};

/// Parameters by name. The body takes precedence over the query.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    named: BTreeMap<String, Param>,
    files: BTreeMap<String, File>,
}

/// A JSON string is a `Text`.
#[derive(Clone, Debug)]
enum Param {
    Text(String),
    Json(Value),
}

impl Params {
    pub(crate) fn read(request: &Request) -> Result<Self, GraphError> {
        let mut params = Self::default();
        params.add_pairs(request.query());
        let content_type = request.header("content-type").unwrap_or_default();
        if content_type.trim_start().to_ascii_lowercase().starts_with("multipart/") {
            params.add_parts(content_type, &request.body)?;
            return Ok(params);
        }
        let Ok(body) = std::str::from_utf8(&request.body) else {
            return Err(GraphError::body("it is not UTF-8"));
        };
        let body = body.trim();
        if content_type.to_ascii_lowercase().contains("json") || body.starts_with('{') {
            params.add_object(body)?;
        } else {
            params.add_pairs(body);
        }
        Ok(params)
    }

    /// Parses the query only.
    pub(crate) fn read_query(request: &Request) -> Self {
        let mut params = Self::default();
        params.add_pairs(request.query());
        params
    }

    /// Sets the parameter unless the request has it.
    pub(crate) fn set_default(&mut self, name: &str, value: String) {
        self.named.entry(name.to_owned()).or_insert(Param::Text(value));
    }

    /// The file with this name in a multipart body.
    pub(crate) fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// Whether the parameter is `1` or `true`.
    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.text(name).is_some_and(|text| matches!(text.trim(), "1" | "true"))
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.named.contains_key(name)
    }

    /// The parameter as text; other JSON values in their JSON form.
    pub(crate) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.named.get(name).map(|param| match param {
            Param::Text(text) => Cow::Borrowed(text.as_str()),
            Param::Json(value) => Cow::Owned(value.to_string()),
        })
    }

    /// The parameter as text. Fails if it is missing or blank.
    pub(crate) fn required(&self, name: &str) -> Result<Cow<'_, str>, GraphError> {
        let text = self.text(name).ok_or_else(|| GraphError::required(name))?;
        if text.trim().is_empty() { Err(GraphError::empty(name)) } else { Ok(text) }
    }

    /// The parameter as a JSON object. Fails if it is none, empty, or nested too deeply.
    pub(crate) fn object(&self, name: &str) -> Result<Map<String, Value>, GraphError> {
        let value = match self.named.get(name).ok_or_else(|| GraphError::required(name))? {
            Param::Text(text) if text.trim().is_empty() => return Err(GraphError::empty(name)),
            Param::Text(text) => json::parse_lenient(text),
            Param::Json(value) => Some(value.clone()),
        };
        match value {
            Some(value) if json::is_deeper_than(MOST_LEVELS, &value) => {
                Err(GraphError::param(name, "is nested too deeply"))
            }
            Some(Value::Object(object)) if object.is_empty() => Err(GraphError::empty(name)),
            Some(Value::Object(object)) => Ok(object),
            _ => Err(GraphError::not_an_object(name)),
        }
    }

    fn add_parts(&mut self, content_type: &str, body: &[u8]) -> Result<(), GraphError> {
        for part in multipart::parts(content_type, body).map_err(GraphError::body)? {
            if let Some(file) = part.file {
                self.files.insert(part.name, file);
            } else {
                let text = std::str::from_utf8(part.content)
                    .map_err(|_| GraphError::body("a field of it is not UTF-8"))?;
                self.named.insert(part.name, Param::Text(text.to_owned()));
            }
        }
        Ok(())
    }

    fn add_pairs(&mut self, pairs: &str) {
        for pair in pairs.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.named.insert(decode(name), Param::Text(decode(value)));
        }
    }

    fn add_object(&mut self, body: &str) -> Result<(), GraphError> {
        if body.is_empty() {
            return Ok(());
        }
        let members: Map<String, Value> =
            serde_json::from_str(body).map_err(|_| GraphError::body("it is not a JSON object"))?;
        for (name, value) in members {
            match value {
                Value::Null => None,
                Value::String(text) => self.named.insert(name, Param::Text(text)),
                value => self.named.insert(name, Param::Json(value)),
            };
        }
        Ok(())
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

const MOST_LEVELS: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    fn request(target: &str, content_type: &str, body: &str) -> Request {
        let mut request = Request::new("POST", "http://a", target);
        request.headers.push(("Content-Type".to_owned(), content_type.to_owned()));
        request.body = body.as_bytes().to_vec();
        request
    }

    #[test]
    fn the_body_takes_precedence_over_the_query() {
        for (content_type, body) in [
            ("application/x-www-form-urlencoded", "name=Zo%C3%AB+K.&a"),
            ("application/json; charset=utf-8", r#"{"name":"Zoë K.","a":"","b":null}"#),
            ("text/plain", r#" {"name":"Zoë K.","a":""}"#),
        ] {
            let params = Params::read(&request("/x?name=A&b=2", content_type, body)).unwrap();
            assert_eq!(params.text("name").unwrap(), "Zoë K.");
            assert_eq!(params.text("a").unwrap(), "");
            assert_eq!(params.text("b").unwrap(), "2");
        }
    }

    #[test]
    fn an_object_is_json_or_json_in_a_text() {
        for (content_type, body) in [
            ("application/json", r#"{"recipient":{"id":12}}"#),
            ("application/json", r#"{"recipient":"{'id':12}"}"#),
            ("application/x-www-form-urlencoded", "recipient=%7B+%27id%27%3A12+%7D"),
        ] {
            let params = Params::read(&request("/x", content_type, body)).unwrap();
            assert_eq!(params.object("recipient").unwrap()["id"], 12, "{body}");
        }
        let params = Params::read(&request("/x?a=&b=[]&c={&d={}", "", "")).unwrap();
        for (name, message) in [
            ("a", "(#100) param a must be non-empty."),
            ("b", "(#100) param b must be a JSON object."),
            ("c", "(#100) param c must be a JSON object."),
            ("d", "(#100) param d must be non-empty."),
            ("e", "(#100) The parameter e is required"),
        ] {
            assert_eq!(params.object(name).unwrap_err().message, message);
        }
    }

    #[test]
    fn a_multipart_body_has_fields_and_files() {
        let body = "--x\r\ncontent-disposition: form-data; name=\"recipient\"\r\n\r\n{'id':12}\r\n\
            --x\r\nContent-Disposition: form-data; name=\"filedata\"; filename=\"a b.png\"\r\n\
            Content-Type: image/png\r\n\r\n\0\r\n--y\r\n--x--\r\n";
        let params =
            Params::read(&request("/x?recipient=1&b=2", "Multipart/Form-Data; boundary=x", body))
                .unwrap();
        assert_eq!(params.object("recipient").unwrap()["id"], 12);
        assert_eq!(params.text("b").unwrap(), "2");
        let (name, kind) = ("a b.png".to_owned(), "image/png".to_owned());
        let file = File { name, kind, size: 6, dimensions: None };
        assert_eq!(params.file("filedata"), Some(&file));
        assert!(!params.has("filedata"));
    }

    #[test]
    fn json_is_parsed_to_a_bounded_depth() {
        let nested = |depth: usize| "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth);
        for (depth, is_read) in [(32, true), (33, false), (126, false), (100_000, false)] {
            let body = format!("{{\"a\":{}}}", nested(depth));
            let in_a_body = Params::read(&request("/x", "application/json", &body));
            let in_a_text = Params::read(&request(&format!("/x?a={}", nested(depth)), "", ""));
            for read in [in_a_body, in_a_text] {
                let object = read.and_then(|params| params.object("a"));
                assert_eq!(object.is_ok(), is_read, "{depth}");
            }
        }
    }

    #[test]
    fn an_invalid_body_fails() {
        for (content_type, body) in
            [("application/json", "[1]"), ("application/json", "{"), ("multipart/form-data", "--x")]
        {
            assert_eq!(Params::read(&request("/x", content_type, body)).unwrap_err().code, 100);
        }
        let mut request = request("/x", "", "");
        request.body = vec![0xff, 0xfe];
        assert!(Params::read(&request).is_err());
    }
}
