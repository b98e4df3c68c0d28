//! What is sent in a conversation: messages, typing dots, and, on the emulator, the customer's side.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use messenger_personas::{Persona, Psid, SendMessage, SendSenderAction, SenderAction, SentMessage};
use messenger_personas_client::Error;

use super::Talk;
use crate::{
    model::{
        message_draft::{MessageDraft, restored},
        profile::Profile,
        thread::Typing,
        user_error::{RequestError, Task, UserError},
    },
    state::{ComposerState, Connected},
    text,
};

impl Talk {
    /// Sends what stands in the field "Message". If that fails it stands there again.
    pub(in crate::screens) fn send(self) {
        let (connected, psid) = (self.connected.get_value(), self.psid.get_value());
        if !self.speaks() {
            return;
        }
        let persona = self.speaker.persona.get_untracked();
        let draft = MessageDraft {
            text: self.text.get_untracked(),
            persona_id: persona.as_ref().map(|persona| persona.id.clone()),
        };
        match draft.ready(&connected.page.id, &psid) {
            Ok(call) => self.send_message(connected, psid, persona, call, draft.text),
            Err(error) => self.text_error.set(Some(text::sentence(error))),
        }
    }

    fn send_message(
        self,
        connected: Connected,
        psid: Psid,
        persona: Option<Persona>,
        call: SendMessage,
        written: String,
    ) {
        let Some(client) = self.connection.client() else { return };
        let (composer, to) = (self.draft(), self.name_of(&psid));
        composer.busy.set(true);
        composer.error.set(None);
        // What is typed from here on is another message.
        composer.text.set(String::new());
        spawn_local(async move {
            let answer = client.send(&call).await;
            composer.busy.set(false);
            match answer {
                Ok(sent) => {
                    self.was_sent(&connected, &psid, persona, sent, &written).await;
                }
                Err(error) => {
                    composer.text.update(|text| *text = restored(&written, text));
                    let error =
                        self.user_error(Task::SendMessage, &connected, persona.as_ref(), error);
                    self.failed(&composer, &to, error);
                }
            }
        });
    }

    async fn was_sent(
        self,
        connected: &Connected,
        psid: &Psid,
        persona: Option<Persona>,
        sent: SentMessage,
        said: &str,
    ) {
        let name = persona.as_ref().map_or_else(|| connected.profile(), Profile::from).name;
        self.announcer.say(text::talk::sent_as(&name));
        if let Some(persona) = persona.as_ref().filter(|_| self.connection.is_still(connected)) {
            self.local_data.used(persona.id.clone());
        }
        if let Some(emulator) = connected.emulator() {
            self.read_once(&emulator, psid).await;
        } else if self.connection.is_still(connected) {
            self.sent.message(psid, &sent, said.to_owned(), persona);
        }
    }

    /// Whether it is certain who speaks; if not, says so.
    fn speaks(self) -> bool {
        let is_known = self.speaker.is_known.get_untracked();
        if !is_known {
            let is_missing = self.speaker.is_missing.get_untracked();
            let reason = if is_missing { text::SPEAKER_GONE } else { text::SPEAKER_UNKNOWN };
            self.text_error.set(Some(reason.to_owned()));
        }
        is_known
    }

    /// Shows the typing dots to the customer, or hides those that can be seen.
    pub(in crate::screens) fn show_typing(self, on: bool) {
        let Some(client) = self.connection.client() else { return };
        if on && !self.speaks() {
            return;
        }
        let (connected, psid) = (self.connected.get_value(), self.psid.get_value());
        let (composer, to) = (self.draft(), self.name_of(&psid));
        let persona = if on {
            self.speaker.persona.get_untracked()
        } else {
            // The dots are whose they are, whoever is to speak next.
            self.thread.with_untracked(|thread| thread.typing.clone()?.persona)
        };
        let persona_id = persona.as_ref().map(|persona| persona.id.clone());
        let call = SendSenderAction {
            page_id: connected.page.id.clone(),
            recipient: psid.clone().into(),
            action: if on {
                SenderAction::TypingOn { persona_id }
            } else {
                SenderAction::TypingOff { persona_id }
            },
        };
        composer.error.set(None);
        spawn_local(async move {
            let emulator = connected.emulator();
            match (client.send(&call).await, emulator) {
                (Ok(_), Some(emulator)) => self.read_once(&emulator, &psid).await,
                (Ok(_), None) if !self.connection.is_still(&connected) => {}
                (Ok(_), None) => {
                    let sent = self.sent;
                    let typing = on.then_some(Typing { persona });
                    sent.typing(&psid, typing.clone());
                    if on {
                        TimeoutFuture::new(DOTS_END_MS).await;
                        sent.typing_ended(&psid, typing.as_ref());
                    }
                }
                (Err(error), _) => {
                    let error =
                        self.user_error(Task::SetTyping, &connected, persona.as_ref(), error);
                    self.failed(&composer, &to, error);
                }
            }
        });
    }

    /// Lets the customer write, on the emulator.
    pub(in crate::screens) fn play(self) {
        let Some(emulator) = self.connected.with_value(Connected::emulator) else { return };
        let (psid, composer) = (self.psid.get_value(), self.draft());
        let to = self.name_of(&psid);
        let said = self.played.get_untracked();
        composer.playing.set(true);
        composer.played.set(String::new());
        spawn_local(async move {
            let answer = emulator.write_as(&psid, &said).await;
            composer.playing.set(false);
            match answer {
                Ok(()) => {
                    // A person who writes opens the window.
                    if let Some(people) = self.people {
                        people.refetch();
                    }
                    composer.error.set(None);
                    self.read_once(&emulator, &psid).await;
                }
                Err(error) => {
                    composer.played.update(|played| *played = restored_line(&said, played));
                    self.failed(&composer, &to, UserError::from(error));
                }
            }
        });
    }

    /// The error of a request. If the persona may be gone, the list is loaded again.
    fn user_error(
        self,
        task: Task,
        connected: &Connected,
        persona: Option<&Persona>,
        error: Error,
    ) -> UserError {
        let may_be_gone = text::may_be_the_persona(&error);
        let request = RequestError { task, endpoint: connected.endpoint.clone(), error };
        if persona.is_none() {
            return UserError::Graph(request);
        }
        if may_be_gone && self.connection.is_still(connected) {
            self.personas.load();
        }
        UserError::AsPersona(request)
    }

    /// Shows what went wrong, and tells whoever looks at another screen by now.
    fn failed(self, composer: &ComposerState, to: &str, error: UserError) {
        if self.text_error.try_with_untracked(|_| ()).is_none() {
            self.announcer.say(text::elsewhere(to, &error));
        }
        composer.error.set(Some(error));
    }

    fn name_of(self, psid: &Psid) -> String {
        let people = self.people.and_then(|people| untrack(|| people.known()));
        let person = people.and_then(|people| people.into_iter().find(|one| one.psid == *psid));
        person.map_or_else(|| text::talk::person_inside(psid.as_str()), |person| person.name)
    }
}

/// [`restored`] for a field of one line.
fn restored_line(sent: &str, since: &str) -> String {
    restored(sent, since).replace('\n', " ")
}

/// Messenger hides the dots by itself after about 20 seconds.
const DOTS_END_MS: u32 = 20_000;
