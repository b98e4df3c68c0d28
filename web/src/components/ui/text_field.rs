//! A line of text with its label, hint and mistake.

use leptos::prelude::*;

/// A labelled input. The mistake and the hint are read out with it.
#[component]
pub(crate) fn TextField(
    /// The id of the input; those of hint and mistake are made from it.
    id: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    /// Takes what is typed.
    #[prop(into)]
    on_input: Callback<String>,
    /// What is wrong, in words.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// Called when the person leaves the field.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// What helps before a mistake is made.
    #[prop(optional)]
    hint: &'static str,
    /// `inputmode`, such as `url`.
    #[prop(default = "text")]
    mode: &'static str,
    #[prop(optional)] placeholder: &'static str,
    /// Mono, for ids and addresses.
    #[prop(optional)]
    mono: bool,
    /// Hides what is typed.
    #[prop(optional, into)]
    masked: Signal<bool>,
    /// Stands after the label, such as a counter.
    #[prop(optional)]
    aside: Option<ViewFn>,
    /// Stands behind the input, such as a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            let error = error.with(Option::is_some).then_some(error_id.as_str());
            let ids: Vec<_> =
                error.into_iter().chain((!hint.is_empty()).then_some(hint_id.as_str())).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    view! {
        <div class="field" class:wrong=move || error.with(Option::is_some)>
            <div class="field-label">
                <label for=id>{label}</label>
                {aside.map(|aside| move || aside.run())}
            </div>
            <div class="field-input">
                <input
                    id=id
                    class:mono=mono
                    type=move || if masked.get() { "password" } else { "text" }
                    inputmode=mode
                    placeholder=placeholder
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=described
                    prop:value=value
                    on:input:target=move |event| on_input.run(event.target().value())
                    on:blur=move |_| {
                        if let Some(on_leave) = on_leave {
                            // Also when the field leaves together with its screen.
                            on_leave.try_run(());
                        }
                    }
                />
                {children.map(|children| children())}
            </div>
            <p class="field-error" id=error_id>{error}</p>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
        </div>
    }
}
