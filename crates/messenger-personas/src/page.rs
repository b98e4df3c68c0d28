//! The Page node: a Facebook Page, which personas belong to.

pub mod accounts;
pub mod get;

use serde::{Deserialize, Serialize};

use crate::{PageId, lenient};

/// A Page, as returned by Graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Page {
    /// Id of the Page.
    pub id: PageId,
    /// Name, shown to customers beside every persona.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// Profile picture.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

impl Page {
    /// URL of the profile picture.
    #[must_use]
    pub fn picture_url(&self) -> Option<&str> {
        self.picture.as_ref()?.data.url.as_deref()
    }
}

/// A Page's profile picture, in Graph's `data` wrapper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Picture {
    /// The picture.
    pub data: PictureData,
}

/// Location of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct PictureData {
    /// URL of the picture.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub url: Option<String>,
}
