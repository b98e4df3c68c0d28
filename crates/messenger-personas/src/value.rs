//! Validated values: texts and lists with documented limits, and the error for invalid ones.

/// An invalid value: names the field, the limit and the actual size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// The text is empty or only white space.
    #[error("the {field} is empty: write something first")]
    Empty {
        /// Name of the field.
        field: &'static str,
    },
    /// The text has more characters than Messenger accepts. A character is a Unicode code point.
    #[error("the {field} has {actual} characters: Messenger takes at most {limit}")]
    TooLong {
        /// Name of the field.
        field: &'static str,
        /// Maximum number of characters.
        limit: usize,
        /// Actual number of characters.
        actual: usize,
    },
    /// The list has fewer items than Messenger requires.
    #[error("there are {actual} {field}: Messenger takes at least {limit}")]
    TooFew {
        /// Name of the list.
        field: &'static str,
        /// Minimum number of items.
        limit: usize,
        /// Actual number of items.
        actual: usize,
    },
    /// The list has more items than Messenger accepts.
    #[error("there are {actual} {field}: Messenger takes at most {limit}")]
    TooMany {
        /// Name of the list.
        field: &'static str,
        /// Maximum number of items.
        limit: usize,
        /// Actual number of items.
        actual: usize,
    },
    /// An item lacks something that Messenger requires.
    #[error("number {position} of the {field} {lack}")]
    Incomplete {
        /// Name of the list.
        field: &'static str,
        /// Position of the item, counting from 1.
        position: usize,
        /// The missing part, and what to add.
        lack: &'static str,
    },
    /// The value does not have the format that Messenger requires.
    #[error("the {field} {expected}")]
    Malformed {
        /// Name of the field.
        field: &'static str,
        /// The required format, or the problem and its fix.
        expected: &'static str,
    },
}

/// Defines text types that are not blank and have a maximum length. The length is counted in
/// Unicode code points: Meta says "characters" without defining one.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident, $field:literal, $max:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(std::string::String);

        impl $name {
            /// Maximum length in characters (Unicode code points).
            pub const MAX_CHARACTERS: usize = $max;

            /// Parses a text. The text is kept unchanged.
            ///
            /// # Errors
            /// [`ValueError`](crate::ValueError) if `text` is blank or too long.
            pub fn parse(text: &str) -> Result<Self, $crate::ValueError> {
                Self::LIMIT.check(text)?;
                Ok(Self(text.into()))
            }

            /// The limit that [`parse`](Self::parse) checks.
            pub const LIMIT: $crate::TextLimit =
                $crate::TextLimit { field: $field, characters: Self::MAX_CHARACTERS };

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, $crate::ValueError> {
                Self::parse(text)
            }
        }
    )*};
}

/// The limit of a text that must not be blank, as checked by this crate's text types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLimit {
    /// Name of the field, for error messages.
    pub field: &'static str,
    /// Maximum length in characters (Unicode code points).
    pub characters: usize,
}

impl TextLimit {
    /// Checks `text` against the limit.
    ///
    /// # Errors
    /// [`ValueError`] if `text` is blank or too long.
    pub fn check(&self, text: &str) -> Result<(), ValueError> {
        check_text(self.field, self.characters, text)
    }
}

/// The minimum and maximum number of items in a list, as checked by this crate's list types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountLimit {
    /// Name of the list, for error messages.
    pub field: &'static str,
    /// Minimum number of items.
    pub min: usize,
    /// Maximum number of items.
    pub max: usize,
}

impl CountLimit {
    /// Checks a number of items against the limit.
    ///
    /// # Errors
    /// [`ValueError`] if there are too few or too many items.
    pub fn check(&self, actual: usize) -> Result<(), ValueError> {
        let Self { field, min, max } = *self;
        if actual < min {
            return Err(ValueError::TooFew { field, limit: min, actual });
        }
        if actual > max {
            return Err(ValueError::TooMany { field, limit: max, actual });
        }
        Ok(())
    }
}

/// Defines list types with a minimum and a maximum number of items.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident, $item:ty, $field:literal, $min:literal, $max:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(std::vec::Vec<$item>);

        impl $name {
            /// Maximum number of items.
            pub const MAX: usize = $max;

            /// The limit that [`new`](Self::new) checks.
            pub const LIMIT: $crate::CountLimit =
                $crate::CountLimit { field: $field, min: $min, max: Self::MAX };

            /// Creates a list of `items`.
            ///
            /// # Errors
            /// [`ValueError`](crate::ValueError) if there are too few or too many items.
            pub fn new(
                items: impl IntoIterator<Item = $item>,
            ) -> Result<Self, $crate::ValueError> {
                let items: std::vec::Vec<_> = items.into_iter().collect();
                Self::LIMIT.check(items.len())?;
                Ok(Self(items))
            }

            /// The items.
            #[must_use]
            pub fn as_slice(&self) -> &[$item] {
                &self.0
            }
        }
    )*};
}

/// Implements `FromStr` with `parse`, and `Display` with `as_str`.
macro_rules! text_traits {
    ($($name:ident: $error:ty;)*) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }
    )*};
}

pub(crate) use {lists, text_traits, texts};

pub(crate) fn check_text(field: &'static str, limit: usize, text: &str) -> Result<(), ValueError> {
    if text.trim().is_empty() {
        return Err(ValueError::Empty { field });
    }
    let actual = text.chars().count();
    if actual > limit {
        return Err(ValueError::TooLong { field, limit, actual });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_field_limit_and_actual_size() {
        let text = |text| check_text("title", 3, text);
        assert_eq!(text(" a "), Ok(()));
        assert_eq!(text(" \n"), Err(ValueError::Empty { field: "title" }));
        assert_eq!(
            text("éééé").unwrap_err().to_string(),
            "the title has 4 characters: Messenger takes at most 3"
        );
        let count = |actual| CountLimit { field: "titles", min: 1, max: 2 }.check(actual);
        assert_eq!(count(2), Ok(()));
        assert_eq!(
            count(0).unwrap_err().to_string(),
            "there are 0 titles: Messenger takes at least 1"
        );
        assert_eq!(
            count(3).unwrap_err(),
            ValueError::TooMany { field: "titles", limit: 2, actual: 3 }
        );
    }
}
