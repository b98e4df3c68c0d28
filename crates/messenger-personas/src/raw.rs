//! Any other call to Graph, in the caller's own words.

use alloc::{
    borrow::{Cow, ToOwned},
    vec::Vec,
};

use serde_json::Value;

use crate::{ApiRequest, ApiVersion, GraphRequest, Idempotency, Json, Method, Param};

/// A call that this crate has no type for. The answer is JSON.
///
/// Token, version and call style are added as for every other call; retries follow the verb:
/// reads and deletes may be repeated, a `POST` never.
///
/// The answer is given whole. That of a list holds addresses with the token in them
/// (`paging.next`): do not show it as it is.
///
/// ```
/// use messenger_personas::{
///     AccessToken, Graph, GraphRequest, HttpResponse, PageId, ApiRequest, RawRequest, Idempotency,
/// };
///
/// /// Who likes the Page.
/// struct CountFans(PageId);
///
/// #[derive(serde::Deserialize)]
/// struct Fans {
///     fan_count: u64,
/// }
///
/// impl GraphRequest for CountFans {
///     type Output = Fans;
///
///     fn api_request(&self) -> ApiRequest {
///         ApiRequest::get(self.0.as_str()).text("fields", "fan_count")
///     }
///
///     fn idempotency(&self) -> Idempotency {
///         Idempotency::Safe
///     }
/// }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let graph = Graph::new(AccessToken::parse("PAGE-ACCESS-TOKEN")?);
/// let answer = || HttpResponse::json(200, r#"{"fan_count":7,"id":"134"}"#);
/// assert_eq!(CountFans(PageId::parse("134")?).read(&graph, answer())?.fan_count, 7);
///
/// let raw = RawRequest::get("134")?.text("fields", "fan_count")?;
/// assert_eq!(raw.read(&graph, answer())?["fan_count"], 7);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RawRequest(ApiRequest);

impl RawRequest {
    /// Asks `method` of `path`, which is what stands after the version, such as `134/feed`.
    ///
    /// # Errors
    /// [`RawRequestError::Path`] if a part of the path is empty, only dots, or has another
    /// character than letters, digits and `-._~:=`; [`RawRequestError::Version`] if it starts with
    /// one.
    pub fn new(method: Method, path: &str) -> Result<Self, RawRequestError> {
        let path = path.trim_matches('/');
        let plain =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | ':' | '=');
        for part in path.split('/') {
            if part.chars().all(|c| c == '.') || !part.chars().all(plain) {
                return Err(RawRequestError::Path);
            }
        }
        if path.split('/').next().is_some_and(|first| ApiVersion::parse(first).is_ok()) {
            return Err(RawRequestError::Version);
        }
        Ok(Self(ApiRequest { method, path: path.to_owned(), params: Vec::new() }))
    }

    /// Reads `path`.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn get(path: &str) -> Result<Self, RawRequestError> {
        Self::new(Method::Get, path)
    }

    /// Creates, sends or changes something at `path`.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn post(path: &str) -> Result<Self, RawRequestError> {
        Self::new(Method::Post, path)
    }

    /// Deletes `path`.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn delete(path: &str) -> Result<Self, RawRequestError> {
        Self::new(Method::Delete, path)
    }

    /// With a text as the parameter `name`.
    ///
    /// # Errors
    /// [`RawRequestError::Reserved`] for what is added by itself, [`RawRequestError::Name`] for
    /// anything but letters, digits and `_.-[]`.
    pub fn text(self, name: &str, value: &str) -> Result<Self, RawRequestError> {
        self.with(name, Param::Text(value.to_owned()))
    }

    /// With a JSON value as the parameter `name`.
    ///
    /// # Errors
    /// As [`text`](Self::text).
    pub fn json(self, name: &str, value: Json) -> Result<Self, RawRequestError> {
        self.with(name, Param::Json(value))
    }

    fn with(mut self, name: &str, value: Param) -> Result<Self, RawRequestError> {
        // As servers of Graph's kind fold them: `access.token[]` is `access_token`.
        let folded = |c: char| if matches!(c, '.' | '-') { '_' } else { c.to_ascii_lowercase() };
        let first = name.split('[').next().unwrap_or_default();
        let is_it = |reserved: &&str| reserved.chars().eq(first.chars().map(folded));
        if let Some(name) = RESERVED.into_iter().find(is_it) {
            return Err(RawRequestError::Reserved { name });
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '[' | ']');
        if name.is_empty() || !name.chars().all(plain) {
            return Err(RawRequestError::Name);
        }
        self.0.params.push((Cow::Owned(name.to_owned()), value));
        Ok(self)
    }
}

impl GraphRequest for RawRequest {
    type Output = Value;

    fn api_request(&self) -> ApiRequest {
        self.0.clone()
    }

    fn idempotency(&self) -> Idempotency {
        match self.0.method {
            Method::Get => Idempotency::Safe,
            Method::Delete => Idempotency::Idempotent,
            Method::Post => Idempotency::NonIdempotent,
        }
    }
}

/// Why a call cannot be made as it was put. It holds nothing of what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RawRequestError {
    /// A part of the path is empty, only dots, or has a character that no id has.
    #[error(
        "the path is not usable: it is ids and edges with slashes between, like 134/feed; \
         parameters are given by themselves"
    )]
    Path,
    /// The path starts with a version.
    #[error("the path starts with a version: leave it out, every call has the client's own")]
    Version,
    /// A parameter's name has a character that none has.
    #[error("the name of a parameter is letters, digits and _.-[] only")]
    Name,
    /// Token, verb and the like, which are not the caller's.
    #[error("{name} is not the caller's to give: leave it out, or use what this crate has for it")]
    Reserved {
        /// The name.
        name: &'static str,
    },
}

const RESERVED: [&str; 7] = [
    "access_token",
    "appsecret_proof",
    "appsecret_time",
    // Calls of other versions could hide in it.
    "batch",
    // The answer would be no JSON.
    "callback",
    "method",
    "oauth_token",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    #[test]
    fn it_is_carried_in_both_styles() {
        let raw = RawRequest::new(Method::Post, "/134/labels/")
            .and_then(|raw| raw.text("name", "a&b"))
            .and_then(|raw| raw.json("x", Json::parse("[1, 2]").unwrap()))
            .unwrap();
        assert_eq!(header(&raw), r#"POST /134/labels {"name":"a&b","x":[1, 2]}"#);
        assert_eq!(
            form(&raw),
            "POST /134/labels name=a%26b&x=%5B1%2C%202%5D&method=post&access_token=TOKEN"
        );
        assert_eq!(answered(&raw, r#"{"id":"1"}"#).unwrap()["id"], "1");
        assert_eq!(raw.idempotency(), Idempotency::NonIdempotent);
    }

    #[test]
    fn a_token_that_is_asked_about_is_in_no_address_and_no_debug() {
        let raw = RawRequest::new(Method::Get, "debug_token")
            .and_then(|raw| raw.text("input_token", "EAASECRET"))
            .unwrap();
        assert_eq!(
            header(&raw),
            "POST /debug_token input_token=EAASECRET&method=get&access_token=TOKEN"
        );
        assert!(!format!("{raw:?} {:?}", raw.prepare()).contains("EAASECRET"));
    }

    #[test]
    fn a_path_leads_nowhere_else() {
        let path = |path| RawRequest::new(Method::Get, path).map(|_| ());
        for text in ["", "a//b", "../x", "a/..", "a?b=c", "a#b", "a b", "a%2e", "http://a", "é"] {
            assert_eq!(path(text), Err(RawRequestError::Path), "{text}");
        }
        assert_eq!(path("v26.0/me"), Err(RawRequestError::Version));
        assert_eq!(path("t_1:=/x.y"), Ok(()));
    }

    #[test]
    fn token_and_verb_are_not_the_callers() {
        let raw = || RawRequest::new(Method::Get, "me").unwrap();
        for name in RESERVED {
            assert_eq!(raw().text(name, "x"), Err(RawRequestError::Reserved { name }));
        }
        for name in ["access_token[]", "access.token", "Access_Token", "access-token[0]"] {
            let refused = Err(RawRequestError::Reserved { name: "access_token" });
            assert_eq!(raw().text(name, "x"), refused);
        }
        for name in ["", "a b", "a\"", "é"] {
            assert_eq!(raw().text(name, "x"), Err(RawRequestError::Name), "{name}");
        }
    }
}
