//! Which personas a person means.

use std::sync::Arc;

use messenger_personas::Persona;

use super::unicode::{is_alphanumeric, lower_case};

/// A persona, made ready to be searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The persona.
    pub persona: Persona,
    folded: Arc<str>,
}

impl Entry {
    /// An entry for `persona`.
    #[must_use]
    pub fn new(persona: Persona) -> Self {
        let folded = fold(persona.name.as_deref().unwrap_or_default()).into();
        Self { persona, folded }
    }

    /// The name, without what people do not mean by it: case, and white space around it.
    #[must_use]
    pub fn folded_name(&self) -> &str {
        &self.folded
    }

    /// Whether `needle` is the whole name.
    #[must_use]
    pub fn is_named(&self, needle: &Needle) -> bool {
        *self.folded == *needle.0
    }

    /// [`folded_name`](Self::folded_name), to be kept.
    #[must_use]
    pub fn shared_name(&self) -> Arc<str> {
        self.folded.clone()
    }

    /// Whether this is meant by `needle`: part of the name in any case, or the start of the id.
    #[must_use]
    pub fn matches(&self, needle: &Needle) -> bool {
        needle.0.is_empty()
            || self.persona.id.as_str().starts_with(&needle.0)
            || contains(self.folded.as_bytes(), needle.0.as_bytes())
    }
}

/// What a person typed to find something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle(String);

impl Needle {
    /// What `query` asks for.
    #[must_use]
    pub fn new(query: &str) -> Self {
        Self(fold(query))
    }

    /// Whether it asks for nothing, which everything matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is part of `folded`, which is in lower case.
    #[must_use]
    pub fn is_in(&self, folded: &str) -> bool {
        folded.contains(&self.0)
    }

    /// How well `text` fits: the lower, the better. `None` if it does not.
    #[must_use]
    pub fn rank(&self, text: &str) -> Option<usize> {
        let folded = fold(text);
        let place = folded.find(&self.0)?;
        let before = folded.get(..place).and_then(|before| before.chars().next_back());
        Some(match before {
            None => 0,
            Some(c) if !is_alphanumeric(c) => 1,
            Some(_) => 2,
        })
    }
}

/// Whether `part` is in `text`. For names this is quicker than the search of the standard library,
/// which prepares itself for long texts.
fn contains(text: &[u8], part: &[u8]) -> bool {
    let first = part.first();
    text.windows(part.len().max(1)).any(|window| window.first() == first && window == part)
}

fn fold(text: &str) -> String {
    lower_case(text.trim())
}

#[cfg(test)]
mod tests {
    use messenger_personas::PersonaId;

    use super::*;

    #[test]
    fn a_query_is_part_of_a_name_or_the_start_of_an_id() {
        let entry = Entry::new(Persona {
            id: PersonaId::parse("1007240332817468").unwrap(),
            name: Some("Zoë Ö.".to_owned()),
            profile_picture_url: None,
        });
        for query in ["", "  ", "zoë", "ö.", " ZOË ", "1007", "1007240332817468"] {
            assert!(entry.matches(&Needle::new(query)), "{query}");
        }
        for query in ["adam", "7468"] {
            assert!(!entry.matches(&Needle::new(query)), "{query}");
        }
        assert!(entry.is_named(&Needle::new(" zOË Ö. ")));
        assert!(!entry.is_named(&Needle::new("Zoë")));
    }

    #[test]
    fn the_start_of_a_text_fits_best_then_the_start_of_a_word() {
        let rank = |text| Needle::new("per").rank(text);
        assert_eq!(rank("Personas"), Some(0));
        assert_eq!(rank("New persona"), Some(1));
        assert_eq!(rank("Copper"), Some(2));
        assert_eq!(rank("Adam"), None);
    }
}
