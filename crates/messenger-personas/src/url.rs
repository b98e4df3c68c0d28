//! Absolute URLs that Meta or a customer's browser fetches.

use std::fmt;

use serde::Serialize;

use crate::{host, value::text_traits};

macro_rules! urls {
    ($($(#[$doc:meta])* $name:ident, $field:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(std::string::String);

        impl $name {
            /// Parses a URL. White space around it is removed.
            ///
            /// # Errors
            /// [`UrlError`] if `text` is empty, the scheme is not `http` or `https`, the host or
            /// port is invalid, or there is white space, a control character or a user name.
            pub fn parse(text: &str) -> Result<Self, UrlError> {
                let text = text.trim();
                check(text).map_err(|problem| UrlError { field: $field, problem })?;
                Ok(Self(text.into()))
            }

            /// The URL as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The host in lower case, without the port.
            #[must_use]
            pub fn host(&self) -> std::string::String {
                host(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = UrlError;

            fn from_str(text: &str) -> Result<Self, UrlError> {
                Self::parse(text)
            }
        }
    )*};
}

urls! {
    /// URL of a persona's picture: absolute, `http:` or `https:`.
    ///
    /// Meta downloads the image once, when the persona is created, and keeps a copy. The image has
    /// at most 8 MB. This type does not check that Meta can reach the URL.
    PictureUrl, "picture URL";
    /// URL in a message: absolute, `http:` or `https:`.
    WebUrl, "URL";
}

/// URL in a message that has to be `https:`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct HttpsUrl(WebUrl);

impl HttpsUrl {
    /// Parses a URL. White space around it is removed.
    ///
    /// # Errors
    /// [`UrlError`] as in [`WebUrl::parse`], or with [`UrlProblem::NotHttps`] for `http:`.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let url = WebUrl::parse(text)?;
        if is_plain_http(url.as_str()) {
            return Err(UrlError { field: "URL", problem: UrlProblem::NotHttps });
        }
        Ok(Self(url))
    }

    /// The URL as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl From<PictureUrl> for WebUrl {
    fn from(PictureUrl(url): PictureUrl) -> Self {
        Self(url)
    }
}

/// URL of a photo or video on Facebook, for the media template.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct FacebookUrl(WebUrl);

impl FacebookUrl {
    /// Parses a URL. White space around it is removed.
    ///
    /// # Errors
    /// [`UrlError`] as in [`WebUrl::parse`], or with [`UrlProblem::NotFacebook`] for another host.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let url = WebUrl::parse(text)?;
        if is_at(&url.host(), "facebook.com") {
            return Ok(Self(url));
        }
        Err(UrlError { field: "URL", problem: UrlProblem::NotFacebook })
    }

    /// The URL as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

text_traits! {
    FacebookUrl: UrlError;
    HttpsUrl: UrlError;
}

impl From<HttpsUrl> for WebUrl {
    fn from(HttpsUrl(url): HttpsUrl) -> Self {
        url
    }
}

impl From<FacebookUrl> for WebUrl {
    fn from(FacebookUrl(url): FacebookUrl) -> Self {
        url
    }
}

/// An invalid URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the {field} {problem}")]
pub struct UrlError {
    /// Name of the field, such as `picture URL`.
    pub field: &'static str,
    /// Reason why the URL is invalid.
    pub problem: UrlProblem,
}

/// The reason why a URL is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlProblem {
    /// The text is empty.
    #[error("is empty: enter an address that starts with https://")]
    Empty,
    /// The scheme is missing.
    #[error("is not complete: it starts with https://, like https://example.com/adam.jpg")]
    NotAbsolute,
    /// The scheme is not `http` or `https`.
    #[error("cannot be fetched from the web: it has to start with https://")]
    NotHttp,
    /// The scheme is `http` where `https` is required.
    #[error("is not encrypted: it has to start with https://")]
    NotHttps,
    /// The host is missing or invalid, or the port is invalid.
    #[error("has no valid host: it looks like https://example.com/adam.jpg")]
    NoHost,
    /// The URL contains white space or a control character.
    #[error("has a space or a line break in it: write a space as %20")]
    Space,
    /// The URL contains a user name: `user@host`.
    #[error("contains a user name: Meta opens addresses without logging in")]
    UserName,
    /// The host is not facebook.com or a subdomain.
    #[error("is not on facebook.com: it looks like https://www.facebook.com/photo.php?fbid=1")]
    NotFacebook,
}

fn check(text: &str) -> Result<(), UrlProblem> {
    if text.is_empty() {
        return Err(UrlProblem::Empty);
    }
    let (scheme, _) = text.split_once("://").ok_or(UrlProblem::NotAbsolute)?;
    if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
        return Err(UrlProblem::NotHttp);
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(UrlProblem::Space);
    }
    let authority = authority(text);
    if authority.bytes().any(|byte| byte == b'@') {
        return Err(UrlProblem::UserName);
    }
    if !is_host_and_port(authority) {
        return Err(UrlProblem::NoHost);
    }
    Ok(())
}

/// `true` if `authority` is a host name in any script, or an IPv6 address in brackets, with or
/// without a port.
fn is_host_and_port(authority: &str) -> bool {
    host::is_host_and_port(authority, |label| !label.is_empty())
}

/// `true` if the scheme of `url`, which is valid, is `http`.
pub(crate) fn is_plain_http(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("http"))
}

/// The part between `://` and the path.
fn authority(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#', '\\']).next().unwrap_or_default()
}

fn host(url: &str) -> String {
    let authority = authority(url);
    let host = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, _)) => address,
        None => authority.split(':').next().unwrap_or_default(),
    };
    host.trim_end_matches('.').to_ascii_lowercase()
}

/// `true` if `host` is `domain` or a subdomain of it.
pub(crate) fn is_at(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_absolute_and_http_or_https() {
        for text in
            ["https://example.com/adam.jpg", "HTTP://bücher.example", "http://127.0.0.1:4010/a?b#c"]
        {
            assert!(PictureUrl::parse(text).is_ok(), "{text}");
        }
        for (text, expected) in [
            ("", UrlProblem::Empty),
            ("adam.jpg", UrlProblem::NotAbsolute),
            ("data:image/png;base64,AA", UrlProblem::NotAbsolute),
            ("file:///adam.jpg", UrlProblem::NotHttp),
            ("https:///adam.jpg", UrlProblem::NoHost),
            ("https://:80/", UrlProblem::NoHost),
            ("https://./", UrlProblem::NoHost),
            ("https://a..b/", UrlProblem::NoHost),
            ("https://a:b/", UrlProblem::NoHost),
            ("https://a:99999/", UrlProblem::NoHost),
            ("https://[::1/", UrlProblem::NoHost),
            ("https://[::1]x/", UrlProblem::NoHost),
            ("https://exa mple.com/a", UrlProblem::Space),
            ("https://me:pw@example.com/a", UrlProblem::UserName),
        ] {
            assert_eq!(PictureUrl::parse(text).unwrap_err().problem, expected, "{text}");
        }
        assert_eq!(
            PictureUrl::parse("adam.jpg").unwrap_err().to_string(),
            "the picture URL is not complete: it starts with https://, like \
             https://example.com/adam.jpg"
        );
    }

    #[test]
    fn a_host_is_separated_from_scheme_port_and_path() {
        for (text, expected) in [
            ("https://Example.COM:8080/a", "example.com"),
            ("https://example.com./", "example.com"),
            ("http://[::1]:80/a", "::1"),
            ("http://a?b/c", "a"),
            ("http://a\\b.example", "a"),
        ] {
            assert_eq!(WebUrl::parse(text).unwrap().host(), expected, "{text}");
        }
    }

    #[test]
    fn scheme_and_host_can_be_restricted() {
        for text in ["https://www.facebook.com/photo.php?fbid=1", "https://facebook.com/x"] {
            assert!(FacebookUrl::parse(text).is_ok(), "{text}");
        }
        assert_eq!(HttpsUrl::parse("HTTP://a/").unwrap_err().problem, UrlProblem::NotHttps);
        assert!(HttpsUrl::parse("https://a/").is_ok());
        for text in ["https://notfacebook.com/x", "https://facebook.com.example/x"] {
            assert_eq!(FacebookUrl::parse(text).unwrap_err().problem, UrlProblem::NotFacebook);
        }
    }
}
