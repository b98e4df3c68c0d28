//! The client, and the retry loop around one request.

use std::{pin::pin, time::Duration};

use futures_util::future::{Either, select};
use messenger_personas::{
    ApiRequest, Graph, GraphRequest, HttpResponse, PreparedRequest, SuccessBody,
};

#[cfg(feature = "rate-limit")]
use crate::limiter::{RateLimit, RateLimiter};
use crate::{
    AttemptError, Error, NetworkError, Options, RetryDecision, RetryState, Runtime, Transport,
    exchange::{ExchangeGuard, Hook, HookFn},
};

/// Sends requests to a [`Graph`] over a [`Transport`]: with timeouts, retries where they are safe,
/// and cancellation by dropping the future.
///
/// * [`send`](Self::send) sends one request.
/// * [`run`](Self::run) runs an [`Operation`](messenger_personas::Operation) of several requests.
/// * [`paginate`](Self::paginate) reads a list.
///
/// Clones are cheap. They share the rate limit and the hook.
///
/// A client is `Send` and `Sync` if its transport and runtime are. Its futures are `Send` if the
/// request is `Sync` too.
#[derive(Clone, Debug)]
pub struct Client<T, R> {
    pub(crate) graph: Graph,
    transport: T,
    runtime: R,
    options: Options,
    #[cfg(feature = "rate-limit")]
    rate_limiter: Option<RateLimiter>,
    hook: Option<Hook>,
}

impl<T: Transport, R: Runtime> Client<T, R> {
    /// A client with [`Options::default`], without a rate limit and without a hook.
    pub fn new(graph: Graph, transport: T, runtime: R) -> Self {
        let options = Options::default();
        Self {
            graph,
            transport,
            runtime,
            options,
            #[cfg(feature = "rate-limit")]
            rate_limiter: None,
            hook: None,
        }
    }

    /// Sets the timeout and the retry policy.
    #[must_use]
    pub fn with_options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    /// Sets a rate limit, which clones of the client share.
    ///
    /// Attempts above the limit wait, in the order in which they came. The wait does not count
    /// towards the timeout. A request that is dropped while it waits gives up its place.
    #[cfg(feature = "rate-limit")]
    #[cfg_attr(docsrs, doc(cfg(feature = "rate-limit")))]
    #[must_use]
    pub fn with_rate_limit(self, limit: RateLimit) -> Self {
        Self { rate_limiter: Some(RateLimiter::new(limit)), ..self }
    }

    /// Sets a hook that is called after every attempt of every request, including failed and
    /// cancelled ones. Clones of the client share it.
    ///
    /// The hook must be `Send` and `Sync`, except on wasm32.
    ///
    /// ```
    /// use messenger_personas_client::{Client, Runtime, Transport};
    ///
    /// fn with_log<T: Transport, R: Runtime>(client: Client<T, R>) -> Client<T, R> {
    ///     client.on_exchange(|exchange| {
    ///         let (method, path) = (exchange.method().as_str(), exchange.path());
    ///         println!("{method} {path} {:?} {:?}", exchange.status(), exchange.elapsed());
    ///         if let Some(version) = exchange.other_version() {
    ///             println!("Graph served the request as {version}");
    ///         }
    ///     })
    /// }
    /// ```
    #[must_use]
    pub fn on_exchange(self, hook: impl HookFn) -> Self {
        Self { hook: Some(Hook::new(hook)), ..self }
    }

    /// Sets another Graph API or access token. The rate limit and the hook stay: a pause for one Page
    /// applies to all of them. Call `with_rate_limit` for a limit per Page.
    ///
    /// ```
    /// use messenger_personas::{Account, Graph, ListAccounts};
    /// use messenger_personas_client::{Client, PaginationError, Runtime, Transport};
    ///
    /// /// Returns a client for each Page of the user.
    /// async fn pages<T: Transport + Clone, R: Runtime + Clone>(
    ///     user: Client<T, R>,
    /// ) -> Result<Vec<(Account, Client<T, R>)>, PaginationError> {
    ///     let mut accounts = user.paginate(ListAccounts::default());
    ///     let mut pages = Vec::new();
    ///     while let Some(account) = accounts.next_item().await? {
    ///         let access_token = account.access_token.clone();
    ///         let graph = Graph { access_token, ..user.graph().clone() };
    ///         pages.push((account, user.clone().with_graph(graph)));
    ///     }
    ///     Ok(pages)
    /// }
    /// ```
    #[must_use]
    pub fn with_graph(self, graph: Graph) -> Self {
        Self { graph, ..self }
    }

    /// The configuration of the Graph API.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The transport.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// The runtime.
    pub fn runtime(&self) -> &R {
        &self.runtime
    }

    /// The timeout and the retry policy.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Sends `request` and returns its parsed response. Dropping the future cancels the request.
    ///
    /// # Errors
    /// * [`Error::Network`] if no complete response arrived.
    /// * [`Error::Response`] if Graph refused the request, or the response cannot be decoded.
    /// * [`Error::Ambiguous`] if either happened to a create or a send that may have been applied.
    pub async fn send<Q: GraphRequest>(&self, request: &Q) -> Result<Q::Output, Error> {
        self.send_with(request, &self.options).await
    }

    /// [`send`](Self::send) with other options for this request.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_with<Q: GraphRequest>(
        &self,
        request: &Q,
        options: &Options,
    ) -> Result<Q::Output, Error> {
        let prepared = request.prepare();
        let body = self.send_prepared(&prepared, options, &mut false).await?;
        let result = request.parse_success(&body, &self.graph);
        result.map_err(|error| Error::from_response(error, prepared.idempotency))
    }

    /// The retry loop. Not generic over the request, so that it is compiled once.
    ///
    /// `maybe_applied` is `true` while a request may have been applied although no response
    /// arrived. It can be read after the future was dropped.
    pub(crate) async fn send_prepared(
        &self,
        prepared: &PreparedRequest,
        options: &Options,
        maybe_applied: &mut bool,
    ) -> Result<SuccessBody, Error> {
        let mut state = RetryState::new(prepared);
        loop {
            let result =
                self.attempt(&prepared.request, state.attempt(), options, maybe_applied).await;
            #[cfg(feature = "rate-limit")]
            if let (Err(error), Some(limiter)) = (&result, &self.rate_limiter)
                && error.is_rate_limit_of_all()
            {
                limiter.on_rate_limited(error.failure().retry_after(), self.runtime.now());
            }
            let decision = state.on_result(result, &options.retry, self.runtime.random());
            *maybe_applied = state.maybe_applied();
            match decision {
                RetryDecision::Success(body) => return Ok(body),
                RetryDecision::Retry(delay) => self.runtime.sleep(delay).await,
                RetryDecision::Fail(error) => return Err(error),
            }
        }
    }

    async fn attempt(
        &self,
        request: &ApiRequest,
        attempt: u32,
        options: &Options,
        maybe_applied: &mut bool,
    ) -> Result<SuccessBody, AttemptError> {
        #[cfg(feature = "rate-limit")]
        let _permit = match &self.rate_limiter {
            Some(limiter) => Some(limiter.acquire(&self.runtime).await),
            None => None,
        };
        *maybe_applied = true;
        let exchange =
            ExchangeGuard::start(self.hook.as_ref(), &self.runtime, &self.graph, request, attempt);
        let response = self.send_once(request, options.timeout).await;
        exchange.finish(&response);
        let response = response?;
        #[cfg(feature = "rate-limit")]
        if let Some(limiter) = &self.rate_limiter {
            limiter.on_response(&response, self.runtime.now());
        }
        Ok(response.into_success(&self.graph)?)
    }

    async fn send_once(
        &self,
        request: &ApiRequest,
        timeout: Duration,
    ) -> Result<HttpResponse, NetworkError> {
        let response = pin!(self.transport.send(self.graph.to_http(request)));
        let timer = pin!(self.runtime.sleep(timeout));
        match select(response, timer).await {
            Either::Left((response, _)) => {
                response.map_err(|error| NetworkError::new(&error, &self.graph))
            }
            Either::Right(((), _)) => Err(NetworkError::timed_out(&self.graph, timeout)),
        }
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use messenger_personas::{
        CreatePersona, DeletePersona, GetPersona, PageId, PersonaId, PersonaName, PictureUrl,
        ResponseError,
    };

    use super::*;
    use crate::{
        AmbiguousOutcome,
        test_util::{Scripted, client},
    };

    fn get() -> GetPersona {
        GetPersona::new(PersonaId::parse("1").unwrap())
    }

    fn create() -> CreatePersona {
        CreatePersona {
            page_id: PageId::parse("1").unwrap(),
            name: PersonaName::parse("Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
        }
    }

    #[test]
    fn a_read_is_retried_after_a_lost_connection() {
        let (client, script) = client([Scripted::Cut, Scripted::Body(200, r#"{"id":"1"}"#)]);
        let persona = client.send(&get()).now_or_never().unwrap().unwrap();
        assert_eq!(persona.id.as_str(), "1");
        assert_eq!(script.sent.get(), 2);
        assert!(script.slept.borrow().contains(&Duration::from_millis(500)));
    }

    #[test]
    fn a_create_is_not_retried_after_a_lost_connection_or_a_timeout() {
        for response in [Scripted::Cut, Scripted::Never] {
            let (client, script) = client([response, Scripted::Body(200, r#"{"id":"1"}"#)]);
            let error = client.send(&create()).now_or_never().unwrap().unwrap_err();
            assert!(matches!(error, Error::Ambiguous(AmbiguousOutcome::Network(_))), "{error}");
            assert_eq!(script.sent.get(), 1);
        }
    }

    #[test]
    fn only_creates_and_sends_are_ambiguous() {
        const SERVICE: &str = r#"{"error":{"message":"try later","code":2}}"#;
        const REFUSED: &str = r#"{"error":{"message":"no such Page","code":100}}"#;
        for (status, body, is_ambiguous) in [
            (500, SERVICE, true),
            (502, "<html>", true),
            (200, "<html>", true),
            (200, r#"{"success":true}"#, true),
            (400, REFUSED, false),
        ] {
            let responses = || (0..3).map(|_| Scripted::Body(status, body));
            let error = client(responses()).0.send(&create()).now_or_never().unwrap().unwrap_err();
            assert_eq!(error.is_ambiguous(), is_ambiguous, "{error}");
            assert_eq!(error.graph().is_some(), body.contains("error"), "{error}");
            let delete = DeletePersona { persona_id: PersonaId::parse("1").unwrap() };
            let read = client(responses()).0.send(&get()).now_or_never().unwrap();
            let delete = client(responses()).0.send(&delete).now_or_never().unwrap();
            for error in [read.err(), delete.err()].into_iter().flatten() {
                assert!(matches!(error, Error::Response(_)), "{error}");
            }
        }
    }

    #[test]
    fn a_create_with_an_undecodable_response_is_ambiguous() {
        let (client, _) = client([Scripted::Body(200, "{}")]);
        let error = client.send(&create()).now_or_never().unwrap().unwrap_err();
        let Error::Ambiguous(AmbiguousOutcome::Response(cause)) = error else { panic!("{error}") };
        assert!(matches!(cause, ResponseError::Decode { status: 200, .. }));
    }

    #[test]
    fn a_create_is_retried_after_a_rate_limit() {
        let rate_limited =
            r#"{"error":{"message":"(#4) Application request limit reached","code":4}}"#;
        let (client, _) =
            client([Scripted::Body(400, rate_limited), Scripted::Body(200, r#"{"id":"1"}"#)]);
        assert_eq!(client.send(&create()).now_or_never().unwrap().unwrap().id.as_str(), "1");
    }

    #[test]
    fn a_create_is_retried_if_the_connection_was_not_established() {
        let (client, script) =
            client([Scripted::NotConnected, Scripted::Body(200, r#"{"id":"1"}"#)]);
        assert_eq!(client.send(&create()).now_or_never().unwrap().unwrap().id.as_str(), "1");
        assert_eq!(script.sent.get(), 2);
    }

    #[test]
    fn a_delete_whose_response_was_lost_succeeds_if_the_persona_is_gone() {
        const GONE: &str = r#"{"error":{"message":"gone","code":100,"error_subcode":33}}"#;
        let delete = DeletePersona { persona_id: PersonaId::parse("1").unwrap() };
        let (lost, _) = client([Scripted::Cut, Scripted::Body(400, GONE)]);
        assert!(lost.send(&delete).now_or_never().unwrap().is_ok());
        let (unknown, _) = client([Scripted::Body(400, GONE)]);
        assert!(unknown.send(&delete).now_or_never().unwrap().is_err());
        let (read, _) = client([Scripted::Cut, Scripted::Body(400, GONE)]);
        assert!(read.send(&get()).now_or_never().unwrap().is_err());
    }

    #[test]
    fn retries_end() {
        let (client, script) = client([Scripted::Cut, Scripted::Cut, Scripted::Cut, Scripted::Cut]);
        assert!(client.send(&get()).now_or_never().unwrap().is_err());
        assert_eq!(script.sent.get(), 3);
    }

    #[test]
    fn no_error_contains_the_token() {
        let malformed = r#"{"error":{"message":"Malformed access token SECRETTOKEN","code":190}}"#;
        let cut = Scripted::CutWith("cannot reach https://a/?access_token=SECRETTOKEN");
        for response in [cut, Scripted::Never, Scripted::Body(400, malformed)] {
            let error = client([response]).0.send(&create()).now_or_never().unwrap().unwrap_err();
            assert!(!format!("{error} {error:?}").contains("SECRETTOKEN"));
        }
    }
}
