//! The parameter `fields`: the selected members of a node, and of the nodes nested in it.
//!
//! <https://developers.facebook.com/docs/graph-api/guides/field-expansion>

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{error::GraphError, http::Params, json::Object};

/// A node type: its name and its fields.
pub(crate) struct NodeType {
    pub(crate) name: &'static str,
    /// All fields. Those without a value are omitted.
    pub(crate) fields: &'static [&'static str],
    /// The fields without the parameter `fields`.
    pub(crate) default: &'static [&'static str],
}

/// The arguments and fields of a request for a node or an edge. A nested one has them in the field:
/// `messages.limit(5){id,from}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Query {
    arguments: BTreeMap<String, String>,
    fields: Option<Fields>,
}

/// A selected field, and its arguments and fields if it is a node or an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SelectedField<'a> {
    pub(crate) name: &'static str,
    pub(crate) query: &'a Query,
}

/// Fields in the order of the request. They are not validated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Fields {
    text: String,
    list: Vec<(String, Query)>,
}

impl Query {
    /// # Errors
    /// If `fields` is longer than 64 KiB, or has braces in more than 16 levels.
    pub(crate) fn from_params(params: &Params) -> Result<Self, GraphError> {
        let mut arguments = BTreeMap::new();
        for &name in ARGUMENTS {
            if let Some(text) = params.text(name) {
                arguments.insert(name.to_owned(), text.into_owned());
            }
        }
        let fields = match params.comma_separated("fields") {
            Some(text) if text.len() > MOST_BYTES => {
                return Err(GraphError::too_long("fields", MOST_BYTES));
            }
            Some(text) => Some(Fields::parse(&text, MOST_LEVELS)?),
            None => None,
        };
        Ok(Self { arguments, fields })
    }

    /// The argument, unless it is empty.
    pub(crate) fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The fields as in the request.
    pub(crate) fn fields_text(&self) -> Option<&str> {
        self.fields.as_ref().map(|fields| fields.text.as_str())
    }

    /// The selected fields in their order, always with the id.
    ///
    /// # Errors
    /// If a node of this type does not have one of the fields.
    pub(crate) fn select(&self, of: &NodeType) -> Result<Vec<SelectedField<'_>>, GraphError> {
        let plain = |&name| SelectedField { name, query: &EMPTY };
        let Some(fields) = &self.fields else {
            return Ok(of.default.iter().map(plain).collect());
        };
        let mut selected = Vec::with_capacity(fields.list.len() + 1);
        for (name, query) in &fields.list {
            let Some(&name) = of.fields.iter().find(|field| *field == name) else {
                return Err(GraphError::unknown_field(name, of.name));
            };
            selected.push(SelectedField { name, query });
        }
        if selected.iter().all(|field| field.name != "id") {
            selected.push(plain(&"id"));
        }
        Ok(selected)
    }
}

impl Fields {
    fn parse(text: &str, levels: usize) -> Result<Self, GraphError> {
        let Some(levels) = levels.checked_sub(1) else {
            return Err(GraphError::nested_too_deeply("fields"));
        };
        let (mut list, mut names) = (Vec::new(), BTreeSet::new());
        for part in parts(text) {
            let (name, query) = parse_field(part, levels)?;
            if names.insert(name) {
                list.push((name.to_owned(), query));
            }
        }
        Ok(Self { text: text.to_owned(), list })
    }
}

/// The selected fields and their values, without those that are null.
pub(crate) fn to_object(
    fields: &[SelectedField<'_>],
    value: impl Fn(&SelectedField<'_>) -> Result<Value, GraphError>,
) -> Result<Object, GraphError> {
    let mut members = Vec::with_capacity(fields.len());
    for field in fields {
        let value = value(field)?;
        if !value.is_null() {
            members.push((field.name, value));
        }
    }
    Ok(Object(members))
}

/// The names of the selected fields in their order, always with the id.
///
/// Arguments and nested fields, as in `picture.width(100){url}`, are ignored.
pub(crate) fn parse_names(params: &Params, of: &NodeType) -> Result<Vec<&'static str>, GraphError> {
    let query = Query::from_params(params)?;
    Ok(query.select(of)?.iter().map(|field| field.name).collect())
}

/// Splits at commas outside braces and parentheses.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    text.split(move |c| {
        match c {
            '{' | '(' => depth = depth.saturating_add(1),
            '}' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
}

/// Parses a field such as `messages.limit(5){id}.after(x)`. Arguments can be before and after the
/// braces; other text is ignored.
fn parse_field(part: &str, levels: usize) -> Result<(&str, Query), GraphError> {
    let mut query = Query::default();
    let (name, mut rest) = cut(part, part.find(['{', '.', '(']).unwrap_or(part.len()));
    while let Some(at) = rest.find(['{', '(']) {
        let (before, bracketed) = cut(rest, at);
        let (inside, after) = split_at_end(bracketed);
        if bracketed.starts_with('{') {
            if query.fields.is_none() {
                query.fields = Some(Fields::parse(inside, levels)?);
            }
        } else {
            let argument = before.trim_matches(['.', ' ']);
            query.arguments.entry(argument.to_owned()).or_insert_with(|| inside.trim().to_owned());
        }
        rest = after;
    }
    Ok((name.trim(), query))
}

/// The text inside the bracket at the start of `text`, and the text after it. An unclosed bracket
/// ends with the text.
fn split_at_end(text: &str) -> (&str, &str) {
    let mut depth = 0_u32;
    let end = text.char_indices().find_map(|(at, c)| {
        match c {
            '{' | '(' => depth += 1,
            '}' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0).then_some(at)
    });
    let (inside, after) = cut(text, end.unwrap_or(text.len()));
    (inside.get(1..).unwrap_or_default(), after.get(1..).unwrap_or_default())
}

fn cut(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

static EMPTY: Query = Query { arguments: BTreeMap::new(), fields: None };
/// The arguments of the emulated edges.
const ARGUMENTS: &[&str] = &["limit", "after", "before", "platform", "user_id"];
const MOST_BYTES: usize = 64 * 1024;
const MOST_LEVELS: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Request;

    const PAGE: NodeType =
        NodeType { name: "Page", fields: &["name", "picture", "id"], default: &["name", "id"] };

    fn params(query: &str) -> Params {
        Params::read_query(&Request::new("GET", "http://a", query))
    }

    fn select(query: &str) -> Result<Vec<&'static str>, String> {
        parse_names(&params(query), &PAGE).map_err(|error| error.message)
    }

    #[test]
    fn the_id_is_always_selected() {
        assert_eq!(select("/1"), Ok(vec!["name", "id"]));
        assert_eq!(select("/1?fields=name"), Ok(vec!["name", "id"]));
        assert_eq!(select("/1?fields=id,%20name,name"), Ok(vec!["id", "name"]));
        assert_eq!(select("/1?fields[0]=id&fields[1]=name"), Ok(vec!["id", "name"]));
        assert_eq!(
            select("/1?fields=picture.width(9){url,width},name"),
            Ok(vec!["picture", "name", "id"])
        );
    }

    #[test]
    fn an_unknown_field_is_named() {
        for field in ["foo", ""] {
            assert_eq!(
                select(&format!("/1?fields={field}")),
                Err(format!(
                    "(#100) Tried accessing nonexisting field ({field}) on node type (Page)"
                ))
            );
        }
    }

    #[test]
    fn a_field_can_have_arguments_and_nested_fields() {
        for (text, limit, inner) in [
            ("picture", None, None),
            ("picture{url,a{b,c}}", None, Some("url,a{b,c}")),
            ("picture.limit(5)", Some("5"), None),
            ("picture.limit( 5 ){url}", Some("5"), Some("url")),
            ("picture.width(9).limit(5){a.limit(6)}", Some("5"), Some("a.limit(6)")),
            ("picture{a.limit(6)}.limit(5)", Some("5"), Some("a.limit(6)")),
            ("picture.filter({x}).limit(5){a}", Some("5"), Some("a")),
            ("picture.limit(5).limit(6)", Some("5"), None),
            ("picture.limit()", None, None),
            ("picture.limit", None, None),
            ("picture{url", None, Some("url")),
            ("picture}url", None, None),
        ] {
            let fields = Fields::parse(text, MOST_LEVELS).unwrap();
            let (name, query) = &fields.list[0];
            assert_eq!(name.trim_end_matches("}url"), "picture", "{text}");
            assert_eq!(query.argument("limit"), limit, "{text}");
            assert_eq!(query.fields_text(), inner, "{text}");
        }
    }

    #[test]
    fn fields_are_parsed_to_a_bounded_depth_and_length() {
        let nested = |depth: usize| format!("/1?fields=name{}", "{a".repeat(depth));
        assert!(Query::from_params(&params(&nested(15))).is_ok());
        for depth in [16, 10_000] {
            let error = Query::from_params(&params(&nested(depth))).unwrap_err();
            assert_eq!(error.message, "(#100) param fields is nested too deeply.");
        }
        let long = format!("/1?fields={}", "name,".repeat(20_000));
        assert_eq!(Query::from_params(&params(&long)).unwrap_err().code, 100);
    }
}
