//! An error in words.

use leptos::prelude::*;

use super::{
    copy_button::CopyButton,
    countdown::Countdown,
    icon::{Glyph, Icon},
    inline_code::with_code,
};
use crate::{
    clock::now,
    connectivity::Connectivity,
    model::user_error::UserError,
    text::{self, GraphErrorText, connect, shell},
};

/// What happened, what to do next, and what exactly Graph said. Children are the actions.
#[component]
pub(crate) fn GraphError(
    error: UserError,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let is_ambiguous = error.is_ambiguous();
    let error = text::error(&error);
    let wait = error.graph.as_ref().and_then(|graph| graph.wait);
    let asks_token = Connectivity::current().asks_token;
    let reconnect = error.graph.as_ref().is_some_and(|graph| graph.token_refused).then(|| {
        view! {
            <button type="button" class="button primary" on:click=move |_| asks_token.set(true)>{connect::RECONNECT}</button>
        }
    });
    let has_actions = children.is_some() || reconnect.is_some();
    let class = if is_ambiguous { "alert ambiguous" } else { "alert" };
    view! {
        <div class=class role="alert">
            <Icon glyph=Glyph::Warning />
            <div class="alert-text">
                <p class="alert-title">{error.title}</p>
                {error.graph.as_ref().and_then(|graph| graph.for_person.clone()).map(|said| view! { <p>{said}</p> })}
                <p>{with_code(&error.next)}</p>
                {wait.map(|wait| view! { <Countdown end=now() + wait /> })}
                {has_actions.then(|| view! {
                    <div class="alert-actions">{reconnect}{children.map(|children| children())}</div>
                })}
                {error.graph.map(details)}
            </div>
        </div>
    }
}

fn details(graph: GraphErrorText) -> impl IntoView {
    let trace = graph.fbtrace_id.map(|trace| {
        view! {
            <dt>{shell::TRACE}</dt>
            <dd class="with-copy"><code>{trace.clone()}</code><CopyButton text=trace what=shell::TRACE_COPY /></dd>
        }
    });
    view! {
        <details>
            <summary>{shell::GRAPH_SAID}</summary>
            <dl>
                <dt>{shell::GRAPH_MESSAGE}</dt>
                <dd>{graph.message}</dd>
                <dt>{shell::GRAPH_CODE}</dt>
                <dd>{graph.code}</dd>
                {graph.error_type.map(|kind| view! { <dt>{shell::GRAPH_TYPE}</dt><dd>{kind}</dd> })}
                <dt>{shell::GRAPH_STATUS}</dt>
                <dd>{graph.status}</dd>
                {trace}
            </dl>
        </details>
    }
}
