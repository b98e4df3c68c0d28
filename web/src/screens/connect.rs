//! `/connect`: which Page, and with which token.

mod asking;

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};
use messenger_personas::{AccessToken, CallStyle, Graph, Origin, Page};

pub(super) use self::asking::{Offer, offer};
use crate::{
    announcer::Announcer,
    components::{
        ConnectForm, ConnectReview, DemoPages, GraphError, Heading, focus_heading, once_shown,
        with_code,
    },
    emulator,
    model::{connect_draft::ConnectDraft, demo::DemoPage},
    session::{Connected, Seat, Session},
    text::{self, Place, Trouble},
};

/// Connects to a demo Page of the emulator if that serves this console, and to Meta's Graph.
///
/// Of a token of one's own it first says what that may do.
#[component]
pub(crate) fn Connect() -> impl IntoView {
    let (session, announcer) = (Session::current(), Announcer::current());
    let busy = RwSignal::new(false);
    // It is shown where the button was pressed.
    let trouble = RwSignal::new(None::<(Place, Trouble)>);
    let demo = RwSignal::new(None::<Vec<DemoPage>>);
    let offered = RwSignal::new_local(None::<Offer>);
    // Nothing is shown that would be pushed down by what comes a moment later.
    let is_ready = RwSignal::new(false);
    spawn_local(async move {
        demo.set(Some(emulator::pages().await.unwrap_or_default()));
        is_ready.try_set(true);
    });
    let timer = set_timeout_with_handle(move || is_ready.set(true), PATIENCE);
    on_cleanup(move || timer.into_iter().for_each(|timer| timer.clear()));

    let choose = Callback::new(move |chosen: DemoPage| {
        let pages = demo.get_untracked().unwrap_or_default();
        let current = pages.iter().position(|page| *page == chosen).unwrap_or_default();
        match pages.into_iter().map(demo_seat).collect() {
            Ok(seats) => {
                session.connect(seats, current, false);
            }
            Err(refused) => trouble.set(Some((Place::Emulator, refused))),
        }
    });
    let submit = Callback::new(move |draft: ConnectDraft| {
        let Ok(graph) = draft.ready() else { return };
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let place = Place::Live(graph.origin.clone());
            match offer(graph).await {
                Ok(made) => offered.set(Some(made)),
                Err(refused) => trouble.set(Some((place, refused))),
            }
            busy.set(false);
        });
    });
    let take = Callback::new(move |(page, keep): (Page, bool)| {
        let Some(offer) = offered.get_untracked() else { return };
        let current = offer.pages.iter().position(|offered| offered.page == page);
        if !session.connect(offer.seats(), current.unwrap_or_default(), keep) {
            announcer.notify(text::connect::NOT_KEPT);
        }
    });
    let leave = Callback::new(move |()| {
        offered.set(None);
        once_shown(focus_heading);
    });
    let trouble_at = move |on_emulator: bool| {
        let (place, trouble) = trouble.get()?;
        let is_here = (place == Place::Emulator) == on_emulator;
        is_here.then(|| view! { <GraphError trouble /> })
    };
    let is_offered = Memo::new(move |_| offered.with(Option::is_some));
    view! {
        <div class="screen connect">
            <header class="connect-head">
                <Heading title=text::connect::TITLE />
                <p class="lead">{text::connect::LEAD}</p>
            </header>
            {move || offered.get().map(|offer| view! {
                <ConnectReview facts=offer.facts pages=offer.pages place=offer.place on_take=take on_leave=leave />
            })}
            // What was typed is still there after a look at what a token may do.
            <div class="stack" hidden=move || is_offered.get() || !is_ready.get()>
                {move || demo.get().filter(|pages| !pages.is_empty()).map(|pages| view! {
                    <section class="card emulator-card" aria-labelledby="emulator-title">
                        <h2 id="emulator-title">{text::connect::EMULATOR_TITLE}<span class="badge emulator">{text::shell::EMULATOR}</span></h2>
                        <p>{text::connect::EMULATOR_LEAD}</p>
                        <DemoPages pages busy on_choose=choose />
                        {move || trouble_at(true)}
                    </section>
                })}
                <section class="card" aria-labelledby="meta-title">
                    <h2 id="meta-title">{text::connect::META_TITLE}<span class="badge live">{text::shell::LIVE}</span></h2>
                    <ConnectForm busy on_connect=submit on_change=move |()| trouble.set(None)>{move || trouble_at(false)}</ConnectForm>
                    <p class="caution">{text::connect::CAUTION}</p>
                </section>
                {move || demo.get().filter(Vec::is_empty).map(|_| view! {
                    <p class="aside">{with_code(text::connect::TRY)}</p>
                })}
            </div>
        </div>
    }
}

fn demo_seat(page: DemoPage) -> Result<Seat, Trouble> {
    let here = window().location().origin().unwrap_or_default();
    let origin = Origin::parse(&here).map_err(text::of_odd_emulator)?;
    let token = AccessToken::parse(&page.access_token).map_err(text::of_odd_emulator)?;
    let graph = Graph { origin, call_style: CallStyle::Form, ..Graph::new(token) };
    Ok(Seat { connected: Connected { page: page.into(), place: Place::Emulator }, graph })
}

/// How long the emulator is waited for.
const PATIENCE: Duration = Duration::from_secs(1);
