//! `/personas`: the Page's personas.

mod address;
mod keys;
mod toolbar;

use std::{collections::HashMap, sync::Arc};

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use messenger_personas::{Persona, PersonaId};

use self::{
    address::{opened, remember_opened, use_list_address},
    keys::Rows,
    toolbar::Toolbar,
};
use super::{
    deleting::{self, Deleting},
    local_data::LabelSelected,
};
use crate::{
    announcer::Announcer,
    clock::use_minute,
    components::{
        BulkBar, Glyph, GraphError, Heading, Icon, Notice, PersonaTable, Preview, RateLimitNotice,
        Skeleton, focus_by_id, focus_heading, focus_row_in_place, once_shown, save,
    },
    keyboard::Keyboard,
    model::{
        export::Form,
        labels::Label,
        list_query::{Arranged, Line, ListQuery, count_duplicates},
        local_data::PageRecords,
        persona_draft::PersonaDraft,
        persona_list::LoadState,
        profile::Profile,
        search::Entry,
        selection::Selection,
        settings::Density,
        user_error::UserError,
    },
    route,
    settings::Settings,
    shared::use_shared,
    state::{Connected, Deletions, Drafts, LocalData, PersonaStore},
    text::{self, list},
};

/// Lists, finds, chooses and deletes personas. What is looked for stands in the address.
#[component]
pub(crate) fn Personas() -> impl IntoView {
    let connected = Connected::current();
    let (personas, deletions) = (PersonaStore::current(), Deletions::current());
    let announcer = Announcer::current();
    personas.load_once();
    on_cleanup(move || announcer.dismiss());
    let selection = RwSignal::new(Selection::default());
    let density = Settings::current().density();
    let is_compact = use_shared(move |_| density.get() == Density::Compact);

    let address = use_list_address();
    let query = address.query;
    let ShownRows { shown, lines, records, count, found, labels, duplicates } =
        use_shown_rows(query);
    let now = use_minute();
    let is_labelling = RwSignal::new(false);
    let state = use_shared(move |_| personas.state());
    let is_part = Signal::derive(move || !state.with(LoadState::is_complete));
    let on_sort = move |sort| address.go(ListQuery { sort, ..query.get_untracked() });

    let chosen =
        Memo::new(move |_| selection.with(|selection| shown.with(|shown| selection.among(shown))));
    let back_from = opened().filter(|id| untrack(|| personas.find(id)).is_some());
    let current = RwSignal::new(back_from.clone());
    let leaves_focus = back_from.is_some();
    Effect::new(move |_| back_from.clone().map(focus_when_shown));
    let deleting = Deleting::in_list(shown, selection, current);
    let navigate = use_navigate();
    let draft = Drafts::current().persona(&connected.page.id);
    let on_duplicate = move |persona: Persona| {
        draft.set(PersonaDraft {
            name: persona.name.unwrap_or_default(),
            picture_url: persona.profile_picture_url.unwrap_or_default(),
        });
        navigate(route::NEW_PERSONA, NavigateOptions::default());
    };
    let page = connected.profile();
    let file_name = format!("personas-{}", connected.page.id);
    let rows = Rows { shown, selection, current };
    Keyboard::current().on(move |action| keys::act(action, rows, chosen, deleting.asked));
    keys::clear_on_escape(selection);

    view! {
        <div class="screen">
            <div class="screen-head">
                <div>
                    <Heading title=list::TITLE leaves_focus />
                    <Progress count state />
                </div>
                <div class="screen-actions">
                    <button
                        type="button"
                        class="button"
                        aria-disabled=move || is_limited(&state.get()).then_some("true")
                        on:click=move |_| personas.load()
                    >
                        <Icon glyph=Glyph::Reload /><span class="wide-label">{list::REFRESH}</span>
                    </button>
                    <a class="button" href=route::IMPORT>{text::import::TITLE}</a>
                    <a class="button primary" href=route::NEW_PERSONA><Icon glyph=Glyph::Plus />{text::editing::NEW}</a>
                </div>
            </div>
            <Notice text=use_shared(move |_| announcer.notice()) on_dismiss=move |()| announcer.dismiss() />
            <Interruption state />
            <Show when=move || { count.get() > 0 }>
                <Toolbar address labels found total=count is_part />
            </Show>
            <Show when=move || { found.get() > 0 }>
                <div class="card table-card">
                    <PersonaTable
                        shown
                        lines
                        is_part
                        is_compact
                        records
                        duplicates
                        now
                        sort=Signal::derive(move || query.with(|query| query.sort))
                        on_sort
                        selection
                        current
                        on_open=move |id: PersonaId| remember_opened(&id)
                        on_duplicate=on_duplicate.clone()
                        on_delete=move |persona: Persona| deleting.asked.set(vec![persona])
                    />
                </div>
            </Show>
            {move || (count.get() > 0 && found.get() == 0).then(|| query.with(nothing_found))}
            {move || (count.get() == 0).then(|| no_rows(&state.get(), deletions.held(), page.clone()))}
            <BulkBar
                chosen
                part=Signal::derive(move || is_part.get().then(|| count.get()))
                on_clear=move |()| selection.update(Selection::clear)
                on_delete=Callback::new(move |personas| deleting.asked.set(personas))
                on_label=Callback::new(move |_: Vec<Persona>| is_labelling.set(true))
                on_export=Callback::new(move |personas: Vec<Persona>| {
                    save(&file_name, Form::Csv, &Form::Csv.of_personas(&personas));
                })
            />
            <LabelSelected open=is_labelling chosen labels />
            {deleting::dialog(deleting)}
        </div>
    }
}

/// The rows that are shown, and of how many.
#[derive(Clone, Copy)]
struct ShownRows {
    shown: Memo<Vec<Arc<Entry>>>,
    /// The same, and the heads of groups.
    lines: Memo<Vec<Line>>,
    /// What this browser keeps of them.
    records: Memo<PageRecords>,
    /// How many personas are loaded and not about to be deleted.
    count: Memo<usize>,
    found: Memo<usize>,
    /// The labels of all that are loaded, and how many have each.
    labels: Memo<Vec<(Label, usize)>>,
    /// The names that several of them have, and how many.
    duplicates: Memo<HashMap<Arc<str>, usize>>,
}

fn use_shown_rows(query: Memo<ListQuery>) -> ShownRows {
    let (personas, deletions) = (PersonaStore::current(), Deletions::current());
    let data = LocalData::current();
    let records = data.records();
    let records = use_shared(move |_| records.get());
    // Searching is quick, so that what is typed is not arranged again.
    let narrowed =
        Memo::new(move |_| query.with(|query| ListQuery { text: String::new(), ..query.clone() }));
    let entries = use_shared(move |_| {
        let mut entries = personas.entries();
        deletions.leave_out(&mut entries);
        entries
    });
    let arranged = Memo::new(move |_| {
        entries.with(|entries| {
            records.with(|records| narrowed.with(|query| Arranged::new(entries, query, records)))
        })
    });
    let text = Memo::new(move |_| query.with(|query| query.text.clone()));
    let matching = Memo::new(move |_| {
        arranged.with(|arranged| {
            records.with(|records| text.with(|text| arranged.matching(text, records)))
        })
    });
    let shown = Memo::new(move |_| matching.with(|matching| matching.rows.clone()));
    ShownRows {
        shown,
        lines: Memo::new(move |_| matching.with(Arranged::lines)),
        records,
        count: use_shared(move |_| personas.count().saturating_sub(deletions.held())),
        found: Memo::new(move |_| shown.with(Vec::len)),
        labels: use_shared(move |_| {
            entries.with(|entries| data.label_counts(entries.iter().map(|entry| &entry.persona.id)))
        }),
        duplicates: Memo::new(move |_| entries.with(|entries| count_duplicates(entries))),
    }
}

/// Puts the focus on the row of the persona that Back leads from.
fn focus_when_shown(id: PersonaId) {
    once_shown(move || {
        if !focus_row_in_place(&id) {
            focus_heading();
        }
    });
}

/// Why loading does not go on, if it does not.
#[component]
fn Interruption(state: Memo<LoadState>) -> impl IntoView {
    let (connected, personas) = (Connected::current(), PersonaStore::current());
    let failed = move |error| {
        let error = UserError::list(&connected.endpoint, error);
        view! {
            <GraphError error>
                <button type="button" class="button" on:click=move |_| personas.resume()>{text::shell::TRY_AGAIN}</button>
            </GraphError>
        }
    };
    move || match state.get() {
        LoadState::Failed(error) => Some(failed(error).into_any()),
        LoadState::Limited { until } => Some(view! { <RateLimitNotice until /> }.into_any()),
        _ => None,
    }
}

/// How many personas are loaded, and the button that stops or continues it.
#[component]
fn Progress(count: Memo<usize>, state: Memo<LoadState>) -> impl IntoView {
    let personas = PersonaStore::current();
    let is_stopped = Memo::new(move |_| state.with(|state| *state == LoadState::Stopped));
    // A short list is there before the button could be pressed.
    let has_button = Memo::new(move |_| match state.get() {
        LoadState::Stopped | LoadState::Limited { .. } => true,
        LoadState::Loading => count.get() >= LONG,
        _ => false,
    });
    let press =
        move |_| if is_stopped.get_untracked() { personas.resume() } else { personas.stop() };
    view! {
        <div class="load-progress">
            <p class="lead" class:loading=move || state.with(|state| *state == LoadState::Loading)>
                {move || state.with(|state| summary(count.get(), state))}
            </p>
            <Show when=move || has_button.get()>
                <button type="button" class="button quiet" on:click=press>
                    {move || if is_stopped.get() { list::LOAD_REST } else { list::STOP_LOADING }}
                </button>
            </Show>
        </div>
    }
}

/// What stands in place of the table. `held` is how many wait to be deleted.
fn no_rows(state: &LoadState, held: usize, page: Profile) -> AnyView {
    match state {
        LoadState::Complete if held > 0 => going().into_any(),
        LoadState::Complete => empty(page).into_any(),
        LoadState::Failed(_) | LoadState::Stopped => ().into_any(),
        LoadState::Idle | LoadState::Loading | LoadState::Limited { .. } => {
            view! { <div class="card"><Skeleton what=list::WHAT rows=6 /></div> }.into_any()
        }
    }
}

/// What a persona is, and where customers see it.
fn empty(page: Profile) -> impl IntoView + use<> {
    let sample = Profile::new(list::SAMPLE_NAME, None);
    view! {
        <div class="first-use">
            <div class="stack">
                <h2>{list::EMPTY}</h2>
                <p>{list::empty(&page.name)}</p>
                <div class="form-actions">
                    <a class="button primary" href=route::NEW_PERSONA><Icon glyph=Glyph::Plus />{list::CREATE_FIRST}</a>
                    <a class="button" href=route::IMPORT>{text::import::TITLE}</a>
                </div>
            </div>
            <Preview page profile=Signal::stored(sample) />
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
            <p>{list::nothing(query)}</p>
            <a class="button" href=route::personas(&clear) on:click=|_| focus_by_id(toolbar::SEARCH)>{words}</a>
        </div>
    }
}

fn summary(count: usize, state: &LoadState) -> String {
    match state {
        _ if count == 0 => list::LEAD.to_owned(),
        LoadState::Loading => list::loading(count),
        LoadState::Complete => list::counted(count, false),
        _ => list::counted(count, true),
    }
}

fn is_limited(state: &LoadState) -> bool {
    matches!(state, LoadState::Limited { .. })
}

/// From how many personas on loading can be stopped.
const LONG: usize = 100;
