//! What the list of personas says.

use super::number;
use crate::model::list_query::Only;

/// How many rows are chosen.
#[must_use]
pub fn chosen(count: usize) -> String {
    match count {
        0 => "Nothing is selected".to_owned(),
        1 => "1 selected".to_owned(),
        _ => format!("{} selected", number(count)),
    }
}

/// What became of copying so many ids.
#[must_use]
pub fn copied_ids(copied: bool, count: usize) -> String {
    match (copied, count) {
        (false, _) => "The browser did not let the ids be copied.".to_owned(),
        (true, 1) => "Copied 1 id.".to_owned(),
        (true, _) => format!("Copied {} ids.", number(count)),
    }
}

/// How many personas there are, as far as that is known.
#[must_use]
pub fn counted(count: usize, so_far: bool) -> String {
    let noun = if count == 1 { "persona" } else { "personas" };
    let so_far = if so_far { " so far" } else { "" };
    format!("{} {noun}{so_far}", number(count))
}

/// How many of them a search or a filter leaves.
#[must_use]
pub fn found(count: usize, of: usize) -> String {
    format!("{} of {}", number(count), number(of))
}

/// What a filter is called.
#[must_use]
pub fn only(only: Only) -> &'static str {
    match only {
        Only::All => "All",
        Only::Alike => "Look alike",
        Only::Unused => "Not used here",
    }
}

/// What a filter shows.
#[must_use]
pub fn only_hint(only: Only) -> Option<&'static str> {
    match only {
        Only::All => None,
        Only::Alike => Some("Personas that share a name or a picture, next to each other."),
        Only::Unused => Some(
            "Personas that have not spoken since this console was opened. Bots may use them all \
             the same: Graph does not say.",
        ),
    }
}

/// That nothing is left, by what was asked for.
#[must_use]
pub fn nothing(text: &str, only: Only) -> String {
    let text = text.trim();
    match (text.is_empty(), only) {
        (true, Only::Alike) => {
            "No two of the loaded personas share a name or a picture.".to_owned()
        }
        (true, _) => "Every loaded persona has spoken from here.".to_owned(),
        (false, _) => {
            format!("Nothing loaded has “{text}” in its name or starts with it in its id.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(chosen(1), "1 selected");
        assert_eq!(counted(1, false), "1 persona");
        assert_eq!(counted(300, true), "300 personas so far");
        assert_eq!(copied_ids(true, 1), "Copied 1 id.");
    }
}
