//! Walks a list, listing by listing or item by item.

mod state;

use futures_util::stream::{Stream, try_unfold};
use messenger_personas::{GraphRequest, ListRequest, Listing};

pub use self::state::PageState;
use crate::{Client, Error, Transport};

/// A walk through a list from where its request starts.
///
/// It asks for one listing at a time and only when the next item is wanted. After an error the
/// walk stands where it stood: what is asked of it then tries the same listing again, and no item
/// comes twice or is lost. [`next`](Self::next) and the streams can be mixed at will.
#[derive(Debug)]
#[must_use = "nothing is asked until it is walked"]
pub struct Paginator<T, R: ListRequest> {
    client: Client<T>,
    request: R,
    state: PageState,
    /// A listing of which [`items`](Self::items) has not yet handed out all, the last item first.
    rest: Option<Listing<R::Item>>,
}

impl<T: Transport, R: ListRequest> Paginator<T, R> {
    /// A walk that has not started.
    pub fn new(client: Client<T>, request: R) -> Self {
        let state = PageState::new(request.paging().clone());
        Self { client, request, state, rest: None }
    }

    /// The next listing, or `None` after the last. It may be empty with more behind it. Of a
    /// listing that [`items`](Self::items) has begun, it is what is left.
    ///
    /// # Errors
    /// [`PaginationError::Request`] if the call failed; [`PaginationError::CursorLoop`] and [`PaginationError::MissingCursor`]
    /// if Graph says that there is more and does not lead there, which ends the walk.
    pub async fn next(&mut self) -> Result<Option<<R as GraphRequest>::Output>, PaginationError> {
        if let Some(mut rest) = self.rest.take() {
            rest.data.reverse();
            return Ok(Some(rest));
        }
        let Some(paging) = self.state.next_request()? else { return Ok(None) };
        let request = self.request.with_paging(paging.clone());
        let listing: Listing<R::Item> = self.client.send(&request).await?;
        self.state.on_page(listing.has_more, listing.after.as_ref());
        Ok(Some(listing))
    }

    /// The next item, or `None` after the last. A listing is asked for when those of the one before
    /// are used up.
    ///
    /// # Errors
    /// As [`next`](Self::next).
    pub async fn next_item(&mut self) -> Result<Option<R::Item>, PaginationError> {
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

    /// The listings that are left. Each is asked for when it is polled for, none ahead.
    ///
    /// The stream ends after an error. A new one goes on where it ended, or where it was dropped.
    pub fn listings(&mut self) -> impl Stream<Item = Result<Listing<R::Item>, PaginationError>> {
        try_unfold(self, async |walk| Ok(walk.next().await?.map(|listing| (listing, walk))))
    }

    /// The items that are left. A listing is asked for when those of the one before are used up.
    ///
    /// The stream ends after an error. A new one goes on where it ended, or where it was dropped.
    pub fn items(&mut self) -> impl Stream<Item = Result<R::Item, PaginationError>> {
        try_unfold(self, async |walk| Ok(walk.next_item().await?.map(|item| (item, walk))))
    }

    /// The listings that are left, as a stream of its own. After an error it has ended, and the
    /// walk with it.
    pub fn into_listings(self) -> impl Stream<Item = Result<Listing<R::Item>, PaginationError>> {
        try_unfold(self, async |mut walk| Ok(walk.next().await?.map(|listing| (listing, walk))))
    }

    /// The items that are left, as a stream of its own. After an error it has ended, and the walk
    /// with it.
    pub fn into_items(self) -> impl Stream<Item = Result<R::Item, PaginationError>> {
        try_unfold(self, async |mut walk| Ok(walk.next_item().await?.map(|item| (item, walk))))
    }
}

impl<T: Transport + Clone> Client<T> {
    /// A walk through the list that `request` asks for, from there on. Nothing is asked yet.
    pub fn paginate<R: ListRequest>(&self, request: R) -> Paginator<T, R> {
        Paginator::new(self.clone(), request)
    }
}

/// Why a walk could not go on. What it returned before is good.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PaginationError {
    /// A call failed.
    #[error(transparent)]
    Request(#[from] Error),
    /// Graph named the same place twice.
    #[error(
        "the list leads back to a place that was already read: keep what was read, and start again"
    )]
    CursorLoop,
    /// Graph says that there is more, and not where.
    #[error("Graph says that the list goes on, and not where: keep what was read, and start again")]
    MissingCursor,
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::{FutureExt, StreamExt, TryStreamExt};
    use messenger_personas::{Cursor, ListPersonas, PageId, Persona};

    use super::*;
    use crate::test_util::{Answer, Script, client};

    const MORE: &str = r#"{"data":[{"id":"1"}],"paging":{"cursors":{"after":"a"},"next":"x"}}"#;
    const EMPTY: &str = r#"{"data":[],"paging":{"cursors":{"after":"b"},"next":"x"}}"#;
    const LAST: &str = r#"{"data":[{"id":"2"}],"paging":{"cursors":{"after":"c"}}}"#;

    const THREE: &str = r#"{"data":[{"id":"7"},{"id":"8"},{"id":"9"}],
        "paging":{"cursors":{"after":"d"},"next":"x"}}"#;

    fn walk(bodies: &[&'static str]) -> (Paginator<Script, ListPersonas>, Script) {
        let (client, script) = client(bodies.iter().map(|body| match *body {
            "cut" => Answer::Cut,
            body => Answer::Body(200, body),
        }));
        let client = client.with_options(crate::Options {
            retry: messenger_personas::RetryPolicy::never(),
            ..crate::Options::default()
        });
        (Paginator::new(client, ListPersonas::new(PageId::parse("1").unwrap())), script)
    }

    fn next(
        walk: &mut Paginator<Script, ListPersonas>,
    ) -> Result<Option<Listing<Persona>>, PaginationError> {
        walk.next().now_or_never().unwrap()
    }

    #[test]
    fn a_walk_goes_on_through_an_empty_listing_and_ends_when_next_is_absent() {
        let (mut walk, script) = walk(&[MORE, EMPTY, LAST]);
        let counts: Vec<_> = std::iter::from_fn(|| next(&mut walk).unwrap())
            .map(|listing| listing.data.len())
            .collect();
        assert_eq!(counts, [1, 0, 1]);
        assert_eq!(next(&mut walk), Ok(None));
        assert_eq!(script.asked.get(), 3);
    }

    #[test]
    fn a_cursor_that_repeats_ends_the_walk_with_an_error_and_loses_no_row() {
        let (mut walk, script) = walk(&[MORE, MORE, MORE]);
        assert!(next(&mut walk).unwrap().is_some());
        assert!(next(&mut walk).unwrap().is_some());
        assert_eq!(next(&mut walk), Err(PaginationError::CursorLoop));
        assert_eq!(next(&mut walk), Ok(None));
        assert_eq!(script.asked.get(), 2);
    }

    #[test]
    fn a_walk_from_a_place_ends_when_it_leads_back_there() {
        let (client, script) = client([Answer::Body(200, MORE), Answer::Body(200, LAST)]);
        let start = ListPersonas::new(PageId::parse("1").unwrap()).after(Cursor::new("a"));
        let mut walk = Paginator::new(client, start);
        assert_eq!(next(&mut walk).unwrap().unwrap().data.len(), 1);
        assert_eq!(next(&mut walk), Err(PaginationError::CursorLoop));
        assert_eq!(script.asked.get(), 1);
    }

    #[test]
    fn more_without_a_place_is_an_error_and_loses_no_row() {
        let (mut walk, _) = walk(&[r#"{"data":[{"id":"1"}],"paging":{"next":"x"}}"#]);
        assert_eq!(next(&mut walk).unwrap().unwrap().data.len(), 1);
        assert_eq!(next(&mut walk), Err(PaginationError::MissingCursor));
        assert_eq!(next(&mut walk), Ok(None));
    }

    #[test]
    fn after_an_error_the_same_listing_is_asked_for_again() {
        let (mut walk, _) = walk(&[MORE, "cut", LAST]);
        assert!(next(&mut walk).unwrap().is_some());
        assert!(matches!(next(&mut walk), Err(PaginationError::Request(_))));
        assert_eq!(next(&mut walk).unwrap().unwrap().data.len(), 1);
    }

    /// The ids of at most `count` items of a new stream, and why it ended if it was an error.
    fn items(
        walk: &mut Paginator<Script, ListPersonas>,
        count: usize,
    ) -> (Vec<String>, Option<PaginationError>) {
        let (mut ids, mut error) = (Vec::new(), None);
        let mut stream = pin!(walk.items().take(count));
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
        let (mut walk, script) = walk(&[THREE, EMPTY, LAST]);
        assert_eq!(items(&mut walk, 9), (["7", "8", "9", "2"].map(str::to_owned).into(), None));
        assert_eq!(items(&mut walk, 9), (vec![], None));
        assert_eq!(script.asked.get(), 3);
    }

    #[test]
    fn listings_come_as_they_are() {
        let (mut walk, _) = walk(&[THREE, EMPTY, LAST]);
        let counts = walk.listings().map_ok(|listing| listing.data.len());
        let counts: Vec<_> = counts.try_collect().now_or_never().unwrap().unwrap();
        assert_eq!(counts, [3, 0, 1]);
    }

    #[test]
    fn no_listing_is_asked_for_before_it_is_wanted() {
        let (mut walk, script) = walk(&[THREE, LAST]);
        drop(walk.items());
        assert_eq!(script.asked.get(), 0);
        assert_eq!(items(&mut walk, 3).0.len(), 3);
        assert_eq!(script.asked.get(), 1);
    }

    #[test]
    fn a_stream_that_ends_with_an_error_is_gone_on_with_by_the_next() {
        let (mut walk, _) = walk(&[THREE, "cut", "cut", LAST]);
        let (ids, error) = items(&mut walk, 9);
        assert_eq!(ids, ["7", "8", "9"]);
        assert!(matches!(error, Some(PaginationError::Request(_))));
        assert!(
            matches!(items(&mut walk, 9), (ids, Some(PaginationError::Request(_))) if ids.is_empty())
        );
        assert_eq!(items(&mut walk, 9), (vec!["2".to_owned()], None));
    }

    #[test]
    fn a_stream_that_is_dropped_in_a_listing_loses_no_item() {
        let (mut walk, script) = walk(&[THREE, LAST]);
        assert_eq!(items(&mut walk, 1).0, ["7"]);
        assert_eq!(items(&mut walk, 1).0, ["8"]);
        let rest = next(&mut walk).unwrap().unwrap();
        assert_eq!((rest.data.len(), rest.data[0].id.as_str(), rest.has_more), (1, "9", true));
        assert_eq!(script.asked.get(), 1);
        assert_eq!(items(&mut walk, 9).0, ["2"]);
    }

    #[test]
    fn a_stream_that_is_dropped_while_it_asks_loses_no_item() {
        let bodies = [Answer::Slow(5, THREE), Answer::Body(200, LAST)];
        let (client, script) = client(bodies);
        let mut walk = Paginator::new(client, ListPersonas::new(PageId::parse("1").unwrap()));
        assert!(pin!(walk.items()).next().now_or_never().is_none());
        assert_eq!(items(&mut walk, 9).0, ["2"]);
        assert_eq!(*script.paths.borrow(), ["1/personas", "1/personas"]);
    }

    #[test]
    fn a_cursor_that_repeats_ends_a_stream_after_the_last_item() {
        let (mut walk, script) = walk(&[MORE, MORE, MORE]);
        let (ids, error) = items(&mut walk, 9);
        assert_eq!((ids.len(), error), (2, Some(PaginationError::CursorLoop)));
        assert_eq!(items(&mut walk, 9), (vec![], None));
        assert_eq!(script.asked.get(), 2);
    }
}
