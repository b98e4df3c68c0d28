//! A conversation as the customer sees it.

use messenger_personas::{Persona, PersonaId};
use serde::Deserialize;

/// The messages between a Page and a person, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Thread {
    /// What was said.
    pub messages: Vec<Message>,
    /// Who shows the typing dots at the moment.
    #[serde(default)]
    pub typing: Option<Typing>,
}

impl Thread {
    /// Whether whoever types is another speaker than the last message's.
    #[must_use]
    pub fn typing_starts(&self) -> bool {
        let typist =
            self.typing.as_ref().map(|typing| (Side::Page, id_of(typing.persona.as_ref())));
        typist != self.messages.last().map(Message::speaker)
    }

    /// The messages with their place among those of the same speaker.
    #[must_use]
    pub fn bubbles(&self) -> Vec<Bubble> {
        let speakers: Vec<_> = self.messages.iter().map(Message::speaker).collect();
        let at = |index: Option<usize>| index.and_then(|index| speakers.get(index));
        let place = |(index, message): (usize, &Message)| Bubble {
            starts: at(index.checked_sub(1)) != at(Some(index)),
            ends: at(index.checked_add(1)) != at(Some(index)),
            message: message.clone(),
        };
        self.messages.iter().enumerate().map(place).collect()
    }
}

/// The typing dots.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Typing {
    /// Whose they are; `None` is the Page itself.
    pub persona: Option<Persona>,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Message {
    /// Its id.
    pub message_id: String,
    /// Which side said it.
    pub from: Side,
    /// The persona as it was when it spoke; `None` is the Page itself, or the person.
    #[serde(default)]
    pub persona: Option<Persona>,
    /// What was said; absent for what is no text.
    #[serde(default)]
    pub text: Option<String>,
}

impl Message {
    fn speaker(&self) -> (Side, Option<PersonaId>) {
        (self.from, id_of(self.persona.as_ref()))
    }
}

/// A side of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The customer.
    Person,
    /// The Page, or a persona of it.
    Page,
}

/// A message in its place: consecutive ones of one speaker share an annotation and a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bubble {
    /// The message.
    pub message: Message,
    /// Whether it is the first of its speaker: the annotation stands above it.
    pub starts: bool,
    /// Whether it is the last of its speaker: the picture stands beside it.
    pub ends: bool,
}

fn id_of(persona: Option<&Persona>) -> Option<PersonaId> {
    persona.map(|persona| persona.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Thread {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn messages_of_one_speaker_share_an_annotation_and_a_picture() {
        let thread = read(
            r#"{"messages":[
                {"message_id":"m1","from":"person","persona":null,"text":"Hi","sent_at":"now"},
                {"message_id":"m2","from":"page","persona":{"id":"7","name":"Adam"},"text":"Hello"},
                {"message_id":"m3","from":"page","persona":{"id":"7","name":"Adam"},"text":"!"},
                {"message_id":"m4","from":"page","persona":null,"text":"Bye"}
            ],"typing":null}"#,
        );
        let places: Vec<_> = thread.bubbles().iter().map(|b| (b.starts, b.ends)).collect();
        assert_eq!(places, [(true, true), (true, false), (false, true), (true, true)]);
    }

    #[test]
    fn dots_without_a_persona_are_the_pages() {
        let thread = read(r#"{"messages":[],"typing":{"persona":null}}"#);
        assert_eq!(thread.typing, Some(Typing { persona: None }));
        assert_eq!(read(r#"{"messages":[]}"#).typing, None);
    }

    #[test]
    fn dots_of_who_spoke_last_need_no_annotation() {
        let adam = r#"{"id":"7","name":"Adam"}"#;
        for (persona, starts) in [(adam, false), ("null", true), (r#"{"id":"8"}"#, true)] {
            let thread = read(&format!(
                r#"{{"messages":[{{"message_id":"m","from":"page","persona":{adam}}}],
                    "typing":{{"persona":{persona}}}}}"#
            ));
            assert_eq!(thread.typing_starts(), starts, "{persona}");
        }
    }
}
