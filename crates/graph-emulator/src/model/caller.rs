//! The owners of access tokens.

use messenger_personas::PageId;

/// The owner of an access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Caller {
    /// A Page. Only its own token can use its edges.
    Page(PageId),
    /// A person with roles on the Pages.
    User,
    /// The app. Its token consists of its id and its secret.
    App,
}

/// The owner of all user access tokens.
pub(crate) const USER_ID: &str = "10158123456789012";
