//! The loop around one call, on one screen.

use std::{pin::pin, time::Duration};

use futures_util::future::{Either, select};
use messenger_personas::{
    Failure, Graph, GraphErrorKind, GraphRequest, HttpRequest, Replay, ResponseError, Retry,
    RetryPolicy,
    response::{self, Accepted},
};

use crate::{Error, FetchError, Transport};

/// Asks Graph.
#[derive(Clone, Debug)]
pub struct Client<T> {
    graph: Graph,
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

    /// How patient it is.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What Graph answers to `request`. Dropping the future cancels the call.
    ///
    /// # Errors
    /// [`Error::Fetch`] if no answer came, [`Error::Response`] if Graph refused or what came is no
    /// answer to this request.
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
        let accepted = self.exchange(request.to_http(&self.graph), R::REPLAY, options).await?;
        Ok(accepted.read()?)
    }

    /// The loop. It is not generic over the request, so that it is compiled once.
    async fn exchange(
        &self,
        request: HttpRequest,
        replay: Replay,
        options: &Options,
    ) -> Result<Accepted, Error> {
        let mut attempt = 0;
        let mut maybe_done = false;
        loop {
            let error = match self.ask_once(request.clone(), options.timeout).await {
                Ok(accepted) => return Ok(accepted),
                Err(error) if maybe_done && replay == Replay::Delete && is_gone(&error) => {
                    return Ok(Accepted::deleted());
                }
                Err(error) => error,
            };
            let jitter = self.transport.jitter();
            match options.retry.decide(replay, failure(&error), attempt, jitter) {
                Retry::Stop => return Err(error),
                Retry::After(wait) => self.transport.wait(wait).await,
            }
            maybe_done |= failure(&error).is_unclear();
            attempt += 1;
        }
    }

    async fn ask_once(&self, request: HttpRequest, timeout: Duration) -> Result<Accepted, Error> {
        let answer = pin!(self.transport.carry(request));
        let too_late = pin!(self.transport.wait(timeout));
        let origin = || self.graph.origin.to_string();
        match select(answer, too_late).await {
            Either::Left((Ok(response), _)) => Ok(response::accepted(response, &self.graph)?),
            Either::Left((Err(error), _)) => {
                // A runtime's own words can hold the address or the headers of the call.
                let reason = self.graph.hidden_in(&error.reason);
                Err(FetchError::Connection { origin: origin(), reason }.into())
            }
            Either::Right(((), _)) => {
                Err(FetchError::TimedOut { origin: origin(), timeout }.into())
            }
        }
    }
}

/// How patient a client is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How long one attempt may take, until the last byte of its answer.
    pub timeout: Duration,
    /// How often and how patiently to ask again.
    pub retry: RetryPolicy,
}

impl Default for Options {
    /// 30 seconds, and [`RetryPolicy::default`].
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), retry: RetryPolicy::default() }
    }
}

fn failure(error: &Error) -> Failure<'_> {
    match error {
        Error::Fetch(FetchError::TimedOut { .. }) => Failure::TimedOut,
        Error::Fetch(FetchError::Connection { .. }) => Failure::NoAnswer,
        Error::Response(error) => Failure::Answer(error),
    }
}

fn is_gone(error: &Error) -> bool {
    matches!(
        error,
        Error::Response(ResponseError::Graph(error)) if error.kind == GraphErrorKind::UnknownObject
    )
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use messenger_personas::{
        CreatePersona, DeletePersona, GetPersona, PageId, PersonaId, PersonaName, PictureUrl,
    };

    use super::*;
    use crate::script::{Answer, client};

    fn get() -> GetPersona {
        GetPersona { persona_id: PersonaId::parse("1").unwrap() }
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
            assert!(matches!(error, Error::Fetch(_)), "{error}");
            assert_eq!(script.asked.get(), 1);
        }
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
