//! Buttons of templates.
//!
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/buttons)

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    HttpsUrl, Json, WebUrl,
    message::recipient::PhoneNumber,
    value::{lists, texts},
};

/// A button of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Button {
    /// Opens a web page.
    WebUrl(WebUrlButton),
    /// Sends a postback to your webhook.
    Postback {
        /// Title.
        title: ButtonTitle,
        /// Payload that the webhook receives.
        payload: ButtonPayload,
    },
    /// Dials a phone number.
    PhoneNumber {
        /// Title.
        title: ButtonTitle,
        /// Phone number to dial.
        payload: PhoneNumber,
    },
    /// Opens your login page to link the person's account.
    AccountLink {
        /// URL of the login page.
        url: HttpsUrl,
    },
    /// Unlinks the person's account.
    AccountUnlink,
    /// Starts an Instant Game.
    GamePlay {
        /// Title. Meta documents no limit for this button; the limit of the others is enforced.
        title: ButtonTitle,
        /// Payload that the game receives.
        #[serde(skip_serializing_if = "Option::is_none")]
        payload: Option<ButtonPayload>,
        /// Player or context: `{"player_id":…}` or `{"context_id":…}`. Not validated.
        #[serde(skip_serializing_if = "Option::is_none")]
        game_metadata: Option<Json>,
    },
}

impl Button {
    /// Creates a button that opens `url` with the defaults of [`Link::new`].
    #[must_use]
    pub fn web_url(title: ButtonTitle, url: WebUrl) -> Self {
        Self::WebUrl(WebUrlButton { title, link: Link::new(url) })
    }

    /// Creates a button that sends `payload` to your webhook.
    #[must_use]
    pub fn postback(title: ButtonTitle, payload: ButtonPayload) -> Self {
        Self::Postback { title, payload }
    }
}

/// A button that opens a web page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WebUrlButton {
    /// Title.
    pub title: ButtonTitle,
    /// Web page to open.
    #[serde(flatten)]
    pub link: Link,
}

/// A link to a web page, with webview options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Target.
    pub target: LinkTarget,
    /// Webview height.
    pub height: WebviewHeight,
    /// `true` if the webview shows a share button.
    pub can_be_shared: bool,
}

impl Link {
    /// Creates a link that opens `url` in a full-height webview with a share button.
    #[must_use]
    pub fn new(url: WebUrl) -> Self {
        let target = LinkTarget::Page(url);
        Self { target, height: WebviewHeight::Full, can_be_shared: true }
    }
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LinkTarget {
    /// An ordinary web page.
    Page(WebUrl),
    /// A web page that uses Messenger Extensions, which require HTTPS.
    Extensions {
        /// URL of the page.
        url: HttpsUrl,
        /// URL for clients without Messenger Extensions; `url` if `None`.
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

/// The height of the webview that opens a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WebviewHeight {
    /// About half of the screen.
    Compact,
    /// About three quarters of the screen.
    Tall,
    /// The whole screen.
    #[default]
    Full,
}

texts! {
    /// The title of a button: not blank, at most 20 characters.
    ButtonTitle, "title of a button", 20;
    /// The payload of a button: not blank, at most 1,000 characters.
    ButtonPayload, "payload of a button", 1000;
}

lists! {
    /// The buttons of a template or of a template element: 1 to 3.
    Buttons, Button, "buttons", 1, 3;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title() -> ButtonTitle {
        ButtonTitle::parse("Press").unwrap()
    }

    #[test]
    fn each_button_is_encoded_with_its_type() {
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
            assert_eq!(Json::encode(&button).as_str(), expected);
        }
    }

    #[test]
    fn there_are_1_to_3_buttons_with_titles_of_at_most_20_characters() {
        for (count, fits) in [(0, false), (1, true), (3, true), (4, false)] {
            assert_eq!(Buttons::new(vec![Button::AccountUnlink; count]).is_ok(), fits, "{count}");
        }
        assert!(ButtonTitle::parse(&"a".repeat(21)).is_err());
        assert!(ButtonPayload::parse(&"a".repeat(1001)).is_err());
    }
}
