//! What the emulator tells about itself under `/_emulator/`.

use messenger_personas::{
    Page, PageId, Psid,
    page::{Picture, PictureData},
};
use serde::Deserialize;

/// The answer to `GET /_emulator/pages`.
#[derive(Clone, Deserialize)]
pub struct DemoPages {
    /// The emulator's Pages.
    pub pages: Vec<DemoPage>,
}

/// A Page of the emulator. It holds a token, so it has no `Debug`.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct DemoPage {
    /// The Page.
    pub id: PageId,
    /// Its name.
    pub name: String,
    /// Its token. It opens nothing but the emulator.
    pub access_token: String,
    /// Where its picture is.
    #[serde(default)]
    pub picture_url: Option<String>,
    /// Who has written to it.
    #[serde(default)]
    pub people: Vec<DemoPerson>,
}

impl From<DemoPage> for Page {
    fn from(page: DemoPage) -> Self {
        let picture = page.picture_url.map(|url| Picture { data: PictureData { url: Some(url) } });
        Self { id: page.id, name: Some(page.name), picture }
    }
}

/// A customer that the emulator plays.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DemoPerson {
    /// Their id on this Page.
    pub psid: Psid,
    /// Their name.
    pub name: String,
    /// Where their picture is.
    #[serde(default)]
    pub picture_url: Option<String>,
    /// Whether they wrote within the last 24 hours, so that the Page may answer.
    pub window_open: bool,
}

/// Why the emulator did not do what it was told under `/_emulator/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlError {
    /// No answer: it is not running.
    Unreachable,
    /// It knows nobody by this id.
    NotThere,
    /// It refused, with this status.
    Refused(u16),
    /// What answers is not the emulator.
    NotTheEmulator,
}
