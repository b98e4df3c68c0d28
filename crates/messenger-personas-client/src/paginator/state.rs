//! Where a walk goes next.

use alloc::{vec, vec::Vec};
use core::mem;

use messenger_personas::{Cursor, Paging, Position};

use crate::PaginationError;

/// The way through a list, for whoever makes the calls: which listing to ask for next, and when to
/// stop.
///
/// Ask for the listing that [`next_request`](Self::next_request) names, and tell with [`answered`](Self::answered)
/// what it said. After a call that failed `next_request` names the same one.
#[derive(Debug)]
pub struct PageState {
    next: Next,
    seen: Vec<Cursor>,
}

#[derive(Debug)]
enum Next {
    Ask(Paging),
    Fail(PaginationError),
    End,
}

impl PageState {
    /// The way from `start` on.
    #[must_use]
    pub fn new(start: Paging) -> Self {
        let seen = match &start.position {
            Some(Position::After(cursor)) => vec![cursor.clone()],
            _ => Vec::new(),
        };
        Self { next: Next::Ask(start), seen }
    }

    /// The listing to ask for, or `None` after the last.
    ///
    /// # Errors
    /// [`PaginationError::CursorLoop`] and [`PaginationError::MissingCursor`], once: the list has ended then.
    pub fn next_request(&mut self) -> Result<Option<&Paging>, PaginationError> {
        if let Next::Fail(_) = self.next
            && let Next::Fail(error) = mem::replace(&mut self.next, Next::End)
        {
            return Err(error);
        }
        match &self.next {
            Next::Ask(paging) => Ok(Some(paging)),
            Next::Fail(_) | Next::End => Ok(None),
        }
    }

    /// What the listing said that was asked for.
    pub fn on_page(&mut self, has_more: bool, after: Option<&Cursor>) {
        let Next::Ask(paging) = &self.next else { return };
        self.next = match after.filter(|_| has_more) {
            None if has_more => Next::Fail(PaginationError::MissingCursor),
            None => Next::End,
            Some(cursor) if self.seen.contains(cursor) => Next::Fail(PaginationError::CursorLoop),
            Some(cursor) => {
                self.seen.push(cursor.clone());
                Next::Ask(paging.after(cursor.clone()))
            }
        };
    }
}
