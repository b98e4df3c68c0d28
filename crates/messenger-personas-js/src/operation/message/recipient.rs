//! Whom a message is for.

use messenger_personas::{
    CommentId, FullName, NotificationToken, PhoneNumber, PostId, Psid, Recipient, UserRef,
};
use wasm_bindgen::JsValue;

use crate::{fields::Fields, outcome::Failure};

pub(super) fn read(fields: &Fields<'_>) -> Result<Recipient, Failure> {
    let fields = Fields::any(fields.value("recipient").unwrap_or_default(), "the recipient")?;
    let names = fields.names();
    let is_given = |kind: &&&str| names.iter().any(|name| name == **kind);
    let kind = KINDS.iter().find(is_given).unwrap_or(&"id");
    if *kind == "phoneNumber" {
        fields.only(&["phoneNumber", "name"])?;
        return Ok(Recipient::PhoneNumber {
            phone_number: fields.parsed(kind, PhoneNumber::parse)?,
            name: fields.inside("name", full_name)?,
        });
    }
    fields.only(&KINDS)?;
    if names.len() > 1 {
        return Err(Failure::request("the recipient is named in one way, not in several"));
    }
    Ok(match *kind {
        "userRef" => Recipient::UserRef(fields.parsed(kind, UserRef::parse)?),
        "commentId" => Recipient::CommentId(fields.parsed(kind, CommentId::parse)?),
        "postId" => Recipient::PostId(fields.parsed(kind, PostId::parse)?),
        "notificationMessagesToken" => {
            Recipient::NotificationMessagesToken(fields.parsed(kind, NotificationToken::parse)?)
        }
        "oneTimeNotifToken" => {
            Recipient::OneTimeNotifToken(fields.parsed(kind, NotificationToken::parse)?)
        }
        _ => Recipient::Id(fields.parsed("id", Psid::parse)?),
    })
}

fn full_name(input: JsValue) -> Result<FullName, Failure> {
    let fields = Fields::of(input, "the recipient's name", &["firstName", "lastName"])?;
    Ok(FullName { first_name: fields.text("firstName")?, last_name: fields.text("lastName")? })
}

const KINDS: [&str; 7] = [
    "id",
    "userRef",
    "commentId",
    "postId",
    "phoneNumber",
    "notificationMessagesToken",
    "oneTimeNotifToken",
];
