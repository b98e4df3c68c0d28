//! One answer of a list edge.

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};
use core::{fmt, num::NonZeroU32};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::ApiRequest;

/// Part of a list, and where it goes on.
///
/// A listing may be short, or empty, and still have more behind it: only [`has_more`] tells.
///
/// [`has_more`]: Listing::has_more
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    /// The items, in Graph's order.
    pub data: Vec<T>,
    /// Whether another listing follows.
    pub has_more: bool,
    /// Whether another listing comes before this one.
    pub has_previous: bool,
    /// Where the next listing starts. Graph names it on the last listing too; [`next`] does not.
    ///
    /// [`next`]: Self::next
    pub after: Option<Cursor>,
    /// Where the listing before this one ends.
    pub before: Option<Cursor>,
}

impl<T> Listing<T> {
    /// Each item in turn.
    pub fn iter(&self) -> core::slice::Iter<'_, T> {
        self.data.iter()
    }

    /// Where to go on, if there is more.
    #[must_use]
    pub fn next(&self) -> Option<&Cursor> {
        self.after.as_ref().filter(|_| self.has_more)
    }

    /// Where to go back, if there is something before.
    #[must_use]
    pub fn previous(&self) -> Option<&Cursor> {
        self.before.as_ref().filter(|_| self.has_previous)
    }

    /// The same listing with every item as `change` makes it.
    #[must_use]
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Listing<U> {
        Listing {
            data: self.data.into_iter().map(change).collect(),
            has_more: self.has_more,
            has_previous: self.has_previous,
            after: self.after,
            before: self.before,
        }
    }
}

/// Graph's place in a list: opaque, not to be stored, gone when its item is deleted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// A cursor that Graph gave.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As Graph gave it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T> IntoIterator for Listing<T> {
    type Item = T;
    type IntoIter = alloc::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Listing<T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.iter()
    }
}

/// Which part of a list to ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    /// How many items at most. Graph's own default is 25; the most it gives is not documented,
    /// and 100 is common.
    pub limit: Option<NonZeroU32>,
    /// Where to start; `None` is the first listing.
    pub position: Option<Position>,
}

impl Paging {
    /// The first listing, of at most `limit` items; 0 leaves that to Graph.
    #[must_use]
    pub fn limit(limit: u32) -> Self {
        Self { limit: NonZeroU32::new(limit), position: None }
    }

    /// As long as this one, after `cursor`.
    #[must_use]
    pub fn after(&self, cursor: Cursor) -> Self {
        Self { position: Some(Position::After(cursor)), ..self.clone() }
    }

    /// As long as this one, before `cursor`.
    #[must_use]
    pub fn before(&self, cursor: Cursor) -> Self {
        Self { position: Some(Position::Before(cursor)), ..self.clone() }
    }

    pub(crate) fn write(&self, parts: ApiRequest) -> ApiRequest {
        let parts = parts.optional_text("limit", self.limit.map(|limit| limit.to_string()));
        match &self.position {
            None => parts,
            Some(Position::After(cursor)) => parts.text("after", cursor.as_str()),
            Some(Position::Before(cursor)) => parts.text("before", cursor.as_str()),
        }
    }
}

/// A place in a list, and in which direction from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// The items that follow.
    After(Cursor),
    /// The items that come before.
    Before(Cursor),
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Listing<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Wire { data, paging } = Wire::<T>::deserialize(deserializer)?;
        let cursor = |name: &str| Some(Cursor::new(paging.get("cursors")?.get(name)?.as_str()?));
        Ok(Self {
            data,
            // The address itself holds the access token: it is looked at and dropped.
            has_more: paging.get("next").is_some_and(|next| !next.is_null()),
            has_previous: paging.get("previous").is_some_and(|previous| !previous.is_null()),
            after: cursor("after"),
            before: cursor("before"),
        })
    }
}

#[derive(Deserialize)]
struct Wire<T> {
    data: Vec<T>,
    /// Read loosely: oddities in here must not cost the rows.
    #[serde(default)]
    paging: Value,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Listing<u8> {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_listing_ends_when_next_is_absent() {
        let last = read(r#"{"data":[1],"paging":{"cursors":{"before":"b","after":"a"}}}"#);
        assert_eq!(last.after, Some(Cursor::new("a")));
        assert_eq!(last.next(), None);
    }

    #[test]
    fn the_first_listing_has_no_previous() {
        let first = read(r#"{"data":[1],"paging":{"cursors":{"before":"b"},"next":"x"}}"#);
        assert_eq!((first.has_previous, first.previous()), (false, None));
        let second = read(r#"{"data":[1],"paging":{"cursors":{"before":"b"},"previous":"x"}}"#);
        assert_eq!(second.previous(), Some(&Cursor::new("b")));
        assert_eq!(second.map(u32::from).data, [1_u32]);
    }

    #[test]
    fn an_empty_listing_with_next_has_more() {
        let empty = read(
            r#"{"data":[],"paging":{"cursors":{"after":"a"},"next":"https://x/?access_token=T"}}"#,
        );
        assert_eq!(empty.next(), Some(&Cursor::new("a")));
        assert!(!format!("{empty:?}").contains("access_token"));
    }

    #[test]
    fn odd_paging_costs_no_row() {
        for paging in ["[]", "null", "{}", r#"{"cursors":[]}"#, r#"{"cursors":{"after":5}}"#] {
            let listing = read(&format!(r#"{{"data":[1],"paging":{paging}}}"#));
            assert_eq!((listing.data, listing.has_more, listing.after), (vec![1], false, None));
        }
    }

    #[test]
    fn an_empty_page_needs_no_paging() {
        assert_eq!(read(r#"{"data":[]}"#).next(), None);
    }
}
