//! Bodies of requests.

use messenger_personas::{
    AppId, MessageId, MessageTag, Metadata, NotificationToken, PersonaId, PersonaName, PhoneNumber,
    PictureUrl, Psid, Reaction, WebUrl,
    id::opaque::{CommentId, PostId, UserRef},
};

use super::{
    Kind, Member, Object,
    message::{MESSAGE, exactly_one, goes_with},
    object, optional, parse, required,
    walker::{has, text},
};

/// The body of a request that creates a persona.
pub(crate) static CREATE_PERSONA: Object = object(&[
    required("name", Kind::Parsed(parse::<PersonaName>)),
    required("profile_picture_url", Kind::Parsed(parse::<PictureUrl>)),
]);

/// The body of a request that sends a message.
pub(crate) static SEND_MESSAGE: Object = Object {
    members: &[
        RECIPIENT_MEMBER,
        required("message", Kind::Object(&MESSAGE)),
        optional("messaging_type", Kind::Word(&["RESPONSE", "UPDATE", "UTILITY", "MESSAGE_TAG"])),
        optional("tag", Kind::Parsed(parse_tag)),
        optional("persona_id", Kind::Parsed(parse::<PersonaId>)),
        optional("notification_type", Kind::Word(&["REGULAR", "SILENT_PUSH", "NO_PUSH"])),
        optional("reply_to", Kind::Object(&REPLY_TO)),
        optional("thread_control", Kind::Variants { tag: "control_type", variants: &HAND_OVERS }),
    ],
    rule: Some(|body| match (text(body, "messaging_type").as_deref(), has(body, "tag")) {
        (Some("MESSAGE_TAG"), false) => {
            Err("has messaging_type MESSAGE_TAG without tag: add one".to_owned())
        }
        (Some("MESSAGE_TAG"), true) | (_, false) => Ok(()),
        (_, true) => Err("has tag, which goes with messaging_type MESSAGE_TAG only".to_owned()),
    }),
};

/// The body of a request that shows a sender action, by `sender_action`.
pub(crate) const SENDER_ACTION: Kind = Kind::Variants {
    tag: "sender_action",
    variants: &[
        ("typing_on", &TYPING),
        ("typing_off", &TYPING),
        ("mark_seen", &object(&[RECIPIENT_MEMBER, SENDER_ACTION_MEMBER])),
        ("react", &REACT),
        ("unreact", &UNREACT),
    ],
};

/// Only typing indicators take a persona.
static TYPING: Object = object(&[
    RECIPIENT_MEMBER,
    SENDER_ACTION_MEMBER,
    optional("persona_id", Kind::Parsed(parse::<PersonaId>)),
]);

static REACT: Object = object(&[
    RECIPIENT_MEMBER,
    SENDER_ACTION_MEMBER,
    required(
        "payload",
        Kind::Object(&object(&[
            required("message_id", Kind::Parsed(parse::<MessageId>)),
            required("reaction", Kind::Parsed(parse::<Reaction>)),
        ])),
    ),
]);

static UNREACT: Object = object(&[
    RECIPIENT_MEMBER,
    SENDER_ACTION_MEMBER,
    required(
        "payload",
        Kind::Object(&object(&[required("message_id", Kind::Parsed(parse::<MessageId>))])),
    ),
]);

/// The body of a request that passes a conversation to another app.
pub(crate) static PASS_THREAD: Object = object(&[
    required("recipient", Kind::Object(&PERSON)),
    required("target_app_id", Kind::Parsed(parse::<AppId>)),
    optional("metadata", Kind::Limited(Metadata::LIMIT)),
]);

/// The body of a request that takes, releases or requests a conversation.
pub(crate) static CONTROL_THREAD: Object = object(&[
    required("recipient", Kind::Object(&PERSON)),
    optional("metadata", Kind::Limited(Metadata::LIMIT)),
]);

/// The body of a request that keeps a conversation for longer.
pub(crate) static EXTEND_THREAD: Object = object(&[
    required("recipient", Kind::Object(&PERSON)),
    required("duration", Kind::Integer(1, SEVEN_DAYS)),
]);

/// The body of a request that uploads a file.
pub(crate) static UPLOAD_ATTACHMENT: Object = object(&[required(
    "message",
    Kind::Object(&object(&[required("attachment", Kind::Object(&UPLOADED_FILE))])),
)]);

static UPLOADED_FILE: Object = object(&[
    required("type", Kind::Word(&["audio", "file", "image", "video"])),
    required(
        "payload",
        Kind::Object(&object(&[
            required("url", Kind::Parsed(parse::<WebUrl>)),
            optional("is_reusable", Kind::True),
        ])),
    ),
]);

/// `recipient` of a message.
static RECIPIENT: Object = Object {
    members: &[
        optional("id", Kind::Parsed(parse::<Psid>)),
        optional("user_ref", Kind::Parsed(parse::<UserRef>)),
        optional("comment_id", Kind::Parsed(parse::<CommentId>)),
        optional("post_id", Kind::Parsed(parse::<PostId>)),
        optional("phone_number", Kind::Parsed(parse::<PhoneNumber>)),
        optional("name", Kind::Object(&FULL_NAME)),
        optional("notification_messages_token", Kind::Parsed(parse_notification_token)),
        optional("one_time_notif_token", Kind::Parsed(parse_notification_token)),
    ],
    rule: Some(|recipient| {
        let ways = [
            "id",
            "user_ref",
            "comment_id",
            "post_id",
            "phone_number",
            "notification_messages_token",
            "one_time_notif_token",
        ];
        exactly_one(recipient, &ways)?;
        goes_with(recipient, "name", "phone_number")
    }),
};

static FULL_NAME: Object =
    object(&[required("first_name", Kind::Text), required("last_name", Kind::Text)]);

/// `recipient` of a thread control request.
static PERSON: Object = object(&[required("id", Kind::Parsed(parse::<Psid>))]);

static REPLY_TO: Object = object(&[required("mid", Kind::Parsed(parse::<MessageId>))]);

/// `thread_control`, by `control_type`.
static HAND_OVERS: [(&str, &Object); 2] = [
    (
        "pass",
        &object(&[
            required("control_type", Kind::Text),
            optional("app_id", Kind::Parsed(parse::<AppId>)),
        ]),
    ),
    ("release", &object(&[required("control_type", Kind::Text)])),
];

fn parse_tag(text: &str) -> Result<String, String> {
    match text.parse::<MessageTag>() {
        Ok(tag) => Ok(tag.as_str().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// The token is a secret, so that its type does not display it.
fn parse_notification_token(text: &str) -> Result<String, String> {
    match NotificationToken::parse(text) {
        Ok(_) => Ok(text.trim().to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

const RECIPIENT_MEMBER: Member = required("recipient", Kind::Object(&RECIPIENT));
const SENDER_ACTION_MEMBER: Member = required("sender_action", Kind::Text);
const SEVEN_DAYS: u32 = 7 * 24 * 60 * 60;
