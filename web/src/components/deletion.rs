//! Deleting personas: the question before, and the pending deletions.

mod bar;
mod dialog;

pub(crate) use self::{bar::DeletionBar, dialog::DeleteDialog};
