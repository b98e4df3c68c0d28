//! Parameters of a request, from query, form, JSON and multipart body.

mod brackets;
mod image_size;
mod multipart;

use std::{borrow::Cow, collections::BTreeMap};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use self::brackets::Tree;
pub(crate) use self::multipart::File;
use crate::{error::GraphError, http::request::Request, json};

/// Parameters by name. The body takes precedence over the query.
///
/// In every source, a name may have brackets: `recipient[id]=1` is the member `id` of the object
/// `recipient`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params {
    named: Map<String, Value>,
    files: BTreeMap<String, File>,
}

impl Params {
    /// # Errors
    /// If the body cannot be parsed, there are more than 1,000 parameters, or brackets are nested
    /// in more than 32 levels.
    pub(crate) fn read(request: &Request) -> Result<Self, GraphError> {
        let mut reader = Reader::default();
        reader.add_pairs(request.query())?;
        let mut params = reader.finish();
        let mut reader = Reader { count: reader.count, ..Reader::default() };
        reader.add_body(request)?;
        params.files = std::mem::take(&mut reader.files);
        params.named.extend(reader.finish().named);
        Ok(params)
    }

    /// Parses the query only. An invalid query has no parameters.
    pub(crate) fn read_query(request: &Request) -> Self {
        let mut reader = Reader::default();
        if reader.add_pairs(request.query()).is_err() {
            return Self::default();
        }
        reader.finish()
    }

    /// Sets the parameter unless the request has it.
    pub(crate) fn set_default(&mut self, name: &str, value: String) {
        self.named.entry(name.to_owned()).or_insert(Value::String(value));
    }

    /// The file with this name in a multipart body.
    pub(crate) fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// The parameter as a boolean; `None` if it is missing or not a boolean.
    pub(crate) fn flag(&self, name: &str) -> Option<bool> {
        self.named.get(name).and_then(json::parse_bool)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.named.contains_key(name)
    }

    /// The parameter as text; other JSON values in their JSON form.
    pub(crate) fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.named.get(name).map(|value| match value {
            Value::String(text) => Cow::Borrowed(text.as_str()),
            value => Cow::Owned(value.to_string()),
        })
    }

    /// The parameter as text. Fails if it is missing or blank.
    pub(crate) fn required(&self, name: &str) -> Result<Cow<'_, str>, GraphError> {
        let text = self.text(name).ok_or_else(|| GraphError::required(name))?;
        if text.trim().is_empty() { Err(GraphError::empty(name)) } else { Ok(text) }
    }

    /// A parameter that lists names, such as `fields`: `a,b`, the list `["a","b"]`, or that list
    /// as text.
    pub(crate) fn comma_separated(&self, name: &str) -> Option<Cow<'_, str>> {
        let joined = |items: &[Value]| {
            let names: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            Cow::Owned(names.join(","))
        };
        match self.named.get(name)? {
            Value::Array(items) => Some(joined(items)),
            Value::String(text) if text.trim_start().starts_with('[') => {
                match json::parse_lenient(text) {
                    Some(Value::Array(items)) => Some(joined(&items)),
                    _ => Some(Cow::Borrowed(text)),
                }
            }
            _ => self.text(name),
        }
    }

    /// The parameter as a JSON object. Fails if it is none, empty, or nested too deeply.
    pub(crate) fn object(&self, name: &str) -> Result<Map<String, Value>, GraphError> {
        let value = match self.named.get(name).ok_or_else(|| GraphError::required(name))? {
            Value::String(text) if text.trim().is_empty() => return Err(GraphError::empty(name)),
            Value::String(text) => json::parse_lenient(text),
            value => Some(value.clone()),
        };
        match value {
            Some(value) if json::is_deeper_than(MOST_LEVELS, &value) => {
                Err(GraphError::nested_too_deeply(name))
            }
            Some(Value::Object(object)) if object.is_empty() => Err(GraphError::empty(name)),
            Some(Value::Object(object)) => Ok(object),
            _ => Err(GraphError::not_an_object(name)),
        }
    }
}

/// Parses the sources one after the other.
#[derive(Default)]
struct Reader {
    tree: Tree,
    files: BTreeMap<String, File>,
    count: usize,
}

impl Reader {
    fn finish(&mut self) -> Params {
        let named = std::mem::take(&mut self.tree).into_members().collect();
        Params { named, files: BTreeMap::new() }
    }

    fn add(&mut self, name: &str, value: Value) -> Result<(), GraphError> {
        self.count += 1;
        if self.count > MOST_PARAMS {
            return Err(GraphError::too_many_params(MOST_PARAMS));
        }
        self.tree
            .insert(name, value, MOST_LEVELS)
            .map_err(|name| GraphError::nested_too_deeply(&name))
    }

    fn add_body(&mut self, request: &Request) -> Result<(), GraphError> {
        let content_type = request.header("content-type").unwrap_or_default();
        let content_type_lower = content_type.to_ascii_lowercase();
        if request.body.is_empty() {
            return Ok(());
        }
        if content_type_lower.trim_start().starts_with("multipart/") {
            return self.add_parts(content_type, &request.body);
        }
        let Ok(body) = std::str::from_utf8(&request.body) else {
            return Err(GraphError::body("it is not UTF-8"));
        };
        let body = body.trim();
        let is_json = body.starts_with('{') || content_type_lower.contains("json");
        if is_json && !body.is_empty() && !is_mislabelled_form(body) {
            return self.add_object(body);
        }
        self.add_pairs(body)
    }

    fn add_parts(&mut self, content_type: &str, body: &[u8]) -> Result<(), GraphError> {
        for part in multipart::parts(content_type, body).map_err(GraphError::body)? {
            if let Some(file) = part.file {
                self.files.insert(part.name, file);
            } else {
                let text = String::from_utf8_lossy(part.content).into_owned();
                self.add(&part.name, Value::String(text))?;
            }
        }
        Ok(())
    }

    fn add_pairs(&mut self, pairs: &str) -> Result<(), GraphError> {
        for pair in pairs.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.add(&decode(name), Value::String(decode(value)))?;
        }
        Ok(())
    }

    fn add_object(&mut self, body: &str) -> Result<(), GraphError> {
        let members: Map<String, Value> =
            serde_json::from_str(body).map_err(|_| GraphError::body("it is not a JSON object"))?;
        let present = members.into_iter().filter(|(_, value)| !value.is_null());
        present.into_iter().try_for_each(|(name, value)| self.add(&name, value))
    }
}

/// Whether the body is a form, although its content type is JSON: older versions of
/// pimax/fb-messenger-php send such forms.
fn is_mislabelled_form(body: &str) -> bool {
    let (name, _) = body.split_once('=').unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && !name.contains(['"', '\n'])
}

fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

const MOST_LEVELS: usize = 32;
/// As many as PHP parses.
const MOST_PARAMS: usize = 1000;

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
            ("application/json", "name=Zo%C3%AB+K.&a="),
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
    fn names_have_brackets_in_every_source() {
        let form = "application/x-www-form-urlencoded";
        let part = "--x\r\ncontent-disposition: form-data; name=\"a[b][]\"\r\n\r\n1\r\n--x--";
        for (target, content_type, body) in [
            ("/x?a[b][0]=1", "", ""),
            ("/x?a%5Bb%5D%5B1%5D=1", form, ""),
            ("/x", form, "a[b][]=1"),
            ("/x?a[b][1]=2&a[c]=3", form, "a%5bb%5d%5b7%5d=1"),
            ("/x", "application/json", "a%5Bb%5D%5B0%5D=1"),
            ("/x", "application/json", r#"{"a":{"b":["1"]}}"#),
            ("/x", "application/json", r#"{"a[b]":["1"]}"#),
            ("/x", "multipart/form-data; boundary=x", part),
        ] {
            let params = Params::read(&request(target, content_type, body)).unwrap();
            let object = Value::Object(params.object("a").unwrap());
            assert_eq!(object, serde_json::json!({"b": ["1"]}), "{target} {body}");
        }
    }

    #[test]
    fn a_list_of_names_can_be_a_text() {
        for query in ["a=id,name", "a[0]=id&a[1]=name", "a[]=id&a[]=name", "a=['id','name']"] {
            let params = Params::read(&request(&format!("/x?{query}"), "", "")).unwrap();
            assert_eq!(params.comma_separated("a").unwrap(), "id,name", "{query}");
        }
    }

    #[test]
    fn a_request_has_at_most_1000_parameters() {
        let pairs = |count: usize| "a[]=1&".repeat(count);
        for (in_query, in_body, is_valid) in [(500, 500, true), (500, 501, false), (1001, 0, false)]
        {
            let request = request(&format!("/x?{}", pairs(in_query)), "", &pairs(in_body));
            assert_eq!(Params::read(&request).is_ok(), is_valid, "{in_query} + {in_body}");
        }
    }

    #[test]
    fn json_is_parsed_to_a_bounded_depth() {
        let nested = |depth: usize| "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth);
        for (depth, is_valid) in [(32, true), (33, false), (126, false), (100_000, false)] {
            let body = format!("{{\"a\":{}}}", nested(depth));
            let in_a_body = Params::read(&request("/x", "application/json", &body));
            let in_a_text = Params::read(&request(&format!("/x?a={}", nested(depth)), "", ""));
            let in_brackets =
                Params::read(&request(&format!("/x?a{}=1", "[a]".repeat(depth)), "", ""));
            for read in [in_a_body, in_a_text, in_brackets] {
                let object = read.and_then(|params| params.object("a"));
                assert_eq!(object.is_ok(), is_valid, "{depth}");
            }
        }
    }

    #[test]
    fn an_invalid_body_fails() {
        for (content_type, body) in [
            ("application/json", "[1]"),
            ("application/json", "{"),
            ("application/json", "\"a=b\""),
            ("application/json", "nothing"),
            ("multipart/form-data", "--x"),
        ] {
            assert_eq!(Params::read(&request("/x", content_type, body)).unwrap_err().code, 100);
        }
        let mut request = request("/x", "", "");
        request.body = vec![0xff, 0xfe];
        assert!(Params::read(&request).is_err());
    }
}
