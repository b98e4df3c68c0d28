//! Responses of Graph.

use js_sys::Array;
use messenger_personas::{
    AccessToken, AppId, AttachmentId, ConversationId, MessageId, PageId, PersonaId, Psid,
};
use wasm_bindgen::JsValue;

use super::{Kind, Member, Object, Presence, object, optional, parse, required};

/// A created persona.
pub(crate) static CREATED: Object = object(&[required("id", Kind::Digits(parse::<PersonaId>))]);

/// A persona.
pub(crate) static PERSONA: Object = object(&[
    required("id", Kind::Digits(parse::<PersonaId>)),
    optional("name", Kind::Text),
    optional("profile_picture_url", Kind::Text),
]);

/// The response to a request without other results.
pub(crate) static SUCCESS: Object = object(&[required("success", Kind::True)]);

/// A sent message.
pub(crate) static SENT_MESSAGE: Object = object(&[
    required("message_id", Kind::Parsed(parse::<MessageId>)),
    optional("recipient_id", Kind::Digits(parse::<Psid>)),
    optional("attachment_id", Kind::Digits(parse::<AttachmentId>)),
]);

/// A sender action that was shown.
pub(crate) static SENT_SENDER_ACTION: Object =
    object(&[optional("recipient_id", Kind::Digits(parse::<Psid>))]);

/// An uploaded file.
pub(crate) static UPLOADED: Object =
    object(&[required("attachment_id", Kind::Digits(parse::<AttachmentId>))]);

/// A Page.
pub(crate) static PAGE: Object = object(&[
    required("id", Kind::Digits(parse::<PageId>)),
    optional("name", Kind::Text),
    optional("picture", Kind::Object(&PICTURE)),
]);

/// A Page that a person has a role on.
pub(crate) static ACCOUNT: Object = object(&[
    required("id", Kind::Digits(parse::<PageId>)),
    optional("name", Kind::Text),
    optional("category", Kind::Text),
    optional("picture", Kind::Object(&PICTURE)),
    Member {
        name: "tasks",
        presence: Presence::Default(|| Array::new().into()),
        kind: Kind::List(&Kind::Text, None),
    },
    optional("access_token", Kind::Parsed(parse_token)),
]);

static PICTURE: Object =
    object(&[required("data", Kind::Object(&object(&[optional("url", Kind::Text)])))]);

/// A person.
pub(crate) static PERSON: Object = object(&[
    optional("id", Kind::Digits(parse::<Psid>)),
    optional("name", Kind::Text),
    optional("first_name", Kind::Text),
    optional("last_name", Kind::Text),
    optional("profile_pic", Kind::Text),
]);

/// A conversation.
pub(crate) static CONVERSATION: Object = object(&[
    required("id", Kind::Parsed(parse::<ConversationId>)),
    optional("updated_time", Kind::Text),
    optional("participants", Kind::Object(&PARTICIPANTS)),
    optional("snippet", Kind::Text),
    optional("unread_count", COUNT),
    optional("message_count", COUNT),
    optional("can_reply", Kind::Boolean),
    optional("is_owner", Kind::Boolean),
    optional("link", Kind::Text),
    optional("messages", Kind::Listing(&MESSAGE)),
]);

static PARTICIPANTS: Object =
    object(&[required("data", Kind::List(&Kind::Object(&PARTICIPANT), None))]);

static PARTICIPANT: Object = object(&[
    optional("id", Kind::Text),
    optional("name", Kind::Text),
    optional("email", Kind::Text),
]);

/// A message that was received or sent.
pub(crate) static MESSAGE: Object = object(&[
    required("id", Kind::Parsed(parse::<MessageId>)),
    optional("created_time", Kind::Text),
    optional("from", Kind::Object(&PARTICIPANT)),
    optional("to", Kind::Object(&PARTICIPANTS)),
    optional("message", Kind::Text),
    optional("reply_to", Kind::Object(&REPLIED_TO)),
    optional("attachments", Kind::Object(&ATTACHMENTS)),
    optional("sticker", Kind::Text),
    optional("shares", Kind::Object(&SHARES)),
    optional("reactions", Kind::Object(&REACTIONS)),
]);

static REPLIED_TO: Object = object(&[
    required("mid", Kind::Parsed(parse::<MessageId>)),
    Member {
        name: "is_self_reply",
        presence: Presence::Default(|| JsValue::FALSE),
        kind: Kind::Boolean,
    },
]);

static ATTACHMENTS: Object =
    object(&[required("data", Kind::List(&Kind::Object(&ATTACHMENT), None))]);

static ATTACHMENT: Object = object(&[
    optional("id", Kind::Text),
    optional("mime_type", Kind::Text),
    optional("name", Kind::Text),
    optional("size", COUNT),
    optional("file_url", Kind::Text),
    optional("image_data", Kind::Object(&MEDIA)),
    optional("video_data", Kind::Object(&MEDIA)),
]);

static MEDIA: Object = object(&[
    optional("width", COUNT),
    optional("height", COUNT),
    optional("url", Kind::Text),
    optional("preview_url", Kind::Text),
]);

static SHARES: Object = object(&[required("data", Kind::List(&Kind::Object(&SHARE), None))]);

static SHARE: Object = object(&[
    optional("id", Kind::Text),
    optional("name", Kind::Text),
    optional("description", Kind::Text),
    optional("link", Kind::Text),
]);

static REACTIONS: Object = object(&[required("data", Kind::List(&Kind::Object(&REACTION), None))]);

static REACTION: Object = object(&[
    optional("reaction", Kind::Text),
    optional("emoji", Kind::Text),
    optional("users", Kind::List(&Kind::Object(&PARTICIPANT), None)),
]);

/// Which app owns a conversation, as a list edge of one row.
pub(crate) static THREAD_OWNERS: Object =
    object(&[optional("data", Kind::List(&Kind::Object(&THREAD_OWNER_ROW), None))]);

static THREAD_OWNER_ROW: Object = object(&[optional("thread_owner", Kind::Object(&THREAD_OWNER))]);

static THREAD_OWNER: Object =
    object(&[optional("app_id", Kind::Digits(parse::<AppId>)), optional("expiration", COUNT)]);

fn parse_token(text: &str) -> Result<String, String> {
    match AccessToken::parse(text) {
        Ok(token) => Ok(token.expose_secret().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

const COUNT: Kind = Kind::Integer(0, u32::MAX);
