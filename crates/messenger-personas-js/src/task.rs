//! What a promise stands for: a call, or the next listing of a walk.
//!
//! Everything asynchronous goes through [`run`], so that it is compiled once.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Promise, Reflect};
use messenger_personas::{Call, Cursor, DeletePersona, Graph, GraphRequest, PersonaId};
use messenger_personas_fetch::{Client, Course, Error};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

use crate::{
    aborted,
    engine::Engine,
    input::CallOptions,
    operation::{Item, List, Operation},
    outcome::{Failure, Stopped, outcome},
};

/// What is to be done.
pub(crate) enum Task {
    Operation(Operation),
    Next(Rc<Walk>),
    /// Nothing: it cannot be done.
    Refused(Failure),
}

/// A walk through a list.
pub(crate) struct Walk {
    pub(crate) list: List,
    /// Away while a listing is under way.
    pub(crate) course: RefCell<Option<Course>>,
}

/// A promise of the outcome of `task`, which never rejects.
pub(crate) fn promise(client: &Client<Engine>, task: Task, options: CallOptions) -> Promise {
    let caller = Caller { client: client.clone(), options };
    future_to_promise(async move { Ok(outcome(caller.run(task).await)) })
}

struct Caller {
    client: Client<Engine>,
    options: CallOptions,
}

impl Caller {
    async fn run(self, task: Task) -> Result<JsValue, Stopped> {
        // One call after the other, until there is none.
        let mut state = match task {
            Task::Refused(failure) => return Err(failure.into()),
            Task::Operation(Operation::One(call, kind)) => State::Last(call, kind),
            Task::Operation(Operation::Replace(old, new)) => State::Create(new.call(), old),
            Task::Operation(Operation::Batch(call, items)) => State::Batch(call, items),
            Task::Next(walk) => match walk.start()? {
                Some((course, call)) => State::Listing(call, Place { walk, course: Some(course) }),
                None => return Ok(JsValue::UNDEFINED),
            },
        };
        loop {
            let (call, kind) = state.call();
            let answer = aborted::or(self.options.signal.as_ref(), self.ask(call, kind)).await;
            state = match state.next(answer, self.client.graph())? {
                Next::Done(value) => return Ok(value),
                Next::Go(state) => state,
            };
        }
    }

    async fn ask(&self, call: &Call, kind: &str) -> Result<JsValue, Failure> {
        let accepted = self.client.call_with(call, &self.options.patience).await?;
        let value = self.client.transport().read(&accepted, kind);
        value.map_err(|error| Error::unread(error, call.replay).into())
    }
}

/// Which call is made, and what follows.
enum State {
    Last(Call, &'static str),
    /// Graph cannot change a persona: the new one comes first, so that there is always one.
    Create(Call, PersonaId),
    Delete {
        call: Call,
        old: PersonaId,
        created: JsValue,
    },
    Listing(Call, Place),
    Batch(Call, Vec<Item>),
}

enum Next {
    Done(JsValue),
    Go(State),
}

impl State {
    fn call(&self) -> (&Call, &str) {
        match self {
            Self::Last(call, kind) => (call, kind),
            Self::Create(call, _) => (call, "created"),
            Self::Delete { call, .. } => (call, "done"),
            Self::Listing(call, place) => (call, place.walk.list.kind()),
            Self::Batch(call, _) => (call, "batch"),
        }
    }

    fn next(self, answer: Result<JsValue, Stopped>, graph: &Graph) -> Result<Next, Stopped> {
        Ok(match self {
            Self::Last(..) => Next::Done(answer?),
            Self::Create(_, old) => {
                let delete = DeletePersona { persona_id: old.clone() };
                Next::Go(Self::Delete { call: delete.call(), old, created: answer? })
            }
            Self::Delete { old, created, .. } => match answer {
                Ok(_) => Next::Done(created),
                // What was created before it stopped is told.
                Err(stopped) => {
                    let id = text(&created, "id").unwrap_or_default();
                    return Err(Failure::half_replaced(&id, old.as_str(), stopped).into());
                }
            },
            Self::Listing(_, mut place) => {
                let listing = answer?;
                let more = Reflect::get(&listing, &"hasMore".into()).is_ok_and(|it| it.is_truthy());
                let after = text(&listing, "after").map(|after| Cursor::new(&after));
                if let Some(course) = &mut place.course {
                    course.answered(more, after.as_ref());
                }
                Next::Done(listing)
            }
            Self::Batch(_, items) => {
                let answers: Array = answer?.unchecked_into();
                // An odd answer must not cost the others, of which each may be a message that was
                // sent.
                let outcomes = (0..).zip(&items);
                let outcomes =
                    outcomes.map(|(place, item)| item.outcome(&answers.get(place), graph));
                Next::Done(outcomes.collect::<Array>().into())
            }
        })
    }
}

impl Walk {
    pub(crate) fn new(list: List, course: Course) -> Self {
        Self { list, course: RefCell::new(Some(course)) }
    }

    /// The way on and the call for the next listing, or `None` after the last.
    fn start(&self) -> Result<Option<(Course, Call)>, Failure> {
        let Some(mut course) = self.course.take() else {
            return Err(Failure::request("wait for one listing before asking for the next"));
        };
        let call = match course.to_ask() {
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
    course: Option<Course>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.walk.course.replace(self.course.take());
    }
}

fn text(value: &JsValue, name: &str) -> Option<String> {
    Reflect::get(value, &name.into()).ok()?.as_string()
}
