//! Walks a list, listing by listing.

use std::collections::HashSet;

use messenger_personas::{Cursor, GraphRequest, ListRequest, Listing};

use crate::{Client, Error, Transport};

/// A walk through a list from where its request starts.
///
/// It asks for one listing at a time and only when told to. After an error the walk stands where
/// it stood, so [`next`](Self::next) tries the same listing again.
#[derive(Debug)]
pub struct Walk<T, R> {
    client: Client<T>,
    next: Next<R>,
    seen: HashSet<Cursor>,
}

#[derive(Debug)]
enum Next<R> {
    Ask(R),
    Fail(WalkError),
    End,
}

impl<T: Transport, R: ListRequest> Walk<T, R> {
    /// A walk that has not started.
    pub fn new(client: Client<T>, request: R) -> Self {
        Self { client, next: Next::Ask(request), seen: HashSet::new() }
    }

    /// The next listing, or `None` after the last. It may be empty with more behind it.
    ///
    /// # Errors
    /// [`WalkError::Call`] if the call failed; [`WalkError::Repeats`] and [`WalkError::NoCursor`]
    /// if Graph says that there is more and does not lead there, which ends the walk.
    pub async fn next(&mut self) -> Result<Option<<R as GraphRequest>::Output>, WalkError> {
        let request = match &self.next {
            Next::Ask(request) => request,
            Next::End => return Ok(None),
            Next::Fail(error) => {
                let error = error.clone();
                self.next = Next::End;
                return Err(error);
            }
        };
        let listing: Listing<R::Item> = self.client.send(request).await?;
        self.next = match listing.next() {
            None if listing.has_more => Next::Fail(WalkError::NoCursor),
            None => Next::End,
            Some(cursor) if self.seen.insert(cursor.clone()) => {
                Next::Ask(request.after(cursor.clone()))
            }
            Some(_) => Next::Fail(WalkError::Repeats),
        };
        Ok(Some(listing))
    }
}

/// Why a walk could not go on. What it returned before is good.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum WalkError {
    /// A call failed.
    #[error(transparent)]
    Call(#[from] Error),
    /// Graph named the same place twice.
    #[error("the list leads back to a place that was already read: it has no end")]
    Repeats,
    /// Graph says that there is more, and not where.
    #[error("Graph says that the list goes on, and not where: what was read is not all")]
    NoCursor,
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use messenger_personas::{ListPersonas, PageId, Persona};

    use super::*;
    use crate::script::{Answer, Script, client};

    const MORE: &str = r#"{"data":[{"id":"1"}],"paging":{"cursors":{"after":"a"},"next":"x"}}"#;
    const EMPTY: &str = r#"{"data":[],"paging":{"cursors":{"after":"b"},"next":"x"}}"#;
    const LAST: &str = r#"{"data":[{"id":"2"}],"paging":{"cursors":{"after":"c"}}}"#;

    fn walk(bodies: &[&'static str]) -> (Walk<Script, ListPersonas>, Script) {
        let (client, script) = client(bodies.iter().map(|body| match *body {
            "cut" => Answer::Cut,
            body => Answer::Body(200, body),
        }));
        let client = client.with_options(crate::Options {
            retry: messenger_personas::RetryPolicy::never(),
            ..crate::Options::default()
        });
        (Walk::new(client, ListPersonas::new(PageId::parse("1").unwrap())), script)
    }

    fn next(walk: &mut Walk<Script, ListPersonas>) -> Result<Option<Listing<Persona>>, WalkError> {
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
        assert_eq!(next(&mut walk), Err(WalkError::Repeats));
        assert_eq!(next(&mut walk), Ok(None));
        assert_eq!(script.asked.get(), 2);
    }

    #[test]
    fn more_without_a_place_is_an_error_and_loses_no_row() {
        let (mut walk, _) = walk(&[r#"{"data":[{"id":"1"}],"paging":{"next":"x"}}"#]);
        assert_eq!(next(&mut walk).unwrap().unwrap().data.len(), 1);
        assert_eq!(next(&mut walk), Err(WalkError::NoCursor));
        assert_eq!(next(&mut walk), Ok(None));
    }

    #[test]
    fn after_an_error_the_same_listing_is_asked_for_again() {
        let (mut walk, _) = walk(&[MORE, "cut", LAST]);
        assert!(next(&mut walk).unwrap().is_some());
        assert!(matches!(next(&mut walk), Err(WalkError::Call(_))));
        assert_eq!(next(&mut walk).unwrap().unwrap().data.len(), 1);
    }
}
