//! What a promise stands for: a call, several that make one, or the next listing of a walk.
//!
//! Nothing here waits. `carry.js` asks what to do next, does it, and tells what came of it.

use std::{cell::RefCell, mem, rc::Rc};

use js_sys::{Array, JsString};
use messenger_personas::{
    Cursor, HttpResponse, Operation as _, PersonaId, PreparedRequest, ReplacePersona, Step,
    SuccessBody,
};
use messenger_personas_client::{
    AttemptError, Error, NetworkError, PageState, RetryDecision, RetryState, TransportError,
};
use wasm_bindgen::prelude::*;

use crate::{
    client::Settings,
    engine::{self, Text},
    exchange,
    input::CallOptions,
    operation::{Item, List, Operation},
    outcome::{Failure, Stopped, outcome},
};

/// Something to be done, call after call and attempt after attempt.
#[wasm_bindgen]
pub struct Task {
    settings: Rc<Settings>,
    options: CallOptions,
    state: State,
    /// Of the call that is under way.
    attempts: Option<RetryState>,
}

/// Where it stands.
enum State {
    Last(PreparedRequest, &'static str),
    Replace(PreparedRequest, Box<ReplacePersona>),
    Listing(PreparedRequest, Place),
    Batch(PreparedRequest, Vec<Item>),
    /// Nothing is left to be done.
    Settled(JsValue),
}

impl Task {
    pub(crate) fn new(settings: Rc<Settings>, operation: Operation, options: CallOptions) -> Self {
        let state = match operation {
            Operation::One(call, kind) => State::Last(call, kind),
            Operation::Replace(old, new) => {
                State::replace(Box::new(ReplacePersona::new(old, *new)))
            }
            Operation::Batch(call, items) => State::Batch(call, items),
        };
        Self::at(settings, state, options)
    }

    /// The next listing of a walk.
    pub(crate) fn listing(settings: Rc<Settings>, walk: Rc<Walk>, options: CallOptions) -> Self {
        let state = match walk.start() {
            Ok(Some((course, call))) => State::Listing(call, Place { walk, course: Some(course) }),
            Ok(None) => State::settled(Ok(JsValue::UNDEFINED)),
            Err(failure) => State::settled(Err(failure.into())),
        };
        Self::at(settings, state, options)
    }

    /// What cannot be done.
    pub(crate) fn refused(settings: Rc<Settings>, failure: Failure) -> Self {
        let options = CallOptions::of(&settings.options);
        Self::at(settings, State::settled(Err(failure.into())), options)
    }

    fn at(settings: Rc<Settings>, state: State, options: CallOptions) -> Self {
        let attempts = state.attempts();
        Self { settings, options, state, attempts }
    }

    /// An attempt ended with `answer`, which stands in `text` if it is one. In how many milliseconds
    /// to go on.
    fn after(
        &mut self,
        answer: Result<SuccessBody, AttemptError>,
        text: &JsString,
        jitter: f64,
    ) -> f64 {
        let answered = answer.is_ok();
        let Some(attempts) = &mut self.attempts else { return 0.0 };
        let result = match attempts.on_result(answer, &self.options.patience.retry, jitter) {
            RetryDecision::Retry(wait) => return wait.as_secs_f64() * 1000.0,
            RetryDecision::Success(body) if answered => self.state.read(&body, text),
            RetryDecision::Success(body) => self.state.read(&body, &body.as_str().into()),
            RetryDecision::Fail(error) => Err(error.into()),
        };
        self.go_on(result.map_err(Stopped::Failed));
        0.0
    }

    /// The call that was under way came to `result`.
    fn go_on(&mut self, result: Result<JsValue, Stopped>) {
        let state = mem::replace(&mut self.state, State::Settled(JsValue::UNDEFINED));
        self.state = state.after(result, &self.settings);
        self.attempts = self.state.attempts();
    }

    /// Instead of the runtime's `fetch`.
    pub(crate) fn fetch(&self) -> JsValue {
        self.settings.fetch.clone()
    }

    /// What ends it; `undefined` if nothing does.
    pub(crate) fn signal(&self) -> JsValue {
        self.options.signal.clone()
    }

    fn shown(&self, milliseconds: f64, answer: &Result<(&HttpResponse, &str), String>) {
        let Some((call, attempts)) = self.state.call().zip(self.attempts.as_ref()) else { return };
        if self.settings.is_observed() {
            let graph = &self.settings.graph;
            let number = attempts.attempt();
            let shown = exchange::plain(graph, &call.request, number, milliseconds, answer);
            engine::show(&self.settings.observer, &shown);
        }
    }
}

#[wasm_bindgen]
impl Task {
    /// The outcome, or `["ask", request]` while there is something to ask: method, address, body,
    /// time-out in milliseconds, and headers, names and values in turn.
    pub fn next(&self) -> JsValue {
        let call = match &self.state {
            State::Settled(outcome) => return outcome.clone(),
            state => state.call(),
        };
        let Some(call) = call else { return JsValue::UNDEFINED };
        let request = self.settings.graph.to_http(&call.request);
        let timeout = self.options.patience.timeout.as_secs_f64() * 1000.0;
        let body = request.body.map_or(JsValue::UNDEFINED, JsValue::from);
        let mut words =
            vec![request.method.as_str().into(), request.url.into(), body, timeout.into()];
        for (name, value) in request.headers {
            words.extend([name.into(), value.into()]);
        }
        engine::list(vec!["ask".into(), engine::list(words)])
    }

    /// `text` came, of which `near` is what stands near its ends. `headers` are those of
    /// `carry.js`. In how many milliseconds to go on.
    pub fn answered(
        &mut self,
        status: u16,
        near: String,
        text: &JsString,
        headers: &Array,
        milliseconds: f64,
        jitter: f64,
    ) -> f64 {
        let mut response = HttpResponse::json(status, String::new());
        response.headers.extend(
            (0..).zip(HEADERS).filter_map(|(place, name)| {
                Some((name.to_owned(), headers.get(place).as_string()?))
            }),
        );
        if self.settings.is_observed() {
            self.shown(milliseconds, &Ok((&response, &near)));
        }
        let accepted = response.into_success_with(near, &self.settings.graph, &Text(text));
        self.after(accepted.map_err(AttemptError::from), text, jitter)
    }

    /// No answer came: `reason` says why, if time did not run out. In how many milliseconds to go
    /// on.
    pub fn failed(
        &mut self,
        reason: Option<String>,
        request_sent: bool,
        milliseconds: f64,
        jitter: f64,
    ) -> f64 {
        let graph = &self.settings.graph;
        let error = match reason {
            Some(reason) => NetworkError::new(
                &if request_sent {
                    TransportError::new(reason)
                } else {
                    TransportError::not_sent(reason)
                },
                graph,
            ),
            None => NetworkError::timed_out(graph, self.options.patience.timeout),
        };
        if self.settings.is_observed() {
            self.shown(milliseconds, &Err(error.to_string()));
        }
        self.after(Err(error.into()), &JsString::from(""), jitter)
    }

    /// The caller's signal was aborted for `reason`, while an attempt was under way if it took some
    /// `milliseconds`.
    pub fn aborted(&mut self, reason: JsValue, milliseconds: Option<f64>) {
        if let Some(milliseconds) = milliseconds {
            self.shown(milliseconds, &Err("the call was cancelled".to_owned()));
        }
        self.go_on(Err(Stopped::Aborted(reason)));
    }
}

impl State {
    /// The next request of a replacement, or its result.
    fn replace(mut replace: Box<ReplacePersona>) -> Self {
        match replace.step() {
            Step::Send(call) => {
                replace.on_sent();
                Self::Replace(call, replace)
            }
            Step::Done(created) => {
                Self::settled(Ok(engine::plain("id", [created.id.as_str().into()])))
            }
            Step::NeedsResolution => {
                Self::settled(Err(Failure::from(Error::NeedsResolution).into()))
            }
        }
    }

    fn settled(result: Result<JsValue, Stopped>) -> Self {
        Self::Settled(outcome(result))
    }

    fn call(&self) -> Option<&PreparedRequest> {
        match self {
            Self::Last(call, _)
            | Self::Replace(call, _)
            | Self::Listing(call, _)
            | Self::Batch(call, _) => Some(call),
            Self::Settled(_) => None,
        }
    }

    fn attempts(&self) -> Option<RetryState> {
        self.call().map(RetryState::new)
    }

    /// What the answer to its call is in `engine.js`.
    fn kind(&self) -> &'static str {
        match self {
            Self::Last(_, kind) => kind,
            Self::Listing(_, place) => place.walk.list.kind(),
            Self::Batch(..) => "batch",
            Self::Replace(_, replace) if replace.created().is_none() => "created",
            Self::Replace(..) => "done",
            Self::Settled(_) => "json",
        }
    }

    fn read(&self, body: &SuccessBody, text: &JsString) -> Result<JsValue, Failure> {
        engine::read(text, self.kind()).map_err(|reason| {
            let error = body.decode_error(reason);
            match self.call() {
                Some(call) => Error::from_response(error, call.idempotency).into(),
                None => Error::Response(error).into(),
            }
        })
    }

    /// What follows after its call came to `result`.
    fn after(self, result: Result<JsValue, Stopped>, settings: &Settings) -> Self {
        match (self, result) {
            // The engine has read the id: the core needs no other reader for it.
            (Self::Replace(_, mut replace), Ok(created)) if replace.created().is_none() => {
                if let Some(id) = text(&created, "id").and_then(|id| PersonaId::parse(&id).ok()) {
                    replace.resolve(Some(id));
                }
                Self::replace(replace)
            }
            (Self::Replace(_, replace), Ok(_)) => {
                let id = replace.created().map_or(JsValue::UNDEFINED, |id| id.as_str().into());
                Self::settled(Ok(engine::plain("id", [id])))
            }
            (Self::Replace(_, replace), Err(stopped)) => {
                Self::settled(Err(match replace.created() {
                    Some(id) => {
                        Failure::half_replaced(id.as_str(), replace.old().as_str(), stopped).into()
                    }
                    None => stopped,
                }))
            }
            (Self::Listing(_, mut place), Ok(listing)) => {
                let more = engine::member(&listing, "hasMore").is_truthy();
                let after = text(&listing, "after").map(|after| Cursor::new(&after));
                if let Some(course) = &mut place.course {
                    course.on_page(more, after.as_ref());
                }
                Self::settled(Ok(listing))
            }
            (Self::Batch(_, items), Ok(answers)) => {
                let answers: Array = answers.unchecked_into();
                // An odd answer must not cost the others, of which each may be a message that was
                // sent.
                let outcomes = (0..).zip(&items);
                let outcomes = outcomes
                    .map(|(place, item)| item.outcome(&answers.get(place), &settings.graph));
                Self::settled(Ok(engine::list(outcomes.collect())))
            }
            (_, result) => Self::settled(result),
        }
    }
}

/// A walk through a list.
pub(crate) struct Walk {
    pub(crate) list: List,
    /// Away while a listing is under way.
    course: RefCell<Option<PageState>>,
}

impl Walk {
    pub(crate) fn new(list: List, course: PageState) -> Self {
        Self { list, course: RefCell::new(Some(course)) }
    }

    /// The way on and the call for the next listing, or `None` after the last.
    fn start(&self) -> Result<Option<(PageState, PreparedRequest)>, Failure> {
        let Some(mut course) = self.course.take() else {
            return Err(Failure::request("wait for one listing before asking for the next"));
        };
        let call = match course.next_request() {
            Ok(paging) => Ok(paging.map(|paging| self.list.call(paging.clone()))),
            Err(error) => Err(error.into()),
        };
        match call {
            Ok(Some(call)) => Ok(Some((course, call))),
            rest => {
                self.course.replace(Some(course));
                rest.map(|_| None)
            }
        }
    }
}

/// Where a walk stands; given back when its listing is there, or when the call ends without one.
struct Place {
    walk: Rc<Walk>,
    course: Option<PageState>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.walk.course.replace(self.course.take());
    }
}

fn text(value: &JsValue, name: &str) -> Option<String> {
    engine::member(value, name).as_string()
}

/// In the order of `carry.js`.
const HEADERS: [&str; 4] =
    ["retry-after", "x-business-use-case-usage", "x-app-usage", "x-page-usage"];
