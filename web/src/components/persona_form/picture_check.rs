//! Whether a picture can be loaded.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlImageElement;

use crate::{model::picture_check::PictureCheck, text::editing};

/// Loads the picture at `url`, out of sight, and says what came of it.
#[component]
pub(crate) fn PictureChecked(#[prop(into)] url: Signal<Option<String>>) -> impl IntoView {
    let check = RwSignal::new(PictureCheck::None);
    let image = move |url: String| {
        check.set(PictureCheck::Loading);
        let slow = set_timeout_with_handle(
            move || {
                // The screen may be gone.
                if check.try_get_untracked() == Some(PictureCheck::Loading) {
                    check.set(PictureCheck::Slow);
                }
            },
            SLOW,
        );
        on_cleanup(move || drop(slow.map(|slow| slow.clear())));
        let loaded = move |event: leptos::ev::Event| {
            let image = event.target().and_then(|it| it.dyn_into::<HtmlImageElement>().ok());
            check.set(image.map_or(PictureCheck::Broken, |image| PictureCheck::Shown {
                width: image.natural_width(),
                height: image.natural_height(),
            }));
        };
        view! {
            <img
                class="picture-check"
                src=url
                alt=""
                referrerpolicy="no-referrer"
                on:load=loaded
                on:error=move |_| check.set(PictureCheck::Broken)
            />
        }
    };
    view! {
        {move || {
            let url = url.get();
            if url.is_none() {
                check.set(PictureCheck::None);
            }
            url.map(image)
        }}
        <p class="field-hint" class:doubtful=move || check.get().is_doubtful() role="status">
            {move || editing::picture(check.get())}
        </p>
    }
}

/// Longer than a picture should take.
const SLOW: Duration = Duration::from_secs(8);
