//! Something that a screen asks for when it comes up.

use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use crate::text::Trouble;

/// What was asked for, as far as it is there. Gone, call and all, with the screen.
pub(super) struct Loading<T: Send + Sync + 'static> {
    state: RwSignal<Load<T>>,
    attempts: RwSignal<u32>,
}

impl<T: Clone + PartialEq + Send + Sync + 'static> Loading<T> {
    /// Asks now, and each time [`again`](Self::again) is called.
    pub(super) fn new<F>(ask: impl Fn() -> F + 'static) -> Self
    where
        F: Future<Output = Result<T, Trouble>> + 'static,
    {
        let state = RwSignal::new(Load::Waiting);
        let attempts = RwSignal::new(0);
        Effect::new(move |_| {
            attempts.track();
            let answer = ask();
            spawn_local_scoped_with_cancellation(async move {
                let new = match answer.await {
                    Ok(there) => Load::There(there),
                    Err(trouble) => Load::Refused(trouble),
                };
                // What is shown already is not drawn and read out again.
                if state.try_with_untracked(|old| *old != new) == Some(true) {
                    state.set(new);
                }
            });
        });
        Self { state, attempts }
    }

    pub(super) fn state(self) -> Load<T> {
        self.state.get()
    }

    /// What is there.
    pub(super) fn there(self) -> Option<T> {
        match self.state.get() {
            Load::There(there) => Some(there),
            _ => None,
        }
    }

    /// Asks anew. What is there stays until the answer comes.
    pub(super) fn again(self) {
        if self.state.try_with_untracked(|state| matches!(state, Load::Refused(_))) == Some(true) {
            self.state.set(Load::Waiting);
        }
        self.retry();
    }

    /// Asks anew. What is there stays, a refusal too, until the answer comes.
    pub(super) fn retry(self) {
        self.attempts.update(|attempts| *attempts += 1);
    }
}

impl<T: Send + Sync + 'static> Clone for Loading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loading<T> {}

/// The states of something that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Load<T> {
    /// No answer yet.
    Waiting,
    /// It was refused, or nobody answered.
    Refused(Trouble),
    /// It is there.
    There(T),
}
