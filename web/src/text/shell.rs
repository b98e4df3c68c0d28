//! What is said around every screen.

use super::{full_stop, number};
use crate::model::shortcut::Action;

/// The link that leads past the bar.
pub const SKIP: &str = "Skip to content";

/// The title of the browser's tab while a screen called `title` is shown.
#[must_use]
pub fn document_title(title: &str, unread: usize) -> String {
    let unread = if unread > 0 { format!("({}) ", number(unread)) } else { String::new() };
    format!("{unread}{title} · Messenger Personas")
}

/// The badge of what the emulator answers.
pub const EMULATOR: &str = "Emulator";

/// What that badge means.
pub const EMULATOR_MEANS: &str = "The local emulator answers. Nothing reaches Meta.";

/// The badge of what Meta answers.
pub const LIVE: &str = "Live";

/// What that badge means.
pub const LIVE_MEANS: &str = "Meta's Graph answers. Customers see what is sent.";

/// What the Page's name in the bar opens.
pub const SWITCH: &str = "Switch to another Page";

/// What a Page's name in that list does, before the name.
pub const SWITCH_TO: &str = "Switch to ";

/// The command for a Page.
#[must_use]
pub fn switch_to(name: &str) -> String {
    format!("{SWITCH_TO}{name}")
}

/// What the links of the bar are called.
pub const MAIN: &str = "Main";

/// The button that opens the palette.
pub const PALETTE_OPEN: &str = "Search or jump to…";

/// The button that opens the rest of what can be done.
pub const MENU: &str = "Menu";

/// How far an import is that goes on elsewhere.
#[must_use]
pub fn importing(settled: usize, all: usize) -> String {
    format!("Importing {} of {}", number(settled), number(all))
}

/// The keys that open it, as they are written on them.
pub const PALETTE_KEYS: [&str; 2] = ["Ctrl", "K"];

/// The same, as they are told to those who listen.
pub const PALETTE_CHORD: &str = "Control+K";

/// The keys that undo a deletion, as they are written on them.
pub const UNDO_KEYS: [&str; 2] = ["Ctrl", "Z"];

/// The button that ends the connection.
pub const DISCONNECT: &str = "Disconnect";

/// What that does.
pub const DISCONNECT_HINT: &str = "Forgets the access token";

/// The sheet of shortcuts, and the command that opens it.
pub const SHORTCUTS: &str = "Keyboard shortcuts";

/// What the keys of the palette do.
pub const PALETTE_SHORTCUT: &str = "Command palette (⌘ K on a Mac)";

/// What the keys of an action do.
#[must_use]
pub fn shortcut(action: Action) -> &'static str {
    match action {
        Action::Search => "Search the list",
        Action::Next => "Next persona",
        Action::Previous => "Previous persona",
        Action::Select => "Select the persona",
        Action::Delete => "Delete the selected personas, or this one",
        Action::Create => super::editing::NEW,
        Action::GoPersonas => GO_PERSONAS,
        Action::GoConversations => "Go to the conversations",
        Action::GoActivity => super::activity::GO,
        Action::Sheet => "Show these shortcuts",
    }
}

/// The button that closes the sheet.
pub const CLOSE: &str = "Close";

/// The button that does again what failed.
pub const TRY_AGAIN: &str = "Try again";

/// The button that gives up what is written.
pub const CANCEL: &str = "Cancel";

/// The button that deletes what is shown or chosen.
pub const DELETE: &str = "Delete";

/// What the dialog asks about that is in the way of leaving.
pub const LEAVE: &str = "Something is under way";

/// That an import would end.
pub const LEAVE_IMPORT: &str =
    "An import is running. What is left of its rows will not be imported.";

/// That so many personas would stay.
#[must_use]
pub fn leave_deletions(count: usize) -> String {
    match count {
        1 => "1 persona is about to be deleted. It will stay.".to_owned(),
        _ => format!(
            "{} personas are about to be deleted. Those that Graph was not asked for will stay.",
            number(count)
        ),
    }
}

/// The button that leaves everything as it is.
pub const STAY: &str = "Stay";

/// The button that goes on as another Page all the same.
pub const SWITCH_ANYWAY: &str = "Switch anyway";

/// The button that disconnects all the same.
pub const DISCONNECT_ANYWAY: &str = "Disconnect anyway";

/// The button that stops what goes on.
pub const STOP: &str = "Stop";

/// What it says until that has stopped.
pub const STOPPING: &str = "Stopping…";

/// The button that takes a notice away.
pub const DISMISS: &str = "Dismiss";

/// The button that copies `what`, such as "persona id".
#[must_use]
pub fn copy(what: &str) -> String {
    format!("Copy {what}")
}

/// That it is copied.
#[must_use]
pub fn copied(what: &str) -> String {
    format!("Copied the {what}.")
}

/// That it is not.
#[must_use]
pub fn not_copied(what: &str) -> String {
    format!("The browser did not let the {what} be copied.")
}

/// That `what`, such as "the personas", is on its way.
#[must_use]
pub fn loading(what: &str) -> String {
    format!("Loading {what}…")
}

/// What opens Graph's own words under an error.
pub const GRAPH_SAID: &str = "What Graph said";

/// Graph's sentence for developers.
pub const GRAPH_MESSAGE: &str = "Message";

/// The code of Graph's error.
pub const GRAPH_CODE: &str = "Code";

/// The type of Graph's error.
pub const GRAPH_TYPE: &str = "Type";

/// The status of Graph's answer.
pub const GRAPH_STATUS: &str = "Status";

/// What Meta's support asks for.
pub const TRACE: &str = "Trace id";

/// The same, where it is copied.
pub const TRACE_COPY: &str = "trace id";

/// How long something cannot be tried yet.
#[must_use]
pub fn countdown(seconds: u64) -> String {
    match seconds {
        0 => "It can be tried again now.".to_owned(),
        _ => format!("It can be tried again in {}:{:02}.", seconds / 60, seconds % 60),
    }
}

/// That Graph refuses requests for a while.
pub const RATE_LIMITED: &str = "Too many requests for now";

/// What happens then.
pub const RATE_LIMITED_NEXT: &str =
    "Graph asked for a pause. There is nothing to do: the console continues by itself.";

/// How long the pause lasts.
#[must_use]
pub fn continues_in(seconds: u64) -> String {
    match seconds {
        0 => "Continuing now.".to_owned(),
        _ => format!("Continuing in {}:{:02}.", seconds / 60, seconds % 60),
    }
}

/// What is announced when a screen comes up: its title, and the notice that it shows.
#[must_use]
pub fn arrived(title: &str, notice: &str) -> String {
    format!("{} {notice}", full_stop(title))
}

/// That the computer is offline.
pub const OFFLINE: &str = "You are offline. What is loaded stays; what you write is kept, and \
    nothing is sent until the connection is back.";

/// That the screens are on their way.
pub const COMING: &str = "Loading the screens…";

/// That they did not arrive.
pub const MISSING: &str = "Part of the console did not arrive";

/// What to do then.
pub const MISSING_NEXT: &str = "The connection broke, or the server was changed meanwhile. Try again; if \
    that does not help, reload the page. You stay connected only if you chose to keep that for this tab.";

/// That an answer takes long.
pub const SLOW: &str = "This takes longer than usual. It is still being waited for.";

/// The heading of an address that leads to no screen.
pub const NOT_FOUND: &str = "Nothing is here";

/// Why.
pub const NOT_FOUND_WHY: &str =
    "This address leads to no screen. An id is digits only, without a slash.";

/// The way to the list.
pub const GO_PERSONAS: &str = "Go to the personas";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_ends_with_a_full_stop_gets_no_second_one() {
        assert_eq!(arrived("Personas", "Adam was created."), "Personas. Adam was created.");
        assert_eq!(arrived("John Z.", "It was created."), "John Z. It was created.");
    }

    #[test]
    fn seconds_have_two_digits() {
        assert_eq!(countdown(62), "It can be tried again in 1:02.");
        assert_eq!(countdown(0), "It can be tried again now.");
    }
}
