//! What keys do.

use leptos::prelude::*;

use crate::{
    components::ui::Dialog,
    model::shortcut::Action,
    text::{editing, settings, shell},
};

/// A dialog with every shortcut, and a switch for those of a single key.
#[component]
pub(crate) fn ShortcutsSheet(
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into)] is_on: Signal<bool>,
    #[prop(into)] on_switch: Callback<bool>,
) -> impl IntoView {
    let line = |keys: &[&'static str], title: &'static str| {
        let keys: Vec<_> = keys.iter().map(|key| view! { <kbd>{*key}</kbd> }).collect();
        view! { <div><dt>{title}</dt><dd class="keys">{keys}</dd></div> }
    };
    let body = move || {
        view! {
            <h2 id="sheet-title">{shell::SHORTCUTS}</h2>
            <dl class="shortcuts">
                {line(&shell::PALETTE_KEYS, shell::PALETTE_SHORTCUT)}
                {line(&shell::UNDO_KEYS, editing::UNDO_SHORTCUT)}
                {Action::ALL.map(|(action, keys)| line(keys, shell::shortcut(action))).into_iter().collect::<Vec<_>>()}
            </dl>
            <label class="check">
                <input type="checkbox" prop:checked=is_on on:change:target=move |event| on_switch.run(event.target().checked()) />
                <span>
                    {settings::SINGLE_KEYS}
                    <span class="field-hint">{settings::SINGLE_KEYS_HINT}</span>
                </span>
            </label>
            <div class="dialog-actions">
                <button type="button" class="button" on:click=move |_| on_close.run(())>{shell::CLOSE}</button>
            </div>
        }
    };
    view! { <Dialog open on_close title_id="sheet-title">{body()}</Dialog> }
}
