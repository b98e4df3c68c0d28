//! The creates of the forms: the requests and timers of the state machine in `model/create.rs`.

use std::collections::BTreeMap;

use gloo_timers::future::sleep;
use leptos::{
    prelude::*,
    task::{spawn_local, spawn_local_scoped_with_cancellation},
};
use leptos_router::hooks::use_location;
use messenger_personas::{
    CreatePersona, FindCreatedPersona, PageId, Persona, PersonaId, RetryPolicy,
};
use messenger_personas_client::Options;

use super::{Connection, Drafts, PageConnection, PersonaStore, Replacements, Tabs, UnsavedRecords};
use crate::{
    announcer::Announcer,
    clock::now,
    model::{
        create::{Attempt, Create, Next, Report, Request, State, Step},
        creation::Creation,
        page_change::PageChange,
        persona_draft::PersonaDraft,
        profile::Profile,
        rate_limit::LONGEST_SILENT_WAIT,
        user_error::{Task, UserError},
    },
    route,
    text::{self, editing},
};

/// The last create of each form, for as long as the connection. They outlive the screen and work for
/// another Page, so that no persona is created twice, and an error is still there when the user comes
/// back.
#[derive(Clone, Copy)]
pub(crate) struct Creates {
    all: RwSignal<BTreeMap<CreateKey, Create>>,
    /// The list of the Page that is worked on.
    list: StoredValue<Option<(PageId, PersonaStore)>>,
    /// The owner of the requests, which end with the connection.
    requests: StoredValue<Owner>,
    pathname: Memo<String>,
    connection: Connection,
    drafts: Drafts,
    replacements: Replacements,
    tabs: Tabs,
    records: UnsavedRecords,
    announcer: Announcer,
}

/// A form: its Page, and the persona that the new one replaces.
pub(crate) type CreateKey = (PageId, Option<PersonaId>);

impl Creates {
    /// Provides an empty one to everything below.
    pub(crate) fn provide() -> Self {
        let creates = Self {
            all: RwSignal::default(),
            list: StoredValue::new(None),
            requests: StoredValue::new(Owner::new()),
            pathname: use_location().pathname,
            connection: Connection::current(),
            drafts: Drafts::current(),
            replacements: Replacements::current(),
            tabs: Tabs::current(),
            records: UnsavedRecords::current(),
            announcer: Announcer::current(),
        };
        provide_context(creates);
        creates
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    /// Adds what is created for `page` to its list, until the owner is disposed.
    pub(crate) fn list_in(self, page: PageId) {
        self.list.set_value(Some((page.clone(), PersonaStore::current())));
        on_cleanup(move || {
            self.list.update_value(|list| {
                list.take_if(|(of, _)| *of == page);
            });
        });
    }

    /// The state of a form's create.
    pub(crate) fn state(self, key: &CreateKey) -> State {
        self.all.with(|all| all.get(key).map(|it| it.state().clone()).unwrap_or_default())
    }

    /// Creates the persona of a form. One that may exist already is looked for first.
    pub(crate) fn submit(self, key: CreateKey, create: CreatePersona) {
        let (mut known, is_all) = untrack(|| match self.list_of(&key.0) {
            Some(list) => (list.rows().into_iter().map(|row| row.id).collect(), list.is_complete()),
            None => (Vec::new(), false),
        });
        known.extend(key.1.clone());
        let attempt = Attempt { create, known, is_all };
        self.run(key, move |it| it.submit(attempt));
    }

    /// Looks for a persona that may exist.
    pub(crate) fn look(self, key: CreateKey) {
        self.run(key, Create::look);
    }

    /// The form is given up.
    pub(crate) fn dismiss(self, key: &CreateKey) {
        self.update(key, Create::dismiss);
    }

    fn update<T: Default>(self, key: &CreateKey, update: impl FnOnce(&mut Create) -> T) -> T {
        let update = |all: &mut BTreeMap<_, Create>| update(all.entry(key.clone()).or_default());
        self.all.try_update(update).unwrap_or_default()
    }

    /// Does what follows from an event, until the user has to do something.
    fn run(self, key: CreateKey, event: impl FnOnce(&mut Create) -> Step) {
        let mut step = self.update(&key, event);
        let requests = async move {
            while let Some(next) = step.next.take() {
                step = match next {
                    Next::Send(request) => {
                        let Some(page) = self.connection.page(&key.0) else { return };
                        self.send(&key, &page, request).await
                    }
                    Next::Wait(until) => {
                        sleep(until.saturating_sub(now())).await;
                        // A timer may be early by a fraction of a millisecond.
                        self.update(&key, |it| it.tick(until.max(now())))
                    }
                };
                if let Some((persona, creation)) = step.created.take() {
                    self.publish(&key, persona, creation);
                }
            }
        };
        self.requests
            .with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(requests)));
    }

    async fn send(self, key: &CreateKey, page: &PageConnection, request: Request) -> Step {
        let endpoint = &page.connected.endpoint;
        // The client would wait silently. Here the user sees for how long.
        let retry = RetryPolicy { max_backoff: LONGEST_SILENT_WAIT, ..RetryPolicy::default() };
        let client =
            self.connection.client_of(page).with_options(Options { retry, ..Options::default() });
        let failed = |task| move |error| UserError::graph(task, endpoint, error);
        let step = match request {
            Request::Create(attempt) => {
                let result = client.send(&attempt.create).await.map(|created| created.id);
                let result = result.map_err(failed(Task::CreatePersona));
                self.update(key, |it| it.on_created(result, now()))
            }
            Request::Look { lost, .. } => {
                let known = lost.known.iter().cloned();
                let mut find = FindCreatedPersona::new(&lost.create).known(known);
                let result = client.run(&mut find).await.map_err(failed(Task::ListPersonas));
                let step = self.update(key, |it| it.on_looked(result, now()));
                // The list may lack the persona that was looked for.
                if let (Some(Next::Send(_)), Some(list)) = (&step.next, self.list_of(&key.0)) {
                    list.load();
                }
                step
            }
        };
        self.report_error(key);
        step
    }

    /// An error is told on other screens, too. The form shows it.
    fn report_error(self, key: &CreateKey) {
        let (State::Failed(error) | State::Unconfirmed { error: Some(error), .. }) =
            untrack(|| self.state(key))
        else {
            return;
        };
        if self.report(key) != Report::OnForm {
            self.announcer.say(text::error(&error).title);
        }
    }

    /// A persona was created: it is in the lists, and the user is told.
    fn publish(self, key: &CreateKey, persona: Persona, creation: Creation) {
        let (page, old) = key;
        let name = Profile::from(&persona).name;
        match self.list_of(page) {
            Some(list) => list.created(persona.clone()),
            None => self.tabs.post(&PageChange {
                page: page.clone(),
                created: vec![persona.id.clone()],
                deleted: Vec::new(),
                local_data: false,
            }),
        }
        match old {
            Some(old) => self.replace(page, old, persona),
            None => self.clear_draft(page, &name),
        }
        let said = match creation {
            Creation::Confirmed => editing::created(&name),
            Creation::Found => editing::exists_after_all(&name),
        };
        match self.report(key) {
            Report::OnForm => self.announcer.say(said),
            Report::OnNextScreen => self.announcer.notify(said),
            Report::OnOtherPage => {
                let page = self.connection.page(page).map(|page| page.connected.profile().name);
                let said = editing::created_elsewhere(&name, &page.unwrap_or_default());
                self.announcer.notify(said);
            }
        }
    }

    /// The new persona of an edit exists, with the labels and the note of the old one.
    fn replace(self, page: &PageId, old: &PersonaId, new: Persona) {
        let new_id = new.id.clone();
        self.replacements.on_created(old, new);
        if let Some(list) = self.list_of(page) {
            return list.replaced(old.clone(), new_id);
        }
        let (page, old) = (page.clone(), old.clone());
        // Not cancelled with the connection: the events of a request need its handlers.
        spawn_local(async move {
            self.records.carry_over(&page, &old, new_id).await;
            if let Some(list) = self.list_of(&page) {
                list.read_local_data();
            }
        });
    }

    /// The form is empty again, unless something else was written meanwhile.
    fn clear_draft(self, page: &PageId, name: &str) {
        let draft = self.drafts.persona(page);
        if draft.with_untracked(|draft| draft.name.trim() == name) {
            draft.set(PersonaDraft::default());
        }
    }

    fn list_of(self, page: &PageId) -> Option<PersonaStore> {
        let list = self.list.try_get_value().flatten();
        list.filter(|(of, _)| of == page).map(|(_, list)| list)
    }

    fn report(self, key: &CreateKey) -> Report {
        let (page, old) = key;
        let form = old.as_ref().map_or_else(|| route::NEW_PERSONA.to_owned(), route::edit);
        let is_form_shown = self.pathname.with_untracked(|path| *path == form);
        let connected = untrack(|| self.connection.connected());
        Report::new(page, connected.as_ref().map(|it| &it.page.id), is_form_shown)
    }
}
