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
    #[prop(into)] on_choose: Callback<DemoPage>,
) -> impl IntoView {
    let button = move |page: DemoPage| {
        let face = Face::new(page.name.clone(), page.picture_url.clone());
        let people = connect::conversations(page.people.len());
        let name = page.name.clone();
        view! {
            <li>
                <button
                    type="button"
                    class="choice"
                    on:click=move |_| on_choose.run(page.clone())
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
