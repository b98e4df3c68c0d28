//! Whether a picture can be loaded.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlImageElement;

use crate::{
    components::ui::{Glyph, Icon},
    model::picture_check::PictureCheck as State,
    text::editing,
};

/// Loads the picture at `url`, out of sight, and says what came of it.
#[component]
pub(super) fn PictureCheck(#[prop(into)] url: Signal<Option<String>>) -> impl IntoView {
    let check = RwSignal::new(State::None);
    let image = move |url: String| {
        check.set(State::Loading);
        let slow = set_timeout_with_handle(
            move || {
                // The screen may be gone.
                if check.try_get_untracked() == Some(State::Loading) {
                    check.set(State::Slow);
                }
            },
            SLOW,
        );
        on_cleanup(move || drop(slow.map(|slow| slow.clear())));
        let loaded = move |event: leptos::ev::Event| {
            let image = event.target().and_then(|it| it.dyn_into::<HtmlImageElement>().ok());
            check.set(image.map_or(State::Broken, |image| State::Shown {
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
                on:error=move |_| check.set(State::Broken)
            />
        }
    };
    view! {
        {move || {
            let url = url.get();
            if url.is_none() {
                check.set(State::None);
            }
            url.map(image)
        }}
        <p
            class="feedback"
            class:good=move || matches!(check.get(), State::Shown { .. })
            class:doubtful=move || check.get().is_doubtful()
            role="status"
        >
            {move || glyph(check.get()).map(|glyph| view! { <Icon glyph /> })}
            {move || editing::picture(check.get())}
        </p>
    }
}

fn glyph(check: State) -> Option<Glyph> {
    match check {
        State::Shown { .. } => Some(Glyph::Check),
        check => check.is_doubtful().then_some(Glyph::Warning),
    }
}

/// Longer than a picture should take.
const SLOW: Duration = Duration::from_secs(8);
