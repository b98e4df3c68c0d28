//! Where Graph is and as whom it is asked: every URL, the token and the call style.
//!
//! This is the only place that writes a URL or attaches the access token.

use alloc::{
    borrow::{Cow, ToOwned},
    string::{String, ToString},
    vec,
    vec::Vec,
};

use serde::Serialize;

use crate::{
    AccessToken, AppSecretProof, HttpResponse, address,
    json::Json,
    percent::{self, UNRESERVED},
    redact,
    request::{ApiRequest, HttpRequest, Method, Param},
    value::text_traits,
};

/// Origin, version, access token and call style.
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
    /// Whose Graph: Meta's, a gateway's or the emulator's.
    pub origin: Origin,
    /// The version in every URL.
    pub version: ApiVersion,
    /// As whom calls are made; `None` behind a gateway that adds the token.
    pub access_token: Option<AccessToken>,
    /// How calls are carried.
    pub call_style: CallStyle,
    /// The proof that an app's settings can require besides the token.
    pub app_secret_proof: Option<AppSecretProof>,
}

impl Graph {
    /// Meta's Graph at [`ApiVersion::default`], in the [default call style](CallStyle::default).
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

    /// A gateway that adds the token itself, in [`CallStyle::Header`].
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

    /// `parts` as an HTTP request.
    #[must_use]
    pub fn to_http(&self, parts: &ApiRequest) -> HttpRequest {
        let url = [&self.origin.0, "/", &self.version.0, "/", &parts.path].concat();
        let is_batch = parts.params.iter().any(|(_, param)| matches!(param, Param::Batch(_)));
        let params = self.written(&parts.params);
        match self.call_style {
            _ if is_batch => self.carry_as_form(url, &params, None),
            CallStyle::Form => self.carry_as_form(url, &params, Some(parts.method)),
            // What a raw call asks about a token must not stand in the address either.
            CallStyle::Header if params.iter().any(|param| is_named_as_token(param.name)) => {
                self.carry_as_form(url, &params, Some(parts.method))
            }
            CallStyle::Header => self.carry_with_header(url, parts.method, &params),
        }
    }

    /// `text` with secrets replaced by `…`, for words that come from outside: Graph repeats a
    /// malformed token, and a runtime's error can hold the address of a call.
    ///
    /// Hidden are this graph's token and proof, and whatever a member or parameter called
    /// `access_token`, `input_token`, `oauth_token` or `appsecret_proof` holds.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let token = self.access_token.as_ref().map(AccessToken::expose_secret);
        let proof = self.app_secret_proof.as_ref().map(AppSecretProof::expose_secret);
        redact::redact(text, token.into_iter().chain(proof))
    }

    /// `method` is the verb that is meant, unless it is the one that carries the form.
    fn carry_as_form(
        &self,
        url: String,
        params: &[Written<'_>],
        method: Option<Method>,
    ) -> HttpRequest {
        let mut form = pairs(params);
        if let Some(method) = method {
            append(&mut form, "method", method.as_form_value());
        }
        if let Some(token) = &self.access_token {
            append(&mut form, "access_token", token.expose_secret());
        }
        HttpRequest {
            method: Method::Post,
            url,
            headers: vec![("content-type", "application/x-www-form-urlencoded".to_owned())],
            body: Some(form),
        }
    }

    fn carry_with_header(
        &self,
        mut url: String,
        method: Method,
        params: &[Written<'_>],
    ) -> HttpRequest {
        let mut headers = Vec::new();
        if let Some(token) = &self.access_token {
            headers.push(("authorization", ["Bearer ", token.expose_secret()].concat()));
        }
        let mut body = None;
        if method == Method::Post {
            headers.push(("content-type", "application/json".to_owned()));
            body = Some(object(params));
        } else if !params.is_empty() {
            url.push('?');
            url.push_str(&pairs(params));
        }
        HttpRequest { method, url, headers, body }
    }

    /// The parameters as they are written, with the proof behind them.
    fn written<'a>(&'a self, params: &'a [(Cow<'static, str>, Param)]) -> Vec<Written<'a>> {
        let mut written: Vec<_> = params
            .iter()
            .map(|(name, param)| match param {
                Param::Text(text) => Written::text(name, text.as_str()),
                Param::Json(json) => Written::json(name, json.as_str()),
                Param::Batch(calls) => Written::json(name, self.batch(calls)),
            })
            .collect();
        if let Some(proof) = &self.app_secret_proof {
            written.push(Written::text("appsecret_proof", proof.expose_secret()));
            if let Some(time) = proof.time() {
                written.push(Written::text("appsecret_time", time.to_string()));
            }
        }
        written
    }

    /// Calls as Graph takes them together: each with an address of its own, without a token.
    fn batch(&self, calls: &[ApiRequest]) -> String {
        let items = calls.iter().map(|parts| {
            let method = parts.method.as_str();
            let mut relative_url = [self.version.as_str(), "/", &parts.path].concat();
            let params: Vec<_> = parts
                .params
                .iter()
                .filter_map(|(name, param)| match param {
                    Param::Text(text) => Some(Written::text(name, text.as_str())),
                    Param::Json(json) => Some(Written::json(name, json.as_str())),
                    // A batch in a batch has no meaning.
                    Param::Batch(_) => None,
                })
                .collect();
            let mut body = None;
            if parts.method == Method::Post {
                body = Some(pairs(&params));
            } else if !params.is_empty() {
                relative_url.push('?');
                relative_url.push_str(&pairs(&params));
            }
            BatchItem { method, relative_url, body }
        });
        Json::of(&items.collect::<Vec<_>>()).as_str().to_owned()
    }
}

/// A parameter whose value stands fast.
struct Written<'a> {
    name: &'a str,
    value: Cow<'a, str>,
    /// The value is JSON.
    is_json: bool,
}

impl<'a> Written<'a> {
    fn text(name: &'a str, value: impl Into<Cow<'a, str>>) -> Self {
        Self { name, value: value.into(), is_json: false }
    }

    fn json(name: &'a str, value: impl Into<Cow<'a, str>>) -> Self {
        Self { name, value: value.into(), is_json: true }
    }
}

/// One call in the parameter `batch`.
#[derive(Serialize)]
struct BatchItem {
    method: &'static str,
    relative_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

/// How a call travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CallStyle {
    /// Always `POST` with a form body; the verb in the field `method`, the token in the field
    /// `access_token`. A browser sends it without a preflight, and can read Graph's errors.
    #[cfg_attr(target_arch = "wasm32", default)]
    Form,
    /// Real verbs, JSON bodies and `Authorization: Bearer`. A browser asks for permission with
    /// a preflight first. The default outside browsers, and the right one behind a gateway.
    #[cfg_attr(not(target_arch = "wasm32"), default)]
    Header,
}

/// Scheme, host and port of a Graph, and a path in front of the version if a gateway needs one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// An origin such as `http://127.0.0.1:4010` or `https://shop.example/graph`, with or without
    /// a slash at its end.
    ///
    /// # Errors
    /// [`ConfigError::Origin`] if it is not `http:` or `https:`, has no host or a port that
    /// is none, or has a user name, a query, a fragment or a space;
    /// [`ConfigError::OriginWithVersion`] if it ends in one. A host outside ASCII is given as
    /// Punycode.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let text = text.trim().trim_end_matches('/');
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or(ConfigError::Origin)?;
        let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~');
        if !address::is_host_and_port(authority, is_label)
            || !path.chars().all(|c| plain(c) || c == '/')
        {
            return Err(ConfigError::Origin);
        }
        if path.rsplit('/').next().is_some_and(|last| ApiVersion::parse(last).is_ok()) {
            return Err(ConfigError::OriginWithVersion);
        }
        Ok(Self(text.to_owned()))
    }

    /// Without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Origin {
    fn default() -> Self {
        Self("https://graph.facebook.com".to_owned())
    }
}

text_traits! {
    Origin: ConfigError;
}

/// A Graph API version such as `v26.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiVersion(String);

impl ApiVersion {
    /// A version such as `v26.0`.
    ///
    /// # Errors
    /// [`ConfigError::Version`] for anything but `v`, digits, a point and digits.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let digits = |part: &str| {
            (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        match text.trim().strip_prefix('v').and_then(|rest| rest.split_once('.')) {
            Some((major, minor)) if digits(major) && digits(minor) => {
                Ok(Self(text.trim().to_owned()))
            }
            _ => Err(ConfigError::Version),
        }
    }

    /// Such as `v26.0`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ApiVersion {
    /// The version that answered, which can be another than the one asked for: Graph serves a
    /// version that has ended, or one below an app's floor, as a later one. `None` if the header
    /// `facebook-api-version` is not there, or hidden by a browser.
    #[must_use]
    pub fn served(response: &HttpResponse) -> Option<Self> {
        Self::parse(response.header("facebook-api-version")?).ok()
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
}

/// Why a setting of [`Graph`] was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// See [`Origin::parse`].
    #[error(
        "the origin is not usable: it is a scheme and a host, like https://graph.facebook.com or \
         http://127.0.0.1:4010, without a query or a user name"
    )]
    Origin,
    /// A version at the end, which every URL would then have twice.
    #[error("the origin ends in a version: leave that out, and give the version by itself")]
    OriginWithVersion,
    /// See [`ApiVersion::parse`].
    #[error("the version is not usable: it looks like v26.0")]
    Version,
}

/// A label of a host, in letters that every browser takes as they are.
fn is_label(label: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !label.is_empty() && label.bytes().all(plain)
}

/// `a=1&b=2`, percent-encoded; a space is `%20`.
fn pairs(params: &[Written<'_>]) -> String {
    let mut text = String::with_capacity(LONG_ENOUGH);
    for Written { name, value, .. } in params {
        append(&mut text, name, value);
    }
    text
}

fn append(text: &mut String, name: &str, value: &str) {
    if !text.is_empty() {
        text.push('&');
    }
    text.push_str(name);
    text.push('=');
    percent::push(text, value, UNRESERVED);
}

/// `{"a":"1","b":{…}}`, in the order of the parameters.
fn object(params: &[Written<'_>]) -> String {
    let mut text = String::with_capacity(LONG_ENOUGH);
    text.push('{');
    for Written { name, value, is_json } in params {
        if text.len() > 1 {
            text.push(',');
        }
        text.push('"');
        text.push_str(name);
        text.push_str("\":");
        if *is_json {
            text.push_str(value);
        } else {
            text.push_str(Json::text(value).as_str());
        }
    }
    text.push('}');
    text
}

/// Whether the parameter holds a token. A proof is none: without its token it is of no use.
fn is_named_as_token(name: &str) -> bool {
    name != "appsecret_proof" && redact::is_secret_name(name)
}

/// For most calls.
const LONG_ENOUGH: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(call_style: CallStyle) -> Graph {
        Graph { call_style, ..Graph::new(AccessToken::parse("TOKEN").unwrap()) }
    }

    fn sample(method: Method) -> ApiRequest {
        ApiRequest {
            method,
            path: "1/personas".to_owned(),
            params: vec![
                ("name".into(), Param::Text("Zoë & Ko=?".to_owned())),
                ("recipient".into(), Param::Json(Json::of(&serde_json::json!({"id": "2"})))),
            ],
        }
    }

    #[test]
    fn form_style_is_a_simple_request_with_the_token_in_the_body() {
        let request = graph(CallStyle::Form).to_http(&sample(Method::Delete));
        assert_eq!(request.method, Method::Post);
        assert_eq!(request.url, "https://graph.facebook.com/v26.0/1/personas");
        assert_eq!(request.headers.len(), 1);
        assert_eq!(
            request.body.as_deref(),
            Some(
                "name=Zo%C3%AB%20%26%20Ko%3D%3F&recipient=%7B%22id%22%3A%222%22%7D\
                 &method=delete&access_token=TOKEN"
            )
        );
    }

    #[test]
    fn header_style_has_real_verbs_and_a_json_body() {
        let request = graph(CallStyle::Header).to_http(&sample(Method::Post));
        assert_eq!(request.headers[0], ("authorization", "Bearer TOKEN".to_owned()));
        assert_eq!(
            request.body.as_deref(),
            Some(r#"{"name":"Zoë & Ko=?","recipient":{"id":"2"}}"#)
        );
        let request = graph(CallStyle::Header).to_http(&sample(Method::Get));
        assert_eq!(request.body, None);
        assert!(request.url.ends_with(
            "/1/personas?name=Zo%C3%AB%20%26%20Ko%3D%3F&recipient=%7B%22id%22%3A%222%22%7D"
        ));
    }

    #[test]
    fn the_token_is_in_no_url_and_no_debug() {
        for style in [CallStyle::Form, CallStyle::Header] {
            for method in [Method::Get, Method::Post, Method::Delete] {
                let request = graph(style).to_http(&sample(method));
                assert!(!request.url.contains("TOKEN"));
                assert!(!format!("{request:?}").contains("TOKEN"));
            }
        }
        assert!(!format!("{:?}", graph(CallStyle::Form)).contains("TOKEN"));
    }

    #[test]
    fn a_gateway_gets_no_token() {
        let graph = Graph::gateway(Origin::parse("https://shop.example/graph").unwrap());
        for call_style in [CallStyle::Form, CallStyle::Header] {
            let request = Graph { call_style, ..graph.clone() }.to_http(&sample(Method::Post));
            assert!(request.url.starts_with("https://shop.example/graph/v26.0/"));
            assert!(request.headers.iter().all(|(name, _)| *name != "authorization"));
            assert!(!request.body.unwrap().contains("access_token"));
        }
    }

    #[test]
    fn no_debug_shows_the_proof() {
        let proof = "0f".repeat(32);
        let graph = Graph {
            app_secret_proof: AppSecretProof::parse(&proof).ok(),
            ..graph(CallStyle::Header)
        };
        let request = graph.to_http(&sample(Method::Get));
        assert!(request.url.contains(&proof));
        assert!(!format!("{request:?} {graph:?}").contains(&proof));
        assert!(!graph.redact(&request.url).contains(&proof));
        assert!(!request.url.contains("appsecret_time"));
    }

    #[test]
    fn a_timed_proof_goes_with_its_time() {
        let proof = AppSecretProof::parse_timed(&"0f".repeat(32), 1_790_000_000);
        let graph = Graph { app_secret_proof: proof.ok(), ..graph(CallStyle::Form) };
        let form = graph.to_http(&sample(Method::Get)).body.unwrap();
        assert!(form.contains("&appsecret_time=1790000000&"), "{form}");
    }

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
