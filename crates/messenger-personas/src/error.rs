//! Errors in responses: Graph's error object, and responses that are not Graph's.
//!
//! [`GraphErrorKind`] classifies every code that Meta documents, so that no program has to match on
//! messages.

pub(crate) mod envelope;
mod table;

use std::{fmt, time::Duration};

use serde_json::{Map, Value};

use crate::Idempotency;

/// Error in a response.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ResponseError {
    /// Graph refused the request.
    #[error(transparent)]
    Graph(Box<GraphError>),
    /// The response cannot be decoded: it comes from a proxy or a captive portal, or was cut off.
    #[error(
        "the response (status {status}) is not one of Graph's: {reason}; check the address, and \
         any proxy in between"
    )]
    #[non_exhaustive]
    Decode {
        /// HTTP status.
        status: u16,
        /// Why the response cannot be decoded.
        reason: DecodeReason,
        /// Time to wait before the next request, from the header `retry-after` of a gateway. In
        /// seconds on the wire; dates are ignored.
        retry_after: Option<Duration>,
    },
}

impl ResponseError {
    /// The error that Graph returned, if Graph refused the request.
    #[must_use]
    pub fn graph(&self) -> Option<&GraphError> {
        match self {
            Self::Graph(error) => Some(error),
            Self::Decode { .. } => None,
        }
    }
}

/// Why a response cannot be decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeReason {
    /// The body is empty.
    #[error("it is empty")]
    Empty,
    /// The body is a web page, as proxies and login portals send.
    #[error("it is a web page")]
    Html,
    /// The body is text that is not JSON.
    #[error("it is not JSON")]
    NotJson,
    /// The body starts like JSON and is invalid or cut off.
    #[error("its JSON is invalid or cut off")]
    InvalidJson,
    /// The body is JSON without the members that the request's response has.
    #[error("its JSON does not have the documented members")]
    UnexpectedShape,
    /// An id is a number that JavaScript rounds. Only the npm package, whose JSON parser is
    /// JavaScript's, gives this reason; the parser of this crate reads such an id.
    #[error("an id in it is a number that JavaScript cannot represent")]
    RoundedId,
}

/// Error object of a response in which Graph refused a request.
///
/// `Display` shows Graph's own message with its codes; [`meaning`](Self::meaning) says what
/// happened and [`advice`](Self::advice) what to do next.
///
/// ```
/// use messenger_personas::{
///     AccessToken, GetPersona, Graph, GraphErrorKind, GraphRequest, HttpResponse, PersonaId,
///     ResponseError, Retryability,
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
/// let get = GetPersona::new(PersonaId::parse("1007240332817468")?);
/// let response = HttpResponse::json(
///     400,
///     r#"{"error":{"message":"Session has expired","type":"OAuthException","code":190,"fbtrace_id":"A1"}}"#,
/// );
/// let Err(ResponseError::Graph(error)) = get.parse_response(&graph, response) else {
///     return Err("Graph refused".into());
/// };
/// assert_eq!(error.kind, GraphErrorKind::AccessToken);
/// assert_eq!(error.retryability(), Retryability::Never);
/// assert_eq!(error.to_string(), "Session has expired (code 190, trace A1)");
/// println!("{} {}", error.meaning(), error.advice(get.idempotency()));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message} (code {code}{}, trace {})",
    .subcode.map(|subcode| format!("/{subcode}")).unwrap_or_default(),
    .fbtrace_id.as_deref().unwrap_or("none"))]
#[non_exhaustive]
pub struct GraphError {
    /// HTTP status; Graph returns 400 for nearly every error.
    pub status: u16,
    /// `error.code`
    pub code: i64,
    /// `error.error_subcode`
    pub subcode: Option<i64>,
    /// Classification of code and subcode.
    pub kind: GraphErrorKind,
    /// `error.type`, such as `OAuthException`.
    pub error_type: Option<String>,
    /// `error.message`, in English, for developers.
    pub message: String,
    /// `error.error_user_title`, for end users, in their language.
    pub user_title: Option<String>,
    /// `error.error_user_msg`, for end users, in their language.
    pub user_message: Option<String>,
    /// `error.is_transient`: Graph's hint that the same request may succeed later.
    pub is_transient: bool,
    /// `error.fbtrace_id`, which Meta's support asks for.
    pub fbtrace_id: Option<String>,
    /// `error.error_data`, of any JSON type.
    pub data: Option<Value>,
    /// All other members of the error object.
    pub other: Map<String, Value>,
    /// Time to wait before the next request, for rate limits. A request made earlier lengthens it.
    pub retry_after: Option<Duration>,
}

impl GraphError {
    /// One sentence that says what happened.
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        table::meaning(self.code, self.subcode)
    }

    /// One sentence that says what to do next, for a request of this idempotency.
    ///
    /// After an [ambiguous](Self::is_ambiguous) failure of a create or a send, the advice is to
    /// check first whether it was applied.
    #[must_use]
    pub fn advice(&self, idempotency: Idempotency) -> &'static str {
        if idempotency == Idempotency::NonIdempotent && self.is_ambiguous() {
            return CHECK_FIRST;
        }
        table::row(self.code, self.subcode).advice.unwrap_or_else(|| self.kind.advice())
    }

    /// Who can fix the problem.
    #[must_use]
    pub fn error_source(&self) -> ErrorSource {
        table::row(self.code, self.subcode).source
    }

    /// Whether the same request can succeed later.
    ///
    /// Graph's hint [`is_transient`](Self::is_transient) counts unless code and subcode are known.
    #[must_use]
    pub fn retryability(&self) -> Retryability {
        let row = table::row(self.code, self.subcode);
        let is_known = table::is_known(self.code, self.subcode) && self.subcode.is_some();
        match row.retryability {
            Retryability::Never if self.is_transient && !is_known => Retryability::Soon,
            retryability => retryability,
        }
    }

    /// `true` if Graph failed internally, so that the request may have been applied.
    ///
    /// An error that is not known by code and subcode counts too if Graph calls it transient, if the
    /// HTTP status is 500 or above, or if it has no code. A rate limit never counts.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        if self.kind == GraphErrorKind::RateLimit {
            return false;
        }
        let is_known = table::is_known(self.code, self.subcode);
        table::is_internal_failure(self.code, self.subcode)
            || self.code == 0
            || (!is_known && (self.is_transient || self.status >= 500))
    }
}

/// Classification of a Graph error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GraphErrorKind {
    /// The access token is missing, malformed, expired, or of the wrong kind.
    AccessToken,
    /// The token, the app or the Page lacks a permission.
    Permission,
    /// Too many calls.
    RateLimit,
    /// The id is unknown, deleted, or belongs to another Page.
    UnknownObject,
    /// A parameter is missing or invalid.
    InvalidParameter,
    /// The person's last message is more than 24 hours old.
    OutsideWindow,
    /// The person cannot be reached: unknown to this Page, has blocked it, or is not available.
    PersonUnavailable,
    /// Another app controls the conversation.
    ThreadTaken,
    /// The content or the Page is blocked by policy. A picture on a tunnel domain is a common cause.
    Blocked,
    /// A picture or another file could not be fetched, is too large, or has the wrong type.
    Picture,
    /// The path, version or feature does not exist.
    UnknownPath,
    /// Graph failed internally; the same request may succeed in a moment.
    Service,
    /// A code that this crate does not know.
    Unknown,
}

impl GraphErrorKind {
    /// Classifies a code and subcode. A subcode that is not known is classified by its code.
    #[must_use]
    pub fn of(code: i64, subcode: Option<i64>) -> Self {
        table::row(code, subcode).kind
    }

    /// Stable name, such as `rate_limit`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::Permission => "permission",
            Self::RateLimit => "rate_limit",
            Self::UnknownObject => "unknown_object",
            Self::InvalidParameter => "invalid_parameter",
            Self::OutsideWindow => "outside_window",
            Self::PersonUnavailable => "person_unavailable",
            Self::ThreadTaken => "thread_taken",
            Self::Blocked => "blocked",
            Self::Picture => "picture",
            Self::UnknownPath => "unknown_path",
            Self::Service => "service",
            Self::Unknown => "unknown",
        }
    }

    /// One sentence that says what to do next, for requests that can be repeated.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::AccessToken => "Connect again with a fresh Page access token.",
            Self::Permission => {
                "Check that the app has the pages_messaging permission and that the token's owner \
                 has the MESSAGING task on the Page."
            }
            Self::RateLimit => "Stop calling for a while: calls made now lengthen the wait.",
            Self::UnknownObject => {
                "Check the id: it may have been deleted, or belong to another Page than this token."
            }
            Self::InvalidParameter => "Correct the value that the message names and try again.",
            Self::OutsideWindow => {
                "Wait until the person writes again: a Page may answer freely for 24 hours after \
                 their last message."
            }
            Self::PersonUnavailable => {
                "Check the recipient: this person may have blocked the Page, or the id may belong \
                 to another Page."
            }
            Self::ThreadTaken => "Take thread control first: another app has this conversation.",
            Self::Blocked => {
                "Wait before trying again, and look at the content: a picture or link on a tunnel \
                 domain is a usual reason."
            }
            Self::Picture => {
                "Check the picture: a public https address that answers quickly with an image of \
                 at most 8 MB."
            }
            Self::UnknownPath => "Check the Graph version and the address that calls are sent to.",
            Self::Service => "Wait a moment, then try again.",
            Self::Unknown => {
                "Look the code up in Meta's error reference, with the trace id at hand."
            }
        }
    }
}

/// Who can fix the problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorSource {
    /// The caller: a value, an id, a URL or the content of the request.
    Request,
    /// The owner of the access token.
    Token,
    /// The developers of the app: permissions, review, number of requests.
    App,
    /// The admins of the Page: settings, limits, a restriction by Meta.
    Page,
    /// The person who receives the message.
    Person,
    /// Meta.
    Meta,
    /// Not known.
    Unknown,
}

impl ErrorSource {
    /// Stable name, such as `request`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Token => "token",
            Self::App => "app",
            Self::Page => "page",
            Self::Person => "person",
            Self::Meta => "meta",
            Self::Unknown => "unknown",
        }
    }
}

/// Whether the same request can succeed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retryability {
    /// Not until something is changed.
    Never,
    /// In seconds, or after [`GraphError::retry_after`].
    Soon,
    /// In minutes or more, when a restriction has ended.
    Later,
}

impl Retryability {
    /// Stable name, such as `never`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Soon => "soon",
            Self::Later => "later",
        }
    }
}

const CHECK_FIRST: &str = "Check whether it happened before trying again.";

macro_rules! display_name {
    ($($name:ident),*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    )*};
}

display_name!(ErrorSource, GraphErrorKind, Retryability);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessToken, Graph, HttpResponse};

    fn error(code: i64, subcode: Option<i64>, is_transient: bool) -> GraphError {
        let graph = Graph::new(AccessToken::parse("T").unwrap());
        let json = serde_json::json!({
            "error": {"code": code, "error_subcode": subcode, "is_transient": is_transient}
        });
        let response = HttpResponse::json(400, json.to_string());
        match response.into_success(&graph) {
            Err(ResponseError::Graph(error)) => *error,
            _ => panic!("{json}"),
        }
    }

    /// Codes with their subcodes, from Meta's pages and the captures that `table.rs` names.
    const DOCUMENTED: &[(i64, &[i64], GraphErrorKind, Retryability)] = {
        use GraphErrorKind as K;
        use Retryability::{Later, Never, Soon};
        &[
            (-1, &[], K::Service, Soon),
            (-1, &[2_018_012, -1], K::Service, Soon),
            (1, &[], K::Service, Soon),
            (1, &[99], K::Permission, Never),
            (1, &[1_357_046], K::Service, Never),
            (2, &[], K::Service, Soon),
            (2, &[2_018_344], K::Permission, Never),
            (3, &[], K::Permission, Never),
            (4, &[], K::RateLimit, Soon),
            (4, &[2_018_022], K::RateLimit, Soon),
            (4, &[2_018_354], K::RateLimit, Later),
            (9, &[2_018_352], K::RateLimit, Later),
            (10, &[], K::Permission, Never),
            (10, &[1_404_170, 2_018_028, 2_534_077], K::Permission, Never),
            (10, &[1_893_015, 2_018_108], K::PersonUnavailable, Never),
            (10, &[1_893_063], K::Blocked, Later),
            (10, &[2_018_065, 2_018_278, 2_534_022], K::OutsideWindow, Never),
            (10, &[2_018_336], K::Blocked, Never),
            (11, &[], K::UnknownPath, Never),
            (17, &[], K::RateLimit, Soon),
            (32, &[], K::RateLimit, Soon),
            (100, &[], K::InvalidParameter, Never),
            (100, &[33], K::UnknownObject, Never),
            (100, &[2_018_001, 2_534_014], K::PersonUnavailable, Never),
            (100, &[2_018_008, 2_018_294], K::Picture, Soon),
            (100, &[2_018_047, 2_018_109], K::Picture, Never),
            (100, &[2_018_014, 2_018_164, 2_018_320, 2_018_328], K::InvalidParameter, Never),
            (100, &[2_018_005], K::Picture, Never),
            (100, &[1_893_061, 2_018_032, 2_018_063, 2_018_145], K::InvalidParameter, Never),
            (100, &[2_018_048], K::Service, Soon),
            (100, &[2_018_074], K::UnknownObject, Never),
            (100, &[2_534_013], K::Permission, Never),
            (100, &[2_534_015, 2_534_025], K::InvalidParameter, Never),
            (100, &[2_534_029], K::Blocked, Never),
            (100, &[2_534_037], K::ThreadTaken, Never),
            (102, &[], K::AccessToken, Never),
            (104, &[], K::AccessToken, Never),
            (190, &[], K::AccessToken, Never),
            (190, &[458, 459, 460, 463, 464, 467, 492, 2_069_032], K::AccessToken, Never),
            (200, &[], K::Permission, Never),
            (200, &[2_018_021, 2_018_027, 2_018_028, 2_534_041], K::Permission, Never),
            (200, &[1_545_041], K::PersonUnavailable, Never),
            (230, &[], K::Permission, Never),
            (299, &[], K::Permission, Never),
            (341, &[], K::RateLimit, Soon),
            (368, &[], K::Blocked, Later),
            (368, &[1_346_003], K::Blocked, Never),
            (506, &[], K::InvalidParameter, Never),
            (551, &[], K::PersonUnavailable, Never),
            (551, &[1_545_041], K::PersonUnavailable, Never),
            (613, &[], K::RateLimit, Soon),
            (613, &[1996, 2_534_040], K::RateLimit, Soon),
            (613, &[1_893_016], K::InvalidParameter, Never),
            (613, &[2_018_338], K::Blocked, Later),
            (803, &[], K::UnknownObject, Never),
            (1200, &[], K::Service, Soon),
            (2022, &[], K::Blocked, Later),
            (2500, &[], K::UnknownPath, Never),
            (10_303, &[], K::InvalidParameter, Never),
            (10_900, &[], K::InvalidParameter, Never),
            (10_903, &[], K::InvalidParameter, Never),
            (10_904, &[], K::InvalidParameter, Never),
            (24_001, &[], K::Permission, Never),
            (24_005, &[], K::Permission, Never),
            (36_103, &[], K::Permission, Never),
            (80_001, &[], K::RateLimit, Soon),
            (80_002, &[], K::RateLimit, Soon),
            (80_006, &[], K::RateLimit, Soon),
            (1_609_005, &[], K::Picture, Never),
            (2_018_144, &[], K::Permission, Never),
            (2_018_154, &[], K::Permission, Never),
            (2_018_163, &[], K::Permission, Never),
            (2_018_166, &[], K::Permission, Never),
            (2_018_171, &[], K::Permission, Never),
            (2_018_218, &[], K::PersonUnavailable, Never),
            (2_018_234, &[], K::Permission, Never),
            (2_018_247, &[], K::Permission, Never),
            (2_018_300, &[], K::ThreadTaken, Never),
            (10, &[2_018_300], K::ThreadTaken, Never),
            (2_018_321, &[], K::ThreadTaken, Later),
            (2_018_389, &[], K::Permission, Never),
            (2_018_396, &[], K::Permission, Never),
            (2_071_010, &[], K::Permission, Never),
            (9_000_001, &[], K::UnknownObject, Never),
            (77, &[], K::Unknown, Never),
        ]
    };

    #[test]
    fn every_documented_code_is_classified() {
        for &(code, subcodes, kind, retryability) in DOCUMENTED {
            let alone = subcodes.is_empty().then_some(None);
            for subcode in subcodes.iter().copied().map(Some).chain(alone) {
                let error = error(code, subcode, false);
                assert_eq!(
                    (error.kind, error.retryability()),
                    (kind, retryability),
                    "{code}/{subcode:?}"
                );
                let known = kind != GraphErrorKind::Unknown;
                assert_eq!(
                    error.error_source() != ErrorSource::Unknown,
                    known,
                    "{code}/{subcode:?}"
                );
            }
        }
    }

    #[test]
    fn a_subcode_has_its_own_advice_or_its_kinds() {
        let wrong_token = error(190, Some(2_069_032), false);
        assert_eq!(wrong_token.meaning(), "This is a person's token where a Page's is needed.");
        assert!(wrong_token.advice(Idempotency::Safe).contains("/me/accounts"));
        assert_eq!(
            error(190, None, false).advice(Idempotency::Safe),
            GraphErrorKind::AccessToken.advice()
        );
        assert_eq!(
            error(77, None, false).advice(Idempotency::Safe),
            GraphErrorKind::Unknown.advice()
        );
    }

    #[test]
    fn only_internal_failures_are_ambiguous() {
        for (code, subcode) in [
            (-1, None),
            (-1, Some(2_018_012)),
            (-2, None),
            (1, None),
            (1, Some(99)),
            (1, Some(1_357_046)),
            (1, Some(5)),
            (1, Some(2_071_050)),
            (-1, Some(2_018_300)),
            (100, Some(1_357_046)),
            (1_357_046, None),
            (i64::MIN, None),
            (0, None),
            (2, None),
            (100, Some(2_018_048)),
            (1200, None),
        ] {
            let error = error(code, subcode, false);
            assert!(error.is_ambiguous(), "{code}/{subcode:?}");
            assert_eq!(error.advice(Idempotency::NonIdempotent), CHECK_FIRST);
            for idempotency in [Idempotency::Safe, Idempotency::Idempotent] {
                assert!(!error.advice(idempotency).contains("happened"), "{code}/{subcode:?}");
            }
        }
        for (code, subcode) in
            [(2, Some(2_018_344)), (4, None), (10, None), (100, None), (190, None), (77, None)]
        {
            assert!(!error(code, subcode, false).is_ambiguous(), "{code}/{subcode:?}");
        }
        assert!(error(77, None, true).is_ambiguous());
        assert!(error(100, Some(5), true).is_ambiguous());
        assert!(!error(100, Some(2_018_001), true).is_ambiguous());
        assert!(!error(4, None, true).is_ambiguous());
    }

    #[test]
    fn advice_names_what_to_change() {
        for (code, subcode, name) in
            [(100, 1_893_061, "HUMAN_AGENT"), (100, 2_018_063, "whitelisted_domains")]
        {
            let advice = error(code, Some(subcode), false).advice(Idempotency::NonIdempotent);
            assert!(advice.contains(name), "{advice}");
        }
    }

    #[test]
    fn graphs_hint_counts_where_the_subcode_is_not_known() {
        assert_eq!(error(77, None, true).retryability(), Retryability::Soon);
        assert_eq!(error(100, Some(5), true).retryability(), Retryability::Soon);
        assert_eq!(error(1, Some(1_357_046), true).retryability(), Retryability::Never);
        assert_eq!(error(1, Some(99), true).retryability(), Retryability::Never);
        assert_eq!(error(368, None, true).retryability(), Retryability::Later);
    }
}
