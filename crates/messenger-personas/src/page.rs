//! Pages: who a persona speaks for.

pub mod accounts;
pub mod get;

use serde::{Deserialize, Serialize};

use crate::PageId;

/// A Page, as Graph shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The Page.
    pub id: PageId,
    /// Its name, which customers see beside every persona.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

impl Page {
    /// Where its picture is.
    #[must_use]
    pub fn picture_url(&self) -> Option<&str> {
        self.picture.as_ref().map(|picture| picture.data.url.as_str())
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
    pub url: String,
}
