//! Importing and exporting personas.

mod files;
mod form;
mod mapping;
mod table;

pub(crate) use self::{
    files::{FILE, SaveAs, save, save_file},
    form::{ImportForm, ROWS},
    mapping::ImportMapping,
    table::{ImportTable, ShownRow, Tone, import_row},
};
