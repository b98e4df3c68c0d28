//! Buttons in templates.
//!
//! [Meta's page](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/buttons)

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    HttpsUrl, Json, WebUrl,
    message::recipient::PhoneNumber,
    value::{lists, texts},
};

/// A button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Button {
    /// Opens a page.
    WebUrl(WebUrlButton),
    /// Tells your webhook.
    Postback {
        /// What it says.
        title: ButtonTitle,
        /// What your webhook gets.
        payload: ButtonPayload,
    },
    /// Calls a number.
    PhoneNumber {
        /// What it says.
        title: ButtonTitle,
        /// Whom it calls.
        payload: PhoneNumber,
    },
    /// Lets the person log in to your site, and links the accounts.
    AccountLink {
        /// The log-in page.
        url: HttpsUrl,
    },
    /// Takes the link between the accounts away.
    AccountUnlink,
    /// Starts an Instant Game.
    GamePlay {
        /// What it says. Meta states no limit here: this holds it to that of other buttons.
        title: ButtonTitle,
        /// What the game gets.
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<ButtonPayload>,
        /// Against whom, or with whom: `{"player_id":…}` or `{"context_id":…}`.
        #[serde(skip_serializing_if = "Option::is_none")]
        game_metadata: Option<Json>,
    },
}

impl Button {
    /// Opens `url` on the whole screen.
    #[must_use]
    pub fn web_url(title: ButtonTitle, url: WebUrl) -> Self {
        Self::WebUrl(WebUrlButton { title, link: Link::new(url) })
    }

    /// Tells your webhook.
    #[must_use]
    pub fn postback(title: ButtonTitle, payload: ButtonPayload) -> Self {
        Self::Postback { title, payload }
    }
}

/// A button that opens a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WebUrlButton {
    /// What it says.
    pub title: ButtonTitle,
    /// What it opens.
    #[serde(flatten)]
    pub link: Link,
}

/// A page to open, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is opened.
    pub target: LinkTarget,
    /// How much of the screen it takes.
    pub height: WebviewHeight,
    /// Whether the person can share the page from there.
    pub can_be_shared: bool,
}

impl Link {
    /// A page that takes the whole screen and can be shared.
    #[must_use]
    pub fn new(url: WebUrl) -> Self {
        let target = LinkTarget::Page(url);
        Self { target, height: WebviewHeight::Full, can_be_shared: true }
    }
}

/// What a link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkTarget {
    /// A page like any other.
    Page(WebUrl),
    /// A page that uses Messenger Extensions, which has to be encrypted.
    Extensions {
        /// The page.
        url: HttpsUrl,
        /// What opens where there are no extensions; the same page if absent.
        fallback_url: Option<WebUrl>,
    },
}

impl Serialize for Link {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match &self.target {
            LinkTarget::Page(url) => map.serialize_entry("url", url)?,
            LinkTarget::Extensions { url, .. } => map.serialize_entry("url", url)?,
        }
        if self.height != WebviewHeight::Full {
            map.serialize_entry("webview_height_ratio", &self.height)?;
        }
        if let LinkTarget::Extensions { fallback_url, .. } = &self.target {
            map.serialize_entry("messenger_extensions", &true)?;
            if let Some(url) = fallback_url {
                map.serialize_entry("fallback_url", url)?;
            }
        }
        if !self.can_be_shared {
            map.serialize_entry("webview_share_button", "hide")?;
        }
        map.end()
    }
}

/// How much of the screen a page takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WebviewHeight {
    /// About half.
    Compact,
    /// About three quarters.
    Tall,
    /// All of it.
    #[default]
    Full,
}

texts! {
    /// What a button says: not blank, at most 20 characters.
    ButtonTitle, "title of a button", 20;
    /// What a webhook gets when a button is pressed: not blank, at most 1,000 characters.
    ButtonPayload, "payload of a button", 1000;
}

lists! {
    /// The buttons of a template or of one of its elements: 1 to 3.
    Buttons, Button, "buttons", 1, 3;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title() -> ButtonTitle {
        ButtonTitle::parse("Press").unwrap()
    }

    #[test]
    fn each_kind_is_written_with_its_type() {
        let page = WebUrl::parse("http://example.com").unwrap();
        let safe = HttpsUrl::parse("https://example.com/x").unwrap();
        let extensions = Link {
            target: LinkTarget::Extensions { url: safe.clone(), fallback_url: Some(page.clone()) },
            height: WebviewHeight::Tall,
            can_be_shared: false,
        };
        for (button, expected) in [
            (
                Button::web_url(title(), page),
                r#"{"type":"web_url","title":"Press","url":"http://example.com"}"#,
            ),
            (
                Button::WebUrl(WebUrlButton { title: title(), link: extensions }),
                r#"{"type":"web_url","title":"Press","url":"https://example.com/x","webview_height_ratio":"tall","messenger_extensions":true,"fallback_url":"http://example.com","webview_share_button":"hide"}"#,
            ),
            (
                Button::postback(title(), ButtonPayload::parse("PRESSED").unwrap()),
                r#"{"type":"postback","title":"Press","payload":"PRESSED"}"#,
            ),
            (
                Button::PhoneNumber {
                    title: title(),
                    payload: PhoneNumber::parse("+16505551234").unwrap(),
                },
                r#"{"type":"phone_number","title":"Press","payload":"+16505551234"}"#,
            ),
            (
                Button::AccountLink { url: safe },
                r#"{"type":"account_link","url":"https://example.com/x"}"#,
            ),
            (Button::AccountUnlink, r#"{"type":"account_unlink"}"#),
            (
                Button::GamePlay {
                    title: title(),
                    payload: None,
                    game_metadata: Json::parse(r#"{"player_id":"1"}"#).ok(),
                },
                r#"{"type":"game_play","title":"Press","game_metadata":{"player_id":"1"}}"#,
            ),
        ] {
            assert_eq!(Json::of(&button).as_str(), expected);
        }
    }

    #[test]
    fn there_are_1_to_3_and_their_titles_are_short() {
        for (count, fits) in [(0, false), (1, true), (3, true), (4, false)] {
            assert_eq!(Buttons::new(vec![Button::AccountUnlink; count]).is_ok(), fits, "{count}");
        }
        assert!(ButtonTitle::parse(&"a".repeat(21)).is_err());
        assert!(ButtonPayload::parse(&"a".repeat(1001)).is_err());
    }
}
