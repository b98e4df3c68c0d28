//! What the list shows, by its address.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};
use messenger_personas::PersonaId;
use wasm_bindgen::JsValue;

use crate::{
    model::list_query::{HistoryStep, ListQuery, history_step},
    route,
};

/// The query of the list. Back undoes what the user did to it, step by step.
#[derive(Clone, Copy)]
pub(super) struct ListAddress {
    /// What is shown. The search is what is typed, which the address follows later.
    pub(super) query: Memo<ListQuery>,
    /// The text of the search.
    pub(super) typed: RwSignal<String>,
    /// The text in the address.
    written: StoredValue<String>,
    navigate: Callback<ListQuery>,
}

/// The query of the list, and the ways to change it.
pub(super) fn use_list_address() -> ListAddress {
    let parameters = use_query_map();
    let address =
        Memo::new(move |_| parameters.with(|map| ListQuery::read(|parameter| map.get(parameter))));
    let text = Memo::new(move |_| address.with(|address| address.text.clone()));
    let typed = RwSignal::new(text.get_untracked());
    let written = StoredValue::new(text.get_untracked());
    // Back, Forward and links; not what was written from here.
    Effect::new(move |_| {
        let text = text.get();
        if written.with_value(|written| *written != text) {
            written.set_value(text.clone());
            typed.set(text);
        }
    });
    let navigate = use_navigate();
    ListAddress {
        query: Memo::new(move |_| ListQuery { text: typed.get(), ..address.get() }),
        typed,
        written,
        navigate: Callback::new(move |query: ListQuery| {
            let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
            navigate(&route::personas(&query), options);
        }),
    }
}

impl ListAddress {
    /// Shows `query`, as a step of the history.
    pub(super) fn go(self, query: ListQuery) {
        self.written.set_value(query.text.clone());
        self.navigate.run(query);
    }

    /// Writes what is typed into the address.
    pub(super) fn write(self) {
        let query = self.query.get_untracked();
        match self.written.with_value(|written| history_step(written, &query.text)) {
            None => {}
            Some(HistoryStep::Push) => self.go(query),
            Some(HistoryStep::Replace) => {
                // Not by the router, which panics if the browser refuses because there were too many
                // changes. What is typed is shown anyway.
                replace_state(&JsValue::NULL, Some(&route::personas(&query)));
                self.written.set_value(query.text);
            }
        }
    }
}

/// Notes in the history which persona is opened from the list.
pub(super) fn remember_opened(id: &PersonaId) {
    replace_state(&JsValue::from_str(id.as_str()), None);
}

/// The persona that was opened from the list, if Back led here.
pub(super) fn opened() -> Option<PersonaId> {
    let state = window().history().ok()?.state().ok()?;
    PersonaId::parse(&state.as_string()?).ok()
}

fn replace_state(state: &JsValue, address: Option<&str>) {
    if let Ok(history) = window().history() {
        // A browser that refuses leaves the address as it was.
        drop(history.replace_state_with_url(state, "", address));
    }
}
