//! The failures that the emulator produces on demand.

use std::fmt;

use messenger_personas::Method;
use serde::{Deserialize, Serialize};

/// How Graph can be made to fail.
///
/// Unless it says that the call is carried out, nothing happens but the failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// The session behind the token has ended: 190/463.
    TokenExpired,
    /// The session behind the token is none any more: 190/467.
    TokenInvalid,
    /// The app may not: 10/1404170.
    Permission,
    /// The app made too many calls: 4.
    RateLimitApp,
    /// Too many calls were made to the Page: 80001, or 32 with a user's token.
    RateLimitPage,
    /// Too many calls of this kind were made: 613.
    RateLimitCustom,
    /// The Page sent too many messages: 80006.
    RateLimitMessenger,
    /// Graph fails for a moment: 2.
    Transient,
    /// Graph fails and does not say why: 1/99.
    Unknown,
    /// The person's last message is too old: 10/2018278.
    WindowClosed,
    /// The message goes out, silently as the Page.
    PersonaDropped,
    /// A link or picture is on a blocked domain: 368/1346003.
    BlockedUrl,
    /// The person cannot be reached: 551/1545041.
    PersonUnavailable,
    /// Another app answers this person now: 2018300.
    ThreadTaken,
    /// A web page comes instead of JSON.
    #[serde(rename = "html_500")]
    Html500,
    /// A web page comes instead of JSON, as a success.
    #[serde(rename = "html_200")]
    Html200,
    /// A redirect to another address comes instead of JSON, as from a captive portal.
    Redirect,
    /// The call is carried out, and the members of the JSON have other types than documented.
    WrongTypes,
    /// The call is carried out, and half of the JSON is the whole answer.
    TruncatedJson,
    /// The call is carried out, and the connection is closed in the middle of the answer.
    CutBody,
    /// The call is carried out, and no answer comes.
    NoAnswer,
    /// The connection is reset.
    Reset,
    /// The call is carried out, and the answer comes late: 5 seconds, or as long as is said.
    Slow,
}

impl Fault {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::TokenExpired,
        Self::TokenInvalid,
        Self::Permission,
        Self::RateLimitApp,
        Self::RateLimitPage,
        Self::RateLimitCustom,
        Self::RateLimitMessenger,
        Self::Transient,
        Self::Unknown,
        Self::WindowClosed,
        Self::PersonaDropped,
        Self::BlockedUrl,
        Self::PersonUnavailable,
        Self::ThreadTaken,
        Self::Html500,
        Self::Html200,
        Self::Redirect,
        Self::WrongTypes,
        Self::TruncatedJson,
        Self::CutBody,
        Self::NoAnswer,
        Self::Reset,
        Self::Slow,
    ];

    /// As the control plane writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TokenExpired => "token_expired",
            Self::TokenInvalid => "token_invalid",
            Self::Permission => "permission",
            Self::RateLimitApp => "rate_limit_app",
            Self::RateLimitPage => "rate_limit_page",
            Self::RateLimitCustom => "rate_limit_custom",
            Self::RateLimitMessenger => "rate_limit_messenger",
            Self::Transient => "transient",
            Self::Unknown => "unknown",
            Self::WindowClosed => "window_closed",
            Self::PersonaDropped => "persona_dropped",
            Self::BlockedUrl => "blocked_url",
            Self::PersonUnavailable => "person_unavailable",
            Self::ThreadTaken => "thread_taken",
            Self::Html500 => "html_500",
            Self::Html200 => "html_200",
            Self::Redirect => "redirect",
            Self::WrongTypes => "wrong_types",
            Self::TruncatedJson => "truncated_json",
            Self::CutBody => "cut_body",
            Self::NoAnswer => "no_answer",
            Self::Reset => "reset",
            Self::Slow => "slow",
        }
    }

    /// Whether such a call can fail in this way.
    pub(crate) fn applies_to(self, edge: Edge, method: Method) -> bool {
        match self {
            Self::WindowClosed
            | Self::PersonUnavailable
            | Self::PersonaDropped
            | Self::ThreadTaken => edge == Edge::Messages && method == Method::Post,
            Self::BlockedUrl => edge != Edge::Pages && method == Method::Post,
            _ => true,
        }
    }

    /// Whether any call on this edge can fail in this way.
    pub(crate) fn is_possible_on(self, edge: Edge) -> bool {
        [Method::Get, Method::Post, Method::Delete]
            .into_iter()
            .any(|method| self.applies_to(edge, method))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a call is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// `/{page-id}/personas` and `/{persona-id}`.
    Personas,
    /// `/{page-id}/messages`.
    Messages,
    /// `/{page-id}`, `/me` and all else.
    Pages,
}

impl Edge {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Personas, Self::Messages, Self::Pages];

    /// As the control plane writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Personas => "personas",
            Self::Messages => "messages",
            Self::Pages => "pages",
        }
    }
}

/// Of a million calls: all of them.
pub(crate) fn always() -> u32 {
    1_000_000
}
