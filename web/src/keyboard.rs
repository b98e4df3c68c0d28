//! Single keys that do something, wherever the focus is.

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

use crate::{
    model::shortcut::{Action, Keys},
    settings::Settings,
};

/// Who listens to which key.
#[derive(Clone, Copy)]
pub(crate) struct Keyboard {
    settings: Settings,
    /// Whether the sheet of shortcuts is shown.
    pub(crate) is_sheet_open: RwSignal<bool>,
    keys: StoredValue<Keys>,
    listeners: StoredValue<Vec<(u32, Callback<Action, bool>)>>,
    count: StoredValue<u32>,
}

impl Keyboard {
    /// Provides a keyboard to everything below and starts to listen.
    pub(crate) fn provide() -> Self {
        let keyboard = Self {
            settings: Settings::current(),
            is_sheet_open: RwSignal::new(false),
            keys: StoredValue::default(),
            listeners: StoredValue::default(),
            count: StoredValue::new(0),
        };
        provide_context(keyboard);
        window_event_listener(leptos::ev::keydown, move |event| keyboard.pressed(&event));
        keyboard
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// Calls `listener` for each action until what is there now is gone. It answers whether the
    /// action was one for it; if not, who listened before is asked.
    pub(crate) fn on(self, listener: impl Fn(Action) -> bool + Send + Sync + 'static) {
        self.count.update_value(|count| *count += 1);
        let number = self.count.get_value();
        self.listeners.update_value(|all| all.push((number, Callback::new(listener))));
        on_cleanup(move || {
            self.listeners.try_update_value(|all| all.retain(|(other, _)| *other != number));
        });
    }

    fn pressed(self, event: &KeyboardEvent) {
        let is_chord = event.ctrl_key() || event.meta_key() || event.alt_key();
        let is_taken = event.default_prevented() || is_chord || is_elsewhere(event);
        if is_taken || !self.settings.has_single_keys().get_untracked() {
            return;
        }
        let action = self.keys.try_update_value(|keys| keys.press(&event.key())).flatten();
        let Some(action) = action else { return };
        let listeners = self.listeners.get_value();
        if listeners.iter().rev().any(|(_, listener)| listener.run(action)) {
            event.prevent_default();
        }
    }
}

/// Whether the key is for something else: a field, or a dialog that is open.
pub(crate) fn is_elsewhere(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_field = target.is_some_and(|element| match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => {
            let kind = element.unchecked_into::<HtmlInputElement>().type_();
            !matches!(kind.as_str(), "checkbox" | "radio" | "button")
        }
        _ => false,
    });
    is_field || document().query_selector("dialog[open]").ok().flatten().is_some()
}
