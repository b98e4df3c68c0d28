//! Lower and upper case, and what is a letter or a digit, in every script.
//!
//! Outside ASCII a browser is asked, which has it at hand: the standard library's tables would add
//! 12 kB to what the console's first visit brings.

#[cfg(target_arch = "wasm32")]
use self::browser as script;
#[cfg(not(target_arch = "wasm32"))]
use self::standard as script;

/// `text` in lower case.
#[must_use]
pub fn lower_case(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { script::lower_case(text) }
}

/// `text` in upper case.
#[must_use]
pub fn upper_case(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_uppercase() } else { script::upper_case(text) }
}

/// `text` with its first character in upper case.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(|first| upper_case(first.encode_utf8(&mut [0; 4])));
    first.unwrap_or_default() + rest.as_str()
}

/// The first character of `text` as people see it: an emoji can be several code points.
#[must_use]
pub fn first_grapheme(text: &str) -> String {
    if text.is_ascii() { text.chars().take(1).collect() } else { script::first_grapheme(text) }
}

/// Whether `c` is a letter or a digit.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { script::is_alphanumeric(c) }
}

#[cfg(not(target_arch = "wasm32"))]
mod standard {
    pub(super) fn lower_case(text: &str) -> String {
        text.to_lowercase()
    }

    pub(super) fn upper_case(text: &str) -> String {
        text.to_uppercase()
    }

    pub(super) fn first_grapheme(text: &str) -> String {
        use unicode_segmentation::UnicodeSegmentation;
        text.graphemes(true).take(1).collect()
    }

    pub(super) fn is_alphanumeric(c: char) -> bool {
        c.is_alphanumeric()
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Intl::Segmenter, JsString, RegExp};

    pub(super) fn lower_case(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    pub(super) fn upper_case(text: &str) -> String {
        JsString::from(text).to_upper_case().into()
    }

    pub(super) fn first_grapheme(text: &str) -> String {
        let first = Segmenter::default().segment(text).containing(0);
        first.map(|first| first.segment().into()).unwrap_or_default()
    }

    pub(super) fn is_alphanumeric(c: char) -> bool {
        RegExp::new(r"[\p{Alphabetic}\p{N}]", "u").test(c.encode_utf8(&mut [0; 4]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_has_its_case() {
        for (lower, upper) in
            [("adam 7", "ADAM 7"), ("zoë", "ZOË"), ("жук", "ЖУК"), ("山田", "山田")]
        {
            assert_eq!(lower_case(upper), lower);
            assert_eq!(upper_case(lower), upper);
        }
        assert_eq!(upper_case("ß"), "SS");
    }

    #[test]
    fn only_the_first_character_is_made_a_capital() {
        for (text, expected) in [("", ""), ("the id", "The id"), ("él no", "Él no"), ("Ä", "Ä")]
        {
            assert_eq!(capitalised(text), expected);
        }
    }

    #[test]
    fn an_emoji_and_a_letter_with_its_marks_stay_whole() {
        for (text, first) in [
            ("", ""),
            ("Adam", "A"),
            ("\u{1f469}\u{200d}\u{1f33e} Anna", "\u{1f469}\u{200d}\u{1f33e}"),
            ("\u{1f1ea}\u{1f1f8}!", "\u{1f1ea}\u{1f1f8}"),
            ("e\u{301}a", "e\u{301}"),
        ] {
            assert_eq!(first_grapheme(text), first);
        }
    }

    #[test]
    fn letters_and_digits_are_told_from_signs() {
        for (c, expected) in [('a', true), ('7', true), ('ë', true), ('山', true), ('٣', true)] {
            assert_eq!(is_alphanumeric(c), expected, "{c}");
        }
        for c in [' ', '-', '“', '👍'] {
            assert!(!is_alphanumeric(c), "{c}");
        }
    }
}
