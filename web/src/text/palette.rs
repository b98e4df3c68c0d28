//! The command palette.

use super::{conversation, list, number, persona as one};
use crate::model::palette::{Group, PersonaAction};

/// The dialog.
pub const TITLE: &str = "Command palette";

/// The field.
pub const FIELD: &str = "Command or persona";

/// What can be typed there.
pub const PLACEHOLDER: &str = "Type a command, or the name or id of a persona";

/// The list under the field.
pub const LIST: &str = "Commands and personas";

/// The heading of a group.
#[must_use]
pub fn group(group: Group) -> &'static str {
    match group {
        Group::Recent => "Recent",
        Group::Actions => "Go to",
        Group::Pages => "Pages",
        Group::Appearance => "Appearance",
        Group::Personas => list::TITLE,
        Group::People => conversation::PEOPLE,
    }
}

/// What can be done with a persona.
#[must_use]
pub fn persona(action: PersonaAction, name: &str) -> String {
    match action {
        PersonaAction::Open => name.to_owned(),
        PersonaAction::WriteAs => one::write_as(name),
        PersonaAction::Edit => format!("Edit {name}"),
        PersonaAction::CopyId => format!("Copy the id of {name}"),
    }
}

/// The list of the personas with a name or a picture in common.
pub const DUPLICATES: &str = "Duplicate personas";

/// The list of the personas that have not been used here.
pub const UNUSED: &str = "Personas not used here";

/// A theme as a command.
#[must_use]
pub fn theme(theme: &str) -> String {
    format!("Theme: {theme}")
}

/// A density as a command.
#[must_use]
pub fn density(density: &str) -> String {
    format!("List density: {density}")
}

/// How many choices there are.
#[must_use]
pub fn found(count: usize) -> String {
    match count {
        0 => "Nothing found. Only loaded personas are searched.".to_owned(),
        1 => "1 result".to_owned(),
        _ => format!("{} results", number(count)),
    }
}
