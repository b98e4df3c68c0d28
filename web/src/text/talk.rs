//! What is said around conversations and messages.

use super::{full_stop, number};

/// The heading, and every link to it.
pub const TITLE: &str = "Conversations";

/// What to do there.
pub const LEAD: &str =
    "Open one to see it as the customer does, and to write to them as a persona or as the Page.";

/// What the column of people is called.
pub const PEOPLE: &str = "People";

/// What is on its way.
pub const WHAT: &str = "the people";

/// That there are none.
pub const NOBODY: &str = "Nobody has written to this Page.";

/// Whether somebody can be written to, beside the name in the list.
#[must_use]
pub fn window(is_open: bool) -> &'static str {
    if is_open { "Reply window open" } else { "Reply window closed" }
}

/// The same above the conversation.
#[must_use]
pub fn window_at_length(is_open: bool) -> &'static str {
    if is_open {
        "Reply window open: this person wrote within the last 24 hours"
    } else {
        "Reply window closed: this person last wrote more than 24 hours ago"
    }
}

/// That something is left to be sent to this person.
pub const NOT_SENT: &str = "Something was not sent";

/// The field for a person's id.
pub const PSID: &str = "PSID";

/// Where that id is to be found.
pub const PSID_HINT: &str = "The id that a person has on this Page. Your webhook receives it as sender.id \
    with every message.";

/// The button that opens a conversation.
pub const OPEN: &str = "Open conversation";

/// The heading of one conversation before the name is there.
pub const ONE: &str = "Conversation";

/// The heading of a conversation with somebody whose name is not known.
#[must_use]
pub fn person(psid: &str) -> String {
    format!("Person {psid}")
}

/// The same inside a sentence.
#[must_use]
pub fn person_inside(psid: &str) -> String {
    format!("person {psid}")
}

/// What the messages are called.
pub const MESSAGES: &str = "Messages";

/// What is shown of a conversation outside the emulator.
pub const ONLY_FROM_HERE: &str =
    "Only what was sent from this tab. This console does not read conversations from Graph.";

/// Who says what follows, for those who listen.
#[must_use]
pub fn says(name: &str) -> String {
    format!("{name} says: ")
}

/// Whose typing dots are shown.
#[must_use]
pub fn is_typing(name: &str) -> String {
    format!("{name} is typing")
}

/// In place of a message without words.
pub const NOT_A_TEXT: &str = "(not a text)";

/// The choice of who speaks.
pub const SPEAK_AS: &str = "Speak as";

/// That it has to be made.
pub const CHOOSE_SPEAKER: &str = "Choose who speaks";

/// The Page among those who can speak.
#[must_use]
pub fn the_page(name: &str) -> String {
    format!("{name} (the Page)")
}

/// How many can be chosen, and how to find one that is not shown.
#[must_use]
pub fn speakers_found(shown: usize, hidden: usize) -> Option<String> {
    match (shown, hidden) {
        (0, _) => Some("No persona has this name or id.".to_owned()),
        (_, 0) => None,
        _ => Some(format!("{} more. Type a name or an id to find one.", number(hidden))),
    }
}

/// How many personas can be chosen from so far.
#[must_use]
pub fn so_far(count: usize) -> String {
    format!("{} personas so far, loading more…", number(count))
}

/// The field for a message.
pub const MESSAGE: &str = "Message";

/// What to do there.
pub const MESSAGE_PLACEHOLDER: &str = "Write a message";

/// What keys do there; they stand between backticks.
pub const MESSAGE_KEYS: &str = "`Enter` sends, `Shift`+`Enter` makes a new line";

/// How many characters are left, or too many.
#[must_use]
pub fn left(left: isize) -> String {
    let count = number(left.unsigned_abs());
    if left < 0 { format!("{count} too many") } else { format!("{count} left") }
}

/// The button that shows the typing dots to the customer.
pub const SHOW_TYPING: &str = "Show typing";

/// The button that hides them.
pub const HIDE_TYPING: &str = "Hide typing";

/// The button that sends the message.
pub const SEND: &str = "Send";

/// What it says meanwhile.
pub const SENDING: &str = "Sending…";

/// That a message was sent, and in whose name.
#[must_use]
pub fn sent_as(name: &str) -> String {
    full_stop(&format!("Sent as {name}"))
}

/// The field for what a person of the emulator writes.
#[must_use]
pub fn play(person: &str) -> String {
    format!("Write as {person}")
}

/// What to write there.
pub const PLAY_PLACEHOLDER: &str = "What the customer says";

/// The button that lets the person write it.
pub const DELIVER: &str = "Deliver";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_much_is_not_left() {
        assert_eq!([left(12), left(0), left(-2)], ["12 left", "0 left", "2 too many"]);
    }
}
