//! Where a walk goes next.

use alloc::{vec, vec::Vec};
use core::mem;

use messenger_personas::{Cursor, Paging, Place};

use crate::WalkError;

/// The way through a list, for whoever makes the calls: which listing to ask for next, and when to
/// stop.
///
/// Ask for the listing that [`to_ask`](Self::to_ask) names, and tell with [`answered`](Self::answered)
/// what it said. After a call that failed `to_ask` names the same one.
#[derive(Debug)]
pub struct Course {
    next: Next,
    seen: Vec<Cursor>,
}

#[derive(Debug)]
enum Next {
    Ask(Paging),
    Fail(WalkError),
    End,
}

impl Course {
    /// The way from `start` on.
    #[must_use]
    pub fn new(start: Paging) -> Self {
        let seen = match &start.place {
            Some(Place::After(cursor)) => vec![cursor.clone()],
            _ => Vec::new(),
        };
        Self { next: Next::Ask(start), seen }
    }

    /// The listing to ask for, or `None` after the last.
    ///
    /// # Errors
    /// [`WalkError::Repeats`] and [`WalkError::NoCursor`], once: the list has ended then.
    pub fn to_ask(&mut self) -> Result<Option<&Paging>, WalkError> {
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
    pub fn answered(&mut self, has_more: bool, after: Option<&Cursor>) {
        let Next::Ask(paging) = &self.next else { return };
        self.next = match after.filter(|_| has_more) {
            None if has_more => Next::Fail(WalkError::NoCursor),
            None => Next::End,
            Some(cursor) if self.seen.contains(cursor) => Next::Fail(WalkError::Repeats),
            Some(cursor) => {
                self.seen.push(cursor.clone());
                Next::Ask(paging.after(cursor.clone()))
            }
        };
    }
}
