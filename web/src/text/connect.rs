//! What is said about a token before it is used.

use super::{Place, numbers::date};
use crate::model::{
    offer::OfferedPage,
    token_facts::{Expiry, TokenFacts},
};

/// Whose token it is.
#[must_use]
pub fn title(facts: &TokenFacts, place: &Place) -> &'static str {
    match place {
        _ if facts.is_of_a_person() => "A person's token: choose a Page",
        _ if facts.is_of_a_page() => "A Page's token",
        _ => "This is what answers",
    }
}

/// Where calls go.
#[must_use]
pub fn address(place: &Place) -> String {
    match place {
        Place::Emulator => "the local emulator".to_owned(),
        Place::Live(origin) => origin.to_string(),
    }
}

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

/// When the token ends.
#[must_use]
pub fn expiry(expiry: Expiry) -> String {
    match expiry {
        Expiry::Unknown => "Not told".to_owned(),
        Expiry::Never => "Not by itself".to_owned(),
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

/// What keeping a connection means.
pub const KEEP: &str = "The token then outlives a reload, in this tab's own storage, until you \
    disconnect or close the tab. Otherwise it is in memory only.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_told_is_not_made_up() {
        let facts = TokenFacts::default();
        assert_eq!(title(&facts, &Place::Emulator), "This is what answers");
        assert!(permissions(&facts).starts_with("Not told"));
        assert_eq!(expiry(facts.expiry()), "Not told");
    }
}
