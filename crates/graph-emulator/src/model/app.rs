//! The app that every token here belongs to. It is made up, and so is its secret.

use messenger_personas::AppId;

pub(crate) const APP_ID: &str = "411000000000004";
pub(crate) const APP_NAME: &str = "graph-emulator";
pub(crate) const APP_SECRET: &str = "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0";

/// The app's id.
pub(crate) fn own_app() -> Option<AppId> {
    AppId::parse(APP_ID).ok()
}
