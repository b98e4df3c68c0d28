//! The position in a list, without I/O.

use std::mem;

use messenger_personas::{Cursor, Paging, Position};

use crate::PaginationError;

/// Decides which listing to request next, and when a list ends.
///
/// Request the listing of [`next_request`](Self::next_request) and pass its cursor to
/// [`on_page`](Self::on_page). After a failed request, `next_request` returns the same one again.
#[derive(Debug)]
pub struct PageState {
    next: Next,
    seen: Vec<Cursor>,
}

#[derive(Debug)]
enum Next {
    Request(Paging),
    Fail(PaginationError),
    End,
}

impl PageState {
    /// Starts at `start`.
    #[must_use]
    pub fn new(start: Paging) -> Self {
        let seen = match &start.position {
            Some(Position::After(cursor)) => vec![cursor.clone()],
            _ => Vec::new(),
        };
        Self { next: Next::Request(start), seen }
    }

    /// Returns the listing to request, or `None` after the last one.
    ///
    /// # Errors
    /// [`PaginationError::CursorLoop`] and [`PaginationError::MissingCursor`], once; the list then
    /// ends.
    pub fn next_request(&mut self) -> Result<Option<&Paging>, PaginationError> {
        if let Next::Fail(_) = self.next
            && let Next::Fail(error) = mem::replace(&mut self.next, Next::End)
        {
            return Err(error);
        }
        match &self.next {
            Next::Request(paging) => Ok(Some(paging)),
            Next::Fail(_) | Next::End => Ok(None),
        }
    }

    /// Records the response to the last request.
    pub fn on_page(&mut self, has_more: bool, after: Option<&Cursor>) {
        let Next::Request(paging) = &self.next else { return };
        self.next = match after.filter(|_| has_more) {
            None if has_more => Next::Fail(PaginationError::MissingCursor),
            None => Next::End,
            Some(cursor) if self.seen.contains(cursor) => Next::Fail(PaginationError::CursorLoop),
            Some(cursor) => {
                self.seen.push(cursor.clone());
                Next::Request(paging.after(cursor.clone()))
            }
        };
    }
}
