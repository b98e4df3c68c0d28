//! What the emulator tells about itself under `/_emulator/`.

use messenger_personas::{
    Page, PageId, Psid,
    page::{Picture, PictureData},
};
use serde::Deserialize;

/// The response to `GET /_emulator/health`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Health {
    status: String,
    /// The emulator's version and its time: a server that is no emulator may have a health too.
    #[serde(rename = "version")]
    _version: String,
    #[serde(rename = "now")]
    _now: String,
}

impl Health {
    /// Whether the emulator works.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.status == "ok"
    }
}

/// Whether an emulator may answer at `origin`: an address of this computer, or `here`, the one that
/// served the console. The console's policy lets it ask no other.
#[must_use]
pub fn can_be_emulator(origin: &str, here: &str) -> bool {
    let is_at = |base: &str, ends: &[char]| {
        origin.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with(ends))
    };
    (!here.is_empty() && is_at(here, &['/']))
        || ["http://127.0.0.1", "http://localhost"].iter().any(|host| is_at(host, &[':', '/']))
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_and_the_consoles_own_server_can_be_the_emulator() {
        let here = "https://console.example";
        for origin in [
            "http://127.0.0.1:4010",
            "http://localhost:4010",
            "http://localhost",
            "https://console.example",
            "https://console.example/graph",
        ] {
            assert!(can_be_emulator(origin, here), "{origin}");
        }
        for origin in [
            "https://graph.facebook.com",
            "http://127.0.0.100:4010",
            "http://localhost.example",
            "https://console.example.com",
            "https://localhost:4010",
        ] {
            assert!(!can_be_emulator(origin, here), "{origin}");
            assert!(!can_be_emulator(origin, ""), "{origin}");
        }
    }

    #[test]
    fn another_servers_health_is_not_the_emulators() {
        let read = |json: &str| serde_json::from_str::<Health>(json).ok();
        let ours = r#"{"status":"ok","version":"0.1.0","now":"2026-01-01T00:00:00Z"}"#;
        assert!(read(ours).is_some_and(|health| health.is_well()));
        assert!(read(r#"{"status":"ok"}"#).is_none());
        assert!(read("<!doctype html>").is_none());
    }
}
