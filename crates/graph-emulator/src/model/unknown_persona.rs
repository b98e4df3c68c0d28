//! The handling of unknown personas.

use serde::{Deserialize, Serialize};

/// What happens to a message of a persona that is unknown, deleted or another Page's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownPersona {
    /// It fails with code 100.
    #[default]
    Refused,
    /// It is sent as the Page, without an error.
    SentAsPage,
}

impl UnknownPersona {
    /// All values.
    pub const ALL: &[Self] = &[Self::Refused, Self::SentAsPage];

    /// The name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::SentAsPage => "sent_as_page",
        }
    }
}
