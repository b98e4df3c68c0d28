//! People who write to a Page.

pub mod get;

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::{Psid, lenient};

/// A person, as far as Graph shows them to this app. Nothing of it always comes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their page-scoped id.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub id: Option<Psid>,
    /// Their whole name, which is not asked for: Meta wants more permission for it.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// Their first name.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub first_name: Option<String>,
    /// Their last name.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_name: Option<String>,
    /// Where their picture is, for a while.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub profile_pic: Option<String>,
}
