//! What is said where personas are created, replaced and deleted.

use super::number;

/// That so many are about to be deleted; `first` is the name of one of them.
#[must_use]
pub fn about_to_delete(first: &str, count: usize) -> String {
    match count {
        1 => format!("{first} will be deleted in 6 seconds."),
        _ => format!("{} personas will be deleted in 6 seconds.", number(count)),
    }
}

/// That nothing of it is deleted.
#[must_use]
pub fn kept(count: usize) -> String {
    match count {
        1 => "Undone: the persona stays.".to_owned(),
        _ => format!("Undone: {} personas stay.", number(count)),
    }
}

/// How far deleting is.
#[must_use]
pub fn deleting(gone: usize, of: usize) -> String {
    match of {
        1 => "Deleting…".to_owned(),
        _ => format!("Deleting: {} of {}", number(gone), number(of)),
    }
}

/// How many are gone.
#[must_use]
pub fn deleted(count: usize) -> String {
    match count {
        0 => "No persona was deleted.".to_owned(),
        1 => "1 persona was deleted.".to_owned(),
        _ => format!("{} personas were deleted.", number(count)),
    }
}

/// That it goes on later.
pub const PAUSED: &str = "Graph has had too many calls and wants a pause. It goes on by itself.";

/// How many could not be deleted.
#[must_use]
pub fn not_deleted(count: usize) -> String {
    match count {
        1 => "1 persona was not deleted".to_owned(),
        _ => format!("{} personas were not deleted", number(count)),
    }
}

/// What the dialog asks.
#[must_use]
pub fn delete_question(first: &str, count: usize) -> String {
    match count {
        1 => format!("Delete {first}?"),
        _ => format!("Delete {} personas?", number(count)),
    }
}

/// What deleting means.
#[must_use]
pub fn delete_means(count: usize) -> &'static str {
    match count {
        1 => {
            "There is no way back: a new persona gets another id, and bots that send as this one may \
             be refused, or speak as the Page; Meta does not say which. Messages that were already \
             sent keep the name and the picture."
        }
        _ => {
            "There is no way back: new personas get other ids, and bots that send as these may be \
             refused, or speak as the Page; Meta does not say which. Messages that were already sent \
             keep the names and pictures."
        }
    }
}

/// What the button says.
#[must_use]
pub fn delete_button(count: usize) -> String {
    match count {
        1 => "Delete persona".to_owned(),
        _ => format!("Delete {} personas", number(count)),
    }
}

/// How many are not named in the dialog.
#[must_use]
pub fn and_more(count: usize) -> String {
    format!("and {} more", number(count))
}

/// That a persona whose creation was never answered is there.
#[must_use]
pub fn exists_after_all(name: &str) -> String {
    format!("{name} exists: it was created after all.")
}

/// That it is not.
pub const NOT_THERE: &str =
    "It was not created: the list has no new persona with this name. Create it again.";

/// That there is one with the same name, which may be another.
pub const NAMESAKE: &str = "A persona with this name is there. The list was not loaded far enough to \
    know whether it is the new one: compare them before you create it again.";

/// The heading where a persona is replaced.
#[must_use]
pub fn replace_title(name: &str) -> String {
    format!("Replace {name}")
}

/// What replacing is.
pub const REPLACE_LEAD: &str = "Graph cannot change a persona. A new one is created first; the old \
    one is deleted when you say so.";

/// What replacing means.
pub const CONSEQUENCES: [&str; 3] = [
    "The id changes. Bots that send with the old id must be told the new one.",
    "Messages that were already sent keep the old name and picture.",
    "Nothing is deleted in this step.",
];

/// That old and new would look the same.
pub const NOTHING_CHANGES: &str = "Nothing is changed yet: write another name or picture.";

/// That the new persona is there.
#[must_use]
pub fn created_in_place(name: &str) -> String {
    format!("{name} was created")
}

/// What is to be done before the old one goes.
pub const TELL_BOTS: &str = "Give the new id to every bot that sends with the old one. After that \
    the old persona can be deleted.";

/// That there is no hurry.
pub const LATER: &str = "You can leave and come back: until this tab is closed or disconnected, this \
    screen goes on here.";

/// That it is done.
#[must_use]
pub fn replaced(name: &str) -> String {
    format!("{name} has taken over. The old persona is deleted.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_named_and_many_are_counted() {
        assert_eq!(about_to_delete("Adam", 1), "Adam will be deleted in 6 seconds.");
        assert_eq!(about_to_delete("Adam", 3), "3 personas will be deleted in 6 seconds.");
        assert_eq!(delete_question("Adam", 1), "Delete Adam?");
        assert_eq!(delete_button(12), "Delete 12 personas");
        assert_eq!(not_deleted(1), "1 persona was not deleted");
    }
}
