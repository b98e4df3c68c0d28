//! Labels of personas.

use std::cmp::Ordering;

use super::unicode::lower_case;

/// A label, such as `Night shift`. Labels that differ in case only are equal.
#[derive(Clone, Debug)]
pub struct Label {
    text: String,
    folded: String,
}

impl Label {
    /// The most characters of a label.
    pub const MAX_LENGTH: usize = 40;

    /// The label in `text`, without white space around it.
    ///
    /// # Errors
    ///
    /// Fails if there is no text, or too much.
    pub fn parse(text: &str) -> Result<Self, LabelError> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.chars().count() {
            0 => Err(LabelError::Empty),
            1..=Self::MAX_LENGTH => Ok(Self { folded: lower_case(&text), text }),
            _ => Err(LabelError::TooLong),
        }
    }

    /// The label as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The label in lower case.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

impl Eq for Label {}

impl PartialOrd for Label {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Label {
    fn cmp(&self, other: &Self) -> Ordering {
        self.folded.cmp(&other.folded)
    }
}

/// Why a label is not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelError {
    /// It has no text.
    Empty,
    /// It has more than [`Label::MAX_LENGTH`] characters.
    TooLong,
    /// The persona has [`Labels::MAX_COUNT`] labels.
    TooMany,
}

/// The labels of a persona, in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels(Vec<Label>);

impl Labels {
    /// The most labels of a persona.
    pub const MAX_COUNT: usize = 20;

    /// Adds a label. Returns whether it is new.
    ///
    /// # Errors
    ///
    /// Fails if there are too many.
    pub fn add(&mut self, label: Label) -> Result<bool, LabelError> {
        if self.contains(&label) {
            return Ok(false);
        }
        if self.0.len() >= Self::MAX_COUNT {
            return Err(LabelError::TooMany);
        }
        self.0.push(label);
        Ok(true)
    }

    /// Removes a label. Returns whether it was there.
    pub fn remove(&mut self, label: &Label) -> bool {
        let count = self.0.len();
        self.0.retain(|other| other != label);
        self.0.len() < count
    }

    /// Whether the label is there.
    #[must_use]
    pub fn contains(&self, label: &Label) -> bool {
        self.0.contains(label)
    }

    /// The labels.
    #[must_use]
    pub fn as_slice(&self) -> &[Label] {
        &self.0
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Label {
        Label::parse(text).unwrap()
    }

    #[test]
    fn white_space_and_case_make_no_other_label() {
        assert_eq!(label("  Night \n shift ").as_str(), "Night shift");
        assert_eq!(label("Night shift"), label("NIGHT SHIFT"));
        assert_eq!(label("Zoë"), label("ZOË"));
        assert_ne!(label("Night"), label("Nights"));
    }

    #[test]
    fn a_label_has_1_to_40_characters() {
        assert_eq!(Label::parse(" \t"), Err(LabelError::Empty));
        assert!(Label::parse(&"ö".repeat(40)).is_ok());
        assert_eq!(Label::parse(&"o".repeat(41)), Err(LabelError::TooLong));
    }

    #[test]
    fn a_persona_has_a_label_once_and_20_at_most() {
        let mut labels = Labels::default();
        for number in 0..20 {
            assert_eq!(labels.add(label(&format!("Label {number}"))), Ok(true));
        }
        assert_eq!(labels.add(label("label 7")), Ok(false));
        assert_eq!(labels.add(label("One more")), Err(LabelError::TooMany));
        assert!(labels.remove(&label("LABEL 7")));
        assert!(!labels.remove(&label("Label 7")));
        assert_eq!(labels.add(label("One more")), Ok(true));
    }
}
