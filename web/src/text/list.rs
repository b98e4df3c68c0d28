//! What the list of personas says.

use super::number;
use crate::model::list_query::{ListQuery, Only};

/// The heading, and every link to it.
pub const TITLE: &str = "Personas";

/// What stands under the heading while no persona is known.
pub const LEAD: &str = "Who speaks for this Page";

/// The button that loads the list again.
pub const REFRESH: &str = "Refresh";

/// What is on its way.
pub const WHAT: &str = "the personas";

/// What the search is called.
pub const SEARCH: &str = "Search";

/// What can be typed there.
pub const SEARCH_PLACEHOLDER: &str = "Name, id, label or note";

/// What the filters are called.
pub const FILTER: &str = "Filter";

/// What the table is called.
pub const TABLE: &str = "Personas of this Page";

/// The tick that chooses every row.
pub const SELECT_ALL: &str = "Select all that are shown";

/// Above the last column.
pub const ACTIONS: &str = "Actions";

/// The tick that chooses a row.
#[must_use]
pub fn select(name: &str) -> String {
    format!("Select {name}")
}

/// The button that deletes a row's persona.
#[must_use]
pub fn delete(name: &str) -> String {
    format!("Delete {name}")
}

/// The button that opens the menu of a row, and the menu.
#[must_use]
pub fn more(name: &str) -> String {
    format!("More actions for {name}")
}

/// Copies a persona's id.
pub const COPY_ID: &str = "Copy id";

/// Creates a persona like this one.
pub const DUPLICATE: &str = "Duplicate";

/// Changes a persona.
pub const EDIT: &str = "Edit";

/// The button for lower rows.
pub const COMPACT: &str = "Compact rows";

/// The head of a group of duplicates. Without a name they share their picture.
#[must_use]
pub fn group(name: Option<&str>, count: usize) -> String {
    format!("{} · {}", name.unwrap_or("Same picture"), number(count))
}

/// The button that chooses the duplicates in a group.
pub const SELECT_DUPLICATES: &str = "Select all but the first";

/// The same, with the group that it is for.
#[must_use]
pub fn select_duplicates(group: &str) -> String {
    format!("{SELECT_DUPLICATES}: {group}")
}

/// What the bar is called that is there while rows are chosen.
pub const SELECTED: &str = "Selected personas";

/// How many rows are chosen.
#[must_use]
pub fn chosen(count: usize) -> String {
    match count {
        0 => "Nothing is selected".to_owned(),
        1 => "1 selected".to_owned(),
        _ => format!("{} selected", number(count)),
    }
}

/// How many rows are chosen while the list is not complete.
#[must_use]
pub fn chosen_so_far(count: usize, loaded: usize) -> String {
    format!("{} of the {} loaded so far", chosen(count), number(loaded))
}

/// The button that copies the ids of the rows that are chosen.
pub const COPY_IDS: &str = "Copy ids";

/// The button that saves those rows as a file.
pub const EXPORT: &str = "Export";

/// The button that chooses them no more.
pub const CLEAR_SELECTION: &str = "Clear the selection";

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

/// How many personas are loaded while more are requested.
#[must_use]
pub fn loading(count: usize) -> String {
    format!("Loading personas… {} so far", number(count))
}

/// What is shown is based on a part of the list.
#[must_use]
pub fn based_on_part(query: &ListQuery, loaded: usize) -> String {
    let what = match query.only {
        Only::Alike => "compared",
        _ if query.narrows() => "searched",
        _ => "sorted",
    };
    format!("Only the {} personas that are loaded so far are {what}.", number(loaded))
}

/// The button that loads what is not there yet.
pub const LOAD_REST: &str = "Load the rest";

/// The button that leaves it at what is there.
pub const STOP_LOADING: &str = "Stop loading";

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
        Only::Alike => "Duplicates",
        Only::Unused => "Not used here",
    }
}

/// What a filter shows.
#[must_use]
pub fn only_hint(only: Only) -> Option<&'static str> {
    match only {
        Only::All => None,
        Only::Alike => Some("Personas with the same name or picture, grouped."),
        Only::Unused => Some(
            "Personas that were not used in this browser. Bots may use them all the same: Graph does \
             not say.",
        ),
    }
}

/// The heading where nothing is left.
pub const NONE_MATCH: &str = "None of the loaded personas match";

/// That nothing is left, by what was asked for.
#[must_use]
pub fn nothing(query: &ListQuery) -> String {
    let text = query.text.trim();
    match (text.is_empty(), &query.label, query.only) {
        (false, ..) => format!(
            "No loaded persona has “{text}” in its name, labels or note, or at the start of its id."
        ),
        (_, Some(label), Only::All) => {
            format!("No loaded persona has the label {}.", label.as_str())
        }
        (_, Some(label), _) => {
            format!("No loaded persona with the label {} passes the filter.", label.as_str())
        }
        (_, None, Only::Alike) => {
            "No two of the loaded personas have the same name or picture.".to_owned()
        }
        (_, None, _) => "Every loaded persona was used in this browser.".to_owned(),
    }
}

/// The way back to every row from a search.
pub const CLEAR_SEARCH: &str = "Clear the search";

/// The way back to every row from a filter.
pub const SHOW_ALL: &str = "Show all";

/// The heading where the Page has no persona.
pub const EMPTY: &str = "No personas yet";

/// What a persona is, where customers see it, and how it is used.
#[must_use]
pub fn empty(page: &str) -> String {
    format!(
        "A persona is a name and a picture that a message of {page} can have. Customers see them \
         with the message in Messenger, as here. Your bot sends with the persona's id, and you can \
         write as it under Conversations."
    )
}

/// The name of the persona in the picture beside it.
pub const SAMPLE_NAME: &str = "Adam";

/// The way to the first one.
pub const CREATE_FIRST: &str = "Create the first persona";

/// The heading while all there are wait to be deleted.
pub const ALL_GOING: &str = "All personas are being deleted";

/// What becomes of those that are not.
pub const ALL_GOING_NEXT: &str = "What is not deleted comes back here.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(chosen(1), "1 selected");
        assert_eq!(counted(1, false), "1 persona");
        assert_eq!(counted(300, true), "300 personas so far");
        assert_eq!(copied_ids(true, 1), "Copied 1 id.");
        assert_eq!(chosen_so_far(2, 300), "2 selected of the 300 loaded so far");
        assert_eq!(group(None, 2), "Same picture · 2");
    }
}
