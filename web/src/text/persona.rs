//! What is said of one persona, and how it will look.

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
