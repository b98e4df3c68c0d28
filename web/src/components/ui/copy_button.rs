//! Copies a text.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_futures::JsFuture;

use super::icon::{Glyph, Icon};
use crate::{announcer::Announcer, text};

/// Copies `text`; called "Copy *what*". Not there where the browser forbids copying.
#[component]
pub(crate) fn CopyButton(
    #[prop(into)] text: String,
    /// What is copied, such as "persona id".
    what: &'static str,
) -> impl IntoView {
    let announcer = Announcer::current();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let done = window().navigator().clipboard().write_text(&text);
            if JsFuture::from(done).await.is_ok() {
                announcer.say(text::shell::copied(what));
                copied.set(true);
                set_timeout(move || copied.set(false), SHOWN);
            } else {
                announcer.say(text::shell::not_copied(what));
            }
        });
    };
    window().is_secure_context().then(|| {
        view! {
            <button type="button" class="icon-button" class:done=copied title=text::shell::copy(what) on:click=copy>
                {move || view! { <Icon glyph=if copied.get() { Glyph::Check } else { Glyph::Copy } /> }}
                <span class="visually-hidden">{text::shell::copy(what)}</span>
            </button>
        }
    })
}

/// How long the check mark stays.
const SHOWN: Duration = Duration::from_secs(2);
