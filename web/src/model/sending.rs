//! A message on its way. It is never sent twice: as long as it is not known whether it arrived, it is
//! looked for in the conversation, and nothing else is sent.

use std::collections::BTreeSet;

use messenger_personas::Persona;

use super::{
    file_draft::FileDraft,
    thread::{Side, Thread, ThreadMessage},
};

/// The content of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutgoingContent {
    /// A text, and its quick replies as they were typed.
    Text {
        /// The text.
        text: String,
        /// The quick replies.
        quick_replies: String,
    },
    /// A file.
    File(FileDraft),
}

impl OutgoingContent {
    /// A text without quick replies.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), quick_replies: String::new() }
    }

    /// Whether `message` says this.
    fn is_in(&self, message: &ThreadMessage) -> bool {
        match self {
            Self::Text { text, .. } => message.text.as_deref().map(str::trim) == Some(text.trim()),
            Self::File(_) => message.text.is_none() && !message.parts.is_empty(),
        }
    }
}

/// A message that is being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Content of the message.
    pub content: OutgoingContent,
    /// Who says it; `None` is the Page itself.
    pub persona: Option<Persona>,
    /// The ids of the messages that were there before.
    known: BTreeSet<String>,
    /// The message is not older than this, in milliseconds since 1970.
    newest: Option<u64>,
}

impl Outgoing {
    /// A message that is sent at `now`, in milliseconds since 1970, and follows those of `thread`.
    #[must_use]
    pub fn new(
        content: OutgoingContent,
        persona: Option<Persona>,
        thread: &Thread,
        now: u64,
    ) -> Self {
        let before = thread.messages();
        let known = before.iter().map(|message| message.id.clone()).collect();
        let newest = if thread.is_loaded() {
            before.iter().filter_map(|message| message.at).max()
        } else {
            // What was there before is not known, so that only the time tells.
            Some(now.saturating_sub(CLOCK_SKEW_MS))
        };
        Self { content, persona, known, newest }
    }

    /// The message among those of the conversation, if it is there. Others can have sent the same
    /// text, so only what is new since counts.
    #[must_use]
    pub fn find<'a>(&self, messages: &'a [ThreadMessage]) -> Option<&'a ThreadMessage> {
        let is_new = |message: &&ThreadMessage| {
            !self.known.contains(&message.id) && message.at >= self.newest
        };
        let mut new = messages.iter().filter(is_new);
        new.find(|message| message.side == Some(Side::Page) && self.content.is_in(message))
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

    /// Graph sent or refused the message. Returns it.
    pub fn on_response(&mut self) -> Option<Outgoing> {
        self.take_if(|sending| matches!(sending, Self::Sending(_)))
    }

    /// There was no usable response: the message is looked for from now on. Returns it.
    pub fn lost(&mut self) -> Option<Outgoing> {
        let outgoing = self.on_response()?;
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

/// How much Graph's clock may be behind this one.
const CLOCK_SKEW_MS: u64 = 120_000;

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
        let mut thread = Thread::empty();
        thread.merge(before.to_vec());
        Outgoing::new(OutgoingContent::text("Hello "), None, &thread, 0)
    }

    #[test]
    fn an_old_message_is_not_found_in_a_conversation_that_was_not_read() {
        let outgoing =
            Outgoing::new(OutgoingContent::text("Hello"), None, &Thread::default(), 1_000_000);
        for (at, is_found) in [(100, false), (880_000, true), (1_000_500, true)] {
            let messages = [message("m1", Side::Page, "Hello", at)];
            assert_eq!(outgoing.find(&messages).is_some(), is_found, "{at}");
        }
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
        assert_eq!(sending.on_response(), None);
        sending.not_looked();
        assert!(!sending.begin(hello(&[])));
        assert_eq!(sending.look_again(), Some(hello(&[])));
        assert_eq!(sending.looked(), Some(hello(&[])));
        assert!(sending.begin(hello(&[])));
        assert_eq!(sending.on_response(), Some(hello(&[])));
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

    #[test]
    fn a_file_is_found_by_being_one() {
        let content = OutgoingContent::File(FileDraft::default());
        let outgoing = Outgoing::new(content, None, &Thread::empty(), 0);
        let text = message("m1", Side::Page, "Hello", 1);
        let parts = vec![super::super::thread::Part::Other(None)];
        let file = ThreadMessage { id: "m2".to_owned(), text: None, parts, ..text.clone() };
        assert_eq!(outgoing.find(&[text, file]).map(|it| it.id.as_str()), Some("m2"));
    }
}
