//! Labels of personas: in a row, on a persona's screen, as a filter, and for many personas at once.

mod chips;
mod dialog;
mod editor;
mod filter;

pub(crate) use self::{
    chips::LabelChips, dialog::LabelDialog, editor::LabelEditor, filter::LabelFilter,
};
