//! What is said where a Page is connected, and about a token before it is used.

use super::{
    numbers::{date, number},
    sentence,
};
use crate::model::{
    connect_draft::EmulatorAddressError,
    offer::OfferedPage,
    token_facts::{Expiry, TokenFacts},
    user_error::Endpoint,
};

/// The heading where nothing is connected.
pub const TITLE: &str = "Connect a Page";

/// What the console is for.
pub const LEAD: &str = "Give the messages of your Page a face: personas with a name and a picture.";

/// The heading of the emulator's Pages.
pub const EMULATOR_TITLE: &str = "Local emulator";

/// What the emulator is.
pub const EMULATOR_LEAD: &str = "An emulated Graph on this computer, with made-up Pages and people. \
    Nothing reaches Meta.";

/// The field for the emulator's address.
pub const EMULATOR_ADDRESS: &str = "Emulator address";

/// Where it is unless told otherwise.
pub const EMULATOR_DEFAULT: &str = "http://127.0.0.1:4010";

/// Where that is.
pub const EMULATOR_ADDRESS_HINT: &str = "Where the emulator runs on this computer.";

/// The button that asks there for Pages.
pub const EMULATOR_FIND: &str = "Find its Pages";

/// Before the address of an emulator that answers.
pub const EMULATOR_AT: &str = "Running at";

/// What is wrong with that address.
#[must_use]
pub fn emulator_address(error: EmulatorAddressError) -> String {
    match error {
        EmulatorAddressError::Origin(error) => sentence(error),
        EmulatorAddressError::Elsewhere => "The emulator has to run on this computer: its address \
            starts with http://127.0.0.1 or http://localhost."
            .to_owned(),
    }
}

/// The button that connects to a Page.
#[must_use]
pub fn connect_to(name: &str) -> String {
    format!("Connect to {name}")
}

/// How many people wrote to a Page of the emulator.
#[must_use]
pub fn conversations(count: usize) -> String {
    match count {
        1 => "1 conversation".to_owned(),
        _ => format!("{} conversations", number(count)),
    }
}

/// The heading of the form for a token.
pub const META_TITLE: &str = "Your Page on Meta";

/// What connecting to Meta needs.
pub const META_LEAD: &str = "Meta's Graph API, with an access token of yours. Customers see what you \
    send.";

/// What the two ways to connect answer.
pub const WAYS: &str = "How";

/// A token: the first way, and the field of a dialog that asks for one.
pub const ACCESS_TOKEN: &str = "Access token";

/// The second way.
pub const NO_TOKEN: &str = "Gateway without a token";

/// The field for a token.
pub const TOKEN: &str = "Page or user access token";

/// What the token needs.
pub const TOKEN_HINT: &str = "What it may do is shown before it is used.";

/// What opens the answer of where a token comes from.
pub const HOW: &str = "How do I get a token?";

/// That answer; what stands between backticks is Graph's word.
pub const HOW_STEPS: [&str; 4] = [
    "You need the task `MESSAGING` on the Page, and a Meta app with the permissions \
     `pages_messaging`, `pages_show_list` and `pages_manage_metadata`.",
    "Get a user access token for that app, as a person with this task. Until the app has Advanced \
     Access, only people with a role on the app can be written to.",
    "Paste the token here. The console asks Graph for your Pages and their own tokens; a Page access token \
     does as well.",
    "A Page token made from a short-lived user token ends after about an hour. One made from a \
     long-lived user token does not expire.",
];

/// The link to Meta's own page.
pub const HOW_MORE: &str = "Meta's documentation of personas";

/// Where that page is.
pub const HOW_LINK: &str = "https://developers.facebook.com/documentation/business-messaging/\
    messenger-platform/send-messages/personas";

/// The button that shows the token.
pub const REVEAL: &str = "Reveal";

/// The button that hides it.
pub const HIDE: &str = "Hide";

/// What those two buttons are about, for those who listen.
pub const REVEAL_WHAT: &str = " token";

/// The field for a gateway.
pub const GATEWAY: &str = "Gateway address";

/// What a gateway is.
pub const GATEWAY_HINT: &str =
    "A server of yours that adds the token to each call. This browser never sees it.";

/// What opens the fields that few need.
pub const ADVANCED: &str = "Advanced";

/// The field for where Graph is.
pub const ORIGIN: &str = "Graph address";

/// The field for Graph's version.
pub const VERSION: &str = "Graph version";

/// The button that looks at the token.
pub const CONTINUE: &str = "Continue";

/// What it says meanwhile.
pub const ASKING: &str = "Asking Graph…";

/// What to be careful with.
pub const CAUTION: &str = "An access token lets its holder write to your customers. Extensions of \
    this browser can read what you paste: use a browser profile that you trust, and a token that \
    expires.";

/// Whose token it is.
#[must_use]
pub fn title(facts: &TokenFacts, endpoint: &Endpoint) -> &'static str {
    match endpoint {
        _ if facts.is_of_a_person() => "A person's token: choose a Page",
        _ if facts.is_of_a_page() => "A Page's token",
        _ => "This is what answers",
    }
}

/// Where calls go.
#[must_use]
pub fn address(endpoint: &Endpoint) -> String {
    match endpoint {
        Endpoint::Emulator(origin) => format!("{origin} (emulator)"),
        Endpoint::Live(origin) => origin.to_string(),
    }
}

/// What a token may do, in a few words; whether that is enough, if it is known.
#[must_use]
pub fn verdict(facts: &TokenFacts) -> (&'static str, Option<bool>) {
    match (&facts.scopes, facts.missing().is_empty()) {
        (None, _) => ("Graph does not tell what this token may do.", None),
        (Some(_), true) => ("It may manage personas and send messages.", Some(true)),
        (Some(_), false) => ("It may not manage personas or send messages.", Some(false)),
    }
}

/// What opens the facts behind that.
pub const DETAILS: &str = "Details";

/// Before the address that calls go to.
pub const CALLS_GO_TO: &str = "Calls go to";

/// Before what the person allowed.
pub const PERMISSIONS: &str = "Permissions";

/// What the person allowed.
#[must_use]
pub fn permissions(facts: &TokenFacts) -> String {
    match &facts.scopes {
        None => "Not told: Graph tells developers of the token's app only.".to_owned(),
        Some(scopes) if scopes.is_empty() => "None".to_owned(),
        Some(scopes) => scopes.join(", "),
    }
}

/// That something cannot work with this token.
#[must_use]
pub fn missing(permissions: &[&str]) -> String {
    format!(
        "It lacks {}: personas cannot be created and messages not be sent with it.",
        permissions.join(", ")
    )
}

/// Before the time when the token ends.
pub const EXPIRES: &str = "Expires";

/// When the token ends.
#[must_use]
pub fn expiry(expiry: Expiry) -> String {
    match expiry {
        Expiry::Unknown => "Unknown".to_owned(),
        Expiry::Never => "Never expires".to_owned(),
        Expiry::At(seconds) => date(seconds),
    }
}

/// What may be done on a Page.
#[must_use]
pub fn tasks(offered: &OfferedPage) -> String {
    match &offered.tasks {
        None => format!("Page {}", offered.page.id),
        Some(tasks) if offered.may_message => format!("May: {}", tasks.join(", ")),
        Some(tasks) => format!("May not send messages. May: {}", tasks.join(", ")),
    }
}

/// The choice to keep the connection.
pub const KEEP_LABEL: &str = "Keep for this tab";

/// What keeping a connection means.
pub const KEEP: &str = "The token then outlives a reload, in this tab's own storage, until you \
    disconnect or close the tab. Otherwise it is in memory only.";

/// That it cannot be kept.
pub const NOT_KEPT: &str =
    "This browser has no room to keep the connection: it ends with a reload.";

/// The button that goes back to the form.
pub const OTHER_TOKEN: &str = "Use another token";

/// A Page without a name, in its place.
pub const NAMELESS: &str = "without a name";

/// The heading of the dialog for another token.
#[must_use]
pub fn reconnect_title(name: &str) -> String {
    format!("Reconnect {name}")
}

/// What to do there.
pub const RECONNECT_LEAD: &str =
    "Paste a fresh token for the same Page. What you have written stays where it is.";

/// The button that takes the other token, or asks for one.
pub const RECONNECT: &str = "Reconnect";

/// That it is taken.
pub const RECONNECTED: &str = "Reconnected. What failed can be tried again.";

/// The command that asks for one.
pub const RECONNECT_COMMAND: &str = "Reconnect with another token";

#[cfg(test)]
mod tests {
    use messenger_personas::Origin;

    use super::*;

    #[test]
    fn what_nobody_told_is_not_made_up() {
        let facts = TokenFacts::default();
        assert_eq!(title(&facts, &Endpoint::Live(Origin::default())), "This is what answers");
        assert!(permissions(&facts).starts_with("Not told"));
        assert_eq!(expiry(facts.expiry()), "Unknown");
    }
}
