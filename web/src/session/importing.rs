//! An import, from the pasted rows to what became of them. It goes on while one looks at other
//! screens.

use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use leptos::{ev, prelude::*, task::spawn_local};
use messenger_personas::{
    FindCreatedPersona, Graph, ListPersonas, Operation, PageId, Paging, Persona, ReplacePersona,
    ResponseError, RetryPolicy, SuccessBody,
};
use messenger_personas_client::{Error, FetchClient, Options, PaginationError, Paginator};

use super::{Connected, Session};
use crate::{
    announcer::Announcer,
    model::{
        import_plan::{self, Whose},
        import_run::{Consequence, ImportRun, Job, Next, Outcome, as_listed},
        import_text::{self, TextError},
        replacement::Replacement,
    },
    text::{self, Task, Trouble, import as words},
};

/// The import of this connection.
#[derive(Clone, Copy)]
pub(crate) struct Importing {
    /// What was pasted, or read from a file.
    pub(crate) text: RwSignal<String>,
    /// What is wrong with that.
    pub(crate) mistake: RwSignal<Option<String>>,
    /// Whether changed personas are to be replaced.
    pub(crate) replace: RwSignal<bool>,
    /// What it would do, and what became of it.
    pub(crate) run: RwSignal<ImportRun>,
    /// How far it is.
    pub(crate) stage: RwSignal<Stage>,
    /// How many personas were read so far, or how many seconds are left to wait.
    pub(crate) count: RwSignal<usize>,
    /// The personas that were there before; a namesake among them is not the new one.
    known: RwSignal<Vec<Persona>>,
    /// Whether to stop after the call that is on its way.
    stopping: RwSignal<bool>,
    /// Counts what was set going, so that what goes on behind something newer ends.
    turns: StoredValue<u32>,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing was checked yet, or it could not be.
    Text(Option<Trouble>),
    /// The Page's personas are being read.
    Reading,
    /// What would be done is known.
    Planned,
    /// It is being done.
    Running,
    /// Too many calls were made: it goes on after a while.
    Waiting,
    /// It stands still, because a person or Graph stopped it.
    Stopped(Option<Trouble>),
    /// All that could be done is done.
    Finished,
}

impl Importing {
    pub(super) fn new() -> Self {
        let importing = Self {
            text: RwSignal::default(),
            mistake: RwSignal::default(),
            replace: RwSignal::new(false),
            run: RwSignal::default(),
            stage: RwSignal::new(Stage::Text(None)),
            count: RwSignal::default(),
            known: RwSignal::default(),
            stopping: RwSignal::new(false),
            turns: StoredValue::new(0),
        };
        // What is left would be lost with the tab. The listener stays as long as the session.
        let _: WindowListenerHandle = window_event_listener(ev::beforeunload, move |event| {
            if importing.is_running() {
                event.prevent_default();
            }
        });
        importing
    }

    pub(crate) fn is_running(self) -> bool {
        matches!(self.stage.get_untracked(), Stage::Running | Stage::Waiting)
    }

    /// Starts over with nothing.
    pub(crate) fn clear(self) {
        self.text.set(String::new());
        self.edit();
    }

    /// Back to the text. What was done stays done.
    pub(crate) fn edit(self) {
        self.turn();
        self.mistake.set(None);
        self.replace.set(false);
        self.run.set(ImportRun::default());
        self.known.set(Vec::new());
        self.stage.set(Stage::Text(None));
    }

    /// The text is another one than that which is being checked.
    pub(crate) fn edited(self) {
        if self.stage.get_untracked() == Stage::Reading {
            self.turn();
            self.stage.set(Stage::Text(None));
        }
    }

    /// Finds out what the text would do. Answers with what is wrong with it, if it has no rows.
    pub(crate) fn check(self, session: Session, announcer: Announcer) -> Result<(), TextError> {
        self.edit();
        let lines = match self.text.with_untracked(|text| import_text::read(text)) {
            Ok(lines) => lines,
            Err(error) => {
                self.mistake.set(Some(words::of_text(error)));
                return Err(error);
            }
        };
        let Some((client, connected)) = around(session) else { return Ok(()) };
        let turn = self.turn();
        self.count.set(0);
        self.stage.set(Stage::Reading);
        spawn_local(async move {
            let is_mine = move || self.turns.get_value() == turn;
            let read = all_personas(client, connected.page.id.clone(), move |count| {
                if is_mine() {
                    self.count.set(count);
                }
            });
            let personas = read.await;
            if !is_mine() {
                return;
            }
            match personas {
                Ok(mut personas) => {
                    // Who is about to go is not there.
                    let deletions = session.deletions;
                    personas.retain(|persona| !untrack(|| deletions.holds(persona)));
                    let on_emulator = connected.on_emulator();
                    let name = connected.page.name.as_deref();
                    let page = Whose { id: &connected.page.id, name, on_emulator };
                    let plan = import_plan::plan(lines, &page, &personas);
                    let run = ImportRun::new(plan);
                    announcer.say(words::checked(run.counts()));
                    self.known.set(personas);
                    self.run.set(run);
                    self.stage.set(Stage::Planned);
                }
                Err(error) => {
                    let trouble = text::of_walk(Task::ListPersonas, &connected.place, &error);
                    self.stage.set(Stage::Text(Some(trouble)));
                }
            }
        });
        Ok(())
    }

    /// Carries the plan out.
    pub(crate) fn start(self, session: Session, announcer: Announcer) {
        let replace = self.replace.get_untracked();
        self.run.update(|run| run.begin(replace));
        self.go_on(session, announcer);
    }

    /// Tries again what failed.
    pub(crate) fn retry(self, session: Session, announcer: Announcer) {
        self.run.update(ImportRun::retry);
        self.go_on(session, announcer);
    }

    /// Stops: at once while it waits, else when the call is answered that is on its way.
    pub(crate) fn stop(self) {
        if self.stage.get_untracked() == Stage::Waiting {
            self.turn();
            self.stage.set(Stage::Stopped(None));
        } else {
            self.stopping.set(true);
        }
    }

    /// Whether it stops when the call is answered that is on its way.
    pub(crate) fn is_stopping(self) -> bool {
        self.stopping.get()
    }

    /// Goes on with what is left.
    pub(crate) fn go_on(self, session: Session, announcer: Announcer) {
        let Some((client, connected)) = around(session) else { return };
        let turn = self.turn();
        self.stage.set(Stage::Running);
        spawn_local(async move {
            // A refusal for too many calls is waited for here, where it can be seen and stopped.
            let retry = RetryPolicy::never();
            let options = Options { retry, ..client.options().clone() };
            let client = client.with_options(options);
            let mut refusals = 0;
            loop {
                if self.stopping.get_untracked() {
                    self.rest(announcer, Stage::Stopped(None));
                    return;
                }
                let step = self.step(session, &client, &connected, turn, refusals).await;
                if self.turns.get_value() != turn {
                    return;
                }
                match step {
                    Step::On => refusals = 0,
                    Step::Wait(wait) => {
                        refusals += 1;
                        if !self.wait(announcer, turn, wait).await {
                            return;
                        }
                    }
                    Step::Rest(stage) => {
                        self.rest(announcer, stage);
                        return;
                    }
                }
            }
        });
    }

    /// Carries one row out, or looks for one.
    async fn step(
        self,
        session: Session,
        client: &FetchClient,
        connected: &Connected,
        turn: u32,
        refusals: u32,
    ) -> Step {
        let (place, mut job) = match self.run.with_untracked(ImportRun::next) {
            Next::End => return Step::Rest(Stage::Finished),
            Next::Look(place, create) => {
                let mut look = FindCreatedPersona::new(&create).known(self.known_ids());
                let found = client.run(&mut look).await;
                if self.turns.get_value() != turn {
                    return Step::On;
                }
                return match found {
                    Ok(found) => {
                        self.run.update(|run| {
                            run.looked(place, found.map(|persona| persona.id));
                        });
                        self.tell_roster(session, place);
                        Step::On
                    }
                    Err(error) => stop(Task::ListPersonas, connected, &error),
                };
            }
            Next::Do(place, job) => (place, job),
        };
        let was_half_done = job.is_half_done();
        let old = self.run.with_untracked(|run| run.rows().get(place)?.old().cloned());
        let answer = match &mut job {
            Job::Create(create) => client.send(create).await,
            Job::Replace(replace) => {
                let is_wanted = || self.turns.get_value() == turn;
                client.run(&mut Wanted { replace, is_wanted }).await
            }
        };
        if self.turns.get_value() != turn {
            abandoned(session, job, old);
            return Step::On;
        }
        let task = if job.is_half_done() { Task::DeletePersona } else { Task::CreatePersona };
        let (outcome, step) = match answer {
            Ok(created) => (Outcome::Done(created.id), Step::On),
            Err(error) => match (job.consequence(&error, refusals), job.created()) {
                (Consequence::Done, Some(id)) => (Outcome::Done(id.clone()), Step::On),
                (Consequence::Wait(wait), _) => (Outcome::Waiting, Step::Wait(wait)),
                (Consequence::InDoubt, _) => (Outcome::InDoubt, stop(task, connected, &error)),
                (Consequence::Stop, _) => (Outcome::Waiting, stop(task, connected, &error)),
                (Consequence::Refused | Consequence::Done, _) => {
                    let trouble = text::of_call(task, &connected.place, &error);
                    let reason = words::refusal(trouble.graph.as_ref(), &trouble.title);
                    (Outcome::Refused(reason), Step::On)
                }
            },
        };
        let is_news = matches!(outcome, Outcome::Done(_)) || (job.is_half_done() && !was_half_done);
        self.run.update(|run| run.tried(place, job, outcome));
        if is_news {
            self.tell_roster(session, place);
        }
        step
    }

    /// Counts down. Answers whether this is still what is going on.
    async fn wait(self, announcer: Announcer, turn: u32, wait: Duration) -> bool {
        let seconds = usize::try_from(wait.as_secs()).unwrap_or(usize::MAX).max(1);
        announcer.say(words::pauses(seconds));
        self.count.set(seconds);
        self.stage.set(Stage::Waiting);
        for left in (1..=seconds).rev() {
            self.count.set(left);
            TimeoutFuture::new(1000).await;
            if self.turns.get_value() != turn {
                return false;
            }
        }
        self.stage.set(Stage::Running);
        true
    }

    fn rest(self, announcer: Announcer, stage: Stage) {
        let tally = self.run.with_untracked(ImportRun::tally);
        announcer.say(words::ended(stage == Stage::Finished, tally));
        self.stopping.set(false);
        self.stage.set(stage);
    }

    /// Lets the list know what the row made, and what it took away.
    fn tell_roster(self, session: Session, place: usize) {
        let row = self.run.with_untracked(|run| run.rows().get(place).cloned());
        let Some(row) = row else { return };
        if let Some(persona) = row.made() {
            session.roster.created(persona);
        }
        match (&row.outcome, row.old_id()) {
            (Outcome::Done(_), Some(old)) => {
                session.roster.deleted(old);
                session.replacements.end(old);
            }
            // It can be finished on the persona's own screen, too.
            (_, Some(_)) => {
                if let Some(half) = row.half_done() {
                    session.replacements.keep(half);
                }
            }
            _ => {}
        }
    }

    fn known_ids(self) -> Vec<messenger_personas::PersonaId> {
        let made = self.run.with_untracked(|run| {
            run.rows().iter().filter_map(|row| Some(row.made()?.id)).collect::<Vec<_>>()
        });
        let before = self.known.get_untracked().into_iter().map(|persona| persona.id);
        before.chain(made).collect()
    }

    fn turn(self) -> u32 {
        self.stopping.set(false);
        self.turns.update_value(|turns| *turns = turns.wrapping_add(1));
        self.turns.get_value()
    }
}

/// A replacement that makes no more calls once it is not wanted any more.
struct Wanted<'a, F> {
    replace: &'a mut ReplacePersona,
    is_wanted: F,
}

impl<F: Fn() -> bool> Operation for Wanted<'_, F> {
    type Output = <ReplacePersona as Operation>::Output;

    fn step(&self) -> messenger_personas::Step<Self::Output> {
        match self.replace.step() {
            messenger_personas::Step::Send(_) if !(self.is_wanted)() => {
                messenger_personas::Step::NeedsResolution
            }
            step => step,
        }
    }

    fn on_sent(&mut self) {
        self.replace.on_sent();
    }

    fn on_success(&mut self, body: &SuccessBody, graph: &Graph) -> Result<(), ResponseError> {
        self.replace.on_success(body, graph)
    }

    fn on_rejected(&mut self) {
        self.replace.on_rejected();
    }
}

/// A replacement was under way when the import was given up for another Page: whose id changed is
/// not forgotten with it.
fn abandoned(session: Session, job: Job, old: Option<Persona>) {
    let (Job::Replace(replace), Some(old)) = (job, old) else { return };
    let Some(id) = replace.created() else { return };
    if untrack(|| session.connected()).is_some() {
        session.replacements.keep(Replacement {
            new: Some(as_listed(id, replace.new_persona())),
            ..Replacement::of(old)
        });
    }
}

/// What comes after a row.
enum Step {
    On,
    Wait(Duration),
    Rest(Stage),
}

fn stop(task: Task, connected: &Connected, error: &Error) -> Step {
    Step::Rest(Stage::Stopped(Some(text::of_call(task, &connected.place, error))))
}

/// All personas of a Page. `on_count` is told how many there are so far.
pub(crate) async fn all_personas(
    client: FetchClient,
    page_id: PageId,
    on_count: impl Fn(usize),
) -> Result<Vec<Persona>, PaginationError> {
    let request = ListPersonas { paging: Paging::limit(LISTING), ..ListPersonas::new(page_id) };
    let mut walk = Paginator::new(client, request);
    let mut personas = Vec::new();
    while let Some(listing) = walk.next().await? {
        personas.extend(listing.data);
        on_count(personas.len());
    }
    Ok(personas)
}

fn around(session: Session) -> Option<(FetchClient, Connected)> {
    session.client().zip(untrack(|| session.connected()))
}

/// How many personas to ask for at a time.
const LISTING: u32 = 100;
