//! Values that are checked once, when they are made: texts and lists with a documented limit, and
//! what was wrong with one that was refused.

/// Why a value cannot be sent: which field, its limit, and what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueError {
    /// Nothing, or nothing but white space.
    #[error("the {field} is empty: write something first")]
    Empty {
        /// What is empty, in words.
        field: &'static str,
    },
    /// More characters than Messenger takes, counting Unicode code points.
    #[error("the {field} has {actual} characters: Messenger takes at most {limit}")]
    TooLong {
        /// What is too long, in words.
        field: &'static str,
        /// The most that there may be.
        limit: usize,
        /// How many there are.
        actual: usize,
    },
    /// Fewer items than Messenger takes.
    #[error("there are {actual} {field}: Messenger takes at least {limit}")]
    TooFew {
        /// What there is too little of, in words.
        field: &'static str,
        /// The least that there may be.
        limit: usize,
        /// How many there are.
        actual: usize,
    },
    /// More items than Messenger takes.
    #[error("there are {actual} {field}: Messenger takes at most {limit}")]
    TooMany {
        /// What there is too much of, in words.
        field: &'static str,
        /// The most that there may be.
        limit: usize,
        /// How many there are.
        actual: usize,
    },
    /// An item that lacks what Messenger asks for.
    #[error("number {position} of the {field} {lack}")]
    Incomplete {
        /// Of which list, in words.
        field: &'static str,
        /// Its place, counting from 1.
        position: usize,
        /// What it lacks, and what would do.
        lack: &'static str,
    },
    /// A value that is written in another way than Messenger takes it.
    #[error("the {field} {expected}")]
    Malformed {
        /// What is wrong, in words.
        field: &'static str,
        /// What would do.
        expected: &'static str,
    },
}

/// Types for texts that are not blank and not too long. Their length counts Unicode code points:
/// Meta says "characters", and not what one is.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident, $field:literal, $max:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(alloc::string::String);

        impl $name {
            /// The most characters that Messenger takes.
            pub const MAX_CHARACTERS: usize = $max;

            /// `text`, unchanged.
            ///
            /// # Errors
            /// [`ValueError`](crate::ValueError) if it is blank or too long.
            pub fn parse(text: &str) -> Result<Self, $crate::ValueError> {
                Self::LIMIT.check(text)?;
                Ok(Self(text.into()))
            }

            /// What [`parse`](Self::parse) asks of a text.
            pub const LIMIT: $crate::TextLimit =
                $crate::TextLimit { field: $field, characters: Self::MAX_CHARACTERS };

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl core::str::FromStr for $name {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, $crate::ValueError> {
                Self::parse(text)
            }
        }
    )*};
}

/// What Messenger asks of a text that is not blank: all that many types of this crate stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextLimit {
    /// Which text, in words.
    pub field: &'static str,
    /// The most characters.
    pub characters: usize,
}

impl TextLimit {
    /// Whether Messenger takes `text`.
    ///
    /// # Errors
    /// [`ValueError`] if it is blank or too long.
    pub fn check(&self, text: &str) -> Result<(), ValueError> {
        check_text(self.field, self.characters, text)
    }
}

/// Types for lists with a least and a greatest length.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident, $item:ty, $field:literal, $min:literal, $max:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(alloc::vec::Vec<$item>);

        impl $name {
            /// The most that Messenger takes.
            pub const MAX: usize = $max;

            /// `items`, unchanged.
            ///
            /// # Errors
            /// [`ValueError`](crate::ValueError) if there are too few or too many.
            pub fn new(
                items: impl IntoIterator<Item = $item>,
            ) -> Result<Self, $crate::ValueError> {
                let items: alloc::vec::Vec<_> = items.into_iter().collect();
                Self::check_count(items.len())?;
                Ok(Self(items))
            }

            /// Whether Messenger takes so many.
            ///
            /// # Errors
            /// [`ValueError`](crate::ValueError) if these are too few or too many.
            pub fn check_count(count: usize) -> Result<(), $crate::ValueError> {
                $crate::value::check_count($field, $min, Self::MAX, count)
            }

            /// The items.
            #[must_use]
            pub fn as_slice(&self) -> &[$item] {
                &self.0
            }
        }
    )*};
}

/// `FromStr` by `parse`, and `Display` by `as_str`, for types that have these.
macro_rules! text_traits {
    ($($name:ident: $error:ty;)*) => {$(
        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl core::str::FromStr for $name {
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

pub(crate) fn check_count(
    field: &'static str,
    least: usize,
    most: usize,
    actual: usize,
) -> Result<(), ValueError> {
    if actual < least {
        return Err(ValueError::TooFew { field, limit: least, actual });
    }
    if actual > most {
        return Err(ValueError::TooMany { field, limit: most, actual });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_field_limit_and_size() {
        let text = |text| check_text("title", 3, text);
        assert_eq!(text(" a "), Ok(()));
        assert_eq!(text(" \n"), Err(ValueError::Empty { field: "title" }));
        assert_eq!(
            text("éééé").unwrap_err().to_string(),
            "the title has 4 characters: Messenger takes at most 3"
        );
        let count = |actual| check_count("titles", 1, 2, actual);
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
