//! What was written and is not sent or created yet. It stays while one looks at other screens, and
//! belongs to the Page that it was written for.

use std::collections::HashMap;

use leptos::prelude::*;
use messenger_personas::{PageId, Psid};

use crate::model::{persona_draft::PersonaDraft, user_error::UserError};

/// The drafts of a connection, by Page.
#[derive(Clone, Copy)]
pub(crate) struct Drafts(RwSignal<HashMap<PageId, PageDrafts>>);

#[derive(Default)]
struct PageDrafts {
    persona: ArcRwSignal<PersonaDraft>,
    messages: HashMap<Psid, ComposerState>,
}

impl Drafts {
    /// Provides drafts to everything below.
    pub(crate) fn provide() -> Self {
        let drafts = Self(RwSignal::default());
        provide_context(drafts);
        drafts
    }

    /// Those that were provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// The form of the new persona.
    pub(crate) fn persona(self, page_id: &PageId) -> ArcRwSignal<PersonaDraft> {
        self.of(page_id, |page| page.persona.clone())
    }

    /// What is being written to a person.
    pub(crate) fn message(self, page_id: &PageId, psid: &Psid) -> ComposerState {
        let known = self.0.with_untracked(|all| all.get(page_id)?.messages.get(psid).cloned());
        known.unwrap_or_else(|| {
            self.of(page_id, |page| page.messages.entry(psid.clone()).or_default().clone())
        })
    }

    /// Whether something that was to be sent to a person was not, or perhaps not.
    pub(crate) fn has_error(self, page_id: &PageId, psid: &Psid) -> bool {
        self.0.with(|all| {
            let message = all.get(page_id).and_then(|page| page.messages.get(psid));
            message.is_some_and(|message| message.error.with(Option::is_some))
        })
    }

    fn of<T: Default>(self, page_id: &PageId, read: impl FnOnce(&mut PageDrafts) -> T) -> T {
        self.0.try_update(|all| read(all.entry(page_id.clone()).or_default())).unwrap_or_default()
    }
}

/// What is being written to one person. It outlives the screen: an answer may come later.
#[derive(Clone, Default)]
pub(crate) struct ComposerState {
    /// The field "Message".
    pub(crate) text: ArcRwSignal<String>,
    /// Whether a message is on its way.
    pub(crate) busy: ArcRwSignal<bool>,
    /// What came of the last attempt, if it failed.
    pub(crate) error: ArcRwSignal<Option<UserError>>,
    /// What the customer is made to say, on the emulator.
    pub(crate) played: ArcRwSignal<String>,
    /// Whether that is on its way.
    pub(crate) playing: ArcRwSignal<bool>,
}
