//! Creating a persona, and finding out whether it was when no answer came.

use std::{rc::Rc, time::Duration};

use leptos::prelude::*;
use messenger_personas::{
    CreatePersona, FindCreatedPersona, Persona, PersonaId, PersonaName, PictureUrl,
};

use crate::{
    announcer::Announcer,
    components::{FormAdvice, GraphError},
    model::{
        creation::Creation,
        demo::can_be_emulator,
        persona_draft::PersonaDraft,
        profile::Profile,
        search::Needle,
        user_error::{Endpoint, Task, UserError},
    },
    route,
    state::{Connected, Connection, CreateKey, Creates, PersonaStore, UnconfirmedCreate},
    text::{self, editing},
};

/// What a screen does with a persona that is there. It may be gone itself by then.
type After = Rc<dyn Fn(Persona, Creation)>;

/// One persona on its way.
#[derive(Clone, Copy)]
pub(super) struct Creating {
    connection: Connection,
    creates: Creates,
    personas: PersonaStore,
    announcer: Announcer,
    endpoint: StoredValue<Endpoint>,
    key: StoredValue<CreateKey>,
    after: StoredValue<After, LocalStorage>,
    /// Whether a call is on its way, also one from before this screen was left.
    pub(super) busy: Memo<bool>,
    looked: RwSignal<Option<Looked>>,
}

/// What looking for a lost persona came to, if it was not found for sure.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Looked {
    /// There is none with that name.
    NotThere,
    /// There is one, which may have been there before.
    Namesake(Persona),
}

impl Creating {
    pub(super) fn new(
        connected: &Connected,
        old: Option<PersonaId>,
        after: impl Fn(Persona, Creation) + 'static,
    ) -> Self {
        let creates = Creates::current();
        let key = StoredValue::new((connected.page.id.clone(), old));
        Self {
            connection: Connection::current(),
            creates,
            personas: PersonaStore::current(),
            announcer: Announcer::current(),
            endpoint: StoredValue::new(connected.endpoint.clone()),
            key,
            after: StoredValue::new_local(Rc::new(after)),
            busy: Memo::new(move |_| key.with_value(|key| creates.is_pending(key))),
            looked: RwSignal::new(None),
        }
    }

    /// Creates the persona. While it is not known what became of an earlier one, that is looked for
    /// instead: a second one helps nobody.
    pub(super) fn create(self, create: CreatePersona) {
        let key = self.key.get_value();
        if self.busy.get_untracked() {
            return;
        }
        if untrack(|| self.creates.unconfirmed(&key)).is_some() {
            return self.look(Some(create));
        }
        let Some(client) = self.connection.client() else { return };
        let unconfirmed = self.unconfirmed(create, key.1.as_ref());
        let (creates, after, endpoint) =
            (self.creates, self.after.get_value(), self.endpoint.get_value());
        self.looked.set(None);
        creates.start(key.clone(), async move {
            match client.send(&unconfirmed.create).await {
                Ok(new) => {
                    creates.end(&key);
                    after(persona(&unconfirmed.create, new.id), Creation::Confirmed);
                }
                Err(error) => {
                    let error = UserError::graph(Task::CreatePersona, &endpoint, error);
                    if error.is_ambiguous() {
                        creates.add_unconfirmed(key.clone(), unconfirmed);
                    }
                    if !self.is_here() {
                        self.announcer.say(text::error(&error).title);
                    }
                    creates.fail(key, error);
                }
            }
        });
    }

    /// What is unconfirmed if there is no response. The persona that is replaced exists already.
    fn unconfirmed(self, create: CreatePersona, old: Option<&PersonaId>) -> UnconfirmedCreate {
        untrack(|| {
            let personas = self.personas;
            let rows = personas.rows().into_iter().map(|persona| persona.id);
            let known = rows.chain(old.cloned()).collect();
            let is_all = personas.is_complete();
            UnconfirmedCreate { create, known, is_all }
        })
    }

    /// Looks whether the persona exists after all. `next` is created then, if it has
    /// another name.
    fn look(self, next: Option<CreatePersona>) {
        let key = self.key.get_value();
        let Some(unconfirmed) = untrack(|| self.creates.unconfirmed(&key)) else { return };
        let Some(client) = self.connection.client().filter(|_| !self.busy.get_untracked()) else {
            return;
        };
        let (creates, after, endpoint) =
            (self.creates, self.after.get_value(), self.endpoint.get_value());
        let next = next.filter(|next| next.name != unconfirmed.create.name);
        self.looked.set(None);
        creates.start(key.clone(), async move {
            let mut look = FindCreatedPersona::new(&unconfirmed.create).known(unconfirmed.known);
            let answer = client.run(&mut look).await;
            creates.end(&key);
            match (answer, next) {
                (Ok(found), Some(next)) if self.is_here() => {
                    creates.confirm(&key);
                    if let Some(found) = found {
                        let name = Profile::from(&found).name;
                        self.announcer.say(editing::exists_after_all(&name));
                    }
                    self.personas.load();
                    self.create(next);
                }
                (Ok(found), _) => {
                    creates.confirm(&key);
                    match found {
                        Some(found) if unconfirmed.is_all => after(found, Creation::Found),
                        Some(found) => drop(self.looked.try_set(Some(Looked::Namesake(found)))),
                        None => drop(self.looked.try_set(Some(Looked::NotThere))),
                    }
                }
                (Err(error), _) => {
                    creates.fail(key, UserError::graph(Task::ListPersonas, &endpoint, error));
                }
            }
        });
    }

    /// Whether the screen that asked is still there.
    fn is_here(self) -> bool {
        self.looked.try_with_untracked(|_| ()).is_some()
    }

    /// Nothing of it is wanted any more: a refusal need not be shown again.
    pub(super) fn dismiss(self) {
        if !self.busy.get_untracked() {
            self.key.with_value(|key| self.creates.end(key));
        }
    }

    /// What went wrong, and what can be done about it.
    pub(super) fn outcome(self) -> impl IntoView {
        let is_unconfirmed =
            Memo::new(move |_| self.key.with_value(|key| self.creates.unconfirmed(key)).is_some());
        let ways_out = move || {
            view! {
                <button type="button" class="button primary" on:click=move |_| self.look(None)>{editing::LOOK}</button>
                <a class="button" href=route::PERSONAS>{editing::LOOK_AT_LIST}</a>
            }
        };
        let failed = move |error: UserError| {
            view! { <GraphError error>{is_unconfirmed.get().then(ways_out)}</GraphError> }
        };
        let looked = move |looked: Looked| match looked {
            Looked::NotThere => {
                view! { <p class="notice" role="status">{editing::NOT_THERE}</p> }.into_any()
            }
            Looked::Namesake(persona) => view! {
                <p class="notice" role="status">
                    {editing::NAMESAKE}" "
                    <a href=route::persona(&persona.id)>{persona.id.to_string()}</a>
                </p>
            }
            .into_any(),
        };
        let error = Memo::new(move |_| self.key.with_value(|key| self.creates.error(key)));
        view! {
            {move || error.get().map(failed)}
            {move || (is_unconfirmed.get() && error.with(Option::is_none)).then(|| view! {
                <GraphError error=UserError::UnconfirmedCreate>{ways_out()}</GraphError>
            })}
            {move || self.looked.get().map(looked)}
        }
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
    Memo::new(move |_| {
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

fn persona(create: &CreatePersona, id: PersonaId) -> Persona {
    Persona {
        id,
        name: Some(create.name.to_string()),
        profile_picture_url: Some(create.profile_picture_url.to_string()),
    }
}

/// How long nothing is typed before the picture is loaded.
const SETTLED: Duration = Duration::from_millis(400);
