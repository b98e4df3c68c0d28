//! What was written and is not sent or created yet. It stays while one looks at other screens.

use leptos::prelude::*;
use messenger_personas::Psid;

use crate::{model::persona_draft::PersonaDraft, text::Trouble};

/// The drafts of this connection.
#[derive(Clone, Copy)]
pub(crate) struct Drafts {
    /// The form of the new persona.
    pub(crate) persona: RwSignal<PersonaDraft>,
    letters: RwSignal<Vec<(Psid, Letter)>>,
}

impl Drafts {
    pub(super) fn new() -> Self {
        Self { persona: RwSignal::default(), letters: RwSignal::default() }
    }

    pub(super) fn clear(self) {
        self.persona.set(PersonaDraft::default());
        self.letters.set(Vec::new());
    }

    /// What is being written to a person.
    pub(crate) fn letter(self, psid: &Psid) -> Letter {
        let found = self.letters.with_untracked(|letters| {
            letters.iter().find(|(to, _)| to == psid).map(|(_, letter)| letter.clone())
        });
        found.unwrap_or_else(|| {
            let letter = Letter::default();
            self.letters.update(|letters| letters.push((psid.clone(), letter.clone())));
            letter
        })
    }

    /// Whether something that was to be sent to a person was not, or perhaps not.
    pub(crate) fn has_trouble(self, psid: &Psid) -> bool {
        self.letters.with(|letters| {
            letters.iter().any(|(to, letter)| to == psid && letter.trouble.with(Option::is_some))
        })
    }
}

/// What is being written to one person. It outlives the screen: an answer may come later.
#[derive(Clone, Default)]
pub(crate) struct Letter {
    /// The field "Message".
    pub(crate) text: ArcRwSignal<String>,
    /// Whether a message is on its way.
    pub(crate) busy: ArcRwSignal<bool>,
    /// What came of the last attempt, if it failed.
    pub(crate) trouble: ArcRwSignal<Option<Trouble>>,
    /// What the customer is made to say, on the emulator.
    pub(crate) played: ArcRwSignal<String>,
    /// Whether that is on its way.
    pub(crate) playing: ArcRwSignal<bool>,
}
