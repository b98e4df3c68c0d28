//! Finds a text in another.
//!
//! The standard library's search is made for long texts and weighs more than all that is searched
//! here: looking for the first character is as quick for ours.

/// Where `part` stands in `text` for the first time.
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    let first = part.chars().next()?;
    let begins = |place: &usize| text.get(*place..).is_some_and(|rest| rest.starts_with(part));
    text.match_indices(first).map(|(place, _)| place).find(begins)
}

/// What stands in `text` before `part` and behind it.
pub(crate) fn split<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let (before, rest) = text.split_at_checked(find(text, part)?)?;
    Some((before, rest.get(part.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_place_is_found() {
        for (text, part, place) in [
            ("aab", "ab", Some(1)),
            ("ab ab", "ab", Some(0)),
            ("éé€", "€", Some(4)),
            ("aaa", "ab", None),
            ("", "a", None),
            ("a", "", None),
        ] {
            assert_eq!(find(text, part), place, "{text} {part}");
        }
    }

    #[test]
    fn a_text_is_split_around_it() {
        assert_eq!(split("https://a://b", "://"), Some(("https", "a://b")));
        assert_eq!(split("a:", "::"), None);
    }
}
