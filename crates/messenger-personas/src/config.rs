//! Configuration of a Graph API endpoint: origin, version, access token and call style.

use crate::{AccessToken, AppSecretProof, HttpResponse, host, redact::redact, value::text_traits};

/// Configuration of a Graph API endpoint: where requests go, and with which access token.
///
/// ```
/// use messenger_personas::{AccessToken, ApiVersion, Graph, Origin};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let token = AccessToken::parse("PAGE-ACCESS-TOKEN")?;
/// let emulator = Graph {
///     origin: Origin::parse("http://127.0.0.1:4010")?,
///     version: ApiVersion::parse("v25.0")?,
///     ..Graph::new(token)
/// };
/// let gateway = Graph::gateway(Origin::parse("https://shop.example/graph")?);
/// assert_eq!(emulator.origin.as_str(), "http://127.0.0.1:4010");
/// assert!(gateway.access_token.is_none());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Graph {
    /// Base URL: Meta's Graph API, a gateway or the emulator.
    pub origin: Origin,
    /// API version, part of every URL.
    pub version: ApiVersion,
    /// Access token of the Page; `None` behind a gateway that adds the token.
    pub access_token: Option<AccessToken>,
    /// How requests are encoded.
    pub call_style: CallStyle,
    /// `appsecret_proof`, for apps whose settings require it.
    pub app_secret_proof: Option<AppSecretProof>,
}

impl Graph {
    /// Meta's Graph API at [`ApiVersion::default`], in the [default call style](CallStyle::default).
    #[must_use]
    pub fn new(access_token: AccessToken) -> Self {
        Self {
            origin: Origin::default(),
            version: ApiVersion::default(),
            access_token: Some(access_token),
            call_style: CallStyle::default(),
            app_secret_proof: None,
        }
    }

    /// A gateway that adds the access token itself, in [`CallStyle::Header`].
    #[must_use]
    pub fn gateway(origin: Origin) -> Self {
        Self {
            origin,
            version: ApiVersion::default(),
            access_token: None,
            call_style: CallStyle::Header,
            app_secret_proof: None,
        }
    }

    /// Returns `text` with secrets replaced by `…`.
    ///
    /// Use it for any text that comes from outside: Graph repeats a malformed token in its error
    /// message, and the error of an HTTP client can contain the URL of the request.
    ///
    /// Replaces this configuration's token and proof, and the value of any member or parameter
    /// named like a token: `access_token`, `input_token`, `oauth_token`, `appsecret_proof` and the
    /// like. A token of fewer than 8 bytes is replaced only under such a name, because it could be
    /// part of an ordinary word.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let token = self.access_token.as_ref().map(AccessToken::expose_secret);
        let proof = self.app_secret_proof.as_ref().map(AppSecretProof::expose_secret);
        redact(text, token.into_iter().chain(proof))
    }
}

/// How requests are encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CallStyle {
    /// Always `POST` with a form body: the verb in the field `method`, the token in the field
    /// `access_token`. Browsers send it without a CORS preflight, and scripts can read Graph's
    /// errors. The default on wasm32.
    #[cfg_attr(target_arch = "wasm32", default)]
    Form,
    /// Real verbs, JSON bodies and `Authorization: Bearer`. Browsers send a CORS preflight first.
    /// The default on other targets, and the right choice behind a gateway.
    #[cfg_attr(not(target_arch = "wasm32"), default)]
    Header,
}

/// Base URL of a Graph API: scheme, host, port, and the path in front of the version if a gateway
/// has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// Parses an origin such as `http://127.0.0.1:4010` or `https://shop.example/graph`. A trailing
    /// slash is removed.
    ///
    /// # Errors
    /// * [`ConfigError::Origin`] if the scheme is not `http` or `https`, the host is missing or not
    ///   ASCII (use Punycode), the port is invalid, or there is a user name, a query, a fragment or
    ///   a space.
    /// * [`ConfigError::OriginWithVersion`] if the last path segment is a version.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let text = text.trim().trim_end_matches('/');
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or(ConfigError::Origin)?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
        if !host::is_host_and_port(authority, is_ascii_label)
            || !path.chars().all(|c| is_plain(c) || c == '/')
        {
            return Err(ConfigError::Origin);
        }
        if path.rsplit('/').next().is_some_and(|last| ApiVersion::parse(last).is_ok()) {
            return Err(ConfigError::OriginWithVersion);
        }
        Ok(Self(text.to_owned()))
    }

    /// The origin without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Origin {
    /// `https://graph.facebook.com`
    fn default() -> Self {
        Self("https://graph.facebook.com".to_owned())
    }
}

/// A Graph API version such as `v26.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiVersion(String);

impl ApiVersion {
    /// Parses a version such as `v26.0`.
    ///
    /// # Errors
    /// [`ConfigError::Version`] unless `text` is `v`, digits, a point and digits.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let is_number = |part: &str| {
            (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        match text.trim().strip_prefix('v').and_then(|rest| rest.split_once('.')) {
            Some((major, minor)) if is_number(major) && is_number(minor) => {
                Ok(Self(text.trim().to_owned()))
            }
            _ => Err(ConfigError::Version),
        }
    }

    /// The version that served the response, from the header `facebook-api-version`.
    ///
    /// It can differ from the requested version: Graph serves a version that has ended, or one
    /// below an app's minimum, as a later one. `None` if the header is missing, or hidden from
    /// scripts by the browser.
    #[must_use]
    pub fn from_response(response: &HttpResponse) -> Option<Self> {
        Self::parse(response.header("facebook-api-version")?).ok()
    }

    /// The version as it appears in URLs.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ApiVersion {
    /// `v26.0`, released on 2026-07-29.
    fn default() -> Self {
        Self("v26.0".to_owned())
    }
}

text_traits! {
    ApiVersion: ConfigError;
    Origin: ConfigError;
}

/// An invalid value for [`Graph`]'s configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// See [`Origin::parse`].
    #[error(
        "the origin is not valid: it is a scheme and a host, like https://graph.facebook.com or \
         http://127.0.0.1:4010, without a query or a user name"
    )]
    Origin,
    /// The origin ends in a version, which would appear twice in every URL.
    #[error("the origin ends in a version: leave it out and set the version separately")]
    OriginWithVersion,
    /// See [`ApiVersion::parse`].
    #[error("the version is not valid: it looks like v26.0")]
    Version,
}

/// One label of a host name, in characters that every browser keeps as they are.
fn is_ascii_label(label: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !label.is_empty() && label.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        for (text, kept) in [
            ("https://graph.facebook.com", "https://graph.facebook.com"),
            (" http://127.0.0.1:4010/ ", "http://127.0.0.1:4010"),
            ("https://shop.example/graph/", "https://shop.example/graph"),
            ("http://[::1]:4010", "http://[::1]:4010"),
        ] {
            assert_eq!(Origin::parse(text).unwrap().to_string(), kept);
        }
        for text in [
            "",
            "graph.facebook.com",
            "ftp://a",
            "https://",
            "https://:1",
            "https://a@b",
            "https://a?b",
            "https://a b",
            "https://a\\b",
            "https://a:99999",
            "https://a:0",
            "https://a^b",
            "https://a|b",
            "https://a..b",
            "http://[",
            "http://[::g]",
            "http://a%",
            "https://a/b%",
            "https://a/v26.0/",
        ] {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_version_looks_like_v26_0() {
        assert_eq!(ApiVersion::parse("v25.0").unwrap().to_string(), "v25.0");
        for text in ["", "26.0", "v26", "v.0", "v26.", "v26.0/x", "v2600.0"] {
            assert!(ApiVersion::parse(text).is_err(), "{text}");
        }
    }
}
