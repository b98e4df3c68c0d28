//! The emulator's Pages, to connect to in one click.

use leptos::prelude::*;

use crate::{
    components::ui::Avatar,
    model::{demo::DemoPage, profile::Profile},
    text::connect,
};

/// A button for each Page.
#[component]
pub(crate) fn DemoPages(
    pages: Vec<DemoPage>,
    #[prop(into)] on_choose: Callback<DemoPage>,
) -> impl IntoView {
    let button = move |page: DemoPage| {
        let profile = Profile::new(page.name.clone(), page.picture_url.clone());
        let people = connect::conversations(page.people.len());
        let name = page.name.clone();
        view! {
            <li>
                <button
                    type="button"
                    class="choice"
                    on:click=move |_| on_choose.run(page.clone())
                >
                    <Avatar profile=profile />
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
