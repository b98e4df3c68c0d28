//! A transport for tests that plays a script.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::{pending, ready},
    rc::Rc,
    time::Duration,
};

use messenger_personas::{AccessToken, Graph, HttpRequest, HttpResponse};

use crate::{Client, Transport, transport::NoAnswer};

/// Plays its answers in order, and keeps how often it was asked and how long was waited.
#[derive(Clone, Default)]
pub(crate) struct Script {
    answers: Rc<RefCell<VecDeque<Answer>>>,
    pub(crate) asked: Rc<Cell<u32>>,
    pub(crate) waited: Rc<RefCell<Vec<Duration>>>,
}

pub(crate) enum Answer {
    Body(u16, &'static str),
    Cut,
    CutSaying(&'static str),
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
    async fn carry(&self, _: HttpRequest) -> Result<HttpResponse, NoAnswer> {
        self.asked.set(self.asked.get() + 1);
        let answer = self.answers.borrow_mut().pop_front().unwrap_or(Answer::Never);
        match answer {
            Answer::Body(status, body) => Ok(HttpResponse::json(status, body)),
            Answer::Cut => Err(NoAnswer { reason: "cut".to_owned() }),
            Answer::CutSaying(reason) => Err(NoAnswer { reason: reason.to_owned() }),
            Answer::Never => pending().await,
        }
    }

    fn wait(&self, duration: Duration) -> impl Future<Output = ()> {
        self.waited.borrow_mut().push(duration);
        ready(())
    }

    fn jitter(&self) -> f64 {
        1.0
    }
}
