//! What was written and is not sent or created yet. It stays while one looks at other screens, and
//! belongs to the Page that it was written for.

use std::collections::HashMap;

use leptos::prelude::*;
use messenger_personas::{PageId, Persona, Psid};

use crate::model::{
    file_draft::FileDraft, hand_off::HandOff, persona_draft::PersonaDraft, sending::Sending,
    sent_log::SpeakerId, user_error::UserError,
};

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
            message.is_some_and(|message| {
                message.error.with(Option::is_some)
                    || message.sending.with(|sending| matches!(sending, Sending::Unconfirmed(_)))
                    || message.search_result.get() == Some(SearchResult::NotThere)
            })
        })
    }

    fn of<T: Default>(self, page_id: &PageId, read: impl FnOnce(&mut PageDrafts) -> T) -> T {
        self.0.try_update(|all| read(all.entry(page_id.clone()).or_default())).unwrap_or_default()
    }
}

/// What is being written to one person. It outlives the screen: a response may come later.
#[derive(Clone, Default)]
pub(crate) struct ComposerState {
    /// The field "Message".
    pub(crate) text: ArcRwSignal<String>,
    /// The field "Quick replies".
    pub(crate) quick_replies: ArcRwSignal<String>,
    /// The form of a file.
    pub(crate) file: ArcRwSignal<FileDraft>,
    /// Who was chosen to speak; `None` if nobody was chosen yet.
    pub(crate) speaker: ArcRwSignal<Option<SpeakerId>>,
    /// The message on its way.
    pub(crate) sending: ArcRwSignal<Sending>,
    /// How far a hand-off is.
    pub(crate) hand_off: ArcRwSignal<HandOff>,
    /// What looking for a message came to.
    pub(crate) search_result: ArcRwSignal<Option<SearchResult>>,
    /// Why the last message was not sent.
    pub(crate) error: ArcRwSignal<Option<UserError>>,
    /// Whose typing indicator the customer sees.
    pub(crate) typing: ArcRwSignal<Option<Typing>>,
    /// What the customer is made to say, on the emulator.
    pub(crate) played: ArcRwSignal<String>,
    /// Whether that is on its way.
    pub(crate) playing: ArcRwSignal<bool>,
}

/// The typing indicator that the customer sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Typing {
    /// Whose it is; `None` is the Page itself.
    pub(crate) persona: Option<Persona>,
    /// When Messenger hides it, in milliseconds since 1970.
    pub(crate) until: u64,
}

/// What looking for a message in the conversation came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SearchResult {
    /// It was sent.
    Found,
    /// It was not sent.
    NotThere,
}
