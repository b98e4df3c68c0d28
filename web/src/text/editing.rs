//! What is said where personas are created, edited and deleted.

use super::{error, full_stop, number, sentence};
use crate::model::{deletion::DeletionError, picture_check::PictureCheck};

/// The heading where a persona is created, and every way there.
pub const NEW: &str = "New persona";

/// What a persona is.
pub const NEW_LEAD: &str = "A name and a picture for messages of your Page.";

/// The field for a name, and what stands in the preview before there is one.
pub const NAME: &str = "Name";

/// After how many characters a name has of how many it may have.
pub const CHARACTERS: &str = " characters";

/// What customers see of a name.
pub const NAME_HINT: &str =
    "Customers see it followed by your Page's name, so leave the Page's name out.";

/// The field for a picture.
pub const PICTURE: &str = "Picture URL";

/// What a picture needs.
pub const PICTURE_HINT: &str = "A public https address of an image of at most 8 MB. Meta fetches it once \
    and keeps a copy.";

/// What the emulator's pictures are called.
pub const SAMPLES: &str = "Sample pictures";

/// Before those pictures.
pub const SAMPLES_LABEL: &str = "Samples of the emulator:";

/// The button that takes the picture of another persona.
#[must_use]
pub fn use_picture(name: &str) -> String {
    format!("Use the picture of {name}")
}

/// What loading a picture came to.
#[must_use]
pub fn picture(check: PictureCheck) -> Option<String> {
    Some(match check {
        PictureCheck::None => return None,
        PictureCheck::Loading => "Loading the picture…".to_owned(),
        PictureCheck::Slow => {
            "The picture takes long to load. Meta may give up on one that its servers wait for."
                .to_owned()
        }
        PictureCheck::Shown { width, height } => {
            format!("The picture loads here: {width} × {height} pixels.")
        }
        PictureCheck::Broken => {
            "This browser cannot show what is at this address. Check that it is the image \
             itself and not a page, and that anybody may load it."
                .to_owned()
        }
    })
}

/// The button that creates a persona.
pub const CREATE: &str = "Create persona";

/// What it says meanwhile.
pub const CREATING: &str = "Creating…";

/// That a persona is created.
#[must_use]
pub fn created(name: &str) -> String {
    format!("{name} was created.")
}

/// That a persona is created, once another Page is worked on.
#[must_use]
pub fn created_elsewhere(name: &str, page: &str) -> String {
    full_stop(&format!("{name} was created for {page}"))
}

/// The button that looks for a persona whose creation was never answered.
pub const LOOK: &str = "Look for it";

/// The way to the list, to look oneself.
pub const LOOK_AT_LIST: &str = "Look at the list";

/// A batch that can be undone, before the seconds that are left; `first` is one of its names.
#[must_use]
pub fn about_to_delete(first: &str, count: usize) -> String {
    match count {
        1 => format!("{first} will be deleted"),
        _ => format!("{} personas will be deleted", number(count)),
    }
}

/// The seconds that are left.
#[must_use]
pub fn in_seconds(seconds: u64) -> String {
    match seconds {
        0 => "now".to_owned(),
        1 => "in 1 second".to_owned(),
        _ => format!("in {seconds} seconds"),
    }
}

/// The button that undoes a batch.
pub const UNDO: &str = "Undo";

/// The keys that undo the last batch.
pub const UNDO_KEYS: &str = "Ctrl+Z";

/// The same, as `aria-keyshortcuts` has them.
pub const UNDO_ARIA_KEYS: &str = "Control+Z Meta+Z";

/// What those keys do.
pub const UNDO_SHORTCUT: &str = "Undo the last deletion (⌘ Z on a Mac)";

/// The batch was undone.
#[must_use]
pub fn kept(count: usize) -> String {
    match count {
        1 => "Undone. The persona was not deleted.".to_owned(),
        _ => format!("Undone. {} personas were not deleted.", number(count)),
    }
}

/// The page was left before so many were deleted.
#[must_use]
pub fn interrupted(count: usize) -> String {
    format!("{} because the page was closed or reloaded.", not_deleted(count))
}

/// Another tab created or deleted personas.
pub const CHANGED_ELSEWHERE: &str = "The list was updated: personas changed in another tab.";

/// How far deleting is.
#[must_use]
pub fn deleting(gone: usize, of: usize) -> String {
    match of {
        1 => DELETING.to_owned(),
        _ => format!("Deleting: {} of {}", number(gone), number(of)),
    }
}

/// That one is being deleted.
pub const DELETING: &str = "Deleting…";

/// What the bar shows that fills up.
pub const DELETED: &str = "Deleted";

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
pub const PAUSED: &str = "Graph limits how often it can be called. Deleting continues by itself.";

/// How many could not be deleted.
#[must_use]
pub fn not_deleted(count: usize) -> String {
    match count {
        1 => "1 persona was not deleted".to_owned(),
        _ => format!("{} personas were not deleted", number(count)),
    }
}

/// How many of those that failed may be deleted all the same.
#[must_use]
pub fn unclear(count: usize) -> String {
    match count {
        1 => "Couldn't confirm that 1 persona was deleted".to_owned(),
        _ => format!("Couldn't confirm that {} personas were deleted", number(count)),
    }
}

/// Why a persona was not deleted.
#[must_use]
pub fn deletion_error(failure: &DeletionError) -> String {
    match failure {
        DeletionError::NoResponse => "Graph's response has nothing about it.".to_owned(),
        DeletionError::Item(cause) => sentence(cause),
        DeletionError::Batch(cause) => sentence(cause),
        DeletionError::Request(cause) => {
            let text = error(cause);
            format!("{} {}", full_stop(&text.title), text.next)
        }
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
            "You can undo this for 6 seconds. After that the persona is gone for good: a new one gets \
             a different ID. Messages that code sends with this ID may fail, or appear as the Page; \
             Meta does not say which. Messages already sent keep the name and the picture."
        }
        _ => {
            "You can undo this for 6 seconds. After that the personas are gone for good: new ones get \
             different IDs. Messages that code sends with these IDs may fail, or appear as the Page; \
             Meta does not say which. Messages already sent keep the names and pictures."
        }
    }
}

/// The field that confirms a deletion of many.
#[must_use]
pub fn type_count(count: usize) -> String {
    format!("Type {count} to confirm")
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

/// The way to where a persona is edited, and its heading before the name is there.
pub const EDIT: &str = "Edit";

/// The way back to the persona.
pub const EDIT_BACK: &str = "Back to the persona";

/// The heading where a persona is edited.
#[must_use]
pub fn edit_title(name: &str) -> String {
    format!("Edit {name}")
}

/// What editing does.
pub const EDIT_LEAD: &str =
    "Meta cannot edit a persona, so a new persona with a new ID takes the place of this one.";

/// What that means.
pub const CONSEQUENCES: [&str; 3] = [
    "Code that stores the old ID has to be changed to the new one.",
    "Messages already sent keep the old name and picture.",
    "The old persona stays until you delete it in the next step.",
];

/// The button that creates the new persona.
pub const CREATE_EDITED: &str = "Create new persona";

/// Above what it looks like before.
pub const NOW: &str = "Now";

/// Above what it looks like then.
pub const AFTERWARDS: &str = "After the change";

/// Old and new would look the same.
pub const NOTHING_CHANGES: &str = "Nothing has changed. Enter a different name or picture URL.";

/// The new persona exists.
#[must_use]
pub fn created_in_place(name: &str) -> String {
    format!("{name} was created")
}

/// What to do before the old one is deleted.
pub const UPDATE_CODE: &str = "Use the new ID wherever your code stores the old one. Then delete the \
    old persona.";

/// Before the id of the new one.
pub const NEW_ID: &str = "New ID";

/// The same, where it is copied.
pub const NEW_ID_COPY: &str = "new ID";

/// Before the id of the old one.
pub const OLD_ID: &str = "Old ID";

/// The same, where it is copied.
pub const OLD_ID_COPY: &str = "old ID";

/// Before both ids for a program.
pub const AS_JSON: &str = "Old → new, as JSON";

/// The same, where they are copied.
pub const AS_JSON_COPY: &str = "JSON";

/// The button that deletes the old persona.
pub const DELETE_OLD: &str = "Delete old persona";

/// The button that leaves the old one there.
pub const KEEP_BOTH: &str = "Keep both";

/// There is no hurry.
pub const LATER: &str = "You can leave and come back to this step until you close the tab or \
    disconnect.";

/// The way to the new persona.
#[must_use]
pub fn see_new(name: &str) -> String {
    format!("Go to {name}")
}

/// Above what the old one looks like.
pub const OLD_ONE: &str = "Old";

/// Above what the new one looks like.
pub const NEW_ONE: &str = "New";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_picture_only_what_is_known_is_said() {
        assert_eq!(picture(PictureCheck::None), None);
        let shown = picture(PictureCheck::Shown { width: 200, height: 100 });
        assert_eq!(shown.unwrap(), "The picture loads here: 200 × 100 pixels.");
    }

    #[test]
    fn one_is_named_and_many_are_counted() {
        assert_eq!(about_to_delete("Adam", 1), "Adam will be deleted");
        assert_eq!(about_to_delete("Adam", 3), "3 personas will be deleted");
        assert_eq!(delete_question("Adam", 1), "Delete Adam?");
        assert_eq!(delete_button(12), "Delete 12 personas");
        assert_eq!(not_deleted(1), "1 persona was not deleted");
        assert_eq!([1, 2].map(in_seconds), ["in 1 second", "in 2 seconds"]);
        let left = "2 personas were not deleted because the page was closed or reloaded.";
        assert_eq!(interrupted(2), left);
    }
}
