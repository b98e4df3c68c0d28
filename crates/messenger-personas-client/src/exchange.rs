//! Shows each attempt of a request to a hook, without the token.

#[cfg(target_arch = "wasm32")]
use std::rc::Rc as Shared;
#[cfg(not(target_arch = "wasm32"))]
use std::sync::Arc as Shared;
use std::{fmt, time::Duration};

use messenger_personas::{ApiRequest, ApiVersion, Graph, HttpRequest, HttpResponse, Method, Usage};

use crate::{NetworkError, Runtime};

/// One finished attempt of a request, as shown to the hook of a client.
///
/// No method returns the token or the app secret proof: both are redacted. Texts are built when
/// requested.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    graph: &'a Graph,
    request: &'a ApiRequest,
    attempt: u32,
    elapsed: Duration,
    outcome: Outcome<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Outcome<'a> {
    Response(&'a HttpResponse),
    Failed(&'a NetworkError),
    Cancelled,
}

impl Exchange<'_> {
    /// Method that Graph applies; in form style the HTTP method is always `POST`.
    #[must_use]
    pub fn method(&self) -> Method {
        self.request.method
    }

    /// Path with version, without origin and query, such as `/v26.0/134/personas`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/{}/{}", self.graph.version, self.request.path)
    }

    /// Query of the URL, redacted.
    #[must_use]
    pub fn query(&self) -> Option<String> {
        let request = self.http_request();
        Some(self.graph.redact(request.url.split_once('?')?.1))
    }

    /// Body of the request, redacted: a form or JSON, depending on the call style.
    #[must_use]
    pub fn request_body(&self) -> Option<String> {
        Some(self.graph.redact(&self.http_request().body?))
    }

    /// HTTP status of the response.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        Some(self.response()?.status)
    }

    /// Body of the response, redacted.
    #[must_use]
    pub fn response_body(&self) -> Option<String> {
        Some(self.graph.redact(&String::from_utf8_lossy(&self.response()?.body)))
    }

    /// Header of the response, redacted: `www-authenticate` repeats Graph's message.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        Some(self.graph.redact(self.response()?.header(name)?))
    }

    /// Why there is no response.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        match self.outcome {
            Outcome::Response(_) => None,
            Outcome::Failed(error) => Some(error.to_string()),
            Outcome::Cancelled => Some("the request was cancelled".to_owned()),
        }
    }

    /// `true` if the request was dropped before a response arrived.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self.outcome, Outcome::Cancelled)
    }

    /// Duration of the attempt, without the wait before it.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Number of the attempt: 0 is the first one, 1 the first retry.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Rate limit usage that the response reports; empty if it reports none.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.response().map(Usage::from_response).unwrap_or_default()
    }

    /// API version that served the request, if the response names it and the runtime shows it.
    #[must_use]
    pub fn served_version(&self) -> Option<ApiVersion> {
        ApiVersion::from_response(self.response()?)
    }

    /// API version that served the request, if it is not the requested one: Graph no longer has the
    /// requested version, or the app requires a later one.
    #[must_use]
    pub fn other_version(&self) -> Option<ApiVersion> {
        self.served_version().filter(|served| *served != self.graph.version)
    }

    fn response(&self) -> Option<&HttpResponse> {
        match self.outcome {
            Outcome::Response(response) => Some(response),
            Outcome::Failed(_) | Outcome::Cancelled => None,
        }
    }

    /// The request, encoded without token and proof.
    fn http_request(&self) -> HttpRequest {
        let graph = Graph { access_token: None, app_secret_proof: None, ..self.graph.clone() };
        graph.to_http(self.request)
    }
}

/// A function that [`Client::on_exchange`](crate::Client::on_exchange) takes.
#[cfg(not(target_arch = "wasm32"))]
pub trait HookFn: Fn(&Exchange<'_>) + Send + Sync + 'static {}

#[cfg(not(target_arch = "wasm32"))]
impl<F: Fn(&Exchange<'_>) + Send + Sync + 'static> HookFn for F {}

/// A function that [`Client::on_exchange`](crate::Client::on_exchange) takes.
#[cfg(target_arch = "wasm32")]
pub trait HookFn: Fn(&Exchange<'_>) + 'static {}

#[cfg(target_arch = "wasm32")]
impl<F: Fn(&Exchange<'_>) + 'static> HookFn for F {}

#[cfg(not(target_arch = "wasm32"))]
type DynHook = dyn Fn(&Exchange<'_>) + Send + Sync;
#[cfg(target_arch = "wasm32")]
type DynHook = dyn Fn(&Exchange<'_>);

/// The hook of a client and its clones.
#[derive(Clone)]
pub(crate) struct Hook(Shared<DynHook>);

impl Hook {
    pub(crate) fn new(hook: impl HookFn) -> Self {
        Self(Shared::new(hook))
    }
}

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hook")
    }
}

/// Measures an attempt, and calls the hook when it is finished or dropped.
pub(crate) struct ExchangeGuard<'a, R: Runtime> {
    hook: Option<&'a Hook>,
    runtime: &'a R,
    graph: &'a Graph,
    request: &'a ApiRequest,
    attempt: u32,
    /// Zero without a hook.
    started: Duration,
}

impl<'a, R: Runtime> ExchangeGuard<'a, R> {
    pub(crate) fn start(
        hook: Option<&'a Hook>,
        runtime: &'a R,
        graph: &'a Graph,
        request: &'a ApiRequest,
        attempt: u32,
    ) -> Self {
        let started = hook.map(|_| runtime.now()).unwrap_or_default();
        Self { hook, runtime, graph, request, attempt, started }
    }

    pub(crate) fn finish(mut self, result: &Result<HttpResponse, NetworkError>) {
        self.call_hook(result.as_ref().map_or_else(Outcome::Failed, Outcome::Response));
    }

    fn call_hook(&mut self, outcome: Outcome<'_>) {
        // Taken, so that it is called once even if it panics.
        if let Some(Hook(hook)) = self.hook.take() {
            let Self { graph, request, attempt, .. } = *self;
            let elapsed = self.runtime.now().saturating_sub(self.started);
            hook(&Exchange { graph, request, attempt, elapsed, outcome });
        }
    }
}

impl<R: Runtime> Drop for ExchangeGuard<'_, R> {
    fn drop(&mut self) {
        self.call_hook(Outcome::Cancelled);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use futures_util::FutureExt;
    use messenger_personas::{
        AccessToken, CallStyle, CreatePersona, GetPersona, PageId, PersonaId, PersonaName,
        PictureUrl, RetryPolicy,
    };

    use super::*;
    use crate::{
        Options,
        test_util::{Scripted, client},
    };

    fn get() -> GetPersona {
        GetPersona::new(PersonaId::parse("1").unwrap())
    }

    /// The values of an exchange in one line.
    fn line(exchange: &Exchange<'_>) -> String {
        format!(
            "{}: {} {}?{} {} -> {} {} {} in {} ms",
            exchange.attempt(),
            exchange.method().as_str(),
            exchange.path(),
            exchange.query().unwrap_or_default(),
            exchange.request_body().unwrap_or_default(),
            exchange.status().unwrap_or_default(),
            exchange.response_body().unwrap_or_default(),
            exchange.failure().unwrap_or_default(),
            exchange.elapsed().as_millis(),
        )
    }

    #[test]
    fn each_finished_attempt_is_shown() {
        let (client, script) = client([
            Scripted::CutWith("SECRETTOKEN"),
            Scripted::Never,
            Scripted::Body(200, r#"{"id":"1"}"#),
        ]);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let client = client.on_exchange({
            let seen = seen.clone();
            move |exchange| seen.lock().unwrap().push(line(exchange))
        });
        client.send(&get()).now_or_never().unwrap().unwrap();
        assert_eq!(script.sent.get(), 3);
        let origin = "no response from https://graph.facebook.com";
        assert_eq!(
            *seen.lock().unwrap(),
            [
                format!(
                    "0: GET /v26.0/1?  -> 0  {origin}: check the connection and the address (…) \
                     in 0 ms"
                ),
                format!(
                    "1: GET /v26.0/1?  -> 0  {origin} within 30 seconds: check the connection, or \
                     allow more time in 30000 ms"
                ),
                r#"2: GET /v26.0/1?  -> 200 {"id":"1"}  in 0 ms"#.to_owned(),
            ]
        );
    }

    #[test]
    fn a_cancelled_attempt_is_shown() {
        let (client, _) = client([Scripted::Slow(9, "{}")]);
        let seen = Arc::new(Mutex::new(Vec::new()));
        let client = client.on_exchange({
            let seen = seen.clone();
            move |exchange| seen.lock().unwrap().push(exchange.failure())
        });
        let get = get();
        let mut call = Box::pin(client.send(&get));
        assert!((&mut call).now_or_never().is_none());
        assert!(seen.lock().unwrap().is_empty());
        drop(call);
        assert_eq!(*seen.lock().unwrap(), [Some("the request was cancelled".to_owned())]);
    }

    #[test]
    fn no_text_contains_the_token() {
        let create = CreatePersona {
            page_id: PageId::parse("1").unwrap(),
            name: PersonaName::parse("Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
        };
        for call_style in [CallStyle::Form, CallStyle::Header] {
            let body = r#"{"id":"1","next":"https://a/?access_token=123|s-e_c.r~et"}"#;
            let (mut client, _) = client([Scripted::Body(200, body)]);
            client.graph.call_style = call_style;
            client.graph.access_token = AccessToken::parse("123|s-e_c.r~et").ok();
            let seen = Arc::new(Mutex::new(String::new()));
            let client = client.on_exchange({
                let seen = seen.clone();
                move |exchange| {
                    *seen.lock().unwrap() = format!("{} {exchange:?}", line(exchange));
                }
            });
            client.send(&create).now_or_never().unwrap().unwrap();
            let seen = seen.lock().unwrap();
            assert!(seen.contains("POST /v26.0/1/personas?"), "{seen}");
            assert!(seen.contains("Adam"), "{seen}");
            assert!(seen.contains("access_token=…"), "{seen}");
            assert!(!seen.contains("s-e_c.r~et"), "{seen}");
        }
    }

    #[test]
    fn another_version_is_reported() {
        for (header, served, other) in [
            ("v26.0", Some("v26.0"), None),
            ("v27.0", Some("v27.0"), Some("v27.0")),
            ("new", None, None),
        ] {
            let (client, _) = client([Scripted::Header("Facebook-API-Version", header)]);
            let client = client.on_exchange(move |exchange| {
                let text = |version: Option<ApiVersion>| version.map(|it| it.to_string());
                assert_eq!(text(exchange.served_version()).as_deref(), served);
                assert_eq!(text(exchange.other_version()).as_deref(), other);
            });
            let once = Options { retry: RetryPolicy::never(), ..Options::default() };
            client.send_with(&get(), &once).now_or_never().unwrap().unwrap();
        }
    }

    #[test]
    fn usage_is_reported() {
        let usage = r#"{"call_count":28,"total_time":25,"total_cputime":25}"#;
        let (client, _) = client([Scripted::Header("x-app-usage", usage)]);
        let client =
            client.on_exchange(|exchange| assert_eq!(exchange.usage().highest(), Some(28)));
        client.send(&get()).now_or_never().unwrap().unwrap();
    }
}
