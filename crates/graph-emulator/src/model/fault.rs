//! Failures on demand.

use std::fmt;

use messenger_personas::Method;
use serde::{Deserialize, Serialize};

/// A way in which Graph fails.
///
/// The request is not applied, unless the fault says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// The access token expired: 190/463.
    TokenExpired,
    /// The session of the access token was invalidated: 190/467.
    TokenInvalid,
    /// The app lacks a permission: 10/1404170.
    Permission,
    /// The app's rate limit: 4.
    RateLimitApp,
    /// The Page's rate limit: 80001, or 32 with a user's token.
    RateLimitPage,
    /// A custom rate limit: 613.
    RateLimitCustom,
    /// The rate limit of the Page's messages: 80006.
    RateLimitMessenger,
    /// A transient failure of Graph: 2.
    Transient,
    /// An unknown failure of Graph: 1/99.
    Unknown,
    /// The person's 24-hour window is closed: 10/2018278.
    WindowClosed,
    /// The message is sent as the Page instead of the persona, without an error.
    PersonaDropped,
    /// The URL of a link or picture is blocked: 368/1346003.
    BlockedUrl,
    /// The person is not available: 551/1545041.
    PersonUnavailable,
    /// Another app controls the thread: 10/2018300.
    ThreadTaken,
    /// A web page instead of JSON, with status 500.
    #[serde(rename = "html_500")]
    Html500,
    /// A web page instead of JSON, with status 200.
    #[serde(rename = "html_200")]
    Html200,
    /// A redirect instead of JSON, as from a captive portal.
    Redirect,
    /// The request is applied. The members of the response have undocumented types.
    WrongTypes,
    /// The request is applied. The response ends in the middle of the JSON.
    TruncatedJson,
    /// The request is applied. The connection is closed in the middle of the body.
    CutBody,
    /// The request is applied. No response is sent.
    NoAnswer,
    /// The connection is reset.
    Reset,
    /// The request is applied. The response is delayed, by 5 seconds unless set otherwise.
    Slow,
}

impl Fault {
    /// All values.
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

    /// The name in JSON.
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

    /// Whether the fault applies to requests with this scope and method.
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

    /// Whether the fault applies to any request with this scope.
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

/// A group of requests, as the scope of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// `/{page-id}/personas` and `/{persona-id}`.
    Personas,
    /// `/{page-id}/messages`.
    Messages,
    /// `/{page-id}`, `/me` and everything else.
    Pages,
}

impl Edge {
    /// All values.
    pub const ALL: &[Self] = &[Self::Personas, Self::Messages, Self::Pages];

    /// The name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Personas => "personas",
            Self::Messages => "messages",
            Self::Pages => "pages",
        }
    }
}

/// The probability 1, in millionths.
pub(crate) fn always() -> u32 {
    1_000_000
}
