//! Cursor-based pagination, newest first.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde_json::Value;

use crate::{
    endpoints::{call::Call, fields::Query},
    error::GraphError,
    json::{self, Object},
    model::ids,
};

/// A part of a list, with the newest item first.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ListSlice {
    pub(crate) numbers: Vec<u64>,
    has_newer: bool,
    has_older: bool,
    limit: usize,
}

/// The response of an edge: a part of a list.
#[derive(Debug, Serialize)]
pub(crate) struct Listing {
    pub(crate) data: Vec<Object>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) paging: Option<Paging>,
}

impl Listing {
    /// The value of a field; null, so that the field is omitted, if the list is empty.
    pub(crate) fn into_field(self) -> Value {
        if self.data.is_empty() { Value::Null } else { json::to_value(&self) }
    }
}

/// The slice of `all`, an edge of `node_id`, that `limit`, `after` and `before` select.
///
/// # Errors
/// If one of them is invalid, or the response would have more than 10,000 rows.
pub(crate) fn slice(
    call: &Call<'_>,
    query: &Query,
    node_id: &str,
    all: &BTreeSet<u64>,
) -> Result<ListSlice, GraphError> {
    let limit = parse_limit(query)?;
    let numbers: Vec<u64> = if let Some(after) = parse_cursor(query, node_id, "after")? {
        all.range(..after).rev().take(limit).copied().collect()
    } else if let Some(before) = parse_cursor(query, node_id, "before")? {
        let newer = all.range(before.saturating_add(1)..).take(limit).copied();
        let mut numbers: Vec<u64> = newer.collect();
        numbers.reverse();
        numbers
    } else {
        all.iter().rev().take(limit).copied().collect()
    };
    call.add_rows(numbers.len())?;
    let has_newer =
        numbers.first().is_some_and(|first| all.range(first.saturating_add(1)..).next().is_some());
    let has_older = numbers.last().is_some_and(|last| all.range(..last).next_back().is_some());
    Ok(ListSlice { numbers, has_newer, has_older, limit })
}

/// `fields` and the named arguments, to be repeated in the URLs of other listings.
pub(crate) fn repeated_params(
    query: &Query,
    names: &[&'static str],
) -> Vec<(&'static str, String)> {
    let kept = names.iter().filter_map(|&name| Some((name, query.argument(name)?.to_owned())));
    let fields = query.fields_text().map(|fields| ("fields", fields.to_owned()));
    kept.chain(fields).collect()
}

/// The member `paging`. As in Graph, its URLs contain the access token.
#[derive(Debug, Serialize)]
pub(crate) struct Paging {
    cursors: Cursors,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    previous: Option<String>,
}

impl Paging {
    /// For `/{node_id}/{edge}`, with the parameters to repeat. `None` for an empty listing.
    pub(crate) fn new(
        call: &Call<'_>,
        (node_id, edge): (&str, &str),
        kept: &[(&'static str, String)],
        slice: &ListSlice,
    ) -> Option<Self> {
        let before = encode_cursor(node_id, *slice.numbers.first()?);
        let after = encode_cursor(node_id, *slice.numbers.last()?);
        let url = |direction: &str, cursor: &str| {
            let mut url = format!("{}/{}/{node_id}/{edge}", call.origin, call.version);
            let pairs = [("access_token", call.token.to_owned())]
                .into_iter()
                .chain(kept.iter().cloned())
                .chain([("limit", slice.limit.to_string()), (direction, cursor.to_owned())]);
            for (index, (name, value)) in pairs.enumerate() {
                url.push(if index == 0 { '?' } else { '&' });
                url.push_str(name);
                url.push('=');
                url.extend(utf8_percent_encode(&value, ENCODED));
            }
            url
        };
        Some(Self {
            next: slice.has_older.then(|| url("after", &after)),
            previous: slice.has_newer.then(|| url("before", &before)),
            cursors: Cursors { before, after },
        })
    }
}

#[derive(Debug, Serialize)]
struct Cursors {
    before: String,
    after: String,
}

fn parse_limit(query: &Query) -> Result<usize, GraphError> {
    let Some(text) = query.argument("limit") else {
        return Ok(DEFAULT_LIMIT);
    };
    match text.trim().parse::<u64>() {
        Ok(limit) if limit > 0 => Ok(usize::try_from(limit).unwrap_or(MOST).min(MOST)),
        _ => Err(GraphError::param("limit", "must be an integer greater than 0")),
    }
}

/// Decodes the cursor in the argument `name`.
fn parse_cursor(query: &Query, node_id: &str, name: &str) -> Result<Option<u64>, GraphError> {
    let Some(text) = query.argument(name) else {
        return Ok(None);
    };
    let number = text
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.get(..11))
        .and_then(ids::parse_digits)
        .map(|scrambled| scrambled.rotate_right(TURN) ^ MASK)
        .filter(|&number| encode_cursor(node_id, number) == text);
    if number.is_none() {
        return Err(GraphError::invalid_cursor(name));
    }
    Ok(number)
}

/// Encodes a position as a cursor that is valid for one node only.
fn encode_cursor(node_id: &str, number: u64) -> String {
    let scrambled = ids::digits((number ^ MASK).rotate_left(TURN), 11);
    let check = ids::hash(node_id.as_bytes(), ids::mix(number));
    format!("{PREFIX}{scrambled}{}", ids::digits(check, 10))
}

const DEFAULT_LIMIT: usize = 25;
const MOST: usize = 100;
const PREFIX: &str = "QVFIU";
const MASK: u64 = 0x5bd1_e995_9d1f_3c27;
const TURN: u32 = 23;
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::test_support::{TOKEN, TestClient, codes};

    fn names(listing: &Value) -> Vec<&str> {
        let data = listing["data"].as_array().unwrap();
        data.iter().map(|persona| persona["name"].as_str().unwrap()).collect()
    }

    /// Seven personas, P7 the newest, and no others.
    fn seven() -> TestClient {
        let mut client = TestClient::demo();
        for id in client.persona_ids() {
            client.delete(&format!("/{id}"));
        }
        for number in 1..=7 {
            client.create_persona(&format!("P{number}"));
        }
        client
    }

    fn follow(listing: &Value, direction: &str) -> String {
        let url = listing["paging"][direction].as_str().unwrap();
        url.strip_prefix(crate::test_support::ORIGIN).unwrap().to_owned()
    }

    #[test]
    fn a_list_can_be_paged_forwards_and_backwards() {
        let mut client = seven();
        let first = client.get("/me/personas?limit=3");
        assert_eq!(names(&first), ["P7", "P6", "P5"]);
        assert_eq!(first["paging"]["previous"], Value::Null);
        let second = client.get(&follow(&first, "next"));
        assert_eq!(names(&second), ["P4", "P3", "P2"]);
        let third = client.get(&follow(&second, "next"));
        assert_eq!(names(&third), ["P1"]);
        assert_eq!(third["paging"]["next"], Value::Null);
        let after = third["paging"]["cursors"]["after"].as_str().unwrap();
        assert_eq!(
            client.get(&format!("/me/personas?after={after}")),
            serde_json::json!({"data": []})
        );
        assert_eq!(names(&client.get(&follow(&third, "previous"))), ["P4", "P3", "P2"]);
        assert_eq!(names(&client.get(&follow(&second, "previous"))), ["P7", "P6", "P5"]);
    }

    #[test]
    fn next_has_graphs_format() {
        let mut client = seven();
        let page_id = client.page_id.clone();
        let listing = client.get("/v25.0/me/personas?limit=2&fields=id,name");
        let after = listing["paging"]["cursors"]["after"].as_str().unwrap();
        assert!(after.starts_with("QVFIU"));
        assert_eq!(
            follow(&listing, "next"),
            format!(
                "/v25.0/{page_id}/personas?access_token={TOKEN}&fields=id%2Cname&limit=2&after={after}"
            )
        );
    }

    #[test]
    fn deleting_between_listings_skips_no_item() {
        let mut client = seven();
        let first = client.get("/me/personas?limit=3");
        let last = first["data"][2]["id"].as_str().unwrap();
        client.delete(&format!("/{last}"));
        assert_eq!(names(&client.get(&follow(&first, "next"))), ["P4", "P3", "P2"]);
    }

    #[test]
    fn after_takes_precedence_over_before() {
        let mut client = seven();
        let first = client.get("/me/personas?limit=3");
        let cursor = |name: &str| first["paging"]["cursors"][name].as_str().unwrap().to_owned();
        let (before, after) = (cursor("before"), cursor("after"));
        let target = format!("/me/personas?limit=3&before={before}&after={after}");
        assert_eq!(names(&client.get(&target)), ["P4", "P3", "P2"]);
    }

    #[test]
    fn a_listing_has_25_items_by_default_and_100_at_most() {
        let mut client = seven();
        for number in 8..=130 {
            client.create_persona(&format!("P{number}"));
        }
        for (query, count) in [("", 25), ("?limit=", 25), ("?limit=1", 1), ("?limit=5000", 100)] {
            assert_eq!(names(&client.get(&format!("/me/personas{query}"))).len(), count, "{query}");
        }
        for limit in ["0", "-1", "x", "1.5", "99999999999999999999"] {
            let answer = client.get(&format!("/me/personas?limit={limit}"));
            assert_eq!(codes(&answer), (100, None), "{limit}");
        }
    }

    #[test]
    fn an_empty_listing_has_no_paging() {
        let mut client = TestClient::demo();
        for id in client.persona_ids() {
            client.delete(&format!("/{id}"));
        }
        assert_eq!(client.get("/me/personas").to_string(), r#"{"data":[]}"#);
    }

    #[test]
    fn a_cursor_is_opaque_and_valid_for_one_page() {
        assert_ne!(encode_cursor("1", 5), encode_cursor("2", 5));
        assert_ne!(encode_cursor("1", 5), encode_cursor("1", 6));
        let mut client = seven();
        for text in ["x", "QVFIU", "QVFIUé", &encode_cursor("1", 5)] {
            let answer = client.get(&format!("/me/personas?after={text}"));
            assert_eq!(codes(&answer), (100, None), "{text}");
        }
        assert!(
            client.get("/me/personas?before=x")["error"]["message"]
                .as_str()
                .unwrap()
                .contains("Before")
        );
    }
}
