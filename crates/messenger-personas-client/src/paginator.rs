//! Reads a list, listing by listing or item by item.

mod state;

use futures_util::stream::{Stream, try_unfold};
use messenger_personas::{GraphRequest, ListRequest, Listing};

pub use self::state::PageState;
use crate::{Client, Error, Runtime, Transport};

/// Reads a list from the position of its request to the end.
///
/// Requests one listing at a time, and only when the next item is needed. After an error the same
/// listing is requested again, so that no item is lost or returned twice.
/// [`next`](Self::next), [`next_item`](Self::next_item) and the streams can be mixed.
#[derive(Debug)]
#[must_use = "nothing is requested until the list is read"]
pub struct Paginator<T, R, Q: ListRequest> {
    client: Client<T, R>,
    request: Q,
    state: PageState,
    /// A listing of which [`items`](Self::items) has not returned all items, in reverse order.
    rest: Option<Listing<Q::Item>>,
}

impl<T: Transport, R: Runtime, Q: ListRequest> Paginator<T, R, Q> {
    /// Creates a paginator. Nothing is requested yet.
    pub fn new(client: Client<T, R>, request: Q) -> Self {
        let state = PageState::new(request.paging().clone());
        Self { client, request, state, rest: None }
    }

    /// Returns the next listing, or `None` after the last one. A listing can be empty although more
    /// follow. If [`items`](Self::items) has returned a part of a listing, this is the rest of it.
    ///
    /// # Errors
    /// * [`PaginationError::Request`] if the request failed.
    /// * [`PaginationError::CursorLoop`] and [`PaginationError::MissingCursor`] if Graph announces
    ///   more items that cannot be requested. The list then ends.
    pub async fn next(&mut self) -> Result<Option<<Q as GraphRequest>::Output>, PaginationError> {
        if let Some(mut rest) = self.rest.take() {
            rest.data.reverse();
            return Ok(Some(rest));
        }
        let Some(paging) = self.state.next_request()? else { return Ok(None) };
        let request = self.request.with_paging(paging.clone());
        let listing: Listing<Q::Item> = self.client.send(&request).await?;
        self.state.on_page(listing.has_more, listing.after.as_ref());
        Ok(Some(listing))
    }

    /// Returns the next item, or `None` after the last one. Requests a listing when the items of
    /// the previous one are used up.
    ///
    /// # Errors
    /// As [`next`](Self::next).
    pub async fn next_item(&mut self) -> Result<Option<Q::Item>, PaginationError> {
        loop {
            if let Some(rest) = &mut self.rest
                && let Some(item) = rest.data.pop()
            {
                return Ok(Some(item));
            }
            self.rest = None;
            let Some(mut listing) = self.next().await? else { return Ok(None) };
            listing.data.reverse();
            self.rest = Some(listing);
        }
    }

    /// Returns a stream of the remaining listings. Each is requested when it is polled for.
    ///
    /// The stream ends after an error. Another stream continues where it ended or was dropped.
    pub fn listings(&mut self) -> impl Stream<Item = Result<Listing<Q::Item>, PaginationError>> {
        try_unfold(self, async |paginator| {
            Ok(paginator.next().await?.map(|listing| (listing, paginator)))
        })
    }

    /// Returns a stream of the remaining items. A listing is requested when the items of the
    /// previous one are used up.
    ///
    /// The stream ends after an error. Another stream continues where it ended or was dropped.
    pub fn items(&mut self) -> impl Stream<Item = Result<Q::Item, PaginationError>> {
        try_unfold(self, async |paginator| {
            Ok(paginator.next_item().await?.map(|item| (item, paginator)))
        })
    }

    /// [`listings`](Self::listings) as a stream that owns the paginator.
    pub fn into_listings(self) -> impl Stream<Item = Result<Listing<Q::Item>, PaginationError>> {
        try_unfold(self, async |mut paginator| {
            Ok(paginator.next().await?.map(|listing| (listing, paginator)))
        })
    }

    /// [`items`](Self::items) as a stream that owns the paginator.
    pub fn into_items(self) -> impl Stream<Item = Result<Q::Item, PaginationError>> {
        try_unfold(self, async |mut paginator| {
            Ok(paginator.next_item().await?.map(|item| (item, paginator)))
        })
    }
}

impl<T: Transport + Clone, R: Runtime + Clone> Client<T, R> {
    /// Reads the list of `request`, from its position on. Nothing is requested yet.
    pub fn paginate<Q: ListRequest>(&self, request: Q) -> Paginator<T, R, Q> {
        Paginator::new(self.clone(), request)
    }
}

/// A list could not be read to its end. Listings and items returned before are valid.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PaginationError {
    /// A request failed.
    #[error(transparent)]
    Request(#[from] Error),
    /// Graph returned a cursor twice.
    #[error(
        "the list leads back to a cursor that was already used: keep what was read, and start again"
    )]
    CursorLoop,
    /// Graph announced more items without a cursor.
    #[error(
        "Graph says that the list goes on, but sent no cursor: keep what was read, and start again"
    )]
    MissingCursor,
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::{FutureExt, StreamExt, TryStreamExt};
    use messenger_personas::{Cursor, ListPersonas, PageId, Persona};

    use super::*;
    use crate::test_util::{Script, Scripted, client};

    const MORE: &str = r#"{"data":[{"id":"1"}],"paging":{"cursors":{"after":"a"},"next":"x"}}"#;
    const EMPTY: &str = r#"{"data":[],"paging":{"cursors":{"after":"b"},"next":"x"}}"#;
    const LAST: &str = r#"{"data":[{"id":"2"}],"paging":{"cursors":{"after":"c"}}}"#;

    const THREE: &str = r#"{"data":[{"id":"7"},{"id":"8"},{"id":"9"}],
        "paging":{"cursors":{"after":"d"},"next":"x"}}"#;

    fn paginator(bodies: &[&'static str]) -> (Paginator<Script, Script, ListPersonas>, Script) {
        let (client, script) = client(bodies.iter().map(|body| match *body {
            "cut" => Scripted::Cut,
            body => Scripted::Body(200, body),
        }));
        let client = client.with_options(crate::Options {
            retry: messenger_personas::RetryPolicy::never(),
            ..crate::Options::default()
        });
        (Paginator::new(client, ListPersonas::new(PageId::parse("1").unwrap())), script)
    }

    fn next(
        list: &mut Paginator<Script, Script, ListPersonas>,
    ) -> Result<Option<Listing<Persona>>, PaginationError> {
        list.next().now_or_never().unwrap()
    }

    #[test]
    fn a_list_ends_when_next_is_absent() {
        let (mut list, script) = paginator(&[MORE, EMPTY, LAST]);
        let counts: Vec<_> = std::iter::from_fn(|| next(&mut list).unwrap())
            .map(|listing| listing.data.len())
            .collect();
        assert_eq!(counts, [1, 0, 1]);
        assert_eq!(next(&mut list), Ok(None));
        assert_eq!(script.sent.get(), 3);
    }

    #[test]
    fn a_repeated_cursor_is_an_error_and_loses_no_item() {
        let (mut list, script) = paginator(&[MORE, MORE, MORE]);
        assert!(next(&mut list).unwrap().is_some());
        assert!(next(&mut list).unwrap().is_some());
        assert_eq!(next(&mut list), Err(PaginationError::CursorLoop));
        assert_eq!(next(&mut list), Ok(None));
        assert_eq!(script.sent.get(), 2);
    }

    #[test]
    fn a_list_from_a_cursor_ends_when_it_leads_back_there() {
        let (client, script) = client([Scripted::Body(200, MORE), Scripted::Body(200, LAST)]);
        let start = ListPersonas::new(PageId::parse("1").unwrap()).after(Cursor::new("a"));
        let mut list = Paginator::new(client, start);
        assert_eq!(next(&mut list).unwrap().unwrap().data.len(), 1);
        assert_eq!(next(&mut list), Err(PaginationError::CursorLoop));
        assert_eq!(script.sent.get(), 1);
    }

    #[test]
    fn a_missing_cursor_is_an_error_and_loses_no_item() {
        let (mut list, _) = paginator(&[r#"{"data":[{"id":"1"}],"paging":{"next":"x"}}"#]);
        assert_eq!(next(&mut list).unwrap().unwrap().data.len(), 1);
        assert_eq!(next(&mut list), Err(PaginationError::MissingCursor));
        assert_eq!(next(&mut list), Ok(None));
    }

    #[test]
    fn after_an_error_the_same_listing_is_requested_again() {
        let (mut list, _) = paginator(&[MORE, "cut", LAST]);
        assert!(next(&mut list).unwrap().is_some());
        assert!(matches!(next(&mut list), Err(PaginationError::Request(_))));
        assert_eq!(next(&mut list).unwrap().unwrap().data.len(), 1);
    }

    /// The ids of at most `count` items of a new stream, and why it ended if it was an error.
    fn items(
        list: &mut Paginator<Script, Script, ListPersonas>,
        count: usize,
    ) -> (Vec<String>, Option<PaginationError>) {
        let (mut ids, mut error) = (Vec::new(), None);
        let mut stream = pin!(list.items().take(count));
        while let Some(item) = stream.next().now_or_never().unwrap() {
            match item {
                Ok(persona) => ids.push(persona.id.to_string()),
                Err(found) => error = Some(found),
            }
        }
        assert!(ids.len() == count || stream.next().now_or_never().unwrap().is_none());
        (ids, error)
    }

    #[test]
    fn items_come_in_order_through_an_empty_listing() {
        let (mut list, script) = paginator(&[THREE, EMPTY, LAST]);
        assert_eq!(items(&mut list, 9), (["7", "8", "9", "2"].map(str::to_owned).into(), None));
        assert_eq!(items(&mut list, 9), (vec![], None));
        assert_eq!(script.sent.get(), 3);
    }

    #[test]
    fn listings_come_as_they_are() {
        let (mut list, _) = paginator(&[THREE, EMPTY, LAST]);
        let counts = list.listings().map_ok(|listing| listing.data.len());
        let counts: Vec<_> = counts.try_collect().now_or_never().unwrap().unwrap();
        assert_eq!(counts, [3, 0, 1]);
    }

    #[test]
    fn no_listing_is_asked_for_before_it_is_wanted() {
        let (mut list, script) = paginator(&[THREE, LAST]);
        drop(list.items());
        assert_eq!(script.sent.get(), 0);
        assert_eq!(items(&mut list, 3).0.len(), 3);
        assert_eq!(script.sent.get(), 1);
    }

    #[test]
    fn a_stream_that_ends_with_an_error_is_gone_on_with_by_the_next() {
        let (mut list, _) = paginator(&[THREE, "cut", "cut", LAST]);
        let (ids, error) = items(&mut list, 9);
        assert_eq!(ids, ["7", "8", "9"]);
        assert!(matches!(error, Some(PaginationError::Request(_))));
        assert!(
            matches!(items(&mut list, 9), (ids, Some(PaginationError::Request(_))) if ids.is_empty())
        );
        assert_eq!(items(&mut list, 9), (vec!["2".to_owned()], None));
    }

    #[test]
    fn a_stream_that_is_dropped_in_a_listing_loses_no_item() {
        let (mut list, script) = paginator(&[THREE, LAST]);
        assert_eq!(items(&mut list, 1).0, ["7"]);
        assert_eq!(items(&mut list, 1).0, ["8"]);
        let rest = next(&mut list).unwrap().unwrap();
        assert_eq!((rest.data.len(), rest.data[0].id.as_str(), rest.has_more), (1, "9", true));
        assert_eq!(script.sent.get(), 1);
        assert_eq!(items(&mut list, 9).0, ["2"]);
    }

    #[test]
    fn a_stream_that_is_dropped_while_it_asks_loses_no_item() {
        let bodies = [Scripted::Slow(5, THREE), Scripted::Body(200, LAST)];
        let (client, script) = client(bodies);
        let mut list = Paginator::new(client, ListPersonas::new(PageId::parse("1").unwrap()));
        assert!(pin!(list.items()).next().now_or_never().is_none());
        assert_eq!(items(&mut list, 9).0, ["2"]);
        assert_eq!(*script.paths.borrow(), ["1/personas", "1/personas"]);
    }

    #[test]
    fn a_cursor_that_repeats_ends_a_stream_after_the_last_item() {
        let (mut list, script) = paginator(&[MORE, MORE, MORE]);
        let (ids, error) = items(&mut list, 9);
        assert_eq!((ids.len(), error), (2, Some(PaginationError::CursorLoop)));
        assert_eq!(items(&mut list, 9), (vec![], None));
        assert_eq!(script.sent.get(), 2);
    }
}
