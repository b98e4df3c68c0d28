//! A persona that is being written.

use messenger_personas::{
    CreatePersona, PageId, PersonaName, PersonaNameError, PictureUrl, UrlError,
};

/// What stands in the form, right or wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonaDraft {
    /// The field "Name".
    pub name: String,
    /// The field "Picture URL".
    pub picture_url: String,
}

impl PersonaDraft {
    /// How many characters the name has, counted as [`PersonaName`] counts them.
    #[must_use]
    pub fn characters(&self) -> usize {
        self.name.trim().chars().count()
    }

    /// What is wrong with the name, if anything.
    #[must_use]
    pub fn name_error(&self) -> Option<PersonaNameError> {
        PersonaName::parse(&self.name).err()
    }

    /// What is wrong with the picture's address, if anything.
    #[must_use]
    pub fn picture_error(&self) -> Option<UrlError> {
        PictureUrl::parse(&self.picture_url).err()
    }

    /// The address if a browser can show what is there.
    #[must_use]
    pub fn picture(&self) -> Option<String> {
        PictureUrl::parse(&self.picture_url).ok().map(|url| url.to_string())
    }

    /// The call that creates this persona for `page_id`.
    ///
    /// # Errors
    /// [`DraftError`] with a reason for each field that is not right.
    pub fn ready(&self, page_id: &PageId) -> Result<CreatePersona, DraftError> {
        match (PersonaName::parse(&self.name), PictureUrl::parse(&self.picture_url)) {
            (Ok(name), Ok(profile_picture_url)) => {
                Ok(CreatePersona { page_id: page_id.clone(), name, profile_picture_url })
            }
            (name, picture) => Err(DraftError { name: name.err(), picture: picture.err() }),
        }
    }
}

/// What is wrong with a draft, field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftError {
    /// The name's mistake.
    pub name: Option<PersonaNameError>,
    /// The picture's mistake.
    pub picture: Option<UrlError>,
}

#[cfg(test)]
mod tests {
    use messenger_personas::UrlProblem;

    use super::*;

    fn draft(name: &str, picture_url: &str) -> PersonaDraft {
        PersonaDraft { name: name.to_owned(), picture_url: picture_url.to_owned() }
    }

    fn page_id() -> PageId {
        PageId::parse("1").unwrap()
    }

    #[test]
    fn a_right_draft_becomes_a_call() {
        let create = draft(" Adam ", "https://example.com/adam.jpg").ready(&page_id()).unwrap();
        assert_eq!(create.name.as_str(), "Adam");
        assert_eq!(create.profile_picture_url.as_str(), "https://example.com/adam.jpg");
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        assert_eq!(
            draft("", "adam.jpg").ready(&page_id()),
            Err(DraftError {
                name: Some(PersonaNameError::Empty),
                picture: Some(UrlError { field: "picture URL", problem: UrlProblem::NotAbsolute }),
            })
        );
    }

    #[test]
    fn characters_are_counted_as_the_limit_counts_them() {
        let full = draft(&format!("  {} ", "é".repeat(50)), "");
        assert_eq!((full.characters(), full.name_error()), (50, None));
        let over = draft(&"é".repeat(51), "");
        assert_eq!(over.name_error(), Some(PersonaNameError::TooLong { characters: 51 }));
    }

    #[test]
    fn a_picture_is_shown_only_from_a_usable_address() {
        assert_eq!(draft("", "javascript:alert(1)").picture(), None);
        assert_eq!(draft("", " https://a.example/x ").picture().unwrap(), "https://a.example/x");
    }
}
