//! The parameter `fields`: the selected members of a node.

use crate::{error::GraphError, http::Params};

/// A node type: its name and its fields.
pub(crate) struct NodeType {
    pub(crate) name: &'static str,
    /// All fields.
    pub(crate) fields: &'static [&'static str],
    /// The fields without the parameter `fields`.
    pub(crate) default: &'static [&'static str],
}

/// A selected field, such as `messages.limit(5){id,from}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SelectedField {
    pub(crate) name: &'static str,
    /// The limit of a list.
    pub(crate) limit: Option<usize>,
    /// The nested fields.
    pub(crate) inner: Option<String>,
}

/// The names of the selected fields in their order, always with the id.
///
/// Modifiers and nested fields, as in `picture.width(100){url}`, are ignored.
pub(crate) fn parse_names(params: &Params, of: &NodeType) -> Result<Vec<&'static str>, GraphError> {
    Ok(parse(params, of)?.into_iter().map(|field| field.name).collect())
}

/// The selected fields in their order, always with the id.
pub(crate) fn parse(params: &Params, of: &NodeType) -> Result<Vec<SelectedField>, GraphError> {
    parse_text(params.comma_separated("fields").as_deref(), of)
}

/// Parses a list of fields. `None` selects the default ones.
pub(crate) fn parse_text(
    text: Option<&str>,
    of: &NodeType,
) -> Result<Vec<SelectedField>, GraphError> {
    let plain = |&name| SelectedField { name, limit: None, inner: None };
    let Some(text) = text else {
        return Ok(of.default.iter().map(plain).collect());
    };
    let mut fields: Vec<SelectedField> = Vec::new();
    for part in parts(text) {
        let name = part.split(['{', '.', '(']).next().unwrap_or_default().trim();
        let Some(&name) = of.fields.iter().find(|field| **field == name) else {
            return Err(GraphError::unknown_field(name, of.name));
        };
        if fields.iter().all(|field| field.name != name) {
            fields.push(SelectedField { name, limit: limit(part), inner: inner(part) });
        }
    }
    if fields.iter().all(|field| field.name != "id") {
        fields.push(plain(&"id"));
    }
    Ok(fields)
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

/// Parses the limit of `messages.limit(5){id}`. Modifiers may be before or after the braces.
fn limit(part: &str) -> Option<usize> {
    let (before, rest) = part.split_once('{').unwrap_or((part, ""));
    let behind = rest.rsplit_once('}').map_or("", |(_, behind)| behind);
    [before, behind].iter().find_map(|modifiers| {
        let (_, argument) = modifiers.split_once(".limit(")?;
        argument.split_once(')')?.0.trim().parse().ok()
    })
}

/// Parses the nested fields: `id,from{name}` of `messages{id,from{name}}`.
fn inner(part: &str) -> Option<String> {
    let (_, rest) = part.split_once('{')?;
    Some(rest.rsplit_once('}').map_or(rest, |(inner, _)| inner).to_owned())
}

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
    fn a_field_can_have_a_limit_and_nested_fields() {
        for (text, limit, inner) in [
            ("picture", None, None),
            ("picture{url,a{b,c}}", None, Some("url,a{b,c}")),
            ("picture.limit(5)", Some(5), None),
            ("picture.limit( 5 ){url}", Some(5), Some("url")),
            ("picture.width(9).limit(5){a.limit(6)}", Some(5), Some("a.limit(6)")),
            ("picture{a.limit(6)}.limit(5)", Some(5), Some("a.limit(6)")),
            ("picture.limit(x)", None, None),
            ("picture{url", None, Some("url")),
        ] {
            let fields = parse_text(Some(text), &PAGE).unwrap();
            let inner = inner.map(str::to_owned);
            assert_eq!(fields[0], SelectedField { name: "picture", limit, inner }, "{text}");
        }
    }
}
