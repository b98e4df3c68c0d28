//! A transport for tests that plays a script, in a time of its own.

use alloc::{borrow::ToOwned, collections::VecDeque, rc::Rc, string::String, vec::Vec};
use core::{
    cell::{Cell, RefCell},
    future::{pending, poll_fn},
    task::Poll,
    time::Duration,
};

use messenger_personas::{AccessToken, Graph, HttpRequest, HttpResponse};

use crate::{Client, Transport, transport::TransportError};

/// Plays its answers in order, and keeps what it was asked and how long was waited.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    answers: Rc<RefCell<VecDeque<Answer>>>,
    pub(crate) asked: Rc<Cell<u32>>,
    /// What follows the version in each address.
    pub(crate) paths: Rc<RefCell<Vec<String>>>,
    pub(crate) waited: Rc<RefCell<Vec<Duration>>>,
    pub(crate) most_at_once: Rc<Cell<usize>>,
    under_way: Rc<Cell<usize>>,
    slow: Rc<Cell<usize>>,
    now: Rc<Cell<Duration>>,
}

#[derive(Debug)]
pub(crate) enum Answer {
    Body(u16, &'static str),
    /// A persona, with a header.
    Headed(&'static str, &'static str),
    /// A body after so many polls.
    Slow(u32, &'static str),
    Cut,
    CutSaying(&'static str),
    /// So that the time is over.
    Never,
}

/// A client whose token is `SECRETTOKEN`, and its script.
pub(crate) fn client(answers: impl IntoIterator<Item = Answer>) -> (Client<Script>, Script) {
    let graph = Graph::new(AccessToken::parse("SECRETTOKEN").unwrap());
    let answers = Rc::new(RefCell::new(answers.into_iter().collect()));
    let script = Script { answers, ..Script::default() };
    (Client::new(graph, script.clone()), script)
}

impl Transport for Script {
    async fn carry(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        let _carried = OneMore::of(&self.under_way);
        self.most_at_once.set(self.most_at_once.get().max(self.under_way.get()));
        self.asked.set(self.asked.get() + 1);
        let path = request.url.split("/v26.0/").nth(1).unwrap().to_owned();
        self.paths.borrow_mut().push(path);
        let answer = self.answers.borrow_mut().pop_front().unwrap_or(Answer::Never);
        match answer {
            Answer::Body(status, body) => Ok(HttpResponse::json(status, body)),
            Answer::Headed(name, value) => {
                let mut response = HttpResponse::json(200, r#"{"id":"1"}"#);
                response.headers.push((name.to_owned(), value.to_owned()));
                Ok(response)
            }
            Answer::Slow(polls, body) => {
                let _slow = OneMore::of(&self.slow);
                for _ in 0..polls {
                    once_pending().await;
                }
                Ok(HttpResponse::json(200, body))
            }
            Answer::Cut => Err(TransportError::new("cut")),
            Answer::CutSaying(reason) => Err(TransportError::new(reason)),
            Answer::Never => pending().await,
        }
    }

    /// Over at once, but for a time-out while an answer is on its way.
    async fn wait(&self, duration: Duration) {
        if self.slow.get() > 0 {
            pending::<()>().await;
        }
        self.waited.borrow_mut().push(duration);
        self.now.set(self.now.get() + duration);
    }

    fn jitter(&self) -> f64 {
        1.0
    }

    fn now(&self) -> Duration {
        self.now.get()
    }
}

/// Counts as long as it lives.
struct OneMore(Rc<Cell<usize>>);

impl OneMore {
    fn of(count: &Rc<Cell<usize>>) -> Self {
        count.update(|count| count + 1);
        Self(count.clone())
    }
}

impl Drop for OneMore {
    fn drop(&mut self) {
        self.0.update(|count| count - 1);
    }
}

async fn once_pending() {
    let mut is_first = true;
    poll_fn(|_| if core::mem::take(&mut is_first) { Poll::Pending } else { Poll::Ready(()) }).await;
}
