//! The owners of access tokens.

use messenger_personas::PageId;

/// The owner of an access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// A Page: the only one who may use its edges.
    Page(PageId),
    /// A person with roles on Pages.
    User,
    /// The app itself, with its id and secret for a token.
    App,
}

/// The person to whom every user's token belongs.
pub(crate) const USER_ID: &str = "10158123456789012";
