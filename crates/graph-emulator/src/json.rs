//! JSON in Graph's format, and lenient parsing of parameters.

use std::io;

use serde::{Serialize, Serializer};
use serde_json::{
    Value,
    ser::{CompactFormatter, Formatter, PrettyFormatter},
};

/// Layout of a JSON response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Layout {
    #[default]
    Compact,
    /// One member per line, indented by three spaces.
    Pretty,
}

/// Serializes as Graph does: `/` as `\/`, and non-ASCII characters as `\uXXXX`.
pub(crate) fn to_graph_string(value: &impl Serialize, layout: Layout) -> String {
    to_escaped_string(value, layout, |byte| byte == b'/')
}

/// Serializes as in the body of a webhook, where `@`, `%` and `<` are escaped too.
pub(crate) fn to_webhook_string(value: &impl Serialize) -> String {
    to_escaped_string(value, Layout::Compact, |byte| matches!(byte, b'/' | b'@' | b'%' | b'<'))
}

fn to_escaped_string(value: &impl Serialize, layout: Layout, is_escaped: fn(u8) -> bool) -> String {
    let mut bytes = Vec::with_capacity(4096);
    let pretty = PrettyFormatter::with_indent(b"   ");
    let formatter = GraphFormatter { layout, pretty, is_escaped };
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    if value.serialize(&mut serializer).is_err() {
        bytes.clear();
    }
    String::from_utf8(bytes).unwrap_or_default()
}

/// Escapes strings as Graph does. The formatters of `serde_json` do the layout.
struct GraphFormatter {
    layout: Layout,
    pretty: PrettyFormatter<'static>,
    /// The ASCII characters to escape.
    is_escaped: fn(u8) -> bool,
}

/// Delegates to `PrettyFormatter` or `CompactFormatter`.
macro_rules! delegate {
    ($($method:ident($($argument:ident: $type:ty)?)),+ $(,)?) => {
        $(fn $method<W: ?Sized + io::Write>(
            &mut self,
            writer: &mut W,
            $($argument: $type)?
        ) -> io::Result<()> {
            match self.layout {
                Layout::Compact => CompactFormatter.$method(writer, $($argument)?),
                Layout::Pretty => self.pretty.$method(writer, $($argument)?),
            }
        })+
    };
}

impl Formatter for GraphFormatter {
    delegate!(
        begin_array(),
        end_array(),
        begin_array_value(first: bool),
        end_array_value(),
        begin_object(),
        end_object(),
        begin_object_key(first: bool),
        begin_object_value(),
        end_object_value(),
    );

    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) =
            rest.bytes().position(|byte| (self.is_escaped)(byte) || !byte.is_ascii())
        {
            let (plain, other) = rest.split_at_checked(at).unwrap_or((rest, ""));
            writer.write_all(plain.as_bytes())?;
            let mut chars = other.chars();
            match chars.next() {
                Some('/') => writer.write_all(b"\\/")?,
                Some('<') => writer.write_all(b"\\u003C")?,
                Some(c) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        writer.write_all(b"\\u")?;
                        writer.write_all(&[12, 8, 4, 0].map(|shift| hex(*unit >> shift)))?;
                    }
                }
                None => {}
            }
            rest = chars.as_str();
        }
        writer.write_all(rest.as_bytes())
    }
}

/// The lowest four bits as a hexadecimal digit.
fn hex(number: u16) -> u8 {
    let digit = number.to_le_bytes()[0] & 15;
    if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }
}

/// Converts a value to JSON.
pub(crate) fn to_value(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Serializes a value for the control plane.
pub(crate) fn to_string(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Parses JSON. Also accepts strings in single quotes, as in Meta's examples, and the output of
/// Python's `str(dict)`.
pub(crate) fn parse_lenient(text: &str) -> Option<Value> {
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&from_python(text))).ok()
}

/// Parses a boolean as PHP, Python and C# encode it; `None` if it is not a boolean.
pub(crate) fn parse_bool(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => match number.as_u64()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        },
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            // PHP's false, as text.
            "0" | "false" | "" => Some(false),
            "1" | "true" => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// Whether objects and arrays are nested more than `most` levels. Stored values stay far below the
/// depth at which a journal could not be parsed.
pub(crate) fn is_deeper_than(most: usize, value: &Value) -> bool {
    let inner: Vec<&Value> = match value {
        Value::Array(items) => items.iter().collect(),
        Value::Object(members) => members.values().collect(),
        _ => return false,
    };
    most == 0 || inner.into_iter().any(|value| is_deeper_than(most - 1, value))
}

/// A JSON object that keeps the order of its members.
#[derive(Debug)]
pub(crate) struct Object(pub(crate) Vec<(&'static str, Value)>);

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Converts the quotes and the keywords of Python.
fn from_python(text: &str) -> String {
    let mut json = String::with_capacity(text.len());
    let mut inside = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (inside, c) {
            (None, '\'' | '"') => {
                inside = Some(c);
                json.push('"');
            }
            (None, 'T' | 'F' | 'N') => {
                let rest = chars.as_str();
                let words = [("True", "true"), ("False", "false"), ("None", "null")];
                let word = words.iter().find(|(python, _)| {
                    python.strip_prefix(c).is_some_and(|tail| rest.starts_with(tail))
                });
                if let Some((python, word)) = word {
                    json.push_str(word);
                    chars = rest.get(python.len() - 1..).unwrap_or_default().chars();
                } else {
                    json.push(c);
                }
            }
            (Some(quote), c) if c == quote => {
                inside = None;
                json.push('"');
            }
            (Some('\''), '"') => json.push_str("\\\""),
            (Some(_), '\\') => match chars.next() {
                Some('\'') => json.push('\''),
                Some(escaped) => json.extend(['\\', escaped]),
                None => json.push('\\'),
            },
            (_, c) => json.push(c),
        }
    }
    json
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn slashes_and_non_ascii_characters_are_escaped() {
        assert_eq!(
            to_graph_string(&"a/b \"é\" 😀", Layout::Compact),
            r#""a\/b \"\u00e9\" \ud83d\ude00""#
        );
    }

    #[test]
    fn bodies_of_webhooks_are_escaped_as_meta_signs_them() {
        let escaped = r#""\u00e4\u00f6\u00e5 a\/b \u003Cc> \u0040d 50 \u0025""#;
        assert_eq!(to_webhook_string(&"äöå a/b <c> @d 50 %"), escaped);
    }

    #[test]
    fn single_quoted_strings_are_parsed() {
        assert_eq!(parse_lenient("{ 'id':'1' }"), Some(json!({"id": "1"})));
        assert_eq!(parse_lenient(r#"{'text':'it\'s "so"'}"#), Some(json!({"text": "it's \"so\""})));
        assert_eq!(parse_lenient(r#"{"text":"it's"}"#), Some(json!({"text": "it's"})));
        assert_eq!(
            parse_lenient("{'a': True, 'b': False, 'c': None, 'd': 'True'}"),
            Some(json!({"a": true, "b": false, "c": null, "d": "True"}))
        );
        for text in
            ["{", "'", "{'a':'\\", "{a:1}", "{'a':Trues}", "{'a':T", "", "'''", &"[".repeat(5000)]
        {
            assert_eq!(parse_lenient(text), None, "{text}");
        }
    }

    #[test]
    fn booleans_of_other_languages_are_parsed() {
        for value in [json!(true), json!(1), json!("1"), json!("true"), json!("True")] {
            assert_eq!(parse_bool(&value), Some(true), "{value}");
        }
        for value in [json!(false), json!(0), json!("0"), json!("false"), json!("False"), json!("")]
        {
            assert_eq!(parse_bool(&value), Some(false), "{value}");
        }
        for value in [json!(2), json!(-1), json!(1.0), json!("yes"), json!([]), json!(null)] {
            assert_eq!(parse_bool(&value), None, "{value}");
        }
    }

    #[test]
    fn members_keep_their_order() {
        let object = Object(vec![("name", json!("b")), ("id", json!("a"))]);
        assert_eq!(to_graph_string(&object, Layout::Compact), r#"{"name":"b","id":"a"}"#);
    }

    #[test]
    fn pretty_json_keeps_its_order_and_its_escapes() {
        let inner = json!({"c": "{\"x\\\":[,/"});
        let object = Object(vec![("b", json!([])), ("a", json!([1, inner])), ("e", json!({}))]);
        let pretty = [
            "{",
            r#"   "b": [],"#,
            r#"   "a": ["#,
            "      1,",
            "      {",
            r#"         "c": "{\"x\\\":[,\/""#,
            "      }",
            "   ],",
            r#"   "e": {}"#,
            "}",
        ];
        assert_eq!(to_graph_string(&object, Layout::Pretty), pretty.join("\n"));
    }
}
