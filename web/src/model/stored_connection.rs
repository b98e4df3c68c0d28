//! A connection in the tab's storage, where it outlives a reload if the user wants that.

use messenger_personas::{AccessToken, ApiVersion, CallStyle, Graph, Origin, Page};
use serde::{Deserialize, Serialize};

/// A connection as it is stored. It holds tokens, so it has no `Debug`.
#[derive(Serialize, Deserialize)]
pub struct StoredConnection {
    /// The Page that was worked on.
    pub current: usize,
    /// Every Page of the connection.
    pub pages: Vec<StoredPage>,
}

/// A Page, and how it is reached.
#[derive(Serialize, Deserialize)]
pub struct StoredPage {
    page: Page,
    origin: String,
    version: String,
    /// Whether an emulator answers.
    #[serde(default)]
    pub on_emulator: bool,
    /// Absent behind a gateway.
    token: Option<String>,
}

impl StoredConnection {
    /// The text to store.
    #[must_use]
    pub fn write(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// Parses a stored connection; `None` if `text` is not one.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl StoredPage {
    /// `page` as `graph` reaches it.
    #[must_use]
    pub fn new(page: Page, graph: &Graph, on_emulator: bool) -> Self {
        let token = graph.access_token.as_ref().map(|token| token.expose_secret().to_owned());
        let (origin, version) = (graph.origin.to_string(), graph.version.to_string());
        Self { page, origin, version, on_emulator, token }
    }

    /// The Page, and how to reach it; `None` if what was stored is not usable.
    #[must_use]
    pub fn open(self) -> Option<(Page, Graph)> {
        let origin = Origin::parse(&self.origin).ok()?;
        let version = ApiVersion::parse(&self.version).ok()?;
        let graph = match self.token {
            Some(token) => {
                let token = AccessToken::parse(&token).ok()?;
                Graph { origin, call_style: CallStyle::Form, ..Graph::new(token) }
            }
            None => Graph::gateway(origin),
        };
        Some((self.page, Graph { version, ..graph }))
    }
}

#[cfg(test)]
mod tests {
    use messenger_personas::PageId;

    use super::*;

    #[test]
    fn what_is_stored_is_what_was_connected() {
        let page = Page { id: PageId::parse("1").unwrap(), name: None, picture: None };
        let token = Graph::new(AccessToken::parse("EAAB").unwrap());
        let gateway = Graph::gateway(Origin::parse("https://shop.example/graph").unwrap());
        for graph in [token, gateway] {
            let pages = vec![StoredPage::new(page.clone(), &graph, true)];
            let text = StoredConnection { current: 0, pages }.write().unwrap();
            let stored = StoredConnection::read(&text).unwrap().pages.pop().unwrap();
            assert!(stored.on_emulator);
            let (read, opened) = stored.open().unwrap();
            assert_eq!(read, page);
            assert_eq!(opened.origin.as_str(), graph.origin.as_str());
            let token =
                |graph: &Graph| graph.access_token.as_ref().map(|t| t.expose_secret().to_owned());
            assert_eq!(token(&opened), token(&graph));
        }
        assert!(StoredConnection::read("{}").is_none());
    }
}
