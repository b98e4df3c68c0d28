//! The frame around every screen: the top bar, the command palette and its dialogs.

mod leave_dialog;
mod palette;
mod shortcuts_sheet;
mod top_bar;

pub(crate) use self::{
    leave_dialog::LeaveDialog,
    palette::{Command, Palette},
    shortcuts_sheet::ShortcutsSheet,
    top_bar::{MENU, TopBar},
};
