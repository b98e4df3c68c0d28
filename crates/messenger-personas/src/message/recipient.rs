//! Recipients of messages.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    Psid, ValueError,
    id::opaque::{CommentId, PostId, UserRef},
    value::{check_text, text_traits},
};

/// The recipient of a message or sender action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Recipient {
    /// A person, by PSID. A PSID is valid for one Page only.
    Id(Psid),
    /// A person who used the checkbox plugin. The response has no `recipient_id`.
    UserRef(UserRef),
    /// The author of a comment on a post of the Page: one private reply, within 7 days.
    CommentId(CommentId),
    /// The author of a post on the Page: one private reply, within 7 days.
    PostId(PostId),
    /// A person, by phone number. Requires Meta's permission. The response has no `recipient_id`.
    PhoneNumber {
        /// Phone number.
        phone_number: PhoneNumber,
        /// Name of the person, which improves matching.
        name: Option<FullName>,
    },
    /// A person who opted in to recurring notifications, a feature that Meta is ending.
    NotificationMessagesToken(NotificationToken),
    /// A person who opted in to one notification.
    OneTimeNotifToken(NotificationToken),
}

impl Serialize for Recipient {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Id(id) => map.serialize_entry("id", id)?,
            Self::UserRef(user_ref) => map.serialize_entry("user_ref", user_ref)?,
            Self::CommentId(id) => map.serialize_entry("comment_id", id)?,
            Self::PostId(id) => map.serialize_entry("post_id", id)?,
            Self::PhoneNumber { phone_number, name } => {
                map.serialize_entry("phone_number", phone_number)?;
                if let Some(name) = name {
                    map.serialize_entry("name", name)?;
                }
            }
            Self::NotificationMessagesToken(token) => {
                map.serialize_entry("notification_messages_token", &token.0)?;
            }
            Self::OneTimeNotifToken(token) => {
                map.serialize_entry("one_time_notif_token", &token.0)?;
            }
        }
        map.end()
    }
}

impl From<Psid> for Recipient {
    fn from(psid: Psid) -> Self {
        Self::Id(psid)
    }
}

/// An international phone number: `+`, then 7 to 15 digits that start with the country code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

impl PhoneNumber {
    /// Parses a phone number, removing white space, parentheses, periods and hyphens.
    ///
    /// # Errors
    /// [`ValueError::Malformed`] if the rest is not `+` and 7 to 15 digits.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let is_separator = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '-' | '.');
        let number: String = text.chars().filter(|c| !is_separator(*c)).collect();
        let digits = number.strip_prefix('+').unwrap_or_default();
        if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ValueError::Malformed {
                field: "telephone number",
                expected: "is not valid: it starts with + and the country code, like +16505551234",
            });
        }
        Ok(Self(number))
    }

    /// Returns the phone number, such as `+16505551234`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits! {
    PhoneNumber: ValueError;
}

/// The name of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FullName {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

/// A token that permits notifications to a person who opted in.
///
/// The token is a secret, so `Debug` redacts it.
#[derive(Clone, PartialEq, Eq)]
pub struct NotificationToken(String);

impl NotificationToken {
    /// Parses a token, trimming white space.
    ///
    /// # Errors
    /// [`ValueError`] if the token is empty or has more than 1,000 characters.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let text = text.trim();
        check_text("notification token", 1000, text)?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for NotificationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NotificationToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;

    #[test]
    fn each_recipient_is_encoded_under_its_own_key() {
        let token = NotificationToken::parse("SECRET").unwrap();
        assert_eq!(format!("{token:?}"), "NotificationToken(…)");
        let number = PhoneNumber::parse("+1 (650) 555-1234").unwrap();
        let name = FullName { first_name: "Ana".to_owned(), last_name: "Silva".to_owned() };
        for (recipient, expected) in [
            (Psid::parse("251").unwrap().into(), r#"{"id":"251"}"#),
            (Recipient::UserRef(UserRef::parse("u-1").unwrap()), r#"{"user_ref":"u-1"}"#),
            (Recipient::CommentId(CommentId::parse("1_2").unwrap()), r#"{"comment_id":"1_2"}"#),
            (Recipient::PostId(PostId::parse("1_2").unwrap()), r#"{"post_id":"1_2"}"#),
            (
                Recipient::PhoneNumber { phone_number: number.clone(), name: None },
                r#"{"phone_number":"+16505551234"}"#,
            ),
            (
                Recipient::PhoneNumber { phone_number: number, name: Some(name) },
                r#"{"phone_number":"+16505551234","name":{"first_name":"Ana","last_name":"Silva"}}"#,
            ),
            (
                Recipient::NotificationMessagesToken(token.clone()),
                r#"{"notification_messages_token":"SECRET"}"#,
            ),
            (Recipient::OneTimeNotifToken(token), r#"{"one_time_notif_token":"SECRET"}"#),
        ] {
            assert_eq!(Json::encode(&recipient).as_str(), expected);
        }
    }

    #[test]
    fn a_phone_number_starts_with_a_country_code() {
        for text in ["", "6505551234", "+1", "+1650555123x", "+1234567890123456"] {
            assert!(PhoneNumber::parse(text).is_err(), "{text}");
        }
    }
}
