//! Light or dark colours, as somebody chose them or as the system has them.

use leptos::prelude::*;

use crate::model::theme::Colours;

/// The colours of the console.
#[derive(Clone, Copy)]
pub(crate) struct Theme(RwSignal<Colours>);

impl Theme {
    /// Provides the theme that was chosen before to everything below. `boot.js` has applied it.
    pub(crate) fn provide() -> Self {
        let kept = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        let theme = Self(RwSignal::new(Colours::read(kept.as_deref())));
        provide_context(theme);
        theme
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    pub(crate) fn colours(self) -> Colours {
        self.0.get()
    }

    /// Applies `colours`, here and in tabs that are opened later.
    pub(crate) fn choose(self, colours: Colours) {
        self.0.set(colours);
        let name = colours.name();
        if let Some(root) = document().document_element() {
            // Neither fails for a name that is an attribute's.
            drop(match name {
                Some(name) => root.set_attribute(ATTRIBUTE, name),
                None => root.remove_attribute(ATTRIBUTE),
            });
        }
        if let Some(storage) = storage() {
            // Where nothing is kept, it holds for this tab.
            drop(match name {
                Some(name) => storage.set_item(KEY, name),
                None => storage.remove_item(KEY),
            });
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// `boot.js` reads the one and sets the other, before anything is drawn.
const KEY: &str = "personas.theme";
const ATTRIBUTE: &str = "data-theme";
