//! What was sent from here, for conversations that cannot be read: Graph's, outside the emulator.

use leptos::prelude::*;
use messenger_personas::{Persona, Psid, SentMessage};

use crate::model::thread::{Message, Side, Thread, Typing};

/// Messages and typing dots that were sent since the connection was made.
#[derive(Clone, Copy)]
pub(crate) struct Sent {
    threads: RwSignal<Vec<(Psid, Thread)>>,
}

impl Sent {
    /// Provides an empty one to everything below.
    pub(crate) fn provide() -> Self {
        let sent = Self { threads: RwSignal::default() };
        provide_context(sent);
        sent
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// To whom something was sent, the latest first.
    pub(crate) fn people(self) -> Vec<Psid> {
        self.threads.with(|threads| threads.iter().rev().map(|(psid, _)| psid.clone()).collect())
    }

    /// What was sent to a person.
    pub(crate) fn thread(self, psid: &Psid) -> Thread {
        self.threads.with(|threads| {
            let found = threads.iter().find(|(to, _)| to == psid);
            found.map(|(_, thread)| thread.clone()).unwrap_or_default()
        })
    }

    /// A message was sent; it ends the dots.
    pub(crate) fn message(
        self,
        psid: &Psid,
        answer: &SentMessage,
        text: String,
        persona: Option<Persona>,
    ) {
        self.change(psid, |thread| {
            thread.typing = None;
            let (message_id, from, text) = (answer.message_id.to_string(), Side::Page, Some(text));
            thread.messages.push(Message { message_id, from, persona, text });
        });
    }

    /// The dots were shown or hidden.
    pub(crate) fn typing(self, psid: &Psid, typing: Option<Typing>) {
        self.change(psid, |thread| thread.typing = typing);
    }

    /// The time of these dots is over. Others, shown since, stay.
    pub(crate) fn typing_ended(self, psid: &Psid, typing: Option<&Typing>) {
        if self.thread(psid).typing.as_ref() == typing {
            self.typing(psid, None);
        }
    }

    fn change(self, psid: &Psid, change: impl FnOnce(&mut Thread)) {
        self.threads.update(|threads| {
            let place = threads.iter().position(|(to, _)| to == psid);
            let mut thread = place.map(|place| threads.remove(place).1).unwrap_or_default();
            change(&mut thread);
            threads.push((psid.clone(), thread));
        });
    }
}
