//! Pictures that are at hand.

use leptos::prelude::*;

use super::avatar::Avatar;
use crate::{model::face::Face, text::editing};

/// A button for each of the `faces`: takes its picture.
#[component]
pub(crate) fn PictureChoices(
    #[prop(into)] faces: Signal<Vec<Face>>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    let button = move |face: Face| {
        let url = face.picture_url.clone()?;
        let name = editing::use_picture(&face.name);
        let title = name.clone();
        Some(view! {
            <button type="button" class="picture-choice" title=title on:click=move |_| on_choose.run(url.clone())>
                <Avatar face=face />
                <span class="visually-hidden">{name}</span>
            </button>
        })
    };
    move || {
        let faces = faces.get();
        (!faces.is_empty()).then(|| {
            view! {
                <div
                    class="picture-choices"
                    role="group"
                    aria-label=editing::SAMPLES
                    on:mousedown=|event| event.prevent_default()
                >
                    <span class="field-hint">{editing::SAMPLES_LABEL}</span>
                    {faces.into_iter().map(button).collect::<Vec<_>>()}
                </div>
            }
        })
    }
}
