//! Buttons, and the links that they and cards open.

use alloc::{borrow::ToOwned, string::String};

use messenger_personas::{ButtonPayload, ButtonTitle, HttpsUrl, PhoneNumber, WebUrl};

use crate::{
    fields::Fields,
    input::checked,
    outcome::Failure,
    shape::{Kind, Shape, Union, maybe, needed, parsed},
};

pub(super) static BUTTON: Union = Union {
    name: "a button",
    tag: "type",
    words: &["web_url", "postback", "phone_number", "account_link", "account_unlink", "game_play"],
    shapes: &[&WEB_URL, &POSTBACK, &PHONE_NUMBER, &ACCOUNT_LINK, &ACCOUNT_UNLINK, &GAME_PLAY],
};

static WEB_URL: Shape = Shape {
    name: "a button",
    members: &[
        needed("type", "type", Kind::Word(&["web_url"])),
        needed("title", "title", Kind::Within(ButtonTitle::LIMIT)),
        needed("url", "url", Kind::Text(parsed::<WebUrl>)),
        maybe(
            "webviewHeightRatio",
            "webview_height_ratio",
            Kind::Word(&["compact", "tall", "full"]),
        ),
        maybe("messengerExtensions", "messenger_extensions", Kind::Flag),
        maybe("fallbackUrl", "fallback_url", Kind::Text(parsed::<WebUrl>)),
        maybe("webviewShareButton", "webview_share_button", Kind::Word(&["hide"])),
    ],
    rule: Some(link),
};

static POSTBACK: Shape = Shape {
    name: "a button",
    members: &[
        needed("type", "type", Kind::Word(&["postback"])),
        needed("title", "title", Kind::Within(ButtonTitle::LIMIT)),
        needed("payload", "payload", Kind::Within(ButtonPayload::LIMIT)),
    ],
    rule: None,
};

static PHONE_NUMBER: Shape = Shape {
    name: "a button",
    members: &[
        needed("type", "type", Kind::Word(&["phone_number"])),
        needed("title", "title", Kind::Within(ButtonTitle::LIMIT)),
        needed("payload", "payload", Kind::Text(parsed::<PhoneNumber>)),
    ],
    rule: None,
};

static ACCOUNT_LINK: Shape = Shape {
    name: "a button",
    members: &[
        needed("type", "type", Kind::Word(&["account_link"])),
        needed("url", "url", Kind::Text(parsed::<HttpsUrl>)),
    ],
    rule: None,
};

static ACCOUNT_UNLINK: Shape = Shape {
    name: "a button",
    members: &[needed("type", "type", Kind::Word(&["account_unlink"]))],
    rule: None,
};

static GAME_PLAY: Shape = Shape {
    name: "a button",
    members: &[
        needed("type", "type", Kind::Word(&["game_play"])),
        needed("title", "title", Kind::Within(ButtonTitle::LIMIT)),
        maybe("payload", "payload", Kind::Within(ButtonPayload::LIMIT)),
        maybe("gameMetadata", "game_metadata", Kind::Object(&GAME)),
    ],
    rule: None,
};

static GAME: Shape = Shape {
    name: "gameMetadata",
    members: &[
        maybe("playerId", "player_id", Kind::Text(any)),
        maybe("contextId", "context_id", Kind::Text(any)),
    ],
    rule: Some(game),
};

/// What opens when a card is pressed.
pub(super) static DEFAULT_ACTION: Shape = Shape {
    name: "defaultAction",
    members: &[
        needed("type", "type", Kind::Word(&["web_url"])),
        needed("url", "url", Kind::Text(parsed::<WebUrl>)),
        maybe(
            "webviewHeightRatio",
            "webview_height_ratio",
            Kind::Word(&["compact", "tall", "full"]),
        ),
        maybe("messengerExtensions", "messenger_extensions", Kind::Flag),
        maybe("fallbackUrl", "fallback_url", Kind::Text(parsed::<WebUrl>)),
        maybe("webviewShareButton", "webview_share_button", Kind::Word(&["hide"])),
    ],
    rule: Some(link),
};

fn link(fields: &Fields<'_>) -> Result<(), Failure> {
    if fields.flag("messengerExtensions")? {
        return checked(fields.text("url")?.parse::<HttpsUrl>()).map(drop);
    }
    match fields.value("fallbackUrl") {
        Some(_) => Err(fields.wrong("fallbackUrl", "goes with messengerExtensions: true only")),
        None => Ok(()),
    }
}

fn game(fields: &Fields<'_>) -> Result<(), Failure> {
    match (fields.value("playerId"), fields.value("contextId")) {
        (Some(_), None) | (None, Some(_)) => Ok(()),
        _ => Err(Failure::request("gameMetadata has either a playerId or a contextId")),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as the checks of the core")]
fn any(text: &str) -> Result<String, Failure> {
    Ok(text.to_owned())
}
