//! The creates that are pending, failed or unconfirmed.

use std::collections::BTreeMap;

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};
use messenger_personas::{CreatePersona, PageId, PersonaId};

use crate::model::user_error::UserError;

/// The last create for each key, for as long as the connection. They outlive the screen and work for
/// another Page, so that no persona is created twice, and an error is still there when the user comes
/// back.
#[derive(Clone, Copy)]
pub(crate) struct Creates {
    all: RwSignal<BTreeMap<CreateKey, State>>,
    unconfirmed: RwSignal<BTreeMap<CreateKey, UnconfirmedCreate>>,
    /// The owner of the requests, which end with the connection.
    requests: StoredValue<Owner>,
}

/// The Page, and the persona that the new one replaces.
pub(crate) type CreateKey = (PageId, Option<PersonaId>);

#[derive(Clone)]
enum State {
    Pending,
    Failed(UserError),
}

/// A create without a response: the persona may exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnconfirmedCreate {
    pub(crate) create: CreatePersona,
    /// The personas that existed before.
    pub(crate) known: Vec<PersonaId>,
    /// Whether those are all.
    pub(crate) is_all: bool,
}

impl Creates {
    /// Provides an empty one to everything below.
    pub(crate) fn provide() -> Self {
        let creates = Self {
            all: RwSignal::default(),
            unconfirmed: RwSignal::default(),
            requests: StoredValue::new(Owner::new()),
        };
        provide_context(creates);
        creates
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// Runs a request until it ends or the connection does.
    pub(crate) fn start(self, key: CreateKey, request: impl Future<Output = ()> + 'static) {
        self.all.update(|all| drop(all.insert(key, State::Pending)));
        self.requests
            .with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(request)));
    }

    /// It failed.
    pub(crate) fn fail(self, key: CreateKey, error: UserError) {
        self.all.update(|all| drop(all.insert(key, State::Failed(error))));
    }

    /// It is done, or the error was seen.
    pub(crate) fn end(self, key: &CreateKey) {
        self.all.update(|all| drop(all.remove(key)));
    }

    /// Whether a request is pending.
    pub(crate) fn is_pending(self, key: &CreateKey) -> bool {
        self.all.with(|all| matches!(all.get(key), Some(State::Pending)))
    }

    /// Why it failed.
    pub(crate) fn error(self, key: &CreateKey) -> Option<UserError> {
        self.all.with(|all| match all.get(key) {
            Some(State::Failed(error)) => Some(error.clone()),
            _ => None,
        })
    }

    /// The create that has to be looked for before another one.
    pub(crate) fn unconfirmed(self, key: &CreateKey) -> Option<UnconfirmedCreate> {
        self.unconfirmed.with(|all| all.get(key).cloned())
    }

    /// A create got no response.
    pub(crate) fn add_unconfirmed(self, key: CreateKey, create: UnconfirmedCreate) {
        self.unconfirmed.update(|all| drop(all.insert(key, create)));
    }

    /// It is known now whether the persona exists.
    pub(crate) fn confirm(self, key: &CreateKey) {
        self.unconfirmed.update(|all| drop(all.remove(key)));
    }
}
