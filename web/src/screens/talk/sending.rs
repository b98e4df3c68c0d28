//! What is sent in a conversation: messages, typing dots, and, on the emulator, the customer's side.

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};
use messenger_personas::{
    Persona, Psid, Recipient, SendMessage, SendSenderAction, SenderAction, SentMessage,
};

use super::Talk;
use crate::{
    emulator,
    model::{face::Face, message_draft::MessageDraft, thread::Typing},
    session::Connected,
    text::{self, Task},
};

impl Talk {
    /// Sends what stands in the field "Message". It stays there until it is sent.
    pub(in crate::screens) fn send(self) {
        let (connected, psid) = (self.connected.get_value(), self.psid.get_value());
        if !self.speaker.is_known.get_untracked() {
            self.text_error.set(Some(text::SPEAKER_UNKNOWN.to_owned()));
            return;
        }
        let persona = self.speaker.persona.get_untracked();
        let draft = MessageDraft {
            text: self.text.get_untracked(),
            persona_id: persona.as_ref().map(|persona| persona.id.clone()),
        };
        match draft.ready(&connected.page.id, &psid) {
            Ok(call) => self.send_message(connected, psid, persona, call),
            Err(error) => self.text_error.set(Some(text::sentence(error))),
        }
    }

    fn send_message(
        self,
        connected: Connected,
        psid: Psid,
        persona: Option<Persona>,
        call: SendMessage,
    ) {
        let Some(client) = self.session.client() else { return };
        self.busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let answer = client.send(&call).await;
            self.busy.set(false);
            let said = call.text.as_str();
            match answer {
                Ok(sent) => self.was_sent(&connected, &psid, persona, sent, said).await,
                Err(error) => {
                    let trouble = text::of_call(Task::SendMessage, &connected.place, &error);
                    self.trouble.set(Some(trouble));
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
        let name = persona.as_ref().map_or_else(|| connected.face(), Face::from).name;
        self.announcer.say(format!("Sent as {name}."));
        // What was written meanwhile is another message.
        if self.text.try_with_untracked(|text| text == said) == Some(true) {
            self.text.set(String::new());
        }
        if connected.on_emulator() {
            self.read_once(psid).await;
        } else {
            self.session.sent.message(psid, sent, said.to_owned(), persona);
        }
    }

    /// Shows the typing dots to the customer, or hides them.
    pub(in crate::screens) fn show_typing(self, on: bool) {
        let Some(client) = self.session.client() else { return };
        let (connected, psid) = (self.connected.get_value(), self.psid.get_value());
        let persona = self.speaker.persona.get_untracked();
        let call = SendSenderAction {
            page_id: connected.page.id.clone(),
            recipient: Recipient::Id(psid.clone()),
            action: if on { SenderAction::TypingOn } else { SenderAction::TypingOff },
            persona_id: persona.as_ref().map(|persona| persona.id.clone()),
        };
        self.trouble.set(None);
        spawn_local(async move {
            match client.send(&call).await {
                Ok(_) if connected.on_emulator() => self.read_once(&psid).await,
                Ok(_) => {
                    let sent = self.session.sent;
                    let typing = on.then_some(Typing { persona });
                    sent.typing(&psid, typing.clone());
                    if on {
                        TimeoutFuture::new(DOTS_END_MS).await;
                        sent.typing_ended(&psid, typing.as_ref());
                    }
                }
                Err(error) => {
                    self.trouble.set(Some(text::of_call(Task::Type, &connected.place, &error)));
                }
            }
        });
    }

    /// Lets the customer write, on the emulator.
    pub(in crate::screens) fn play(self) {
        let (psid, said) = (self.psid.get_value(), self.played.get_untracked());
        spawn_local(async move {
            match emulator::write_as(&psid, &said).await {
                Ok(()) => {
                    self.played.set(String::new());
                    // A person who writes opens the window.
                    if let Some(people) = self.people {
                        people.again();
                    }
                    self.trouble.set(None);
                    self.read_once(&psid).await;
                }
                Err(error) => self.trouble.set(Some(text::of_control(error))),
            }
        });
    }
}

/// Messenger hides the dots by itself after about 20 seconds.
const DOTS_END_MS: u32 = 20_000;
