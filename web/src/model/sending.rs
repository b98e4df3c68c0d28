//! A message on its way. It is never sent twice: as long as it is not known whether it arrived, it is
//! looked for in the conversation, and nothing else is sent.

use std::collections::BTreeSet;

use messenger_personas::Persona;

use super::thread::{Side, ThreadMessage};

/// A message that is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its text.
    pub text: String,
    /// Who says it; `None` is the Page itself.
    pub persona: Option<Persona>,
    /// The ids of the messages that were there before.
    known: BTreeSet<String>,
    /// The time of the newest of those, in milliseconds since 1970.
    newest: Option<u64>,
}

impl Outgoing {
    /// A message that follows `before`.
    #[must_use]
    pub fn new(text: String, persona: Option<Persona>, before: &[ThreadMessage]) -> Self {
        let known = before.iter().map(|message| message.id.clone()).collect();
        let newest = before.iter().filter_map(|message| message.at).max();
        Self { text, persona, known, newest }
    }

    /// The message among those of the conversation, if it is there. Others can have sent the same
    /// text, so only what is new since counts.
    #[must_use]
    pub fn find<'a>(&self, messages: &'a [ThreadMessage]) -> Option<&'a ThreadMessage> {
        let is_new = |message: &&ThreadMessage| {
            !self.known.contains(&message.id) && message.at >= self.newest
        };
        let mut new = messages.iter().filter(is_new);
        new.find(|message| {
            message.side == Some(Side::Page)
                && message.text.as_deref().map(str::trim) == Some(self.text.trim())
        })
    }
}

/// What is being sent to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Sending {
    /// Nothing.
    #[default]
    Idle,
    /// A request is pending.
    Sending(Outgoing),
    /// The request got no usable response, and the message is looked for.
    Looking(Outgoing),
    /// It could not be looked for.
    Unconfirmed(Outgoing),
}

impl Sending {
    /// Starts to send a message. Returns whether it may be sent.
    pub fn begin(&mut self, outgoing: Outgoing) -> bool {
        let may = *self == Self::Idle;
        if may {
            *self = Self::Sending(outgoing);
        }
        may
    }

    /// Graph answered: the message was sent, or refused. Returns it.
    pub fn answered(&mut self) -> Option<Outgoing> {
        self.take_if(|sending| matches!(sending, Self::Sending(_)))
    }

    /// There was no usable response: the message is looked for from now on. Returns it.
    pub fn lost(&mut self) -> Option<Outgoing> {
        let outgoing = self.answered()?;
        *self = Self::Looking(outgoing.clone());
        Some(outgoing)
    }

    /// Looks for the message once more. Returns it.
    pub fn look_again(&mut self) -> Option<Outgoing> {
        let outgoing = self.take_if(|sending| matches!(sending, Self::Unconfirmed(_)))?;
        *self = Self::Looking(outgoing.clone());
        Some(outgoing)
    }

    /// The conversation could not be read.
    pub fn not_looked(&mut self) {
        if let Some(outgoing) = self.take_if(|sending| matches!(sending, Self::Looking(_))) {
            *self = Self::Unconfirmed(outgoing);
        }
    }

    /// The message was found or not: either way it is known now. Returns it.
    pub fn looked(&mut self) -> Option<Outgoing> {
        self.take_if(|sending| matches!(sending, Self::Looking(_)))
    }

    /// The user gives up on finding out. Returns the message.
    pub fn give_up(&mut self) -> Option<Outgoing> {
        self.take_if(|sending| matches!(sending, Self::Unconfirmed(_)))
    }

    /// The message, if there is one.
    #[must_use]
    pub fn outgoing(&self) -> Option<&Outgoing> {
        match self {
            Self::Idle => None,
            Self::Sending(outgoing) | Self::Looking(outgoing) | Self::Unconfirmed(outgoing) => {
                Some(outgoing)
            }
        }
    }

    /// Whether nothing else can be sent at the moment.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        *self != Self::Idle
    }

    fn take_if(&mut self, is_it: impl Fn(&Self) -> bool) -> Option<Outgoing> {
        if !is_it(self) {
            return None;
        }
        let outgoing = self.outgoing().cloned();
        *self = Self::Idle;
        outgoing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: &str, side: Side, text: &str, at: u64) -> ThreadMessage {
        ThreadMessage {
            id: id.to_owned(),
            at: Some(at),
            side: Some(side),
            text: Some(text.to_owned()),
            parts: Vec::new(),
            reply_to: None,
            reactions: Vec::new(),
        }
    }

    fn hello(before: &[ThreadMessage]) -> Outgoing {
        Outgoing::new("Hello ".to_owned(), None, before)
    }

    #[test]
    fn nothing_is_sent_while_something_is_not_known() {
        let mut sending = Sending::default();
        assert!(sending.begin(hello(&[])));
        for _ in 0..2 {
            assert!(!sending.begin(hello(&[])));
            assert!(sending.is_busy());
            drop(sending.lost());
        }
        assert_eq!(sending, Sending::Looking(hello(&[])));
        assert_eq!(sending.answered(), None);
        sending.not_looked();
        assert!(!sending.begin(hello(&[])));
        assert_eq!(sending.look_again(), Some(hello(&[])));
        assert_eq!(sending.looked(), Some(hello(&[])));
        assert!(sending.begin(hello(&[])));
        assert_eq!(sending.answered(), Some(hello(&[])));
        assert_eq!(sending, Sending::Idle);
    }

    #[test]
    fn one_can_give_up_only_on_what_could_not_be_looked_for() {
        let mut sending = Sending::Sending(hello(&[]));
        assert_eq!(sending.give_up(), None);
        sending = Sending::Unconfirmed(hello(&[]));
        assert_eq!(sending.give_up(), Some(hello(&[])));
        assert!(!sending.is_busy());
    }

    #[test]
    fn the_message_is_found_among_new_ones_of_the_page_only() {
        let before = [message("m1", Side::Page, "Hello", 5)];
        let outgoing = hello(&before);
        for (messages, expected) in [
            (vec![message("m1", Side::Page, "Hello", 5)], None),
            (vec![message("m2", Side::Person, "Hello", 6)], None),
            (vec![message("m2", Side::Page, "Hello!", 6)], None),
            (vec![message("m0", Side::Page, "Hello", 4)], None),
            (vec![message("m2", Side::Page, "Hello", 6)], Some("m2")),
        ] {
            assert_eq!(outgoing.find(&messages).map(|it| it.id.as_str()), expected, "{messages:?}");
        }
    }
}
