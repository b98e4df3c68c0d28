//! Who speaks in a conversation: the Page, or one of its personas.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use messenger_personas::{Persona, PersonaId, Psid};

use crate::{
    model::{persona_list::LoadState, sent_log::SpeakerId},
    route,
    shared::use_shared,
    state::{ComposerState, Connected, PersonaStore, SentLogs},
};

/// Who speaks to a person: who was chosen, or else who spoke last.
#[derive(Clone, Copy)]
pub(super) struct Speaker {
    /// The persona; `None` is the Page itself.
    pub(super) persona: Signal<Option<Persona>>,
    /// Whether it is known who that is: nothing may be sent in another's name meanwhile.
    pub(super) is_known: Signal<bool>,
    /// Whether it is a persona that the Page does not have.
    pub(super) is_missing: Signal<bool>,
    /// Loads the rest of the personas, to choose among all of them.
    pub(super) look_further: Callback<()>,
    pub(super) choose: Callback<Option<PersonaId>>,
}

impl Speaker {
    pub(super) fn new(connected: &Connected, psid: &Psid, composer: &ComposerState) -> Self {
        let personas = PersonaStore::current();
        let chosen = RwSignal::from(composer.speaker.clone());
        // "Write as" leads here with the persona in the address.
        let query = use_query_map();
        Effect::new(move |_| {
            let named = query.with(|query| query.get(route::PERSONA));
            if let Some(id) = named.and_then(|id| PersonaId::parse(&id).ok()) {
                chosen.set(Some(SpeakerId::Persona(id)));
            }
        });
        let log = SentLogs::current().of(&connected.page.id);
        let psid = psid.clone();
        let id = use_shared(move |_| {
            let speaker = chosen.get().or_else(|| log.with(|log| log.last_speaker(&psid)));
            speaker.and_then(SpeakerId::into_persona)
        });
        let persona = use_shared(move |_| id.get().and_then(|id| personas.find(&id)));
        let is_lost = Memo::new(move |_| id.with(Option::is_some) && persona.with(Option::is_none));
        let looks_further = RwSignal::new(false);
        Effect::new(move |_| {
            let is_asked = looks_further.get() || is_lost.get();
            if is_asked && personas.state() == LoadState::Stopped {
                personas.resume();
            }
        });
        Self {
            persona: persona.into(),
            is_known: Signal::derive(move || !is_lost.get()),
            is_missing: Signal::derive(move || is_lost.get() && personas.is_complete()),
            look_further: Callback::new(move |()| looks_further.set(true)),
            choose: Callback::new(move |id| chosen.set(Some(SpeakerId::new(id)))),
        }
    }
}
