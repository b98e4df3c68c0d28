//! Where the older part of a list is, which is loaded from its end.

use messenger_personas::{Cursor, Listing};

/// The part of a list before what was loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Older {
    /// Nothing was loaded yet.
    #[default]
    Unknown,
    /// There is more, after this cursor.
    After(Cursor),
    /// There is nothing more.
    None,
}

impl Older {
    /// What follows `listing`.
    #[must_use]
    pub fn than<T>(listing: &Listing<T>) -> Self {
        listing.next().cloned().map_or(Self::None, Self::After)
    }

    /// The cursor, if there is more.
    #[must_use]
    pub fn cursor(&self) -> Option<&Cursor> {
        match self {
            Self::After(cursor) => Some(cursor),
            Self::Unknown | Self::None => None,
        }
    }
}
