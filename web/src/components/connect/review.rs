//! What a token may do, before it is used.

use leptos::{html::H2, prelude::*};
use messenger_personas::Page;

use crate::{
    components::ui::{Avatar, Glyph, Icon, focus, once_shown},
    model::{offer::OfferedPage, profile::Profile, token_facts::TokenFacts, user_error::Endpoint},
    text::connect,
};

/// The facts of a token, and a button for each Page that it opens.
#[component]
pub(crate) fn ConnectReview(
    facts: TokenFacts,
    pages: Vec<OfferedPage>,
    endpoint: Endpoint,
    /// Takes the Page that was chosen, and whether the connection is kept for this tab.
    #[prop(into)]
    on_take: Callback<(Page, bool)>,
    #[prop(into)] on_leave: Callback<()>,
) -> impl IntoView {
    let keep = RwSignal::new(false);
    let heading = NodeRef::<H2>::new();
    heading.on_load(|heading| {
        once_shown(move || focus(&heading));
    });
    let missing = facts.missing();
    let (verdict, is_enough) = connect::verdict(&facts);
    let glyph = is_enough.map(|is_enough| if is_enough { Glyph::Check } else { Glyph::Warning });
    let page = |offered: OfferedPage| {
        let profile = Profile::from(&offered.page);
        let name = profile.name.clone();
        let tasks = connect::tasks(&offered);
        let page = offered.page;
        view! {
            <li>
                <button type="button" class="choice" on:click=move |_| on_take.run((page.clone(), keep.get_untracked()))>
                    <Avatar profile=profile />
                    <span class="choice-text">
                        <span class="choice-name">{connect::connect_to(&name)}</span>
                        <span class="choice-more">{tasks}</span>
                    </span>
                </button>
            </li>
        }
    };
    view! {
        <section class="card" aria-labelledby="review-title">
            <h2 id="review-title" node_ref=heading tabindex="-1">{connect::title(&facts, &endpoint)}</h2>
            <div>
                <p class="token-verdict" class:good=is_enough == Some(true) class:bad=is_enough == Some(false)>{glyph.map(|glyph| view! { <Icon glyph /> })}{verdict}</p>
                {(!missing.is_empty()).then(|| view! {
                    <p class="field-error">{connect::missing(&missing)}</p>
                })}
                <details open=is_enough == Some(false)>
                    <summary>{connect::DETAILS}</summary>
                    <dl class="facts">
                        <dt>{connect::CALLS_GO_TO}</dt>
                        <dd><code>{connect::address(&endpoint)}</code></dd>
                        <dt>{connect::PERMISSIONS}</dt>
                        <dd>{connect::permissions(&facts)}</dd>
                        <dt>{connect::EXPIRES}</dt>
                        <dd>{connect::expiry(facts.expiry())}</dd>
                    </dl>
                </details>
            </div>
            <ul class="choices">{pages.into_iter().map(page).collect::<Vec<_>>()}</ul>
            <label class="check">
                <input type="checkbox" prop:checked=keep on:change:target=move |event| keep.set(event.target().checked()) />
                <span>
                    {connect::KEEP_LABEL}
                    <span class="field-hint">{connect::KEEP}</span>
                </span>
            </label>
            <button type="button" class="button" on:click=move |_| on_leave.run(())>{connect::OTHER_TOKEN}</button>
        </section>
    }
}
