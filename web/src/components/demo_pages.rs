//! The emulator's Pages, to connect to in one click.

use leptos::prelude::*;

use super::avatar::Avatar;
use crate::{
    model::{demo::DemoPage, face::Face},
    text::connect,
};

/// A button for each Page.
#[component]
pub(crate) fn DemoPages(
    pages: Vec<DemoPage>,
    /// Whether one is being connected.
    #[prop(into)]
    busy: Signal<bool>,
    #[prop(into)] on_choose: Callback<DemoPage>,
) -> impl IntoView {
    let button = |page: DemoPage| {
        let face = Face::new(page.name.clone(), page.picture_url.clone());
        let people = connect::conversations(page.people.len());
        let name = page.name.clone();
        view! {
            <li>
                <button
                    type="button"
                    class="choice"
                    aria-disabled=move || busy.get().then_some("true")
                    on:click=move |_| {
                        if !busy.get_untracked() {
                            on_choose.run(page.clone());
                        }
                    }
                >
                    <Avatar face=face />
                    <span class="choice-text">
                        <span class="choice-name">{connect::connect_to(&name)}</span>
                        <span class="choice-more">{people}</span>
                    </span>
                </button>
            </li>
        }
    };
    view! { <ul class="choices">{pages.into_iter().map(button).collect::<Vec<_>>()}</ul> }
}
