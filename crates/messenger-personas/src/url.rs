//! Addresses on the web that Graph or a person's browser has to reach.

use alloc::string::String;
use core::fmt;

use serde::Serialize;

use crate::{address, search, value::text_traits};

macro_rules! urls {
    ($($(#[$doc:meta])* $name:ident, $field:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(alloc::string::String);

        impl $name {
            /// The address in `text`, without the white space around it.
            ///
            /// # Errors
            /// [`UrlError`] if nothing is left, if it is not `http:` or `https:`, if it has no
            /// host, or if it has a space, a control character or a user name in it.
            pub fn parse(text: &str) -> Result<Self, UrlError> {
                let text = text.trim();
                check(text).map_err(|problem| UrlError { field: $field, problem })?;
                Ok(Self(text.into()))
            }

            /// The address.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Its host, in lower case, without a port.
            #[must_use]
            pub fn host(&self) -> alloc::string::String {
                host(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl core::str::FromStr for $name {
            type Err = UrlError;

            fn from_str(text: &str) -> Result<Self, UrlError> {
                Self::parse(text)
            }
        }
    )*};
}

urls! {
    /// The address of a picture that Meta can fetch: absolute, `http:` or `https:`.
    ///
    /// Meta downloads it once, when the persona is created, and keeps a copy; it takes images of
    /// at most 8 MB. Whether Meta can reach the address is not checked here.
    PictureUrl, "picture URL";
    /// An address that a message points to: absolute, `http:` or `https:`.
    WebUrl, "URL";
}

/// An address that has to be encrypted on its way: `https:` only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct HttpsUrl(WebUrl);

impl HttpsUrl {
    /// The address in `text`, without the white space around it.
    ///
    /// # Errors
    /// [`UrlError`] as for a [`WebUrl`], and [`UrlProblem::NotHttps`] for `http:`.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let url = WebUrl::parse(text)?;
        if is_plain_http(url.as_str()) {
            return Err(UrlError { field: "URL", problem: UrlProblem::NotHttps });
        }
        Ok(Self(url))
    }

    /// The address.
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

/// The address of a photo or video on Facebook, as the media template takes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct FacebookUrl(WebUrl);

impl FacebookUrl {
    /// The address in `text`, without the white space around it.
    ///
    /// # Errors
    /// [`UrlError`] as for a [`WebUrl`], and [`UrlProblem::NotFacebook`] for another host.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        let url = WebUrl::parse(text)?;
        if is_at(&url.host(), "facebook.com") {
            return Ok(Self(url));
        }
        Err(UrlError { field: "URL", problem: UrlProblem::NotFacebook })
    }

    /// The address.
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

/// Why a text cannot be an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the {field} {problem}")]
pub struct UrlError {
    /// Which address, in words.
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: UrlProblem,
}

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UrlProblem {
    /// Nothing was given.
    #[error("is empty: give an address that starts with https://")]
    Empty,
    /// No scheme.
    #[error("is not complete: it starts with https://, like https://example.com/adam.jpg")]
    NotAbsolute,
    /// Another scheme.
    #[error("cannot be fetched from the web: it has to start with https://")]
    NotHttp,
    /// `http:` where only `https:` will do.
    #[error("is not encrypted: it has to start with https://")]
    NotHttps,
    /// Nothing between `//` and the path.
    #[error("has no usable host: it looks like https://example.com/adam.jpg")]
    NoHost,
    /// White space or a control character.
    #[error("has a space or a line break in it: write a space as %20")]
    Space,
    /// `user@host`.
    #[error("has a user name in it: Meta opens addresses without logging in")]
    UserName,
    /// Not on facebook.com, where it has to be.
    #[error("is not one of Facebook: it looks like https://www.facebook.com/photo.php?fbid=1")]
    NotFacebook,
}

fn check(text: &str) -> Result<(), UrlProblem> {
    if text.is_empty() {
        return Err(UrlProblem::Empty);
    }
    let (scheme, _) = search::split(text, "://").ok_or(UrlProblem::NotAbsolute)?;
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

/// A host in any script, or an address in brackets, with or without a port.
fn is_host_and_port(authority: &str) -> bool {
    address::is_host_and_port(authority, |label| !label.is_empty())
}

/// Whether the address, which is one, starts with `http:`.
pub(crate) fn is_plain_http(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("http"))
}

/// What stands between `://` and the path.
fn authority(url: &str) -> &str {
    let rest = search::split(url, "://").map_or("", |(_, rest)| rest);
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

/// Whether `host` is `domain` or below it.
pub(crate) fn is_at(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_absolute_and_http() {
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
    fn a_host_is_told_from_what_stands_around_it() {
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
    fn what_has_to_be_encrypted_or_on_facebook_is() {
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
