//! `fields=`: which members of a node are asked for.

use crate::{error::GraphError, http::Params};

/// A kind of node: what it is called and what it has.
pub(crate) struct NodeType {
    pub(crate) name: &'static str,
    /// What can be asked for.
    pub(crate) fields: &'static [&'static str],
    /// What is given to who asks for nothing.
    pub(crate) default: &'static [&'static str],
}

/// A field, and what is asked of it: `messages.limit(5){id,from}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SelectedField {
    pub(crate) name: &'static str,
    /// How many, of what is a list.
    pub(crate) limit: Option<usize>,
    /// What stands in its braces.
    pub(crate) inner: Option<String>,
}

/// The names of the fields asked for, in the order asked for, and the id in any case.
///
/// Modifiers and nested fields, as in `picture.width(100){url}`, are read and overlooked.
pub(crate) fn parse_names(params: &Params, of: &NodeType) -> Result<Vec<&'static str>, GraphError> {
    Ok(parse(params, of)?.into_iter().map(|field| field.name).collect())
}

/// The fields asked for, in the order asked for, and the id in any case.
pub(crate) fn parse(params: &Params, of: &NodeType) -> Result<Vec<SelectedField>, GraphError> {
    parse_text(params.text("fields").as_deref(), of)
}

/// The fields that `text` asks for. `None` asks for nothing in particular.
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

/// What stands between the outer commas.
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

/// 5 of `messages.limit(5){id}`. Modifiers may stand before the braces and behind them.
fn limit(part: &str) -> Option<usize> {
    let (before, rest) = part.split_once('{').unwrap_or((part, ""));
    let behind = rest.rsplit_once('}').map_or("", |(_, behind)| behind);
    [before, behind].iter().find_map(|modifiers| {
        let (_, argument) = modifiers.split_once(".limit(")?;
        argument.split_once(')')?.0.trim().parse().ok()
    })
}

/// `id,from{name}` of `messages{id,from{name}}`.
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
    fn the_id_is_always_there() {
        assert_eq!(select("/1"), Ok(vec!["name", "id"]));
        assert_eq!(select("/1?fields=name"), Ok(vec!["name", "id"]));
        assert_eq!(select("/1?fields=id,%20name,name"), Ok(vec!["id", "name"]));
        assert_eq!(
            select("/1?fields=picture.width(9){url,width},name"),
            Ok(vec!["picture", "name", "id"])
        );
    }

    #[test]
    fn a_field_that_is_not_there_is_named() {
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
    fn a_field_may_carry_a_limit_and_fields_of_its_own() {
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
