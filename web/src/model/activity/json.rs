//! JSON as it is sent, for people to read. Order and numbers stay as they are.

use messenger_personas::{Json, Param};
use serde::{
    Deserialize,
    de::{Deserializer, MapAccess, Visitor},
};
use serde_json::value::RawValue;

/// The parameters of a query or a form.
#[must_use]
pub fn form_params(form: &str) -> Vec<(String, Param)> {
    let pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (percent_decode(name), Param::Text(percent_decode(value)))).collect()
}

/// The members of a JSON body.
#[must_use]
pub fn members(body: &str) -> Option<Vec<(String, Param)>> {
    serde_json::from_str(body).ok().map(|Members(members)| members)
}

/// Parameters as an object. Texts that hold an object or an array are written as that.
#[must_use]
pub fn object(params: &[(String, Param)]) -> String {
    let member = |(name, param): &(String, Param)| format!("{}:{}", string(name), value(param));
    let members: Vec<_> = params.iter().map(member).collect();
    format!("{{{}}}", members.join(","))
}

/// The JSON that a parameter is or holds; a string for any other text.
pub(super) fn value(param: &Param) -> String {
    match (as_json(param), param) {
        (Some(json), _) => json.to_string(),
        (None, Param::Text(text)) => string(text),
        (None, _) => String::new(),
    }
}

/// The object or array that a parameter holds.
pub(super) fn as_json(param: &Param) -> Option<Json> {
    match param {
        Param::Json(json) => Some(json.clone()),
        Param::Text(text) if text.starts_with(['{', '[']) => Json::parse(text).ok(),
        _ => None,
    }
}

/// A JSON string.
pub(super) fn string(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// JSON with a line for each member and item. Anything else is returned unchanged, and JSON that was
/// cut is indented up to its end.
#[must_use]
pub fn indent(json: &str) -> String {
    if !json.starts_with(['{', '[']) {
        return json.to_owned();
    }
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        let mut len = c.len_utf8();
        match c {
            '"' => {
                len = string_len(rest);
                let literal = rest.get(..len).unwrap_or_default();
                match serde_json::from_str::<String>(literal) {
                    Ok(text) => out.push_str(&string(&text)),
                    Err(_) => out.push_str(literal),
                }
            }
            '{' | '[' => {
                out.push(c);
                let inside = rest.get(1..).unwrap_or_default().trim_start();
                if let Some(end) = inside.chars().next().filter(|end| matches!(end, '}' | ']')) {
                    out.push(end);
                    len = rest.len() - inside.len() + 1;
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
        rest = rest.get(len..).unwrap_or_default();
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth.min(DEEPEST) {
        out.push_str("  ");
    }
}

/// The length of the string literal at the start of `text`.
fn string_len(text: &str) -> usize {
    let mut is_escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

/// As this workspace's core encodes: a space is `%20`.
fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let digits = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(digits.unwrap_or(b'%'));
        rest = if digits.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The members of an object in their order, which `serde_json` loses.
struct Members(Vec<(String, Param)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, &RawValue>()? {
            let param = match serde_json::from_str::<String>(value.get()) {
                Ok(text) => Some(Param::Text(text)),
                Err(_) => Json::parse(value.get()).ok().map(Param::Json),
            };
            members.extend(param.map(|param| (name, param)));
        }
        Ok(Members(members))
    }
}

/// Deeper levels are not indented further: a body of brackets only would become a million lines long.
const DEEPEST: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_indented_in_its_order() {
        for (json, expected) in [
            (r#"{"b":1,"a":[]}"#, "{\n  \"b\": 1,\n  \"a\": []\n}"),
            (
                r#"{ "a" : { } , "b": [ 1, 2.50 ] }"#,
                "{\n  \"a\": {},\n  \"b\": [\n    1,\n    2.50\n  ]\n}",
            ),
            (
                r#"{"u":"https:\/\/a\/é{\"x\":[1]}"}"#,
                "{\n  \"u\": \"https://a/é{\\\"x\\\":[1]}\"\n}",
            ),
            (
                r#"[{"id":12345678901234567890}]"#,
                "[\n  {\n    \"id\": 12345678901234567890\n  }\n]",
            ),
            ("", ""),
            ("<html>a, b</html>", "<html>a, b</html>"),
        ] {
            assert_eq!(indent(json), expected, "{json}");
        }
    }

    #[test]
    fn cut_json_is_indented_up_to_its_end() {
        assert_eq!(indent(r#"{"a":{"b":"c\"#), "{\n  \"a\": {\n    \"b\": \"c\\");
        assert!(indent(&"[".repeat(10_000)).len() < 1_000_000);
    }

    #[test]
    fn a_form_is_decoded() {
        let params = form_params("name=Zo%C3%AB%20%26%25&x=%7B%22a%22%3A1%7D&method=post&bad=%zz");
        assert_eq!(object(&params), r#"{"name":"Zoë &%","x":{"a":1},"method":"post","bad":"%zz"}"#);
        assert_eq!(form_params(""), []);
    }

    #[test]
    fn members_keep_their_order_and_kind() {
        let body = r#"{"z":"{1}","a":{"y": 1.0,"x":2},"n":5}"#;
        assert_eq!(object(&members(body).unwrap()), r#"{"z":"{1}","a":{"y": 1.0,"x":2},"n":5}"#);
        assert_eq!(members("{"), None);
    }
}
