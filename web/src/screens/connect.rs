//! `/connect`: which Page, and with which token.

mod asking;
mod emulator_card;

use std::time::Duration;

use leptos::prelude::*;
use messenger_personas::{Graph, Page};

pub(super) use self::asking::{Offer, offer};
use self::emulator_card::{Demo, EmulatorCard};
use crate::{
    announcer::Announcer,
    components::{
        ConnectForm, ConnectReview, GraphError, Heading, TokenHelp, focus_heading, once_shown,
    },
    model::connect_draft::ConnectDraft,
    state::Connection,
    text,
};

/// Connects to a demo Page of the emulator, or to a Page of Meta's Graph.
///
/// Of a token of one's own it first says what that may do.
#[component]
pub(crate) fn Connect() -> impl IntoView {
    let (connection, announcer) = (Connection::current(), Announcer::current());
    let here = LocalResource::new(Demo::here);
    // Nothing is shown that would be pushed down by what comes a moment later.
    let is_late = RwSignal::new(false);
    let timer = set_timeout_with_handle(move || is_late.set(true), PATIENCE);
    on_cleanup(move || timer.into_iter().for_each(|timer| timer.clear()));
    let is_ready = Memo::new(move |_| is_late.get() || here.with(Option::is_some));

    let offered = RwSignal::new_local(None::<Offer>);
    let ask = Action::new_local(move |graph: &Graph| {
        let graph = graph.clone();
        async move { offer(graph).await.map(|made| offered.set(Some(made))) }
    });
    let submit = Callback::new(move |draft: ConnectDraft| {
        if let Ok(graph) = draft.ready() {
            ask.value().set(None);
            ask.dispatch_local(graph);
        }
    });
    let take = Callback::new(move |(page, keep): (Page, bool)| {
        let Some(offer) = offered.get_untracked() else { return };
        let current = offer.pages.iter().position(|offered| offered.page == page);
        if !connection.connect(offer.pages(), current.unwrap_or_default(), keep) {
            announcer.notify(text::connect::NOT_KEPT);
        }
    });
    let leave = Callback::new(move |()| {
        offered.set(None);
        once_shown(focus_heading);
    });
    let refused = move || ask.value().get().and_then(Result::err);
    let is_offered = Memo::new(move |_| offered.with(Option::is_some));
    view! {
        <div class="screen connect">
            <header class="connect-head">
                <Heading title=text::connect::TITLE />
                <p class="lead">{text::connect::LEAD}</p>
            </header>
            {move || offered.get().map(|offer| view! {
                <ConnectReview facts=offer.facts pages=offer.pages endpoint=offer.endpoint on_take=take on_leave=leave />
            })}
            // What was typed is still there after a look at what a token may do.
            <div class="connect-choices" hidden=move || is_offered.get() || !is_ready.get()>
                {move || is_ready.get().then(|| view! { <EmulatorCard here=here.get().flatten() /> })}
                <section class="card" aria-labelledby="meta-title">
                    <h2 id="meta-title">{text::connect::META_TITLE}<span class="badge live">{text::shell::LIVE}</span></h2>
                    <p class="lead">{text::connect::META_LEAD}</p>
                    <ConnectForm busy=ask.pending() on_connect=submit on_change=move |()| ask.value().set(None)>
                        {move || refused().map(|error| view! { <GraphError error /> })}
                    </ConnectForm>
                    <TokenHelp />
                    <p class="caution">{text::connect::CAUTION}</p>
                </section>
            </div>
        </div>
    }
}

/// How long the emulator is waited for.
const PATIENCE: Duration = Duration::from_secs(1);
