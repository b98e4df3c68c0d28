//! Controls of the settings, for the screen and for the menu of the top bar.

use leptos::prelude::*;

use crate::{
    components::ui::Segment,
    model::settings::{Density, Theme},
    text::settings,
};

/// Chooses a theme.
#[component]
pub(crate) fn ThemeControl(
    #[prop(into)] theme: Signal<Theme>,
    #[prop(into)] on_theme: Callback<Theme>,
) -> impl IntoView {
    setting(settings::THEME, Theme::ALL, settings::theme, theme, on_theme)
}

/// Chooses a density.
#[component]
pub(crate) fn DensityControl(
    #[prop(into)] density: Signal<Density>,
    #[prop(into)] on_density: Callback<Density>,
) -> impl IntoView {
    setting(settings::DENSITY, Density::ALL, settings::density, density, on_density)
}

/// A label, and a segmented control with a segment for each choice.
fn setting<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    label: &'static str,
    choices: [T; N],
    name: fn(T) -> &'static str,
    chosen: Signal<T>,
    on_choose: Callback<T>,
) -> impl IntoView {
    let segment = |choice: T| {
        view! {
            <Segment
                is_chosen=Signal::derive(move || chosen.get() == choice)
                on_choose=move |()| on_choose.run(choice)
            >
                {name(choice)}
            </Segment>
        }
    };
    view! {
        <div class="setting" role="group" aria-label=label>
            <span aria-hidden="true">{label}</span>
            <div class="segmented-control">{choices.map(segment)}</div>
        </div>
    }
}
