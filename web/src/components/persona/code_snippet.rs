//! Code to copy, in one of several languages.

use leptos::prelude::*;

use crate::{
    components::ui::{CopyButton, Segment},
    model::snippet::Language,
    text::persona as words,
};

/// The code for the chosen language, and a button that copies it.
#[component]
pub(crate) fn CodeSnippet(
    /// Returns the code.
    #[prop(into)]
    code: Callback<Language, String>,
    /// Those that can be chosen.
    #[prop(default = &Language::ALL)]
    languages: &'static [Language],
) -> impl IntoView {
    let language = RwSignal::new(Language::default());
    view! {
        <div class="code-snippet">
            <div class="code-snippet-head">
                <div class="segmented-control" role="group" aria-label=words::LANGUAGE>
                    {languages.iter().map(|&one| view! {
                        <Segment
                            is_chosen=Signal::derive(move || language.get() == one)
                            on_choose=move |()| language.set(one)
                        >
                            {words::language(one)}
                        </Segment>
                    }).collect_view()}
                </div>
                {move || {
                    let text = code.run(language.get());
                    view! { <CopyButton text what=words::SNIPPET_COPY /> }
                }}
            </div>
            <pre tabindex="0" role="region" aria-label=words::SNIPPET><code>{move || code.run(language.get())}</code></pre>
        </div>
    }
}
