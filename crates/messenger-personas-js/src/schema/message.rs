//! Messages: `message` of the Send API, without templates.

use messenger_personas::{
    AttachmentId, ButtonPayload, ButtonTitle, Buttons, HttpsUrl, Images, MessageText, Metadata,
    PhoneNumber, QuickReplies, QuickReplyPayload, QuickReplyTitle, WebUrl,
};
use wasm_bindgen::JsValue;

use super::{
    Kind, Member, Object, object, optional, parse, required,
    template::TEMPLATE,
    walker::{get, has, text},
};

/// `message`.
pub(crate) static MESSAGE: Object = Object {
    members: &[
        optional("text", Kind::Limited(MessageText::LIMIT)),
        optional("attachment", Kind::Variants { tag: "type", variants: &ATTACHMENTS }),
        optional("attachments", Kind::List(&Kind::Object(&IMAGE), Some(Images::LIMIT))),
        optional("quick_replies", Kind::List(&QUICK_REPLY, Some(QuickReplies::LIMIT))),
        optional("metadata", Kind::Limited(Metadata::LIMIT)),
    ],
    rule: Some(|message| exactly_one(message, &["text", "attachment", "attachments"])),
};

/// `attachment`, by `type`.
static ATTACHMENTS: [(&str, &Object); 5] = [
    ("audio", &FILE_ATTACHMENT),
    ("file", &FILE_ATTACHMENT),
    ("image", &FILE_ATTACHMENT),
    ("video", &FILE_ATTACHMENT),
    ("template", &TEMPLATE_ATTACHMENT),
];

static FILE_ATTACHMENT: Object =
    object(&[required("type", Kind::Text), required("payload", Kind::Object(&FILE))]);

static FILE: Object = Object {
    members: &[
        optional("url", URL),
        optional("is_reusable", Kind::Boolean),
        optional("attachment_id", Kind::Parsed(parse::<AttachmentId>)),
    ],
    rule: Some(|file| {
        exactly_one(file, &["url", "attachment_id"])?;
        goes_with(file, "is_reusable", "url")
    }),
};

static TEMPLATE_ATTACHMENT: Object =
    object(&[required("type", Kind::Text), required("payload", TEMPLATE)]);

/// An item of `attachments`: only images.
static IMAGE: Object = object(&[
    required("type", Kind::Word(&["image"])),
    required("payload", Kind::Object(&object(&[required("url", URL)]))),
]);

const QUICK_REPLY: Kind = Kind::Variants {
    tag: "content_type",
    variants: &[
        ("text", &TEXT_REPLY),
        ("user_phone_number", &object(&[required("content_type", Kind::Text)])),
        ("user_email", &object(&[required("content_type", Kind::Text)])),
    ],
};

static TEXT_REPLY: Object = object(&[
    required("content_type", Kind::Text),
    required("title", Kind::Limited(QuickReplyTitle::LIMIT)),
    required("payload", Kind::Limited(QuickReplyPayload::LIMIT)),
    optional("image_url", URL),
]);

/// `buttons`.
pub(crate) const BUTTONS: Kind = Kind::List(
    &Kind::Variants {
        tag: "type",
        variants: &[
            ("web_url", &WEB_URL_BUTTON),
            ("postback", &POSTBACK_BUTTON),
            ("phone_number", &PHONE_NUMBER_BUTTON),
            ("account_link", &ACCOUNT_LINK_BUTTON),
            ("account_unlink", &object(&[required("type", Kind::Text)])),
            ("game_play", &GAME_PLAY_BUTTON),
        ],
    },
    Some(Buttons::LIMIT),
);

static WEB_URL_BUTTON: Object = Object {
    members: &[
        required("type", Kind::Text),
        required("title", Kind::Limited(ButtonTitle::LIMIT)),
        required("url", URL),
        WEBVIEW_HEIGHT_RATIO,
        MESSENGER_EXTENSIONS,
        FALLBACK_URL,
        WEBVIEW_SHARE_BUTTON,
    ],
    rule: Some(check_link),
};

static POSTBACK_BUTTON: Object = object(&[
    required("type", Kind::Text),
    required("title", Kind::Limited(ButtonTitle::LIMIT)),
    required("payload", Kind::Limited(ButtonPayload::LIMIT)),
]);

static PHONE_NUMBER_BUTTON: Object = object(&[
    required("type", Kind::Text),
    required("title", Kind::Limited(ButtonTitle::LIMIT)),
    required("payload", Kind::Parsed(parse::<PhoneNumber>)),
]);

static ACCOUNT_LINK_BUTTON: Object =
    object(&[required("type", Kind::Text), required("url", Kind::Parsed(parse::<HttpsUrl>))]);

static GAME_PLAY_BUTTON: Object = object(&[
    required("type", Kind::Text),
    required("title", Kind::Limited(ButtonTitle::LIMIT)),
    optional("payload", Kind::Limited(ButtonPayload::LIMIT)),
    optional("game_metadata", Kind::Object(&GAME_METADATA)),
]);

static GAME_METADATA: Object = Object {
    members: &[optional("player_id", Kind::Text), optional("context_id", Kind::Text)],
    rule: Some(|metadata| exactly_one(metadata, &["player_id", "context_id"])),
};

/// `default_action` of an element: a link without a title.
pub(crate) static DEFAULT_ACTION: Object = Object {
    members: &[
        required("type", Kind::Word(&["web_url"])),
        required("url", URL),
        WEBVIEW_HEIGHT_RATIO,
        MESSENGER_EXTENSIONS,
        FALLBACK_URL,
        WEBVIEW_SHARE_BUTTON,
    ],
    rule: Some(check_link),
};

/// A page with Messenger Extensions is encrypted, and only such a page has a fallback.
fn check_link(link: &JsValue) -> Result<(), String> {
    if get(link, "messenger_extensions").is_truthy() {
        let url = text(link, "url").unwrap_or_default();
        return HttpsUrl::parse(&url)
            .map(drop)
            .map_err(|error| ["is not valid: ", &error.to_string()].concat());
    }
    if has(link, "fallback_url") {
        return Err("has fallback_url, which goes with messenger_extensions: true only".to_owned());
    }
    Ok(())
}

/// Fails unless `object` has exactly one of `names`.
pub(crate) fn exactly_one(object: &JsValue, names: &[&str]) -> Result<(), String> {
    match names.iter().filter(|name| has(object, name)).count() {
        1 => Ok(()),
        _ => Err(["needs exactly one of ", &names.join(", ")].concat()),
    }
}

/// Fails if `object` has `name` without `other`.
pub(crate) fn goes_with(object: &JsValue, name: &str, other: &str) -> Result<(), String> {
    if has(object, name) && !has(object, other) {
        return Err(["has ", name, ", which goes with ", other, " only"].concat());
    }
    Ok(())
}

pub(crate) const URL: Kind = Kind::Parsed(parse::<WebUrl>);
const WEBVIEW_HEIGHT_RATIO: Member =
    optional("webview_height_ratio", Kind::Word(&["compact", "tall", "full"]));
const MESSENGER_EXTENSIONS: Member = optional("messenger_extensions", Kind::Boolean);
const FALLBACK_URL: Member = optional("fallback_url", URL);
const WEBVIEW_SHARE_BUTTON: Member = optional("webview_share_button", Kind::Word(&["hide"]));
