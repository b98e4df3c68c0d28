//! The settings.

use crate::model::settings::{Density, Theme};

/// The screen, and every way there.
pub const TITLE: &str = "Settings";

/// Where they are kept.
pub const LEAD: &str = "They apply to this browser. Nothing here is sent to Meta.";

/// The settings of how the console looks.
pub const APPEARANCE: &str = "Appearance";

/// The choice of a theme.
pub const THEME: &str = "Theme";

/// A theme.
#[must_use]
pub fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "System",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
    }
}

/// The choice of a density.
pub const DENSITY: &str = "List density";

/// A density.
#[must_use]
pub fn density(density: Density) -> &'static str {
    match density {
        Density::Comfortable => "Comfortable",
        Density::Compact => "Compact",
    }
}

/// The settings of the keyboard.
pub const KEYBOARD: &str = "Keyboard";

/// The switch of single-key shortcuts.
pub const SINGLE_KEYS: &str = "Single-key shortcuts";

/// When to switch them off.
pub const SINGLE_KEYS_HINT: &str =
    "Switch them off if you speak to your computer: words would press them.";

/// The button that shows all shortcuts.
pub const SHOW_SHORTCUTS: &str = "Show all shortcuts";

/// The settings of the connection.
pub const CONNECTION: &str = "Connection";

/// The Page that is connected.
pub const PAGE: &str = "Page";

/// Where requests are sent.
pub const ADDRESS: &str = "Graph address";

/// The field for Graph's version.
pub const VERSION: &str = "Graph API version";

/// What it does.
pub const VERSION_HINT: &str =
    "Part of the path of every request. It applies until you disconnect.";

/// The button that applies the version.
pub const VERSION_SAVE: &str = "Use this version";

/// That it was applied.
#[must_use]
pub fn version_saved(version: &str) -> String {
    format!("Requests now use {version}.")
}
