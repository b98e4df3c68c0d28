//! The create of a form, as a state machine: a create without a response is looked for before anything
//! else is created, and a rate limit is waited for.
//!
//! The caller runs the [`Next`] of each [`Step`], and passes its result to the matching method.

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use messenger_personas::{CreatePersona, PageId, Persona, PersonaId};

use super::{
    creation::Creation,
    rate_limit::rate_limit_wait,
    user_error::{RequestError, UserError},
};

/// The last create of a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Create {
    state: State,
    /// How many rate limits in a row.
    limits: u32,
}

/// The state of a [`Create`].
#[derive(Clone, Debug, Default, PartialEq)]
pub enum State {
    /// Nothing was requested.
    #[default]
    Idle,
    /// A request is pending.
    Requested(Request),
    /// Graph limits the requests. The request is sent at `until`.
    Limited {
        /// The end of the wait.
        until: Duration,
        /// What follows.
        request: Request,
    },
    /// No persona was created.
    Failed(UserError),
    /// There was no response: the persona may exist.
    Unconfirmed {
        /// What is looked for next.
        attempt: Arc<Attempt>,
        /// Why it is not known; `None` once the user has seen it.
        error: Option<UserError>,
    },
    /// The persona was looked for, and does not exist.
    NotThere,
    /// A persona with the same name exists, which may be an older one.
    Namesake(Persona),
    /// The persona exists.
    Done(Persona, Creation),
}

impl State {
    /// Whether something follows without the user.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Requested(_) | Self::Limited { .. })
    }
}

/// A request of a [`Create`].
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Creates a persona.
    Create(Arc<Attempt>),
    /// Looks for a persona that may exist.
    Look {
        /// The create without a response.
        lost: Arc<Attempt>,
        /// What is created after that.
        next: Option<Arc<Attempt>>,
    },
}

/// A persona to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The request.
    pub create: CreatePersona,
    /// The personas that existed before.
    pub known: Vec<PersonaId>,
    /// Whether those are all.
    pub is_all: bool,
}

/// What follows from an event.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct Step {
    /// A persona that is now known to be created.
    pub created: Option<(Persona, Creation)>,
    /// What to do next, if anything.
    pub next: Option<Next>,
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// Send a request.
    Send(Request),
    /// Call [`Create::tick`] at this time.
    Wait(Duration),
}

impl Create {
    /// The state.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The form is sent. A persona that may exist is looked for first: it is created again only under
    /// another name.
    pub fn submit(&mut self, attempt: Attempt) -> Step {
        match &self.state {
            State::Requested(_) | State::Limited { .. } => Step::default(),
            State::Unconfirmed { attempt: lost, .. } => {
                let is_other = attempt.create.name != lost.create.name;
                let next = is_other.then(|| Arc::new(attempt));
                self.send(Request::Look { lost: Arc::clone(lost), next })
            }
            _ => self.send(Request::Create(Arc::new(attempt))),
        }
    }

    /// Looks for a persona that may exist.
    pub fn look(&mut self) -> Step {
        match &self.state {
            State::Unconfirmed { attempt, .. } => {
                self.send(Request::Look { lost: Arc::clone(attempt), next: None })
            }
            _ => Step::default(),
        }
    }

    /// The response to [`Request::Create`].
    pub fn on_created(&mut self, result: Result<PersonaId, UserError>, now: Duration) -> Step {
        let State::Requested(Request::Create(attempt)) = &self.state else {
            return Step::default();
        };
        let attempt = Arc::clone(attempt);
        match result {
            Ok(id) => self.done(attempt.persona(id), Creation::Confirmed),
            Err(error) => match self.limit(&error, now) {
                Some(step) => step,
                None if error.is_ambiguous() => {
                    self.end(State::Unconfirmed { attempt, error: Some(error) })
                }
                None => self.end(State::Failed(error)),
            },
        }
    }

    /// The result of [`Request::Look`].
    pub fn on_looked(&mut self, result: Result<Option<Persona>, UserError>, now: Duration) -> Step {
        let State::Requested(Request::Look { lost, next }) = &self.state else {
            return Step::default();
        };
        let (lost, next) = (Arc::clone(lost), next.clone());
        match (result, next) {
            (Ok(found), Some(next)) => {
                let step = self.send(Request::Create(next));
                let created = found.filter(|_| lost.is_all).map(|it| (it, Creation::Found));
                Step { created, ..step }
            }
            (Ok(Some(found)), None) if lost.is_all => self.done(found, Creation::Found),
            (Ok(Some(found)), None) => self.end(State::Namesake(found)),
            (Ok(None), None) => self.end(State::NotThere),
            (Err(error), _) => match self.limit(&error, now) {
                Some(step) => step,
                None => self.end(State::Unconfirmed { attempt: lost, error: Some(error) }),
            },
        }
    }

    /// Sends what waits, if the wait is over.
    pub fn tick(&mut self, now: Duration) -> Step {
        match &self.state {
            State::Limited { until, request } if *until <= now => {
                let request = request.clone();
                self.state = State::Requested(request.clone());
                Step { created: None, next: Some(Next::Send(request)) }
            }
            _ => Step::default(),
        }
    }

    /// The form is given up. What was requested is still waited for; a request that waits is not sent.
    pub fn dismiss(&mut self) {
        self.state = match std::mem::take(&mut self.state) {
            State::Requested(request) => State::Requested(request),
            State::Unconfirmed { attempt, .. }
            | State::Limited { request: Request::Look { lost: attempt, .. }, .. } => {
                State::Unconfirmed { attempt, error: None }
            }
            _ => State::Idle,
        };
    }

    fn send(&mut self, request: Request) -> Step {
        *self = Self { state: State::Requested(request.clone()), limits: 0 };
        Step { created: None, next: Some(Next::Send(request)) }
    }

    /// Waits, if `error` is a rate limit.
    fn limit(&mut self, error: &UserError, now: Duration) -> Option<Step> {
        let UserError::Graph(RequestError { error, .. }) = error else { return None };
        let State::Requested(request) = &self.state else { return None };
        let until = now + rate_limit_wait(error, self.limits)?;
        self.state = State::Limited { until, request: request.clone() };
        self.limits += 1;
        Some(Step { created: None, next: Some(Next::Wait(until)) })
    }

    fn done(&mut self, persona: Persona, creation: Creation) -> Step {
        self.state = State::Done(persona.clone(), creation);
        Step { created: Some((persona, creation)), next: None }
    }

    fn end(&mut self, state: State) -> Step {
        self.state = state;
        Step::default()
    }
}

impl Attempt {
    /// The persona that is created.
    fn persona(&self, id: PersonaId) -> Persona {
        Persona {
            id,
            name: Some(self.create.name.to_string()),
            profile_picture_url: Some(self.create.profile_picture_url.to_string()),
        }
    }
}

/// Where the result of a create is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// The form is on the screen, and shows it.
    OnForm,
    /// Another screen of the same Page is on the screen.
    OnNextScreen,
    /// Another Page is worked on.
    OnOtherPage,
}

impl Report {
    /// Where the result of a create for `page` is shown while `current` is the open Page.
    #[must_use]
    pub fn new(page: &PageId, current: Option<&PageId>, is_form_shown: bool) -> Self {
        match current {
            Some(current) if current == page && is_form_shown => Self::OnForm,
            Some(current) if current == page => Self::OnNextScreen,
            _ => Self::OnOtherPage,
        }
    }
}
