//! Encodes an [`ApiRequest`] as an HTTP request.
//!
//! This is the only module that builds a URL or attaches the access token.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use serde::Serialize;

use crate::{ApiRequest, CallStyle, Graph, HttpRequest, Json, Method, Param, redact};

impl Graph {
    /// Encodes `request` as an HTTP request, in this configuration's call style.
    ///
    /// A batch, and a request with a token among its parameters, is sent as a form in both call
    /// styles: the form keeps tokens out of the URL.
    #[must_use]
    pub fn to_http(&self, request: &ApiRequest) -> HttpRequest {
        let url = format!("{}/{}/{}", self.origin, self.version, request.path);
        let is_batch = request.params.iter().any(|(_, param)| matches!(param, Param::Batch(_)));
        let fields = self.fields(request);
        match self.call_style {
            _ if is_batch => self.form(url, &fields, None),
            CallStyle::Header if !fields.iter().any(Field::holds_token) => {
                self.with_header(url, request.method, &fields)
            }
            CallStyle::Form | CallStyle::Header => self.form(url, &fields, Some(request.method)),
        }
    }

    /// A `POST` with a form body. `method_override` is the verb that Graph applies.
    fn form(
        &self,
        url: String,
        fields: &[Field<'_>],
        method_override: Option<Method>,
    ) -> HttpRequest {
        let method = method_override.map(|method| Field::text("method", method.as_form_value()));
        let token = self.access_token.as_ref();
        let token = token.map(|token| Field::text("access_token", token.expose_secret()));
        HttpRequest {
            method: Method::Post,
            url,
            headers: vec![("content-type", "application/x-www-form-urlencoded".to_owned())],
            body: Some(urlencode(fields.iter().chain(&method).chain(&token))),
        }
    }

    fn with_header(&self, mut url: String, method: Method, fields: &[Field<'_>]) -> HttpRequest {
        let mut headers = Vec::new();
        if let Some(token) = &self.access_token {
            headers.push(("authorization", format!("Bearer {}", token.expose_secret())));
        }
        let mut body = None;
        if method == Method::Post {
            headers.push(("content-type", "application/json".to_owned()));
            body = Some(json_object(fields));
        } else if !fields.is_empty() {
            url.push('?');
            url.push_str(&urlencode(fields));
        }
        HttpRequest { method, url, headers, body }
    }

    /// The parameters of `request`, followed by the app secret proof if there is one.
    fn fields<'a>(&'a self, request: &'a ApiRequest) -> Vec<Field<'a>> {
        let mut fields: Vec<_> = request
            .params
            .iter()
            .map(|(name, param)| match param {
                Param::Text(text) => Field::text(name, text),
                Param::Json(json) => Field::json(name, Cow::Borrowed(json)),
                Param::Batch(requests) => Field::json(name, Cow::Owned(self.batch(requests))),
            })
            .collect();
        if let Some(proof) = &self.app_secret_proof {
            fields.push(Field::text("appsecret_proof", proof.expose_secret()));
            if let Some(time) = proof.time() {
                fields.push(Field::text("appsecret_time", time.to_string()));
            }
        }
        fields
    }

    /// The value of the parameter `batch`: requests with relative URLs and without a token.
    fn batch(&self, requests: &[ApiRequest]) -> Json {
        let items = requests.iter().map(|request| {
            let fields = request.params.iter().filter_map(|(name, param)| match param {
                Param::Text(text) => Some(Field::text(name, text)),
                Param::Json(json) => Some(Field::json(name, Cow::Borrowed(json))),
                // `Batch::new` refuses a batch inside a batch.
                Param::Batch(_) => None,
            });
            let encoded = urlencode(&fields.collect::<Vec<_>>());
            let path = format!("{}/{}", self.version, request.path);
            let (relative_url, body) = match request.method {
                Method::Post => (path, Some(encoded)),
                Method::Get | Method::Delete if encoded.is_empty() => (path, None),
                Method::Get | Method::Delete => (format!("{path}?{encoded}"), None),
            };
            BatchItem { method: request.method.as_str(), relative_url, body }
        });
        Json::encode(&items.collect::<Vec<_>>())
    }
}

/// A parameter and its value.
struct Field<'a> {
    name: &'a str,
    value: FieldValue<'a>,
}

enum FieldValue<'a> {
    Text(Cow<'a, str>),
    Json(Cow<'a, Json>),
}

impl<'a> Field<'a> {
    fn text(name: &'a str, value: impl Into<Cow<'a, str>>) -> Self {
        Self { name, value: FieldValue::Text(value.into()) }
    }

    fn json(name: &'a str, value: Cow<'a, Json>) -> Self {
        Self { name, value: FieldValue::Json(value) }
    }

    /// `true` if the value is a token, which must not be part of a URL. A proof may be: it is
    /// useless without the token.
    fn holds_token(&self) -> bool {
        self.name != "appsecret_proof" && redact::is_secret_name(self.name)
    }

    fn as_str(&self) -> &str {
        match &self.value {
            FieldValue::Text(text) => text,
            FieldValue::Json(json) => json.as_str(),
        }
    }
}

/// One request in the parameter `batch`.
#[derive(Serialize)]
struct BatchItem {
    method: &'static str,
    relative_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

/// `{"a":"1","b":{…}}`, in the order of the fields. Not by `Json`'s `Serialize`, which would parse the
/// JSON once more.
fn json_object(fields: &[Field<'_>]) -> String {
    let mut object = String::from("{");
    for field in fields {
        if object.len() > 1 {
            object.push(',');
        }
        object.push_str(Json::encode(field.name).as_str());
        object.push(':');
        match &field.value {
            FieldValue::Text(text) => object.push_str(Json::encode(text).as_str()),
            FieldValue::Json(json) => object.push_str(json.as_str()),
        }
    }
    object.push('}');
    object
}

/// `a=1&b=2`, percent-encoded; a space becomes `%20`.
fn urlencode<'a>(fields: impl IntoIterator<Item = &'a Field<'a>>) -> String {
    let mut encoded = String::new();
    for field in fields {
        if !encoded.is_empty() {
            encoded.push('&');
        }
        encoded.push_str(field.name);
        encoded.push('=');
        encoded.extend(percent_encode(field.as_str()));
    }
    encoded
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
pub(crate) fn percent_encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, ENCODED)
}

const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccessToken, AppSecretProof, Origin};

    fn graph(call_style: CallStyle) -> Graph {
        Graph { call_style, ..Graph::new(AccessToken::parse("TOKEN").unwrap()) }
    }

    fn sample(method: Method) -> ApiRequest {
        ApiRequest {
            method,
            path: "1/personas".to_owned(),
            params: vec![
                ("name".into(), Param::Text("Zoë & Ko=?".to_owned())),
                ("recipient".into(), Param::Json(serde_json::json!({"id": "2"}).into())),
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
}
