//! What the user has set up for this browser: the theme, how dense lists are, and single-key shortcuts.

use leptos::prelude::*;
use web_sys::Storage;

use crate::model::settings::{Density, Theme};

/// The settings. They are in the browser's local storage; where that is refused, they last as long as
/// the tab.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    theme: RwSignal<Theme>,
    density: RwSignal<Density>,
    has_single_keys: RwSignal<bool>,
}

impl Settings {
    /// Provides the stored settings to everything below. `boot.js` has applied the theme.
    pub(crate) fn provide() -> Self {
        let settings = Self {
            theme: RwSignal::new(Theme::from_name(read(THEME).as_deref())),
            density: RwSignal::new(Density::from_name(read(DENSITY).as_deref())),
            has_single_keys: RwSignal::new(read(SINGLE_KEYS_OFF).is_none()),
        };
        provide_context(settings);
        settings
    }

    /// The ones that were provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    pub(crate) fn theme(self) -> Signal<Theme> {
        self.theme.into()
    }

    /// Applies a theme and stores it.
    pub(crate) fn set_theme(self, theme: Theme) {
        self.theme.set(theme);
        if let Some(root) = document().document_element() {
            // Neither fails for this name.
            drop(match theme.name() {
                Some(name) => root.set_attribute(THEME_ATTRIBUTE, name),
                None => root.remove_attribute(THEME_ATTRIBUTE),
            });
        }
        write(THEME, theme.name());
    }

    pub(crate) fn density(self) -> Signal<Density> {
        self.density.into()
    }

    /// Applies a density and stores it.
    pub(crate) fn set_density(self, density: Density) {
        self.density.set(density);
        write(DENSITY, density.name());
    }

    /// Whether single keys are shortcuts. Speech input can press keys by accident.
    pub(crate) fn has_single_keys(self) -> Signal<bool> {
        self.has_single_keys.into()
    }

    /// Switches single-key shortcuts on or off, and stores it.
    pub(crate) fn set_single_keys(self, on: bool) {
        self.has_single_keys.set(on);
        write(SINGLE_KEYS_OFF, (!on).then_some("off"));
    }
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn write(key: &str, value: Option<&str>) {
    if let Some(storage) = storage() {
        drop(match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        });
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// `boot.js` reads this and sets the attribute, before anything is drawn.
const THEME: &str = "personas.theme";
const THEME_ATTRIBUTE: &str = "data-theme";
const DENSITY: &str = "personas.density";
const SINGLE_KEYS_OFF: &str = "personas.shortcuts";
