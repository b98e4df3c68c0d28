//! The app that all tokens belong to. Its id and its secret are fictitious.

use messenger_personas::AppId;

pub(crate) const APP_ID: &str = "411000000000004";
pub(crate) const APP_NAME: &str = "graph-emulator";
/// The secret, unless another one is configured.
pub(crate) const APP_SECRET: &str = "e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0";

/// The app's id.
pub(crate) fn own_app() -> Option<AppId> {
    AppId::parse(APP_ID).ok()
}
