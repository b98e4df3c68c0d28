//! The texts of the import and the export.

mod export;
mod input;
mod plan;
mod run;

pub use self::{export::*, input::*, plan::*, run::*};
use super::number;

/// The heading, and the links that lead there.
pub const TITLE: &str = "Import and export";

/// Under the heading.
pub const LEAD: &str = "Create several personas at once, or save all of them to a file.";

/// The link to the list.
pub const BACK: &str = "Back to personas";

/// "1 persona", "3 personas".
#[must_use]
pub fn personas(count: usize) -> String {
    if count == 1 { "1 persona".to_owned() } else { format!("{} personas", number(count)) }
}
