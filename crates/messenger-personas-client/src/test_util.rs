//! A scripted transport with a virtual clock, for tests.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::{pending, poll_fn},
    rc::Rc,
    task::Poll,
    time::Duration,
};

use messenger_personas::{AccessToken, Graph, HttpRequest, HttpResponse};

use crate::{Client, Runtime, Transport, TransportError};

/// Returns its responses in order, and records requests and delays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    responses: Rc<RefCell<VecDeque<Scripted>>>,
    pub(crate) sent: Rc<Cell<u32>>,
    /// Path after the version of each request.
    pub(crate) paths: Rc<RefCell<Vec<String>>>,
    pub(crate) slept: Rc<RefCell<Vec<Duration>>>,
    pub(crate) max_concurrent: Rc<Cell<usize>>,
    concurrent: Rc<Cell<usize>>,
    slow: Rc<Cell<usize>>,
    now: Rc<Cell<Duration>>,
}

#[derive(Debug)]
pub(crate) enum Scripted {
    Body(u16, &'static str),
    /// A persona, with a header.
    Header(&'static str, &'static str),
    /// A body after this number of polls.
    Slow(u32, &'static str),
    Cut,
    CutWith(&'static str),
    NotConnected,
    /// No response, so that the request times out.
    Never,
}

/// A client whose token is `SECRETTOKEN`, and its script.
pub(crate) fn client(
    responses: impl IntoIterator<Item = Scripted>,
) -> (Client<Script, Script>, Script) {
    let graph = Graph::new(AccessToken::parse("SECRETTOKEN").unwrap());
    let responses = Rc::new(RefCell::new(responses.into_iter().collect()));
    let script = Script { responses, ..Script::default() };
    (Client::new(graph, script.clone(), script.clone()), script)
}

impl Transport for Script {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let _concurrent = Count::increment(&self.concurrent);
        self.max_concurrent.set(self.max_concurrent.get().max(self.concurrent.get()));
        self.sent.set(self.sent.get() + 1);
        let path = request.url.split("/v26.0/").nth(1).unwrap().to_owned();
        self.paths.borrow_mut().push(path);
        let response = self.responses.borrow_mut().pop_front().unwrap_or(Scripted::Never);
        match response {
            Scripted::Body(status, body) => Ok(HttpResponse::json(status, body)),
            Scripted::Header(name, value) => {
                let mut response = HttpResponse::json(200, r#"{"id":"1"}"#);
                response.headers.push((name.to_owned(), value.to_owned()));
                Ok(response)
            }
            Scripted::Slow(polls, body) => {
                let _slow = Count::increment(&self.slow);
                for _ in 0..polls {
                    yield_once().await;
                }
                Ok(HttpResponse::json(200, body))
            }
            Scripted::Cut => Err(TransportError::new("cut")),
            Scripted::CutWith(reason) => Err(TransportError::new(reason)),
            Scripted::NotConnected => Err(TransportError::not_connected("refused")),
            Scripted::Never => pending().await,
        }
    }
}

impl Runtime for Script {
    /// Completes at once, except for a timeout while a slow response is on its way.
    async fn sleep(&self, duration: Duration) {
        if self.slow.get() > 0 {
            pending::<()>().await;
        }
        self.slept.borrow_mut().push(duration);
        self.now.set(self.now.get() + duration);
    }

    fn now(&self) -> Duration {
        self.now.get()
    }

    fn random(&self) -> f64 {
        1.0
    }
}

/// Counts a value for as long as it lives.
struct Count(Rc<Cell<usize>>);

impl Count {
    fn increment(count: &Rc<Cell<usize>>) -> Self {
        count.update(|count| count + 1);
        Self(count.clone())
    }
}

impl Drop for Count {
    fn drop(&mut self) {
        self.0.update(|count| count - 1);
    }
}

async fn yield_once() {
    let mut is_first = true;
    poll_fn(|_| if std::mem::take(&mut is_first) { Poll::Pending } else { Poll::Ready(()) }).await;
}
