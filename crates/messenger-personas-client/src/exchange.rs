//! Shows each exchange to a hook, without the token.

use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    sync::Arc,
};
use core::{fmt, time::Duration};

use messenger_personas::{
    ApiVersion, Graph, HttpRequest, HttpResponse, Method, Usage, request::ApiRequest,
};

use crate::{Client, FetchError, Transport, transport::TransportError};

/// One attempt at a call, when it is over.
///
/// Nothing it answers with holds the token or its proof. Texts are made when they are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Exchange<'a> {
    graph: &'a Graph,
    attempt: Attempt<'a>,
    elapsed: Duration,
    end: End<'a>,
}

impl Exchange<'_> {
    /// The verb that was meant; in form style, all are carried as `POST`.
    #[must_use]
    pub fn method(&self) -> Method {
        self.attempt.parts.method
    }

    /// Such as `/v26.0/134/personas`: without origin and query.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/{}/{}", self.graph.version, self.attempt.parts.path)
    }

    /// The query of the address, if it has one.
    #[must_use]
    pub fn parameters(&self) -> Option<String> {
        let request = self.request();
        Some(self.graph.redact(request.url.split_once('?')?.1))
    }

    /// What was sent as the body, if there was one: a form or JSON, by the call style.
    #[must_use]
    pub fn request_body(&self) -> Option<String> {
        Some(self.graph.redact(&self.request().body?))
    }

    /// The status of the answer, if one came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        Some(self.response()?.status)
    }

    /// The body of the answer, if one came.
    #[must_use]
    pub fn response_body(&self) -> Option<String> {
        Some(self.graph.redact(&String::from_utf8_lossy(&self.response()?.body)))
    }

    /// A header of the answer, if one came and has it.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.response()?.header(name)
    }

    /// Why no answer came, if none did.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        match self.end {
            End::Answer(_) => None,
            End::Failure(error) => Some(error.to_string()),
            End::Cancelled => Some("the call was cancelled".to_owned()),
        }
    }

    /// Whether the call was dropped before an answer came.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        matches!(self.end, End::Cancelled)
    }

    /// How long it took, without any wait before it.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Which attempt this was: 0 for the first, 1 for the first retry.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt.number
    }

    /// What the answer says about the calls made so far; empty if it says nothing.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.response().map(Usage::from_response).unwrap_or_default()
    }

    /// The version that answered, if the answer says so and the runtime shows it.
    #[must_use]
    pub fn served_version(&self) -> Option<ApiVersion> {
        ApiVersion::served(self.response()?)
    }

    /// The version that answered, if it is another than the one that was asked: the one asked is
    /// then no longer, or not yet, there.
    #[must_use]
    pub fn other_version(&self) -> Option<ApiVersion> {
        self.served_version().filter(|served| *served != self.graph.version)
    }

    fn response(&self) -> Option<&HttpResponse> {
        match self.end {
            End::Answer(response) => Some(response),
            End::Failure(_) | End::Cancelled => None,
        }
    }

    /// The request as it would have been made without a token, so that there is none to be found.
    fn request(&self) -> HttpRequest {
        let graph = Graph { access_token: None, app_secret_proof: None, ..self.graph.clone() };
        graph.to_http(self.attempt.parts)
    }
}

impl<T: Transport> Client<T> {
    /// The same client, which shows `hook` each exchange: every attempt of every call, when it is
    /// over. Cancelled ones are shown when they are cancelled, those of `fetch` that fail too.
    ///
    /// Clones share the hook. A struct can hold such a client if the hook is a function:
    /// `Client<Observed<Fetch, fn(&Exchange<'_>)>>`.
    #[must_use]
    pub fn observe<F: Fn(&Exchange<'_>)>(self, hook: F) -> Client<Observed<T, F>> {
        self.over(|inner| Observed { inner, hook: Arc::new(hook) })
    }
}

/// A transport whose exchanges are shown to a hook.
pub struct Observed<T, F> {
    inner: T,
    hook: Arc<F>,
}

impl<T: Transport, F: Fn(&Exchange<'_>)> Transport for Observed<T, F> {
    const OBSERVES: bool = true;

    fn carry(
        &self,
        request: HttpRequest,
    ) -> impl Future<Output = Result<HttpResponse, TransportError>> {
        self.inner.carry(request)
    }

    fn wait(&self, duration: Duration) -> impl Future<Output = ()> {
        self.inner.wait(duration)
    }

    fn jitter(&self) -> f64 {
        self.inner.jitter()
    }

    fn now(&self) -> Duration {
        self.inner.now()
    }

    fn admit(&self) -> impl Future<Output = impl Sized> {
        self.inner.admit()
    }

    fn throttled(&self, wait: Option<Duration>) {
        self.inner.throttled(wait);
    }

    fn observe(&self, exchange: &Exchange<'_>) {
        self.inner.observe(exchange);
        (self.hook)(exchange);
    }
}

impl<T: Clone, F> Clone for Observed<T, F> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), hook: self.hook.clone() }
    }
}

impl<T: fmt::Debug, F> fmt::Debug for Observed<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observed").field("inner", &self.inner).finish_non_exhaustive()
    }
}

/// What an attempt is made at, and which it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attempt<'a> {
    pub(crate) parts: &'a ApiRequest,
    pub(crate) number: u32,
}

#[derive(Clone, Copy, Debug)]
enum End<'a> {
    Answer(&'a HttpResponse),
    Failure(&'a FetchError),
    Cancelled,
}

/// Takes the time of an attempt, and shows it to the transport when it is over or dropped.
pub(crate) struct Watch<'a, T: Transport> {
    transport: &'a T,
    graph: &'a Graph,
    attempt: Attempt<'a>,
    started: Duration,
    is_over: bool,
}

impl<'a, T: Transport> Watch<'a, T> {
    pub(crate) fn start(transport: &'a T, graph: &'a Graph, attempt: Attempt<'a>) -> Self {
        let started = if T::OBSERVES { transport.now() } else { Duration::ZERO };
        Self { transport, graph, attempt, started, is_over: false }
    }

    pub(crate) fn end(mut self, answer: &Result<HttpResponse, FetchError>) {
        self.is_over = true;
        self.show(answer.as_ref().map_or_else(End::Failure, End::Answer));
    }

    fn show(&self, end: End<'_>) {
        if T::OBSERVES {
            let elapsed = self.transport.now().saturating_sub(self.started);
            let Self { graph, attempt, .. } = *self;
            self.transport.observe(&Exchange { graph, attempt, elapsed, end });
        }
    }
}

impl<T: Transport> Drop for Watch<'_, T> {
    fn drop(&mut self) {
        if !self.is_over {
            self.show(End::Cancelled);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use futures_util::FutureExt;
    use messenger_personas::{
        AccessToken, CallStyle, CreatePersona, GetPersona, PageId, PersonaId, PersonaName,
        PictureUrl, RetryPolicy,
    };

    use super::*;
    use crate::{
        Options,
        test_util::{Answer, client},
    };

    fn get() -> GetPersona {
        GetPersona::new(PersonaId::parse("1").unwrap())
    }

    /// All that an exchange answers with, in one line.
    fn line(exchange: &Exchange<'_>) -> String {
        format!(
            "{}: {} {}?{} {} -> {} {} {} in {} ms",
            exchange.attempt(),
            exchange.method().as_str(),
            exchange.path(),
            exchange.parameters().unwrap_or_default(),
            exchange.request_body().unwrap_or_default(),
            exchange.status().unwrap_or_default(),
            exchange.response_body().unwrap_or_default(),
            exchange.failure().unwrap_or_default(),
            exchange.elapsed().as_millis(),
        )
    }

    #[test]
    fn each_attempt_is_shown_when_it_is_over() {
        let (client, script) = client([
            Answer::CutSaying("SECRETTOKEN"),
            Answer::Never,
            Answer::Body(200, r#"{"id":"1"}"#),
        ]);
        let seen = RefCell::new(Vec::new());
        let client = client.observe(|exchange| seen.borrow_mut().push(line(exchange)));
        client.send(&get()).now_or_never().unwrap().unwrap();
        assert_eq!(script.asked.get(), 3);
        let origin = "no answer from https://graph.facebook.com";
        assert_eq!(
            *seen.borrow(),
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
    fn a_cancelled_attempt_is_shown_and_a_retry_that_never_started_is_not() {
        let (client, _) = client([Answer::Slow(9, "{}")]);
        let seen = RefCell::new(Vec::new());
        let client = client.observe(|exchange| seen.borrow_mut().push(exchange.failure()));
        let get = get();
        let mut call = Box::pin(client.send(&get));
        assert!((&mut call).now_or_never().is_none());
        assert!(seen.borrow().is_empty());
        drop(call);
        assert_eq!(*seen.borrow(), [Some("the call was cancelled".to_owned())]);
    }

    #[test]
    fn no_text_holds_the_token_whatever_its_letters_are() {
        let create = CreatePersona {
            page_id: PageId::parse("1").unwrap(),
            name: PersonaName::parse("Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
        };
        for call_style in [CallStyle::Form, CallStyle::Header] {
            let body = r#"{"id":"1","next":"https://a/?access_token=123|s-e_c.r~et"}"#;
            let (mut client, _) = client([Answer::Body(200, body)]);
            client.graph.call_style = call_style;
            client.graph.access_token = AccessToken::parse("123|s-e_c.r~et").ok();
            let seen = RefCell::new(String::new());
            let client = client.observe(|exchange| {
                seen.replace(format!("{} {exchange:?}", line(exchange)));
            });
            client.send(&create).now_or_never().unwrap().unwrap();
            let seen = seen.into_inner();
            assert!(seen.contains("POST /v26.0/1/personas?"), "{seen}");
            assert!(seen.contains("Adam"), "{seen}");
            assert!(seen.contains("access_token=…"), "{seen}");
            assert!(!seen.contains("s-e_c.r~et"), "{seen}");
        }
    }

    #[test]
    fn another_version_than_asked_is_told() {
        for (header, served, other) in [
            ("v26.0", Some("v26.0"), None),
            ("v27.0", Some("v27.0"), Some("v27.0")),
            ("new", None, None),
        ] {
            let (client, _) = client([Answer::Headed("Facebook-API-Version", header)]);
            let client = client.observe(|exchange| {
                let text = |version: Option<ApiVersion>| version.map(|it| it.to_string());
                assert_eq!(text(exchange.served_version()).as_deref(), served);
                assert_eq!(text(exchange.other_version()).as_deref(), other);
            });
            let once = Options { retry: RetryPolicy::never(), ..Options::default() };
            client.send_with(&get(), &once).now_or_never().unwrap().unwrap();
        }
    }

    #[test]
    fn usage_is_told() {
        let usage = r#"{"call_count":28,"total_time":25,"total_cputime":25}"#;
        let (client, _) = client([Answer::Headed("x-app-usage", usage)]);
        let client = client.observe(|exchange| assert_eq!(exchange.usage().highest(), Some(28)));
        client.send(&get()).now_or_never().unwrap().unwrap();
    }
}
