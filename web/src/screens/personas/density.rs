//! How high the rows are.

use leptos::prelude::*;

/// Whether the rows are compact, here and in tabs that are opened later.
#[derive(Clone, Copy)]
pub(super) struct Density {
    pub(super) is_compact: RwSignal<bool>,
}

impl Density {
    pub(super) fn restore() -> Self {
        let storage = window().local_storage().ok().flatten();
        let kept = storage.and_then(|storage| storage.get_item(COMPACT).ok().flatten());
        Self { is_compact: RwSignal::new(kept.is_some()) }
    }

    pub(super) fn switch(self) {
        let is_compact = !self.is_compact.get_untracked();
        self.is_compact.set(is_compact);
        if let Ok(Some(storage)) = window().local_storage() {
            // Where nothing is kept, it holds for this screen.
            drop(if is_compact {
                storage.set_item(COMPACT, "on")
            } else {
                storage.remove_item(COMPACT)
            });
        }
    }
}

const COMPACT: &str = "personas.compact";
