//! Sentences in which something stands between backticks.

use leptos::prelude::*;

/// The sentence with that as code.
pub(crate) fn with_code(sentence: &str) -> Vec<AnyView> {
    marked(sentence, |part| view! { <code>{part}</code> }.into_any())
}

/// The sentence with that as keys.
pub(crate) fn with_keys(sentence: &str) -> Vec<AnyView> {
    marked(sentence, |part| view! { <kbd>{part}</kbd> }.into_any())
}

fn marked(sentence: &str, mark: fn(String) -> AnyView) -> Vec<AnyView> {
    let part = |(index, part): (usize, &str)| {
        let part = part.to_owned();
        if index % 2 == 1 { mark(part) } else { part.into_any() }
    };
    sentence.split('`').enumerate().filter(|(_, part)| !part.is_empty()).map(part).collect()
}
