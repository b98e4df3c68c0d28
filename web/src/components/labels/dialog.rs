//! The labels of several personas.

use leptos::prelude::*;

use crate::{
    components::ui::{Dialog, TextField},
    model::labels::{Label, LabelError},
    text::local_data as words,
};

/// A dialog with a checkbox for each label, and a field for a new one. Changes are made at once.
#[component]
pub(crate) fn LabelDialog(
    open: RwSignal<bool>,
    /// How many personas are selected.
    #[prop(into)]
    count: Signal<usize>,
    /// Every label of the Page, and how many of the selected personas have it.
    #[prop(into)]
    labels: Signal<Vec<(Label, usize)>>,
    #[prop(into)] on_add: Callback<Label, Result<(), LabelError>>,
    #[prop(into)] on_remove: Callback<Label>,
    /// Shown below the form, such as a warning.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Dialog open on_close=move |()| open.set(false) title_id="label-title">
            <h2 id="label-title">{move || words::label_title(count.get())}</h2>
            <Form count labels on_add on_remove />
            {children.with_value(|children| children())}
            <div class="dialog-actions">
                <button type="button" class="button primary" on:click=move |_| open.set(false)>{words::DONE}</button>
            </div>
        </Dialog>
    }
}

#[component]
fn Form(
    count: Signal<usize>,
    labels: Signal<Vec<(Label, usize)>>,
    on_add: Callback<Label, Result<(), LabelError>>,
    on_remove: Callback<Label>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let error = RwSignal::new(None::<LabelError>);
    let add = move |label: Result<Label, LabelError>| {
        error.set(label.and_then(|label| on_add.run(label)).err());
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add(typed.with_untracked(|typed| Label::parse(typed)));
        if error.get_untracked().is_none() {
            typed.set(String::new());
        }
    };
    let choice = move |(label, _): (Label, usize)| {
        let text = label.as_str().to_owned();
        let label = StoredValue::new(label);
        let having = Memo::new(move |_| {
            labels.with(|labels| {
                let found =
                    label.with_value(|label| labels.iter().find(|(other, _)| other == label));
                found.map_or(0, |(_, having)| *having)
            })
        });
        view! {
            <li>
                <label class="label-choice">
                    <input
                        type="checkbox"
                        prop:checked=move || having.get() == count.get()
                        prop:indeterminate=move || (1..count.get()).contains(&having.get())
                        on:change:target=move |event| {
                            if event.target().checked() {
                                add(Ok(label.get_value()));
                            } else {
                                error.set(None);
                                on_remove.run(label.get_value());
                            }
                        }
                    />
                    <span>{text}</span>
                </label>
            </li>
        }
    };
    view! {
        <ul class="label-choices">
            <For each=move || labels.get() key=|(label, _)| label.folded().to_owned() children=choice />
        </ul>
        <form on:submit=submit>
            <TextField
                id="new-label"
                label=words::NEW_LABEL
                value=typed
                on_input=move |text| {
                    typed.set(text);
                    error.set(None);
                }
                error=Signal::derive(move || error.get().map(words::label_error))
            >
                <button class="button">{words::ADD}</button>
            </TextField>
        </form>
    }
}
