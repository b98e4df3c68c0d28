//! Cursor-based pagination: requests for list edges and their responses.

use std::{fmt, num::NonZeroU32};

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};
use serde_json::{Value, value::RawValue};

use crate::{ApiRequest, GraphRequest, ResponseError, json, response::SuccessBody};

/// A request for one [`Listing`] of a list edge.
///
/// ```
/// use messenger_personas::{
///     AccessToken, Graph, GraphRequest, HttpRequest, HttpResponse, ListPersonas, ListRequest, PageId,
///     Paging, Persona,
/// };
///
/// fn every_persona(
///     graph: &Graph,
///     page_id: PageId,
///     send: impl Fn(HttpRequest) -> HttpResponse,
/// ) -> Result<Vec<Persona>, Box<dyn std::error::Error>> {
///     let mut request = ListPersonas { paging: Paging::limit(100), ..ListPersonas::new(page_id) };
///     let mut personas = Vec::new();
///     loop {
///         let listing = request.parse_response(graph, send(request.to_http(graph)))?;
///         let next = request.next(&listing);
///         personas.extend(listing);
///         match next {
///             Some(next) => request = next,
///             None => return Ok(personas),
///         }
///     }
/// }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
/// # let send = |request: HttpRequest| HttpResponse::json(200, if request.url.contains("after=a") {
/// #     r#"{"data":[{"id":"2"}],"paging":{"cursors":{"after":"b"}}}"#
/// # } else {
/// #     r#"{"data":[{"id":"1"}],"paging":{"cursors":{"after":"a"},"next":"x"}}"#
/// # });
/// # assert_eq!(every_persona(&graph, PageId::parse("1")?, send)?.len(), 2);
/// # Ok(())
/// # }
/// ```
pub trait ListRequest: GraphRequest<Output = Listing<Self::Item>> {
    /// Type of the items.
    type Item: DeserializeOwned;

    /// The requested part of the list.
    fn paging(&self) -> &Paging;

    /// Returns the same request for another part of the list.
    #[must_use]
    fn with_paging(&self, paging: Paging) -> Self;

    /// Returns the same request for the items after `cursor`.
    #[must_use]
    fn after(&self, cursor: Cursor) -> Self
    where
        Self: Sized,
    {
        self.with_paging(self.paging().after(cursor))
    }

    /// Returns the same request for the items before `cursor`.
    #[must_use]
    fn before(&self, cursor: Cursor) -> Self
    where
        Self: Sized,
    {
        self.with_paging(self.paging().before(cursor))
    }

    /// Returns the request for the listing that follows `listing`, or `None` after the last one.
    #[must_use]
    fn next(&self, listing: &Listing<Self::Item>) -> Option<Self>
    where
        Self: Sized,
    {
        Some(self.after(listing.next()?.clone()))
    }
}

/// One response of a list edge. (Elsewhere called a page; here a Page is a Facebook Page.)
///
/// A listing can be short or empty although more items follow: only [`has_more`] tells.
///
/// The requests of this crate leave out rows that they cannot read and report them in
/// [`malformed`]. `Deserialize` is strict: one malformed row is an error.
///
/// [`has_more`]: Listing::has_more
/// [`malformed`]: Listing::malformed
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    /// The items, in Graph's order.
    pub data: Vec<T>,
    /// Rows that are not in `data` because they could not be read.
    pub malformed: Vec<MalformedRow>,
    /// `true` if another listing follows.
    pub has_more: bool,
    /// `true` if another listing comes before this one.
    pub has_previous: bool,
    /// Cursor of the last item. Graph sends it with the last listing too; [`next`](Self::next) does
    /// not return it then.
    pub after: Option<Cursor>,
    /// Cursor of the first item.
    pub before: Option<Cursor>,
}

impl<T> Listing<T> {
    /// Returns an iterator over the items.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.data.iter()
    }

    /// Cursor for the next listing, if there is one.
    #[must_use]
    pub fn next(&self) -> Option<&Cursor> {
        self.after.as_ref().filter(|_| self.has_more)
    }

    /// Cursor for the previous listing, if there is one.
    #[must_use]
    pub fn previous(&self) -> Option<&Cursor> {
        self.before.as_ref().filter(|_| self.has_previous)
    }

    /// Applies `f` to every item.
    #[must_use]
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Listing<U> {
        Listing {
            data: self.data.into_iter().map(f).collect(),
            malformed: self.malformed,
            has_more: self.has_more,
            has_previous: self.has_previous,
            after: self.after,
            before: self.before,
        }
    }

    fn new(data: Vec<T>, paging: &Value) -> Self {
        let cursor = |name: &str| Some(Cursor::new(paging.get("cursors")?.get(name)?.as_str()?));
        Self {
            data,
            malformed: Vec::new(),
            // The value is a URL with the access token: only its presence is used.
            has_more: paging.get("next").is_some_and(|next| !next.is_null()),
            has_previous: paging.get("previous").is_some_and(|previous| !previous.is_null()),
            after: cursor("after"),
            before: cursor("before"),
        }
    }
}

impl SuccessBody {
    /// Parses the response of a list edge. A malformed row is left out and reported in
    /// [`Listing::malformed`].
    ///
    /// # Errors
    /// [`ResponseError::Decode`] if the body is not a listing.
    pub fn listing<T: DeserializeOwned>(&self) -> Result<Listing<T>, ResponseError> {
        // Malformed rows are rare, and reading the rows one by one takes longer.
        self.json::<Listing<T>>().or_else(|error| {
            let Ok(Rows { data, paging }) = self.json() else { return Err(error) };
            let mut listing = Listing::new(Vec::with_capacity(data.len()), &paging);
            for (index, row) in data.iter().enumerate() {
                match json::from_str(row.get()) {
                    Ok(item) => listing.data.push(item),
                    Err(_) => listing.malformed.push(MalformedRow { index }),
                }
            }
            Ok(listing)
        })
    }
}

/// Deserializes a listing inside another object: a malformed row is left out and reported, and
/// anything that is not a listing becomes `None`.
pub(crate) fn deserialize_nested<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Option<Listing<T>>, D::Error> {
    let Value::Object(mut members) = Value::deserialize(deserializer)? else { return Ok(None) };
    let Some(Value::Array(rows)) = members.remove("data") else { return Ok(None) };
    let paging = members.remove("paging").unwrap_or_default();
    let mut listing = Listing::new(Vec::with_capacity(rows.len()), &paging);
    for (index, row) in rows.into_iter().enumerate() {
        match serde_json::from_value(row) {
            Ok(item) => listing.data.push(item),
            Err(_) => listing.malformed.push(MalformedRow { index }),
        }
    }
    Ok(Some(listing))
}

/// A row of a listing that could not be read. It contains nothing of the row.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("row {} of the listing is malformed and was left out", .index + 1)]
#[non_exhaustive]
pub struct MalformedRow {
    /// Position in Graph's list, starting at 0.
    pub index: usize,
}

/// Graph's position in a list. Opaque; do not store it: it becomes invalid when its item is deleted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// A cursor that Graph returned.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The cursor as Graph returned it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The requested part of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paging {
    /// Maximum number of items. Graph's default is 25; its maximum is not documented, 100 is common.
    pub limit: Option<NonZeroU32>,
    /// Start; `None` is the start of the list.
    pub position: Option<Position>,
}

impl Paging {
    /// The start of the list with at most `limit` items; 0 is Graph's default.
    #[must_use]
    pub fn limit(limit: u32) -> Self {
        Self { limit: NonZeroU32::new(limit), position: None }
    }

    /// The items after `cursor`, with the same limit.
    #[must_use]
    pub fn after(&self, cursor: Cursor) -> Self {
        Self { position: Some(Position::After(cursor)), ..self.clone() }
    }

    /// The items before `cursor`, with the same limit.
    #[must_use]
    pub fn before(&self, cursor: Cursor) -> Self {
        Self { position: Some(Position::Before(cursor)), ..self.clone() }
    }

    pub(crate) fn add_to(&self, request: ApiRequest) -> ApiRequest {
        let request = request.optional_text("limit", self.limit.map(|limit| limit.to_string()));
        match &self.position {
            None => request,
            Some(Position::After(cursor)) => request.text("after", cursor.as_str()),
            Some(Position::Before(cursor)) => request.text("before", cursor.as_str()),
        }
    }
}

/// A position in a list, and the direction from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// The items after the cursor.
    After(Cursor),
    /// The items before the cursor.
    Before(Cursor),
}

impl<T> IntoIterator for Listing<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Listing<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Listing<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Wire<T> {
            data: Vec<T>,
            /// Lenient: an unexpected value in here must not cost the rows.
            #[serde(default)]
            paging: Value,
        }
        let Wire { data, paging } = Wire::deserialize(deserializer)?;
        Ok(Self::new(data, &paging))
    }
}

/// A listing whose rows are not parsed yet.
#[derive(Deserialize)]
struct Rows {
    data: Vec<Box<RawValue>>,
    #[serde(default)]
    paging: Value,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::success_body;

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
    fn unexpected_paging_costs_no_row() {
        for paging in ["[]", "null", "{}", r#"{"cursors":[]}"#, r#"{"cursors":{"after":5}}"#] {
            let listing = read(&format!(r#"{{"data":[1],"paging":{paging}}}"#));
            assert_eq!((listing.data, listing.has_more, listing.after), (vec![1], false, None));
        }
    }

    #[test]
    fn an_empty_listing_needs_no_paging() {
        assert_eq!(read(r#"{"data":[]}"#).next(), None);
    }

    #[test]
    fn a_malformed_row_costs_that_row_only() {
        let json = r#"{"data":[1,"x",2,{},300],"paging":{"cursors":{"after":"a"},"next":"x"}}"#;
        assert!(serde_json::from_str::<Listing<u8>>(json).is_err(), "Deserialize is strict");
        let listing = success_body(json).listing::<u8>().unwrap();
        assert_eq!(listing.data, [1, 2]);
        assert_eq!(listing.malformed.iter().map(|row| row.index).collect::<Vec<_>>(), [1, 3, 4]);
        assert_eq!(listing.next(), Some(&Cursor::new("a")));
        let message = listing.malformed[0].to_string();
        assert_eq!(message, "row 2 of the listing is malformed and was left out");
        assert!(success_body(r#"{"data":{}}"#).listing::<u8>().is_err());
        let surrogate = success_body(r#"{"data":["a\ud83d",5]}"#).listing::<String>().unwrap();
        assert_eq!(surrogate.data, ["a\u{fffd}"]);
    }
}
