//! The import of the connected Page. It goes on while other screens are shown.

use std::time::Duration;

use futures_util::future::{AbortHandle, Abortable, Aborted};
use gloo_timers::future::TimeoutFuture;
use leptos::{ev, prelude::*, task::spawn_local};
use messenger_personas::{CreatedPersona, ListPersonas, PageId, Paging, Persona, RetryPolicy};
use messenger_personas_client::{Error, FetchClient, Options, PaginationError, Paginator};

use super::{Connected, Connection, Deletions, PersonaStore, Replacements, UnsavedRecords};
pub(crate) use crate::model::import::Stage;
use crate::{
    announcer::Announcer,
    model::import::{
        Import, NextStep,
        cancellable::Cancellable,
        file::{DecodedFile, Encoding, FileError},
        parse::ParseError,
        plan::TargetPage,
        row::{Job, PersonaChange},
        table::Mapping,
    },
    shared::use_shared,
    text::import as words,
};

/// Drives an [`Import`]: loads, sends and waits as it says.
#[derive(Clone, Copy)]
pub(crate) struct ImportRun {
    /// The rows as text.
    pub(crate) text: RwSignal<String>,
    /// How the text was decoded, if it is from a file.
    pub(crate) encoding: RwSignal<Encoding>,
    /// Why the text or the file cannot be imported.
    pub(crate) error: RwSignal<Option<InputError>>,
    /// Whether changed personas are to be replaced.
    pub(crate) replace: RwSignal<bool>,
    /// The import.
    pub(crate) state: RwSignal<Import>,
    /// How many personas are loaded, or how many seconds are left to wait.
    pub(crate) count: RwSignal<usize>,
    /// Cancels the running task.
    task: StoredValue<Option<AbortHandle>>,
    connected: StoredValue<Connected>,
    connection: Connection,
    announcer: Announcer,
    personas: PersonaStore,
    deletions: Deletions,
    replacements: Replacements,
    records: UnsavedRecords,
}

/// Why an input cannot be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputError {
    /// The text.
    Text(ParseError),
    /// The file.
    File(FileError),
}

impl ImportRun {
    /// Provides the import of a Page to everything below. It ends with the owner.
    pub(crate) fn provide(connected: &Connected) -> Self {
        let importing = Self {
            connected: StoredValue::new(connected.clone()),
            connection: Connection::current(),
            announcer: Announcer::current(),
            personas: PersonaStore::current(),
            deletions: Deletions::current(),
            replacements: Replacements::current(),
            records: UnsavedRecords::current(),
            text: RwSignal::default(),
            encoding: RwSignal::default(),
            error: RwSignal::default(),
            replace: RwSignal::new(false),
            state: RwSignal::default(),
            count: RwSignal::default(),
            task: StoredValue::new(None),
        };
        provide_context(importing);
        // Closing the tab would end the import.
        let asks = window_event_listener(ev::beforeunload, move |event| {
            if importing.is_running() {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            asks.remove();
            importing.cancel();
        });
        importing
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    pub(crate) fn is_running(self) -> bool {
        self.state.with_untracked(Import::is_running)
    }

    /// How far the import is. A memo, because the rows change more often.
    pub(crate) fn stage(self) -> Memo<Stage> {
        use_shared(move |_| self.state.with(|state| state.stage().clone()))
    }

    /// Starts over without rows.
    pub(crate) fn clear(self) {
        self.set_text(String::new());
        self.edit();
    }

    /// Goes back to the rows. What was done stays done.
    pub(crate) fn edit(self) {
        self.cancel();
        self.replace.set(false);
        self.state.update(Import::edit);
    }

    /// Takes the text of a file.
    pub(crate) fn set_file(self, file: DecodedFile) {
        self.set_text(file.text);
        self.encoding.set(file.encoding);
    }

    /// Says why a file cannot be imported. A check of other rows ends.
    pub(crate) fn reject_file(self, error: FileError) {
        self.edit();
        self.error.set(Some(InputError::File(error)));
    }

    /// Takes other rows. A check of the rows before ends.
    pub(crate) fn set_text(self, text: String) {
        self.text.set(text);
        self.encoding.set(Encoding::default());
        self.error.set(None);
        if self.state.with_untracked(|state| *state.stage() == Stage::Checking) {
            self.edit();
        }
    }

    /// Reads the rows, and compares them with the personas of the Page unless a person has to choose
    /// the columns first.
    pub(crate) fn submit(self) -> Result<(), ParseError> {
        self.edit();
        let text = self.text.get_untracked();
        let result = self.state.try_update(|state| state.submit(&text)).unwrap_or(Ok(()));
        self.error.set(result.err().map(InputError::Text));
        if self.state.with_untracked(|state| *state.stage() == Stage::Mapping) {
            self.announcer.say(words::MAPPING_LEAD);
        }
        self.check();
        result
    }

    /// Compares the rows with the personas of the Page, now that the columns are chosen.
    pub(crate) fn map(self, mapping: &Mapping) {
        self.state.update(|state| state.map(mapping));
        self.check();
    }

    fn check(self) {
        let is_ready = self.state.with_untracked(|state| *state.stage() == Stage::Checking);
        let Some(client) = self.connection.client().filter(|_| is_ready) else { return };
        let connected = self.connected.get_value();
        self.count.set(0);
        let (handle, registration) = AbortHandle::new_pair();
        self.task.set_value(Some(handle));
        let load = async move {
            let page_id = connected.page.id.clone();
            let count = move |count| self.count.set(count);
            match all_personas(client, page_id, count).await {
                Ok(mut personas) => {
                    // A persona that is about to be deleted is no duplicate.
                    let deletions = self.deletions;
                    personas.retain(|persona| !untrack(|| deletions.holds(persona)));
                    let page = TargetPage {
                        id: &connected.page.id,
                        name: connected.page.name.as_deref(),
                        on_emulator: connected.on_emulator(),
                    };
                    self.state.update(|state| state.plan(&page, &personas));
                    let counts = self.state.with_untracked(|state| state.run().counts());
                    self.announcer.say(words::previewed(counts));
                }
                Err(error) => self.state.update(|state| state.fail_to_load(error)),
            }
        };
        spawn_local(async move {
            let (Ok(()) | Err(Aborted)) = Abortable::new(load, registration).await;
        });
    }

    /// Carries the plan out.
    pub(crate) fn start(self) {
        let replace = self.replace.get_untracked();
        self.state.update(|state| state.start(replace));
        self.run();
    }

    /// Tries failed rows again.
    pub(crate) fn retry(self) {
        self.state.update(Import::retry);
        self.run();
    }

    /// Goes on after a stop, or before a wait is over.
    pub(crate) fn resume(self) {
        self.state.update(Import::resume);
        self.run();
    }

    /// Stops: at once while it waits, else after the response.
    pub(crate) fn stop(self) {
        self.state.update(Import::stop);
        if !self.is_running() {
            self.cancel();
        }
    }

    /// Sends requests until there is nothing left to do. A request that is already sent is not
    /// aborted: its response is needed, even if the import is given up in the meantime.
    fn run(self) {
        let Some(client) = self.connection.client() else { return };
        // The import itself waits for rate limits, so that the wait can be seen and stopped.
        let options = Options { retry: RetryPolicy::never(), ..client.options().clone() };
        let client = client.with_options(options);
        self.cancel();
        let (task, _) = AbortHandle::new_pair();
        self.task.set_value(Some(task.clone()));
        let page = self.connected.with_value(|connected| connected.page.id.clone());
        spawn_local(async move {
            while !task.is_aborted() {
                match self.state.try_update(Import::next_step).unwrap_or(NextStep::End) {
                    NextStep::Find(index, mut find) => {
                        let found = client.run(&mut find).await.map(|found| Some(found?.id));
                        if !task.is_aborted() {
                            let changes =
                                self.state.try_update(|state| state.record_search(index, found));
                            self.publish(changes.unwrap_or_default());
                        }
                    }
                    NextStep::Run(index, mut job) => {
                        let result = send(&client, &mut job, &task).await;
                        if task.is_aborted() {
                            self.keep_half_replaced(&page, &job).await;
                        } else {
                            let changes = self
                                .state
                                .try_update(|state| state.record_attempt(index, job, result));
                            self.publish(changes.unwrap_or_default());
                        }
                    }
                    NextStep::Wait(duration) => self.wait(duration, &task).await,
                    NextStep::End => {
                        self.state.with_untracked(|state| {
                            let is_finished = *state.stage() == Stage::Finished;
                            self.announcer.say(words::ended(is_finished, state.run().tally()));
                        });
                        break;
                    }
                }
            }
        });
    }

    /// Counts down, then resumes.
    async fn wait(self, duration: Duration, task: &AbortHandle) {
        let seconds = usize::try_from(duration.as_secs()).unwrap_or(usize::MAX).max(1);
        self.announcer.say(words::pauses(seconds));
        for left in (1..=seconds).rev() {
            self.count.set(left);
            TimeoutFuture::new(1000).await;
            if task.is_aborted() {
                return;
            }
        }
        self.state.update(Import::resume);
    }

    /// Tells the list and the persona's own screen.
    fn publish(self, changes: Vec<PersonaChange>) {
        let mut created = None;
        for change in changes {
            match change {
                PersonaChange::Created(persona) => {
                    created = Some(persona.id.clone());
                    self.personas.created(persona);
                }
                PersonaChange::Replaced(old) => {
                    if let Some(new) = created.take() {
                        self.personas.replaced(old.clone(), new);
                    }
                    self.personas.deleted(vec![old.clone()]);
                    self.replacements.on_old_deleted(&old);
                }
                PersonaChange::HalfReplaced(replacement) => {
                    if let Some(new) = replacement.new_persona() {
                        self.personas.replaced(replacement.old.id.clone(), new.id.clone());
                    }
                    self.replacements.keep(replacement);
                }
            }
        }
    }

    /// Keeps a replacement that was half done when the import was given up for another Page, so that
    /// neither the new id nor the labels and the note are lost.
    async fn keep_half_replaced(self, page: &PageId, job: &Job) {
        let Some(replacement) = job.half_replaced() else { return };
        let new = replacement.new_persona().map(|new| new.id.clone());
        let old = replacement.old.id.clone();
        self.replacements.keep(replacement);
        if let Some(new) = new {
            self.records.carry_over(page, &old, new).await;
        }
    }

    fn cancel(self) {
        if let Some(task) = self.task.try_update_value(Option::take).flatten() {
            task.abort();
        }
    }
}

async fn send(
    client: &FetchClient,
    job: &mut Job,
    task: &AbortHandle,
) -> Result<CreatedPersona, Error> {
    match job {
        Job::Create(create) => client.send(&*create).await,
        Job::Replace { replace, .. } => {
            client.run(&mut Cancellable::new(replace, || task.is_aborted())).await
        }
    }
}

/// All personas of a Page. Calls `on_count` with how many are loaded so far.
pub(crate) async fn all_personas(
    client: FetchClient,
    page_id: PageId,
    on_count: impl Fn(usize),
) -> Result<Vec<Persona>, PaginationError> {
    let request = ListPersonas { paging: Paging::limit(PAGE_SIZE), ..ListPersonas::new(page_id) };
    let mut paginator = Paginator::new(client, request);
    let mut personas = Vec::new();
    while let Some(listing) = paginator.next().await? {
        personas.extend(listing.data);
        on_count(personas.len());
    }
    Ok(personas)
}

/// How many personas are requested at a time.
const PAGE_SIZE: u32 = 100;
