//! What is said of one persona, and how it will look.

use super::number;
use crate::model::snippet::Language;

/// The heading before the name is there, and the column of names.
pub const TITLE: &str = "Persona";

/// What is on its way.
pub const WHAT: &str = "the persona";

/// A persona without a name, in its place.
pub const UNNAMED: &str = "Unnamed persona";

/// A Page without a name, in its place.
#[must_use]
pub fn unnamed_page(id: &str) -> String {
    format!("Page {id}")
}

/// That it was just created.
pub const CREATED: &str = "Created";

/// Before the new id.
pub const CREATED_ID: &str = "Persona ID";

/// What to do with it.
pub const CREATED_NEXT: &str = "Your bot sends this ID as persona_id with a message, and customers see \
    the persona's name and picture.";

/// The way to the next persona.
pub const CREATE_ANOTHER: &str = "Create another";

/// The facts about a persona.
pub const DETAILS: &str = "Details";

/// Before the number of personas with the same name.
pub const DUPLICATES: &str = "Duplicates";

/// How many other personas have the same name.
#[must_use]
pub fn duplicates(count: usize) -> String {
    match count {
        1 => "1 other persona has this name".to_owned(),
        _ => format!("{} other personas have this name", number(count)),
    }
}

/// The heading of the code.
pub const SNIPPET_TITLE: &str = "Send as this persona";

/// What the code needs.
pub const SNIPPET_HINT: &str = "Set PAGE_TOKEN to an access token of the Page, and put in the id of a \
    person who wrote to it in the last 24 hours.";

/// The code.
pub const SNIPPET: &str = "Code";

/// The same, where it is copied.
pub const SNIPPET_COPY: &str = "code";

/// The choice of a language.
pub const LANGUAGE: &str = "Language";

/// A language.
#[must_use]
pub fn language(language: Language) -> &'static str {
    match language {
        Language::Curl => "curl",
        Language::Fetch => "fetch",
        Language::JavaScript => "JavaScript",
        Language::Rust => "Rust",
    }
}

/// Before the id, and the column of ids.
pub const ID: &str = "ID";

/// The same, where it is copied.
pub const ID_COPY: &str = "persona id";

/// Before the Page's name.
pub const SPEAKS_FOR: &str = "Speaks for";

/// Before the picture's address.
pub const PICTURE: &str = "Picture";

/// The same, where it is copied.
pub const PICTURE_COPY: &str = "picture URL";

/// That the old one is still there.
pub const HALF_EDITED: &str =
    "An edited copy of this persona was created, and this one was not deleted yet.";

/// The way to its end.
pub const FINISH_EDITING: &str = "Finish editing";

/// The way to where one writes in this name.
#[must_use]
pub fn write_as(name: &str) -> String {
    format!("Write as {name}")
}

/// What Messenger writes above a message of a persona.
#[must_use]
pub fn annotation(persona: &str, page: &str) -> String {
    format!("{persona} from {page}")
}

/// That the persona is about to go.
pub const GOING: &str = "This persona is being deleted.";

/// That it went.
pub const GONE: &str = "This persona was deleted. Messages that it sent keep its name and picture.";

/// What the preview shows.
pub const PREVIEW: &str = "As a customer sees it in Messenger";

/// What the choice between light and dark is called.
pub const PREVIEW_COLOURS: &str = "Colours of the preview";

/// The light colours.
pub const LIGHT: &str = "Light";

/// The dark colours.
pub const DARK: &str = "Dark";

/// Who writes in the preview.
pub const CUSTOMER: &str = "The customer";

/// What the customer asks there.
pub const SAMPLE_QUESTION: &str = "Hi! Where is my order?";

/// What the persona answers.
pub const SAMPLE_ANSWERS: [&str; 2] =
    ["Hello! Let me look that up for you.", "It left our shop this morning."];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_annotation_is_messengers() {
        assert_eq!(annotation("Adam", "Jasper's Market"), "Adam from Jasper's Market");
    }
}
