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
    view! {
        <div class="setting" role="group" aria-label=settings::THEME>
            <span aria-hidden="true">{settings::THEME}</span>
            <div class="segmented-control">
                {Theme::ALL.map(|one| view! {
                    <Segment
                        is_chosen=Signal::derive(move || theme.get() == one)
                        on_choose=move |()| on_theme.run(one)
                    >
                        {settings::theme(one)}
                    </Segment>
                })}
            </div>
        </div>
    }
}

/// Chooses a density.
#[component]
pub(crate) fn DensityControl(
    #[prop(into)] density: Signal<Density>,
    #[prop(into)] on_density: Callback<Density>,
) -> impl IntoView {
    view! {
        <div class="setting" role="group" aria-label=settings::DENSITY>
            <span aria-hidden="true">{settings::DENSITY}</span>
            <div class="segmented-control">
                {Density::ALL.map(|one| view! {
                    <Segment
                        is_chosen=Signal::derive(move || density.get() == one)
                        on_choose=move |()| on_density.run(one)
                    >
                        {settings::density(one)}
                    </Segment>
                })}
            </div>
        </div>
    }
}
