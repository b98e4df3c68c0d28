//! Subscriptions to webhooks: callback URLs, fields, and what a bot is sent.

use std::{fmt, net::IpAddr, str::FromStr};

use messenger_personas::{PageId, Psid};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::model::time::Timestamp;

/// A kind of webhook event, as a Page's `subscribed_fields` name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WebhookField {
    /// A person wrote, or sent a file.
    Messages,
    /// A person pressed a button.
    MessagingPostbacks,
    /// A person read messages of the Page.
    MessageReads,
    /// A message of the Page reached a person.
    MessageDeliveries,
    /// A person reacted to a message, or removed the reaction.
    MessageReactions,
    /// The Page sent a message.
    MessageEchoes,
    /// Another app passed a conversation to this one, took it away, or requested it.
    MessagingHandovers,
    /// Events of a conversation that another app controls.
    Standby,
}

impl WebhookField {
    /// Every field.
    pub const ALL: &[Self] = &[
        Self::Messages,
        Self::MessagingPostbacks,
        Self::MessageReads,
        Self::MessageDeliveries,
        Self::MessageReactions,
        Self::MessageEchoes,
        Self::MessagingHandovers,
        Self::Standby,
    ];

    /// The fields of a subscription that names none: all but `standby`, whose notifications have no
    /// `messaging`.
    pub const DEFAULT: &[Self] = &[
        Self::Messages,
        Self::MessagingPostbacks,
        Self::MessageReads,
        Self::MessageDeliveries,
        Self::MessageReactions,
        Self::MessageEchoes,
        Self::MessagingHandovers,
    ];

    /// Such as `messages`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::MessagingPostbacks => "messaging_postbacks",
            Self::MessageReads => "message_reads",
            Self::MessageDeliveries => "message_deliveries",
            Self::MessageReactions => "message_reactions",
            Self::MessageEchoes => "message_echoes",
            Self::MessagingHandovers => "messaging_handovers",
            Self::Standby => "standby",
        }
    }

    /// The fields in a list such as `messages,message_echoes`.
    ///
    /// # Errors
    /// [`WebhookError::Field`] for an unknown name or an empty list.
    pub fn parse_list(names: &str) -> Result<Vec<Self>, WebhookError> {
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        let chosen = names.map(Self::from_str).collect::<Result<Vec<_>, _>>()?;
        if chosen.is_empty() {
            return Err(WebhookError::Field);
        }
        Ok(Self::ALL.iter().copied().filter(|field| chosen.contains(field)).collect())
    }
}

impl FromStr for WebhookField {
    type Err = WebhookError;

    fn from_str(name: &str) -> Result<Self, WebhookError> {
        Self::ALL.iter().copied().find(|field| field.as_str() == name).ok_or(WebhookError::Field)
    }
}

/// Which callback URLs an emulator takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WebhookReach {
    /// None: events are delivered in the process of the emulator.
    #[default]
    InProcess,
    /// URLs of this machine.
    Loopback,
    /// URLs of any machine.
    AnyHost,
}

/// A bot's callback URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookUrl {
    url: String,
    is_loopback: bool,
}

impl WebhookUrl {
    /// Checks a URL such as `http://127.0.0.1:3000/webhook`.
    ///
    /// # Errors
    /// [`WebhookError::Tls`] for `https:`, [`WebhookError::Url`] for what is no URL.
    pub fn parse(url: &str) -> Result<Self, WebhookError> {
        let url = url.trim();
        let has_scheme = |scheme: &str| {
            url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        if has_scheme("https://") {
            return Err(WebhookError::Tls);
        }
        if !has_scheme("http://") || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(WebhookError::Url);
        }
        let rest = url.get("http://".len()..).unwrap_or_default();
        let (authority, path) = match rest.find(['/', '?', '#']) {
            Some(end) => rest.split_at_checked(end).unwrap_or((rest, "")),
            None => (rest, "/"),
        };
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse::<u16>().ok()),
            _ => (authority, Some(80)),
        };
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        let is_valid = match address {
            Some(address) => address.parse::<IpAddr>().is_ok_and(|address| address.is_ipv6()),
            None => !host.is_empty() && host.chars().all(is_host),
        };
        if !is_valid || port.is_none_or(|port| port == 0) || path.contains(['#', '"', '<', '>']) {
            return Err(WebhookError::Url);
        }
        let is_loopback = host.eq_ignore_ascii_case("localhost")
            || address.unwrap_or(host).parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        Ok(Self { url: format!("http://{authority}{path}"), is_loopback })
    }

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// `true` if the URL is one of this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.is_loopback
    }

    /// Checks that an emulator with this reach may call the URL.
    ///
    /// # Errors
    /// [`WebhookError::InProcess`] or [`WebhookError::Remote`] if it may not.
    pub fn check(&self, reach: WebhookReach) -> Result<(), WebhookError> {
        match reach {
            WebhookReach::InProcess => Err(WebhookError::InProcess),
            WebhookReach::Loopback if !self.is_loopback => Err(WebhookError::Remote),
            _ => Ok(()),
        }
    }
}

/// The URL without its query, which may contain a secret.
impl fmt::Display for WebhookUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.split('?').next().unwrap_or_default())?;
        if self.url.contains('?') { f.write_str("?…") } else { Ok(()) }
    }
}

impl Serialize for WebhookUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.url)
    }
}

impl<'de> Deserialize<'de> for WebhookUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// Who is sent which events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookSubscription {
    /// The Page; `None` for all Pages that have no other subscription.
    pub page_id: Option<PageId>,
    /// The callback URL; `None` is a listener in the process of the emulator.
    pub url: Option<WebhookUrl>,
    /// Sent with the verification request.
    pub verify_token: String,
    /// What is sent.
    pub fields: Vec<WebhookField>,
}

/// Outcome of the deliveries of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookOutcome {
    /// The bot responded with 200.
    Delivered,
    /// The event is no longer sent.
    Dropped,
}

/// The requests with an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookAttempts {
    /// Number of requests.
    #[serde(rename = "attempts")]
    pub count: u32,
    /// Status of the last response, if there was one.
    pub status: Option<u16>,
    /// Milliseconds until the last response was complete, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response_ms: Option<u64>,
}

impl WebhookAttempts {
    /// `true` if the last response took longer than the five seconds that Meta allows.
    #[must_use]
    pub fn is_slow(&self) -> bool {
        self.response_ms.is_some_and(|ms| ms > LONGEST_RESPONSE_MS)
    }
}

/// <https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks>
const LONGEST_RESPONSE_MS: u64 = 5000;

/// State of a webhook event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookState {
    /// There is no response with 200 yet.
    Pending,
    /// The bot responded with 200.
    Delivered,
    /// It is no longer sent.
    Dropped,
}

/// State of the verification of a callback URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verification {
    /// Not yet requested, or without a response so far.
    Waiting,
    /// The bot responded with the challenge.
    Verified,
    /// The bot did not, and is asked again.
    Failed(String),
}

/// A webhook event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WebhookEvent {
    /// Its number, in the order in which events happened.
    pub number: u64,
    /// How often the state was reset before. Numbers start again after a reset.
    pub generation: u64,
    /// The Page.
    pub page_id: PageId,
    /// The person in whose conversation it happened.
    pub psid: Psid,
    /// The kind of event.
    pub field: WebhookField,
    /// The body of the request, as it is signed and sent.
    pub body: String,
    /// When it happened.
    pub at: Timestamp,
    /// Whether it was delivered.
    pub state: WebhookState,
    /// The requests so far.
    pub attempts: WebhookAttempts,
    /// Why the last request had no response.
    pub error: Option<String>,
    /// When the outcome was known.
    pub ended_at: Option<Timestamp>,
}

/// Why a webhook cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// No URL.
    #[error(
        "the webhook is no URL that can be called: give the address of your bot, such as \
         http://127.0.0.1:3000/webhook"
    )]
    Url,
    /// Without TLS, there is no `https:`.
    #[error(
        "the emulator calls webhooks over http only: start your bot without TLS, such as on \
         http://127.0.0.1:3000/webhook"
    )]
    Tls,
    /// Another machine.
    #[error(
        "the webhook is on another machine, which would be sent all messages: use 127.0.0.1 or \
         localhost, or allow it with --allow-remote"
    )]
    Remote,
    /// Nothing sends HTTP requests.
    #[error(
        "this emulator sends no HTTP requests: listen with graph.onWebhook, or start the program \
         graph-emulator"
    )]
    InProcess,
    /// No verify token.
    #[error(
        "a webhook needs a verify token, which your bot compares with its own: give the same text \
         to both"
    )]
    VerifyToken,
    /// An unknown field.
    #[error(
        "fields is a list of messages, messaging_postbacks, message_reads, message_deliveries, \
         message_reactions, message_echoes, messaging_handovers and standby; all but standby if it \
         is left out"
    )]
    Field,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_callback_url_is_complete_and_says_whether_it_is_of_this_machine() {
        for (url, is_loopback) in [
            ("http://127.0.0.1:3000/webhook", true),
            ("HTTP://localhost/a?b=c", true),
            ("http://[::1]:80/", true),
            ("http://127.9.9.9", true),
            ("http://192.168.0.7:3000/webhook", false),
            ("http://bot.example/webhook", false),
            ("http://127.0.0.1.bot.example/webhook", false),
        ] {
            assert_eq!(WebhookUrl::parse(url).unwrap().is_loopback(), is_loopback, "{url}");
        }
        assert_eq!(WebhookUrl::parse("http://a?b=c").unwrap().as_str(), "http://a/?b=c");
        assert_eq!(WebhookUrl::parse("http://a/b?key=SECRET").unwrap().to_string(), "http://a/b?…");
        assert_eq!(WebhookUrl::parse("https://a.example/b"), Err(WebhookError::Tls));
        for url in [
            "",
            "3000",
            "127.0.0.1:3000/webhook",
            "ftp://a/b",
            "http://",
            "http:///b",
            "http://a:0/",
            "http://a:99999/",
            "http://user:secret@a/",
            "http://127.0.0.1@bot.example/",
            "http://a/b#c",
            "http://a/b c",
            "http://ä/",
            "http://[127.0.0.1]/",
            "http://[::1/",
        ] {
            assert_eq!(WebhookUrl::parse(url), Err(WebhookError::Url), "{url}");
        }
    }

    #[test]
    fn fields_have_metas_names() {
        let names = WebhookField::ALL.iter().map(|field| field.as_str());
        let names = names.collect::<Vec<_>>().join(" , ");
        assert_eq!(WebhookField::parse_list(&names).as_deref(), Ok(WebhookField::ALL));
        assert_eq!(
            WebhookField::parse_list("message_echoes,messages,messages").as_deref(),
            Ok([WebhookField::Messages, WebhookField::MessageEchoes].as_slice())
        );
        for field in WebhookField::ALL {
            let json = serde_json::to_string(field).unwrap();
            assert_eq!(json, format!("\"{}\"", field.as_str()));
        }
        let (standby, others) = WebhookField::ALL.split_last().unwrap();
        assert_eq!((*standby, others), (WebhookField::Standby, WebhookField::DEFAULT));
        for list in ["", ",", "messages,messaging_optins"] {
            assert_eq!(WebhookField::parse_list(list), Err(WebhookError::Field));
        }
    }
}
