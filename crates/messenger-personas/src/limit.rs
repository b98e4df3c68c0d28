//! Texts and lists that have a documented limit: checked once, when they are made.

use std::fmt;

/// Why a value cannot be sent: which field, its limit, and what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LimitError {
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
        pub struct $name(String);

        impl $name {
            /// The most characters that Messenger takes.
            pub const MAX_CHARACTERS: usize = $max;

            /// `text`, unchanged.
            ///
            /// # Errors
            /// [`LimitError`](crate::LimitError) if it is blank or too long.
            pub fn parse(text: &str) -> Result<Self, $crate::LimitError> {
                $crate::limit::check_text($field, Self::MAX_CHARACTERS, text)?;
                Ok(Self(text.to_owned()))
            }

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
            type Err = $crate::LimitError;

            fn from_str(text: &str) -> Result<Self, $crate::LimitError> {
                Self::parse(text)
            }
        }
    )*};
}

/// Types for lists with a least and a greatest length.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident, $item:ty, $field:literal, $min:literal, $max:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(Vec<$item>);

        impl $name {
            /// The most that Messenger takes.
            pub const MAX: usize = $max;

            /// `items`, unchanged.
            ///
            /// # Errors
            /// [`LimitError`](crate::LimitError) if there are too few or too many.
            pub fn new(items: Vec<$item>) -> Result<Self, $crate::LimitError> {
                $crate::limit::check_count($field, $min, Self::MAX, items.len())?;
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

pub(crate) use {lists, texts};

pub(crate) fn check_text(field: &'static str, limit: usize, text: &str) -> Result<(), LimitError> {
    if text.trim().is_empty() {
        return Err(LimitError::Empty { field });
    }
    let actual = text.chars().count();
    if actual > limit {
        return Err(LimitError::TooLong { field, limit, actual });
    }
    Ok(())
}

pub(crate) fn check_count(
    field: &'static str,
    least: usize,
    most: usize,
    actual: usize,
) -> Result<(), LimitError> {
    if actual < least {
        return Err(LimitError::TooFew { field, limit: least, actual });
    }
    if actual > most {
        return Err(LimitError::TooMany { field, limit: most, actual });
    }
    Ok(())
}

/// A decimal number as Messenger writes money: digits, and up to two more behind a point.
#[derive(Clone, PartialEq, Eq)]
pub struct Amount(crate::json::Json);

impl Amount {
    /// The amount in `text`, such as `75.00`, in the currency's own unit and not in cents.
    ///
    /// # Errors
    /// [`LimitError::Malformed`] for anything but up to 12 digits, with a point and one or two
    /// digits behind it or without.
    pub fn parse(text: &str) -> Result<Self, LimitError> {
        let malformed = LimitError::Malformed {
            field: "amount",
            expected: "is not a decimal number: it looks like 75.00",
        };
        let text = text.trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if !digits(whole, 12) || !digits(part, 2) || leading_zero {
            return Err(malformed);
        }
        crate::json::Json::parse(text).map(Self).map_err(|_| malformed)
    }

    /// As it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;

    #[test]
    fn a_refusal_names_field_limit_and_size() {
        let text = |text| check_text("title", 3, text);
        assert_eq!(text(" a "), Ok(()));
        assert_eq!(text(" \n"), Err(LimitError::Empty { field: "title" }));
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
            LimitError::TooMany { field: "titles", limit: 2, actual: 3 }
        );
    }

    #[test]
    fn an_amount_stays_as_it_is_written() {
        for text in ["75.00", "0", "0.5", "123456789012.99"] {
            let amount = Amount::parse(text).unwrap();
            assert_eq!(Json::of(&amount).as_str(), text);
        }
        for text in ["", "-1", "1,50", "1.", ".5", "1.234", "1e3", "0x1", "01", "NaN", "1 0"] {
            assert!(Amount::parse(text).is_err(), "{text}");
        }
    }
}
