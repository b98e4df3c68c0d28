//! `fields=`: which members of a node are asked for.

use crate::{error::Refusal, params::Params};

/// A kind of node: what it is called and what it has.
pub(crate) struct NodeType {
    pub(crate) name: &'static str,
    /// What can be asked for.
    pub(crate) fields: &'static [&'static str],
    /// What is given to who asks for nothing.
    pub(crate) default: &'static [&'static str],
}

/// The fields asked for, in the order asked for, and the id in any case.
///
/// Modifiers and nested fields, as in `picture.width(100){url}`, are read and overlooked.
pub(crate) fn selected(params: &Params, of: &NodeType) -> Result<Vec<&'static str>, Refusal> {
    let Some(asked) = params.text("fields") else {
        return Ok(of.default.to_vec());
    };
    let mut fields = Vec::new();
    for name in names(&asked) {
        match of.fields.iter().find(|field| **field == name) {
            Some(field) if fields.contains(field) => {}
            Some(field) => fields.push(*field),
            None => return Err(Refusal::unknown_field(name, of.name)),
        }
    }
    if !fields.contains(&"id") {
        fields.push("id");
    }
    Ok(fields)
}

/// The names between the outer commas.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    text.split(move |c| {
        match c {
            '{' | '(' => depth = depth.saturating_add(1),
            '}' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
    .map(|field| field.split(['{', '.', '(']).next().unwrap_or_default().trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Request;

    const PAGE: NodeType =
        NodeType { name: "Page", fields: &["name", "picture", "id"], default: &["name", "id"] };

    fn select(query: &str) -> Result<Vec<&'static str>, String> {
        let params = Params::read_query(&Request::new("GET", "http://a", query));
        selected(&params, &PAGE).map_err(|refusal| refusal.message)
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
}
