//! What is said around conversations and messages.

use messenger_personas::FileKind;

use super::{date, full_stop, number};
use crate::model::{hand_off::Step, reply_window::ReplyWindow};

/// The heading, and every link to it.
pub const TITLE: &str = "Conversations";

/// What to do there.
pub const LEAD: &str = "Choose one to read it and to reply as a persona or as the Page.";

/// What the column of conversations is called, and the people in the palette.
pub const PEOPLE: &str = "People";

/// What is on its way.
pub const WHAT: &str = "the conversations";

/// That there are none.
pub const NOBODY: &str = "Nobody has written to this Page yet.";

/// The field that finds a conversation.
pub const SEARCH: &str = "Search conversations";

/// That no conversation was found.
pub const NOT_FOUND: &str = "No loaded conversation has this name, text or PSID.";

/// The button that loads more conversations.
pub const LOAD_MORE: &str = "Load more conversations";

/// What a token needs to read conversations.
pub const PERMISSIONS: &str = "Reading them needs `pages_messaging`, `pages_manage_metadata` and \
    `pages_read_engagement`, and the task MESSAGING or MODERATE on the Page. You can still open a \
    conversation by its PSID and write to the person.";

/// The number of unread messages.
#[must_use]
pub fn unread(count: u64) -> String {
    format!("{} unread", number(usize::try_from(count).unwrap_or(usize::MAX)))
}

/// That another app controls a conversation, in a list.
pub const OTHER_APP: &str = "Other app";

/// That another app controls a conversation.
pub const OTHER_APP_TITLE: &str = "Another app controls this conversation";

/// What that means.
pub const OTHER_APP_NEXT: &str = "Graph refuses messages from here until you have control. The \
    Page's default app takes it; any other app has to request it.";

/// The button that takes control.
pub const TAKE_CONTROL: &str = "Take control";

/// The button that requests control.
pub const REQUEST_CONTROL: &str = "Request control";

/// That control was taken.
pub const CONTROL_TAKEN: &str = "You have control of this conversation.";

/// That control was requested.
pub const CONTROL_REQUESTED: &str = "Control was requested from the other app.";

/// The button that hands a conversation over, in its dialog.
pub const HAND_OVER: &str = "Hand over";

/// The button that opens the dialog.
pub const HAND_OVER_OPEN: &str = "Hand over to…";

/// The heading of the dialog.
pub const HAND_OVER_TITLE: &str = "Hand over to a person";

/// The choice of who takes over.
pub const HAND_OVER_TO: &str = "Persona";

/// That one is to be chosen.
pub const CHOOSE_PERSONA: &str = "Choose a persona";

/// That one has to be chosen.
pub const CHOOSE_PERSONA_FIRST: &str = "Choose the persona of the person who takes over.";

/// The field for the first words.
pub const GREETING: &str = "Greeting";

/// What happens with them.
pub const GREETING_HINT: &str =
    "The customer sees the persona typing, and then this message. Leave it empty to send nothing.";

/// What is done first.
pub const TAKES_CONTROL: &str =
    "Another app controls this conversation. Control is taken from it first.";

/// The first words of who takes over.
#[must_use]
pub fn greeting(person: &str, persona: &str) -> String {
    let first = person.split_whitespace().next().filter(|_| !person.starts_with("Person "));
    let hello = first.map_or_else(|| "Hi".to_owned(), |first| format!("Hi {first}"));
    format!("{hello}, this is {persona}. I’ll take it from here.")
}

/// What is being done for a hand-off.
#[must_use]
pub fn handing_over(step: Step) -> &'static str {
    match step {
        Step::TakeControl => "Taking control of the conversation…",
        Step::ShowTyping => "Showing the typing indicator…",
        Step::SendGreeting => "Sending the greeting…",
    }
}

/// That somebody took over.
#[must_use]
pub fn handed_over(persona: &str) -> String {
    full_stop(&format!("Handed over to {persona}"))
}

/// The button that gives control back.
pub const HAND_BACK: &str = "Hand back to the bot";

/// That control was given back.
pub const HANDED_BACK: &str = "Control of the conversation was released.";

/// Whether somebody can be written to, in a list.
#[must_use]
pub fn window(window: ReplyWindow, now: u64) -> Option<String> {
    match window {
        ReplyWindow::Open { until } => Some(time_left(until.saturating_sub(now))),
        ReplyWindow::OpenNow => Some("Reply window open".to_owned()),
        ReplyWindow::HumanAgent { .. } | ReplyWindow::Closed | ReplyWindow::Over => {
            Some("Reply window closed".to_owned())
        }
        ReplyWindow::Unknown => None,
    }
}

/// The same above a conversation.
#[must_use]
pub fn window_at_length(window: ReplyWindow, now: u64) -> Option<String> {
    match window {
        ReplyWindow::Open { until } => {
            Some(format!("Reply window open, {}", time_left(until.saturating_sub(now))))
        }
        ReplyWindow::HumanAgent { .. } | ReplyWindow::Closed | ReplyWindow::Over => {
            Some("Reply window closed: this person last wrote more than 24 hours ago".to_owned())
        }
        other => self::window(other, now),
    }
}

/// What can still be sent while the window is closed.
#[must_use]
pub fn closed_advice(window: ReplyWindow) -> Option<String> {
    match window {
        ReplyWindow::HumanAgent { until } => Some(format!(
            "A message that a person writes can be sent until {} with the human agent tag, if Meta \
             has approved the app for it.",
            date(until / 1_000)
        )),
        ReplyWindow::Over => Some(
            "Within seven days of the person's last message, a message that a person writes can be \
             sent with the human agent tag, if Meta has approved the app for it."
                .to_owned(),
        ),
        ReplyWindow::Closed => {
            Some("Nothing can be sent until this person writes again.".to_owned())
        }
        _ => None,
    }
}

/// The choice of the human agent tag.
pub const HUMAN_AGENT: &str = "Send with the human agent tag: a person wrote this";

fn time_left(millis: u64) -> String {
    let minutes = millis / 60_000;
    match (minutes / 60, minutes) {
        (0, 0) => "less than a minute left".to_owned(),
        (0, 1) => "1 minute left".to_owned(),
        (0, minutes) => format!("{minutes} minutes left"),
        (1, _) => "1 hour left".to_owned(),
        (hours, _) => format!("{hours} hours left"),
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

/// What is loading.
pub const MESSAGES_WHAT: &str = "the messages";

/// That there are no messages.
pub const NO_MESSAGES: &str =
    "No messages yet. A Page can write to people who have written to it first.";

/// The button that loads older messages.
pub const LOAD_OLDER: &str = "Load older messages";

/// The button that scrolls to the newest message.
pub const NEW_MESSAGES: &str = "New messages";

/// What is missing of a conversation.
#[must_use]
pub fn unreadable(count: usize) -> String {
    let messages = if count == 1 { "message" } else { "messages" };
    format!("{} older {messages}. Graph returns the text of the 20 newest only.", number(count))
}

/// The switch that shows a conversation from the other side.
pub const VIEW_AS_CUSTOMER: &str = "View as customer";

/// That a message replies to another one.
#[must_use]
pub fn replies_to(text: Option<&str>) -> String {
    match text {
        Some(text) => format!("Reply to “{text}”"),
        None => "Reply to an earlier message".to_owned(),
    }
}

/// The reactions to a message, for those who listen.
#[must_use]
pub fn reactions(emojis: &str) -> String {
    format!("Reactions: {emojis}")
}

/// The picture of a message.
pub const PICTURE: &str = "Picture";

/// The sticker of a message.
pub const STICKER: &str = "Sticker";

/// A file without a name.
pub const FILE: &str = "File";

/// The sound of a message.
pub const AUDIO: &str = "Audio message";

/// The video of a message.
pub const VIDEO: &str = "Video";

/// A link without a title.
pub const LINK: &str = "Shared link";

/// Something that Graph does not describe.
#[must_use]
pub fn other_part(name: Option<&str>) -> String {
    match name {
        Some(name) => format!("Attachment that cannot be shown: {name}"),
        None => "Attachment that cannot be shown, such as a template".to_owned(),
    }
}

/// The size of a file.
#[must_use]
pub fn file_size(bytes: u64) -> String {
    let kilobytes = usize::try_from(bytes.div_ceil(1_000)).unwrap_or(usize::MAX);
    format!("{} kB", number(kilobytes))
}

/// Under a message that is being sent.
pub const SENDING_NOW: &str = "Sending…";

/// Under a message that is being looked for.
pub const LOOKING: &str = "Couldn't confirm that it was sent. Looking in the conversation…";

/// Under a message of which it is not known whether it arrived.
pub const UNCONFIRMED: &str =
    "Couldn't confirm that it was sent, and the conversation can't be read.";

/// The button that looks for a message again.
pub const LOOK_AGAIN: &str = "Look again";

/// The button that puts the message back into the field.
pub const EDIT_AGAIN: &str = "Edit again";

/// That a message was found after all.
pub const FOUND: &str = "The message is in the conversation: it was sent.";

/// That a message was not found.
pub const NOT_THERE: &str = "The message is not in the conversation: it was not sent. It is in the \
    field again.";

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

/// The field for the buttons under a message.
pub const QUICK_REPLIES: &str = "Quick replies";

/// What to write there.
pub const QUICK_REPLIES_HINT: &str =
    "Up to 13 answers that the customer can tap, with commas between them, such as Yes, No.";

/// The button that opens the dialog for a file.
pub const SEND_FILE_OPEN: &str = "Attach file…";

/// The heading of the dialog.
pub const SEND_FILE_TITLE: &str = "Send a file";

/// Its button.
pub const SEND_FILE: &str = "Send file";

/// The choice of the type.
pub const FILE_KIND: &str = "Type";

/// The field for the address.
pub const FILE_URL: &str = "File URL";

/// What Meta does with it.
pub const FILE_URL_HINT: &str =
    "Meta downloads the file from this address: at most 8 MB for an image, 25 MB otherwise.";

/// The name of a type.
#[must_use]
pub fn file_kind(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Image => "Image",
        FileKind::Video => "Video",
        FileKind::Audio => "Audio",
        _ => "Other file",
    }
}

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
    fn the_time_left_is_in_its_largest_unit() {
        for (minutes, expected) in [
            (0, "less than a minute left"),
            (1, "1 minute left"),
            (59, "59 minutes left"),
            (119, "1 hour left"),
            (24 * 60 - 1, "23 hours left"),
        ] {
            assert_eq!(time_left(minutes * 60_000 + 1), expected);
        }
    }

    #[test]
    fn a_greeting_names_both_or_only_who_is_known() {
        assert_eq!(
            greeting("Ana Petrova", "Adam"),
            "Hi Ana, this is Adam. I’ll take it from here."
        );
        assert_eq!(greeting(&person("251"), "Adam"), "Hi, this is Adam. I’ll take it from here.");
    }

    #[test]
    fn too_much_is_not_left() {
        assert_eq!([left(12), left(0), left(-2)], ["12 left", "0 left", "2 too many"]);
    }
}
