//! What is told to people who do not see the screen change.

use leptos::prelude::*;

use crate::text::shell;

/// The polite live region, and a notice that the next screen shows.
#[derive(Clone, Copy)]
pub(crate) struct Announcer {
    spoken: RwSignal<String>,
    notice: RwSignal<Option<String>>,
    arrivals: StoredValue<u32>,
}

impl Announcer {
    /// Provides an announcer to everything below.
    pub(crate) fn provide() -> Self {
        let announcer = Self {
            spoken: RwSignal::default(),
            notice: RwSignal::default(),
            arrivals: StoredValue::new(0),
        };
        provide_context(announcer);
        announcer
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// What the live region holds.
    pub(crate) fn spoken(self) -> String {
        self.spoken.get()
    }

    /// Says `text` once those who listen are done with what they hear.
    pub(crate) fn say(self, text: impl Into<String>) {
        let text = text.into();
        // The same words again are no change, and would not be said.
        let again = self.spoken.with_untracked(|spoken| *spoken == text);
        self.spoken.set(if again { format!("{text}\u{a0}") } else { text });
    }

    /// Shows `text` on the screen that comes next, or on this one.
    pub(crate) fn notify(self, text: impl Into<String>) {
        let text = text.into();
        self.notice.set(Some(text.clone()));
        self.say(text);
    }

    /// What there is to show.
    pub(crate) fn notice(self) -> Option<String> {
        self.notice.get()
    }

    /// The notice was seen.
    pub(crate) fn dismiss(self) {
        self.notice.set(None);
    }

    /// Counts screens: whether the one that comes up now is the first.
    pub(crate) fn is_first_arrival(self) -> bool {
        self.arrivals.try_update_value(|arrivals| *arrivals += 1);
        self.arrivals.get_value() == 1
    }

    /// A screen called `title` came up: says so, with the notice that it shows.
    pub(crate) fn arrived(self, title: &str) {
        match self.notice.get_untracked() {
            Some(notice) => self.say(shell::arrived(title, &notice)),
            None => self.say(title),
        }
    }
}
