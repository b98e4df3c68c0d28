//! `/personas`: the Page's personas.

mod keys;
mod toolbar;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use messenger_personas::{Persona, PersonaId};

use self::{keys::Rows, toolbar::Toolbar};
use super::deleting::{self, Deleting};
use crate::{
    announcer::Announcer,
    components::{
        BulkBar, Glyph, GraphError, Heading, Icon, Notice, PersonaTable, Reading, focus_by_id, save,
    },
    keyboard::Keyboard,
    model::{
        export::Form,
        list_query::{self, ListQuery},
        selection::Selection,
    },
    route,
    session::{Connected, RosterState, Session},
    text::{self, list},
};

/// Lists, finds, chooses and deletes personas. What is looked for stands in the address.
#[component]
pub(crate) fn Personas() -> impl IntoView {
    let connected = Connected::current();
    let (session, announcer) = (Session::current(), Announcer::current());
    let roster = session.roster;
    roster.load_once(session);
    on_cleanup(move || announcer.dismiss());
    let selection = RwSignal::new(Selection::default());
    let deleting = Deleting::new(Callback::new(move |()| selection.update(Selection::clear)));

    let query_map = use_query_map();
    let query =
        Memo::new(move |_| query_map.with(|map| ListQuery::read(|parameter| map.get(parameter))));
    let kind = Memo::new(move |_| query.with(|query| (query.sort, query.only)));
    let arranged = Memo::new(move |_| {
        let (sort, only) = kind.get();
        let used = session.used.ids();
        let mut entries = roster.entries();
        entries.retain(|entry| !session.deletions.holds(&entry.persona));
        list_query::arranged(&entries, sort, only, |id| used.contains(id))
    });
    let shown = Memo::new(move |_| {
        query.with(|query| arranged.with(|rows| list_query::found(rows, &query.text)))
    });
    let count = Memo::new(move |_| roster.count().saturating_sub(session.deletions.held()));
    let found = Memo::new(move |_| shown.with(Vec::len));
    let is_whole = Memo::new(move |_| roster.state() == RosterState::There { has_more: false });
    let total = Signal::derive(move || is_whole.get().then(|| found.get()));
    let navigate = use_navigate();
    let go = Callback::new(move |query: ListQuery| {
        let options =
            NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&route::personas(&query), options);
    });
    let on_sort = move |sort| go.run(ListQuery { sort, ..query.get_untracked() });

    let chosen =
        Memo::new(move |_| selection.with(|selection| shown.with(|shown| selection.among(shown))));
    let current = RwSignal::new(None::<PersonaId>);
    let page_name = connected.face().name;
    let file_name = format!("personas-{}", connected.page.id);
    let rows = Rows { shown, selection, current };
    Keyboard::current().on(move |action| keys::act(action, rows, chosen, deleting.asked));

    view! {
        <div class="screen">
            <div class="screen-head">
                <div>
                    <Heading title=list::TITLE />
                    <p class="lead">{move || summary(count.get(), &roster.state())}</p>
                </div>
                <div class="screen-actions">
                    <button type="button" class="button" on:click=move |_| roster.load(session)>
                        <Icon glyph=Glyph::Reload /><span class="wide-label">{list::REFRESH}</span>
                    </button>
                    <a class="button" href=route::IMPORT>{text::import::TITLE}</a>
                    <a class="button primary" href=route::NEW_PERSONA><Icon glyph=Glyph::Plus />{text::editing::NEW}</a>
                </div>
            </div>
            <Notice text=Signal::derive(move || announcer.notice()) on_dismiss=move |()| announcer.dismiss() />
            {move || match roster.state() {
                RosterState::Refused(trouble) => Some(view! {
                    <GraphError trouble>
                        <button type="button" class="button" on:click=move |_| roster.again(session)>{text::shell::TRY_AGAIN}</button>
                    </GraphError>
                }),
                _ => None,
            }}
            <Show when=move || { count.get() > 0 }>
                <Toolbar query found total=count on_change=go />
            </Show>
            <Show when=move || { found.get() > 0 }>
                <div class="card table-card">
                    <PersonaTable
                        shown
                        total
                        sort=Signal::derive(move || kind.get().0)
                        on_sort
                        selection
                        current
                        on_delete=move |persona: Persona| deleting.asked.set(vec![persona])
                    />
                </div>
            </Show>
            {move || (count.get() > 0 && found.get() == 0).then(|| query.with(nothing_found))}
            {move || (count.get() == 0).then(|| match roster.state() {
                RosterState::Untouched | RosterState::Loading =>
                    view! { <div class="card"><Reading what=list::WHAT rows=6 /></div> }.into_any(),
                RosterState::There { has_more: false } if session.deletions.held() > 0 =>
                    going().into_any(),
                RosterState::There { has_more: false } => empty(&page_name).into_any(),
                _ => ().into_any(),
            })}
            {move || rest(session, count.get())}
            <BulkBar
                chosen
                on_clear=move |()| selection.update(Selection::clear)
                on_delete=Callback::new(move |personas| deleting.asked.set(personas))
                on_export=Callback::new(move |personas: Vec<Persona>| {
                    save(&file_name, Form::Csv, &Form::Csv.of_personas(&personas));
                })
            />
            {deleting::dialog(deleting)}
        </div>
    }
}

/// How far the list is loaded, while that is not all of it.
fn rest(session: Session, count: usize) -> Option<AnyView> {
    let roster = session.roster;
    match roster.state() {
        RosterState::There { has_more: true } => Some(
            view! {
                <div class="more">
                    <p>{list::counted(count, true)}</p>
                    <button type="button" class="button" on:click=move |_| roster.more(session)>{list::LOAD_REST}</button>
                </div>
            }
            .into_any(),
        ),
        RosterState::Loading if count > 0 => Some(
            view! {
                <div class="more">
                    <p class="loading">{list::counted(count, true)}</p>
                    <button type="button" class="button" on:click=move |_| roster.pause()>{list::STOP_HERE}</button>
                </div>
            }
            .into_any(),
        ),
        _ => None,
    }
}

fn empty(page: &str) -> impl IntoView + use<> {
    view! {
        <div class="empty">
            <Icon glyph=Glyph::People />
            <h2>{list::EMPTY}</h2>
            <p>{list::empty(page)}</p>
            <a class="button primary" href=route::NEW_PERSONA>{list::CREATE_FIRST}</a>
        </div>
    }
}

/// While all there are wait to be deleted.
fn going() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon glyph=Glyph::Trash />
            <h2>{list::ALL_GOING}</h2>
            <p>{list::ALL_GOING_NEXT}</p>
        </div>
    }
}

fn nothing_found(query: &ListQuery) -> impl IntoView + use<> {
    let clear = ListQuery { sort: query.sort, ..ListQuery::default() };
    let words = if query.text.trim().is_empty() { list::SHOW_ALL } else { list::CLEAR_SEARCH };
    view! {
        <div class="empty">
            <Icon glyph=Glyph::Search />
            <h2>{list::NONE_MATCH}</h2>
            <p>{list::nothing(&query.text, query.only)}</p>
            <a class="button" href=route::personas(&clear) on:click=|_| focus_by_id(toolbar::SEARCH)>{words}</a>
        </div>
    }
}

fn summary(count: usize, state: &RosterState) -> String {
    match state {
        _ if count == 0 => list::LEAD.to_owned(),
        RosterState::There { has_more: false } => list::counted(count, false),
        _ => list::counted(count, true),
    }
}
