//! `/personas`: the Page's personas.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use messenger_personas::Persona;

use super::deleting::{self, Deleting};
use crate::{
    announcer::Announcer,
    components::{Glyph, GraphError, Heading, Icon, Notice, PersonaTable, Reading},
    model::search,
    route,
    session::{Connected, RosterState, Session},
};

/// Lists, finds and deletes personas.
#[component]
pub(crate) fn Personas(connected: Connected) -> impl IntoView {
    let (session, announcer) = (Session::current(), Announcer::current());
    let roster = session.roster;
    roster.load_once(session);
    on_cleanup(move || announcer.dismiss());
    let deleting = Deleting::new(Callback::new(|()| deleting::refocus()));

    let query_map = use_query_map();
    let query = Memo::new(move |_| query_map.with(|map| map.get(route::QUERY)).unwrap_or_default());
    let found = Memo::new(move |_| {
        query.with(|query| {
            roster.rows().into_iter().filter(|row| search::matches(row, query)).collect::<Vec<_>>()
        })
    });
    let count = Memo::new(move |_| roster.rows().len());
    let navigate = use_navigate();
    let find = move |text: String| {
        let text = js_sys::encode_uri_component(&text);
        let to = if text.length() == 0 {
            route::PERSONAS.to_owned()
        } else {
            format!("{}?{}={}", route::PERSONAS, route::QUERY, String::from(text))
        };
        navigate(
            &to,
            NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() },
        );
    };
    let page_name = connected.face().name;
    let again = move |_| roster.load(session);

    view! {
        <div class="screen">
            <div class="screen-head">
                <div>
                    <Heading title="Personas" />
                    <p class="lead">{move || summary(count.get(), &roster.state())}</p>
                </div>
                <div class="screen-actions">
                    <button type="button" class="button" on:click=again>
                        <Icon glyph=Glyph::Reload />"Refresh"
                    </button>
                    <a class="button primary" href=route::NEW_PERSONA><Icon glyph=Glyph::Plus />"New persona"</a>
                </div>
            </div>
            <Notice text=Signal::derive(move || announcer.notice()) on_dismiss=move |()| announcer.dismiss() />
            {move || match roster.state() {
                RosterState::Refused(trouble) => Some(view! {
                    <GraphError trouble>
                        <button type="button" class="button" on:click=again>"Try again"</button>
                    </GraphError>
                }),
                _ => None,
            }}
            <Show when=move || { count.get() > 0 }>
                <div class="search" role="search">
                    <label class="visually-hidden" for="search">"Search"</label>
                    <Icon glyph=Glyph::Search />
                    <input
                        id="search"
                        type="search"
                        placeholder="Name or id"
                        autocomplete="off"
                        prop:value=query
                        on:input:target={
                            let find = find.clone();
                            move |event| find(event.target().value())
                        }
                    />
                </div>
            </Show>
            {move || (count.get() > 0 && found.with(|found| !found.is_empty())).then(|| view! {
                <div class="card table-card">
                    <PersonaTable personas=found on_delete=move |persona: Persona| deleting.asked.set(Some(persona)) />
                </div>
            })}
            {move || (count.get() > 0 && found.with(Vec::is_empty)).then(|| view! {
                <div class="empty">
                    <h2>"None of the loaded personas match"</h2>
                    <p>{format!("Nothing loaded has “{}” in its name or starts with it in its id.", query.get())}</p>
                    <a class="button" href=route::PERSONAS>"Clear the search"</a>
                </div>
            })}
            {move || (count.get() == 0).then(|| match roster.state() {
                RosterState::Untouched | RosterState::Loading =>
                    view! { <div class="card"><Reading what="the personas" rows=3 /></div> }.into_any(),
                RosterState::There { has_more: false } => empty(&page_name).into_any(),
                _ => ().into_any(),
            })}
            {move || (roster.state() == RosterState::There { has_more: true }).then(|| view! {
                <button type="button" class="button more" on:click=move |_| roster.more(session)>"Load more"</button>
            })}
            {deleting::dialog(deleting)}
        </div>
    }
}

fn empty(page: &str) -> impl IntoView + use<> {
    view! {
        <div class="empty">
            <Icon glyph=Glyph::People />
            <h2>"No personas yet"</h2>
            <p>{format!("Messages of {page} show the Page's own name and picture. Create a persona to give them a face.")}</p>
            <a class="button primary" href=route::NEW_PERSONA>"Create the first persona"</a>
        </div>
    }
}

fn summary(count: usize, state: &RosterState) -> String {
    let noun = if count == 1 { "persona" } else { "personas" };
    match state {
        RosterState::There { has_more: false } if count > 0 => format!("{count} {noun}"),
        RosterState::There { has_more: true } => format!("{count} {noun} loaded, Graph has more"),
        RosterState::Loading if count > 0 => format!("{count} {noun}, loading…"),
        _ => "Who speaks for this Page".to_owned(),
    }
}
