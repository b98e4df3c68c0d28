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
    let press = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if copy_text(&text, what, announcer).await {
                copied.set(true);
                set_timeout(move || copied.set(false), SHOWN);
            }
        });
    };
    window().is_secure_context().then(|| {
        view! {
            <button type="button" class="icon-button" class:done=copied title=text::shell::copy(what) on:click=press>
                {move || view! { <Icon glyph=if copied.get() { Glyph::Check } else { Glyph::Copy } /> }}
                <span class="visually-hidden">{text::shell::copy(what)}</span>
            </button>
        }
    })
}

/// Copies `text`, and says so.
pub(crate) fn copy(text: String, what: &'static str, announcer: Announcer) {
    spawn_local(async move {
        copy_text(&text, what, announcer).await;
    });
}

async fn copy_text(text: &str, what: &'static str, announcer: Announcer) -> bool {
    let written = JsFuture::from(window().navigator().clipboard().write_text(text)).await;
    let is_copied = written.is_ok();
    let say = if is_copied { text::shell::copied } else { text::shell::not_copied };
    announcer.say(say(what));
    is_copied
}

/// How long the check mark stays.
const SHOWN: Duration = Duration::from_secs(2);
