//! Creates that are pending or failed.

use std::collections::BTreeMap;

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};
use messenger_personas::{PageId, PersonaId};

use crate::text::Trouble;

/// The last create for each key. They outlive the screen, so that nothing is created twice, and an
/// error is still there when one comes back.
#[derive(Clone, Copy)]
pub(crate) struct Creations {
    all: RwSignal<BTreeMap<CreationKey, Creation>>,
    /// The owner of the requests, which end with the connection.
    requests: StoredValue<Owner>,
}

/// The Page, and the persona that the new one replaces.
pub(crate) type CreationKey = (PageId, Option<PersonaId>);

#[derive(Clone)]
enum Creation {
    Pending,
    Failed(Trouble),
}

impl Creations {
    pub(super) fn new() -> Self {
        Self { all: RwSignal::default(), requests: StoredValue::new(Owner::new()) }
    }

    /// Aborts what is pending, and forgets everything.
    pub(super) fn clear(self) {
        self.requests.with_value(Owner::cleanup);
        self.all.set(BTreeMap::new());
    }

    /// Runs a request until it ends or the connection does.
    pub(crate) fn start(self, key: CreationKey, request: impl Future<Output = ()> + 'static) {
        self.all.update(|all| drop(all.insert(key, Creation::Pending)));
        self.requests
            .with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(request)));
    }

    /// It failed.
    pub(crate) fn fail(self, key: CreationKey, trouble: Trouble) {
        self.all.update(|all| drop(all.insert(key, Creation::Failed(trouble))));
    }

    /// It is done, or the error was seen.
    pub(crate) fn end(self, key: &CreationKey) {
        self.all.update(|all| drop(all.remove(key)));
    }

    /// Whether a request is pending.
    pub(crate) fn is_pending(self, key: &CreationKey) -> bool {
        self.all.with(|all| matches!(all.get(key), Some(Creation::Pending)))
    }

    /// Why it failed.
    pub(crate) fn trouble(self, key: &CreationKey) -> Option<Trouble> {
        self.all.with(|all| match all.get(key) {
            Some(Creation::Failed(trouble)) => Some(trouble.clone()),
            _ => None,
        })
    }
}
