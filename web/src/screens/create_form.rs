//! What the forms of a new and of an edited persona have in common.

use std::time::Duration;

use leptos::prelude::*;
use messenger_personas::{CreatePersona, Persona, PersonaId, PersonaName, PictureUrl};

use crate::{
    components::{FormAdvice, GraphError, RateLimitNotice},
    model::{
        create::{Request, State},
        creation::Creation,
        demo::can_be_emulator,
        persona_draft::PersonaDraft,
        search::Needle,
        user_error::UserError,
    },
    route,
    shared::use_shared,
    state::{Connected, CreateKey, Creates, PersonaStore},
    text::{self, editing},
};

/// The create of a form.
#[derive(Clone, Copy)]
pub(super) struct CreateForm {
    creates: Creates,
    key: StoredValue<CreateKey>,
    state: Memo<State>,
}

impl CreateForm {
    /// The create of a new persona, or of the one that replaces `old`.
    pub(super) fn new(connected: &Connected, old: Option<PersonaId>) -> Self {
        let (creates, key) = (Creates::current(), (connected.page.id.clone(), old));
        let state = {
            let key = key.clone();
            use_shared(move |_| creates.state(&key))
        };
        Self { creates, key: StoredValue::new(key), state }
    }

    /// Creates the persona.
    pub(super) fn submit(self, create: CreatePersona) {
        self.creates.submit(self.key.get_value(), create);
    }

    /// The form is given up. Returns whether nothing is pending.
    pub(super) fn dismiss(self) -> bool {
        self.key.with_value(|key| self.creates.dismiss(key));
        !self.state.with_untracked(State::is_busy)
    }

    /// Whether the persona is being created, or waits for that.
    pub(super) fn is_busy(self) -> Signal<bool> {
        Signal::derive(move || self.state.with(State::is_busy))
    }

    /// Calls `show` when the persona is created while the form is on the screen.
    pub(super) fn on_created(self, show: impl Fn(&Persona, Creation) + 'static) {
        Effect::watch(
            move || self.state.get(),
            move |state, _, _| {
                if let State::Done(persona, creation) = state {
                    show(persona, *creation);
                }
            },
            false,
        );
    }
}

/// What went wrong with the create of a form, and what can be done about it.
#[component]
pub(super) fn CreateOutcome(form: CreateForm) -> impl IntoView {
    let look = move |_| form.creates.look(form.key.get_value());
    let unconfirmed = move |error: Option<UserError>| {
        view! {
            <GraphError error=error.unwrap_or(UserError::UnconfirmedCreate)>
                <button type="button" class="button primary" on:click=look>{editing::LOOK}</button>
                <a class="button" href=route::PERSONAS>{editing::LOOK_AT_LIST}</a>
            </GraphError>
        }
    };
    move || match form.state.get() {
        State::Idle | State::Requested(Request::Create(_)) | State::Done(..) => ().into_any(),
        State::Requested(Request::Look { .. }) => unconfirmed(None).into_any(),
        State::Limited { until, .. } => {
            let until = u64::try_from(until.as_millis()).unwrap_or(u64::MAX);
            view! { <RateLimitNotice until /> }.into_any()
        }
        State::Failed(error) => view! { <GraphError error /> }.into_any(),
        State::Unconfirmed { error, .. } => unconfirmed(error).into_any(),
        State::NotThere => {
            view! { <p class="notice" role="status">{editing::NOT_THERE}</p> }.into_any()
        }
        State::Namesake(persona) => view! {
            <p class="notice" role="status">
                {editing::NAMESAKE}" "
                <a href=route::persona(&persona.id)>{persona.id.to_string()}</a>
            </p>
        }
        .into_any(),
    }
}

/// The picture's address once nobody has typed for a moment: half an address is an address too, of
/// somebody else.
pub(super) fn settled_picture(draft: RwSignal<PersonaDraft>) -> RwSignal<Option<String>> {
    let picture = RwSignal::new(draft.with_untracked(PersonaDraft::picture));
    let mut settle = debounce(SETTLED, move |url| picture.set(url));
    Effect::new(move |_| settle(draft.with(PersonaDraft::picture)));
    picture
}

/// Warnings about the draft, compared with every loaded persona but `old`. The picture counts a moment
/// after the last key.
pub(super) fn advice(
    connected: &Connected,
    draft: RwSignal<PersonaDraft>,
    picture: Signal<Option<String>>,
    old: Option<PersonaId>,
) -> Memo<FormAdvice> {
    let personas = PersonaStore::current();
    let page_name = connected.page.name.clone();
    // Only who has the name already is held against it: a Page can have thousands.
    let namesakes = move |name: &PersonaName| {
        let needle = Needle::new(name.as_str());
        let entries = personas.entries().into_iter();
        let namesakes = entries.filter(|entry| entry.is_named(&needle));
        let namesakes = namesakes.map(|entry| entry.persona.clone());
        namesakes.filter(|persona| Some(&persona.id) != old.as_ref()).collect::<Vec<_>>()
    };
    let emulator = connected.emulator();
    let sentences = |advice: Vec<_>| advice.into_iter().map(text::sentence).collect();
    use_shared(move |_| {
        let name = draft.with(|draft| PersonaName::parse(&draft.name)).ok();
        let name =
            name.map_or_else(Vec::new, |name| name.advice(page_name.as_deref(), &namesakes(&name)));
        let url = picture.get().and_then(|url| PictureUrl::parse(&url).ok());
        // The emulator's own pictures are at an address that only this computer knows.
        let is_own = |url: &PictureUrl| {
            let origin = emulator.as_ref().map(|emulator| emulator.origin().as_str());
            origin.is_some_and(|origin| can_be_emulator(url.as_str(), origin))
        };
        let picture = url.filter(|url| !is_own(url)).map(|url| url.advice()).unwrap_or_default();
        FormAdvice { name: sentences(name), picture: sentences(picture) }
    })
}

/// How long nothing is typed before the picture is loaded.
const SETTLED: Duration = Duration::from_millis(400);
