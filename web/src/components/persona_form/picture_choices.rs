//! Pictures that are at hand.

use leptos::prelude::*;

use crate::{components::ui::Avatar, model::profile::Profile, text::editing};

/// A button for each of the `profiles`: takes its picture.
#[component]
pub(crate) fn PictureChoices(
    #[prop(into)] profiles: Signal<Vec<Profile>>,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    let button = move |profile: Profile| {
        let url = profile.picture_url.clone()?;
        let name = editing::use_picture(&profile.name);
        let title = name.clone();
        Some(view! {
            <button type="button" class="picture-choice" title=title on:click=move |_| on_choose.run(url.clone())>
                <Avatar profile=profile />
                <span class="visually-hidden">{name}</span>
            </button>
        })
    };
    move || {
        let profiles = profiles.get();
        (!profiles.is_empty()).then(|| {
            view! {
                <div
                    class="picture-choices"
                    role="group"
                    aria-label=editing::SAMPLES
                    on:mousedown=|event| event.prevent_default()
                >
                    <span class="field-hint">{editing::SAMPLES_LABEL}</span>
                    {profiles.into_iter().map(button).collect::<Vec<_>>()}
                </div>
            }
        })
    }
}
