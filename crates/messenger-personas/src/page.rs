//! Pages: who a persona speaks for.

pub mod accounts;
pub mod get;

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::{PageId, lenient};

/// A Page, as Graph shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The Page.
    pub id: PageId,
    /// Its name, which customers see beside every persona.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// Its picture.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

impl Page {
    /// Where its picture is.
    #[must_use]
    pub fn picture_url(&self) -> Option<&str> {
        self.picture.as_ref()?.data.url.as_deref()
    }
}

/// A Page's picture, in Graph's wrapping.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// What is wrapped.
    pub data: PictureData,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureData {
    /// Where it is.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub url: Option<String>,
}
