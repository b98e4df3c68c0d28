//! The labels of one persona, to be changed.

use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;

use crate::{
    components::ui::{Glyph, Icon, focus_by_id},
    model::labels::{Label, LabelError},
    text::local_data as words,
};

/// The labels, and a field for one more. Enter adds what is typed, Backspace in the empty field removes
/// the last label.
#[component]
pub(crate) fn LabelEditor(
    #[prop(into)] labels: Signal<Vec<Label>>,
    /// Labels of other personas.
    #[prop(into)]
    suggestions: Signal<Vec<Label>>,
    #[prop(into)] on_add: Callback<Label, Result<(), LabelError>>,
    #[prop(into)] on_remove: Callback<Label>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<LabelError>);
    let add = move || {
        let added =
            typed.with_untracked(|typed| Label::parse(typed)).and_then(|label| on_add.run(label));
        if added.is_ok() {
            typed.set(String::new());
        }
        error.set(added.err());
    };
    let keys = move |event: KeyboardEvent| {
        // Chrome sends an event without a key when a suggestion is chosen.
        if !event.has_type::<KeyboardEvent>() {
            return;
        }
        match event.key().as_str() {
            // Enter that ends the input of a character is not meant.
            "Enter" if !event.is_composing() => {
                event.prevent_default();
                add();
            }
            "Backspace" if typed.with_untracked(String::is_empty) => {
                if let Some(last) = labels.with_untracked(|labels| labels.last().cloned()) {
                    on_remove.run(last);
                }
            }
            _ => {}
        }
    };
    let chip = move |label: Label| {
        let text = label.as_str().to_owned();
        let remove = words::remove_label(&text);
        view! {
            <li class="label-chip">
                <span class="truncate">{text}</span>
                <button
                    type="button"
                    title=remove.clone()
                    aria-label=remove
                    on:click=move |_| {
                        on_remove.run(label.clone());
                        focus_by_id(LABEL_FIELD);
                    }
                >
                    <Icon glyph=Glyph::Cross />
                </button>
            </li>
        }
    };
    view! {
        <div class="field" class:invalid=move || error.get().is_some()>
            <div class="field-label"><label for=LABEL_FIELD>{words::LABELS}</label></div>
            <div class="label-editor">
                <ul class="label-list" aria-label=words::LABELS>
                    <For each=move || labels.get() key=|label| label.folded().to_owned() children=chip />
                </ul>
                <input
                    id=LABEL_FIELD
                    type="text"
                    list="label-suggestions"
                    placeholder=words::ADD_LABEL
                    maxlength=Label::MAX_LENGTH
                    autocomplete="off"
                    enterkeyhint="done"
                    aria-invalid=move || error.get().map(|_| "true")
                    aria-describedby="label-error"
                    prop:value=typed
                    on:input:target=move |event| {
                        typed.set(event.target().value());
                        error.set(None);
                    }
                    on:keydown=keys
                />
                <datalist id="label-suggestions">
                    {move || suggestions.get().iter().map(|label| view! {
                        <option value=label.as_str().to_owned()></option>
                    }).collect_view()}
                </datalist>
            </div>
            <p class="field-error" id="label-error" role="alert">{move || error.get().map(words::label_error)}</p>
        </div>
    }
}

/// The id of the field.
const LABEL_FIELD: &str = "label";
