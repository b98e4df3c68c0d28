//! Who speaks in a conversation: the Page, or the persona that the address names.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};
use messenger_personas::{Persona, PersonaId};

use crate::{model::persona_list::LoadState, route, state::PersonaStore};

/// Who speaks, by the address.
#[derive(Clone, Copy)]
pub(super) struct Speaker {
    /// The persona that is chosen; `None` is the Page itself.
    pub(super) persona: Signal<Option<Persona>>,
    /// Whether it is known who that is: nothing may be sent in another's name meanwhile.
    pub(super) is_known: Signal<bool>,
    /// Whether the address names a persona that the Page does not have.
    pub(super) is_missing: Signal<bool>,
    /// Loads the rest of the personas, to choose among all of them.
    pub(super) look_further: Callback<()>,
    pub(super) choose: Callback<Option<PersonaId>>,
}

impl Speaker {
    pub(super) fn new() -> Self {
        let personas = PersonaStore::current();
        let query = use_query_map();
        let named = Memo::new(move |_| {
            query.with(|query| query.get(route::PERSONA)).and_then(|id| PersonaId::parse(&id).ok())
        });
        let persona = Memo::new(move |_| named.get().and_then(|id| personas.find(&id)));
        let is_lost =
            Memo::new(move |_| named.with(Option::is_some) && persona.with(Option::is_none));
        let looks_further = RwSignal::new(false);
        Effect::new(move |_| {
            let is_asked = looks_further.get() || is_lost.get();
            if is_asked && personas.state() == LoadState::Stopped {
                personas.resume();
            }
        });
        let is_missing = Memo::new(move |_| is_lost.get() && personas.is_complete());
        let navigate = use_navigate();
        let path = use_location().pathname;
        let choose = Callback::new(move |id: Option<PersonaId>| {
            let path = path.get_untracked();
            let to = id.map_or_else(|| path.clone(), |id| route::speaking_as(&path, &id));
            let options =
                NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&to, options);
        });
        Self {
            persona: persona.into(),
            is_known: Signal::derive(move || !is_lost.get()),
            is_missing: is_missing.into(),
            look_further: Callback::new(move |()| looks_further.set(true)),
            choose,
        }
    }
}
