//! The option of a list that the keys of its combobox move to. The focus stays in the field.

use leptos::prelude::*;

/// Which option is active, by its index: the one that Enter chooses.
#[derive(Clone, Copy)]
pub(crate) struct ActiveOption {
    index: RwSignal<usize>,
    list: &'static str,
}

impl ActiveOption {
    /// The first option of the list with this id.
    pub(crate) fn new(list: &'static str) -> Self {
        Self { index: RwSignal::new(0), list }
    }

    pub(crate) fn get_untracked(self) -> usize {
        self.index.get_untracked()
    }

    /// The id of an option.
    pub(crate) fn id_of(self, index: usize) -> String {
        format!("{}-{index}", self.list)
    }

    /// `aria-activedescendant` of the field.
    pub(crate) fn id(self) -> String {
        self.id_of(self.index.get())
    }

    /// Whether an option is active.
    pub(crate) fn is(self, index: usize) -> Signal<bool> {
        Signal::derive(move || self.index.get() == index)
    }

    /// Makes an option active.
    pub(crate) fn set(self, index: usize) {
        if self.index.get_untracked() != index {
            self.index.set(index);
        }
    }

    /// Moves to the next or the previous option of `count`, from the last to the first and back.
    /// Returns whether `key` does that.
    pub(crate) fn on_key(self, key: &str, count: usize) -> bool {
        let index = self.index.get_untracked();
        let next = match key {
            "ArrowDown" => index + 1,
            "ArrowUp" => index + count.saturating_sub(1),
            _ => return false,
        };
        let next = next % count.max(1);
        self.set(next);
        if let Some(option) = document().get_element_by_id(&self.id_of(next)) {
            option.scroll_into_view_with_bool(false);
        }
        true
    }
}
