//! The loop around one call.

use core::{pin::pin, time::Duration};

use futures_util::future::{Either, select};
use messenger_personas::{
    Graph, GraphRequest, HttpResponse, PreparedRequest, response::SuccessBody,
};

use crate::{
    AttemptError, Error, FetchError, Options, RetryDecision, RetryState, Transport,
    exchange::{Attempt, Watch},
};

/// Makes calls to one [`Graph`] over a [`Transport`]: time-outs, retries where they are safe,
/// cancellation by drop.
///
/// One call is [`send`](Self::send), several that make one [`run`](Self::run), a list
/// [`walk`](Self::walk). [`limit`](Self::limit) and [`observe`](Self::observe) make another client of
/// it. Clones share hook and limit, and whatever clones of the transport share.
///
/// It is `Send` and `Sync` if its transport is, and so are its futures: over a transport that is
/// known, they can be spawned.
#[derive(Clone, Debug)]
pub struct Client<T> {
    pub(crate) graph: Graph,
    transport: T,
    options: Options,
}

impl<T: Transport> Client<T> {
    /// A client with [`Options::default`].
    pub fn new(graph: Graph, transport: T) -> Self {
        Self { graph, transport, options: Options::default() }
    }

    /// The same client with other options.
    #[must_use]
    pub fn with_options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    /// Where and as whom it asks.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The same client for another Graph, or as somebody else. Hook and limit stay.
    ///
    /// ```
    /// use messenger_personas::{Account, Graph, ListAccounts};
    /// use messenger_personas_client::{Client, Transport, PaginationError};
    ///
    /// /// A client for each Page that the person may write for.
    /// async fn pages<T: Transport + Clone>(
    ///     person: Client<T>,
    /// ) -> Result<Vec<(Account, Client<T>)>, PaginationError> {
    ///     let mut walk = person.paginate(ListAccounts::default());
    ///     let mut pages = Vec::new();
    ///     while let Some(account) = walk.next_item().await? {
    ///         let access_token = account.access_token.clone();
    ///         let graph = Graph { access_token, ..person.graph().clone() };
    ///         pages.push((account, person.clone().with_graph(graph)));
    ///     }
    ///     Ok(pages)
    /// }
    /// ```
    #[must_use]
    pub fn with_graph(self, graph: Graph) -> Self {
        Self { graph, ..self }
    }

    /// What carries its calls.
    pub fn transport(&self) -> &T {
        &self.transport
    }

    /// How patient it is.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What Graph answers to `request`. Dropping the future cancels the call.
    ///
    /// # Errors
    /// [`Error::Fetch`] if no answer came, [`Error::Response`] if Graph refused or what came is no
    /// answer to this request; [`Error::Ambiguous`] if it must not be made twice, and nobody knows
    /// whether it was carried out.
    pub async fn send<R: GraphRequest>(&self, request: &R) -> Result<R::Output, Error> {
        self.send_with(request, &self.options).await
    }

    /// As [`send`](Self::send), with other options for this call.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_with<R: GraphRequest>(
        &self,
        request: &R,
        options: &Options,
    ) -> Result<R::Output, Error> {
        let call = request.prepare();
        let accepted = self.exchange(&call, options, &mut false).await?;
        let answer = request.parse_success(&accepted, &self.graph);
        answer.map_err(|error| Error::unread(error, call.idempotency))
    }

    /// The loop. It is not generic over the request, so that it is compiled once.
    ///
    /// `in_doubt` tells at any moment, also to who drops the future, whether a call may be carried
    /// out without anybody hearing of it.
    pub(crate) async fn exchange(
        &self,
        call: &PreparedRequest,
        options: &Options,
        in_doubt: &mut bool,
    ) -> Result<SuccessBody, Error> {
        let mut attempts = RetryState::new(call);
        loop {
            let attempt = Attempt { parts: &call.request, number: attempts.number() };
            let answer = self.ask_once(attempt, options.timeout, in_doubt).await;
            if let Err(error) = &answer
                && error.failure().is_throttle()
            {
                self.transport.throttled(error.failure().retry_after());
            }
            let next = attempts.on_result(answer, &options.retry, self.transport.jitter());
            let wait = match next {
                RetryDecision::Success(accepted) => return Ok(accepted),
                RetryDecision::Retry(wait) => Ok(wait),
                RetryDecision::Fail(error) => Err(error),
            };
            *in_doubt = attempts.maybe_applied();
            self.transport.wait(wait?).await;
        }
    }

    async fn ask_once(
        &self,
        attempt: Attempt<'_>,
        timeout: Duration,
        in_doubt: &mut bool,
    ) -> Result<SuccessBody, AttemptError> {
        let _place = self.transport.admit().await;
        *in_doubt = true;
        let watch = Watch::start(&self.transport, &self.graph, attempt);
        let answer = self.answer(attempt, timeout).await;
        watch.end(&answer);
        Ok(answer?.into_success(&self.graph)?)
    }

    async fn answer(
        &self,
        attempt: Attempt<'_>,
        timeout: Duration,
    ) -> Result<HttpResponse, FetchError> {
        let answer = pin!(self.transport.carry(self.graph.to_http(attempt.parts)));
        let too_late = pin!(self.transport.wait(timeout));
        match select(answer, too_late).await {
            Either::Left((answer, _)) => {
                answer.map_err(|error| FetchError::transport(&error, &self.graph))
            }
            Either::Right(((), _)) => Err(FetchError::timed_out(&self.graph, timeout)),
        }
    }

    /// The same client over another transport, made of its own.
    pub(crate) fn over<U>(self, wrap: impl FnOnce(T) -> U) -> Client<U> {
        let Self { graph, transport, options } = self;
        Client { graph, transport: wrap(transport), options }
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
        test_util::{Answer, client},
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
    fn a_read_is_asked_again_after_a_cut() {
        let (client, script) = client([Answer::Cut, Answer::Body(200, r#"{"id":"1"}"#)]);
        let persona = client.send(&get()).now_or_never().unwrap().unwrap();
        assert_eq!(persona.id.as_str(), "1");
        assert_eq!(script.asked.get(), 2);
        assert!(script.waited.borrow().contains(&Duration::from_millis(500)));
    }

    #[test]
    fn a_create_is_not_asked_again_after_a_cut_or_a_late_answer() {
        for answer in [Answer::Cut, Answer::Never] {
            let (client, script) = client([answer, Answer::Body(200, r#"{"id":"1"}"#)]);
            let error = client.send(&create()).now_or_never().unwrap().unwrap_err();
            assert!(matches!(error, Error::Ambiguous(AmbiguousOutcome::Fetch(_))), "{error}");
            assert_eq!(script.asked.get(), 1);
        }
    }

    #[test]
    fn only_what_must_not_be_made_twice_ends_ambiguously() {
        const SERVICE: &str = r#"{"error":{"message":"try later","code":2}}"#;
        const REFUSED: &str = r#"{"error":{"message":"no such Page","code":100}}"#;
        for (status, body, is_ambiguous) in [
            (500, SERVICE, true),
            (502, "<html>", true),
            (200, "<html>", true),
            (200, r#"{"success":true}"#, true),
            (400, REFUSED, false),
        ] {
            let answers = || (0..3).map(|_| Answer::Body(status, body));
            let error = client(answers()).0.send(&create()).now_or_never().unwrap().unwrap_err();
            assert_eq!(error.is_ambiguous(), is_ambiguous, "{error}");
            assert_eq!(error.graph().is_some(), body.contains("error"), "{error}");
            let delete = DeletePersona { persona_id: PersonaId::parse("1").unwrap() };
            let read = client(answers()).0.send(&get()).now_or_never().unwrap();
            let delete = client(answers()).0.send(&delete).now_or_never().unwrap();
            for error in [read.err(), delete.err()].into_iter().flatten() {
                assert!(matches!(error, Error::Response(_)), "{error}");
            }
        }
    }

    #[test]
    fn a_create_that_was_accepted_in_words_nobody_reads_is_ambiguous() {
        let (client, _) = client([Answer::Body(200, "{}")]);
        let error = client.send(&create()).now_or_never().unwrap().unwrap_err();
        let Error::Ambiguous(AmbiguousOutcome::Response(cause)) = error else { panic!("{error}") };
        assert!(matches!(cause, ResponseError::Decode { status: 200, .. }));
    }

    #[test]
    fn a_create_is_asked_again_after_a_throttle() {
        let throttle = r#"{"error":{"message":"(#4) Application request limit reached","code":4}}"#;
        let (client, _) = client([Answer::Body(400, throttle), Answer::Body(200, r#"{"id":"1"}"#)]);
        assert_eq!(client.send(&create()).now_or_never().unwrap().unwrap().id.as_str(), "1");
    }

    #[test]
    fn a_delete_whose_first_answer_was_lost_is_done_when_the_persona_is_gone() {
        const GONE: &str = r#"{"error":{"message":"gone","code":100,"error_subcode":33}}"#;
        let delete = DeletePersona { persona_id: PersonaId::parse("1").unwrap() };
        let (lost, _) = client([Answer::Cut, Answer::Body(400, GONE)]);
        assert!(lost.send(&delete).now_or_never().unwrap().is_ok());
        let (unknown, _) = client([Answer::Body(400, GONE)]);
        assert!(unknown.send(&delete).now_or_never().unwrap().is_err());
        let (read, _) = client([Answer::Cut, Answer::Body(400, GONE)]);
        assert!(read.send(&get()).now_or_never().unwrap().is_err());
    }

    #[test]
    fn retries_end() {
        let (client, script) = client([Answer::Cut, Answer::Cut, Answer::Cut, Answer::Cut]);
        assert!(client.send(&get()).now_or_never().unwrap().is_err());
        assert_eq!(script.asked.get(), 3);
    }

    #[test]
    fn no_error_shows_the_token() {
        let malformed = r#"{"error":{"message":"Malformed access token SECRETTOKEN","code":190}}"#;
        let cut = Answer::CutSaying("cannot reach https://a/?access_token=SECRETTOKEN");
        for answer in [cut, Answer::Never, Answer::Body(400, malformed)] {
            let error = client([answer]).0.send(&create()).now_or_never().unwrap().unwrap_err();
            assert!(!format!("{error} {error:?}").contains("SECRETTOKEN"));
        }
    }
}
