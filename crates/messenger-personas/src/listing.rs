//! One answer of a list edge.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

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
    /// Where the next listing starts. Graph names it on the last listing too; [`next`] does not.
    ///
    /// [`next`]: Self::next
    pub after: Option<Cursor>,
    /// Where the listing before this one ends.
    pub before: Option<Cursor>,
}

impl<T> Listing<T> {
    /// Where to go on, if there is more.
    #[must_use]
    pub fn next(&self) -> Option<&Cursor> {
        self.after.as_ref().filter(|_| self.has_more)
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

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Listing<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Wire { data, paging } = Wire::<T>::deserialize(deserializer)?;
        let cursor = |name: &str| Some(Cursor::new(paging.get("cursors")?.get(name)?.as_str()?));
        Ok(Self {
            data,
            // The address itself holds the access token: it is looked at and dropped.
            has_more: paging.get("next").is_some_and(|next| !next.is_null()),
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
