//! What happens when a persona is to speak that cannot.

use serde::{Deserialize, Serialize};

/// What happens to a message that is sent as a persona which is unknown, deleted or another Page's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownPersona {
    /// It is refused with code 100.
    #[default]
    Refused,
    /// It goes out as the Page, and nothing says so.
    SentAsPage,
}

impl UnknownPersona {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Refused, Self::SentAsPage];

    /// As the control plane writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::SentAsPage => "sent_as_page",
        }
    }
}
