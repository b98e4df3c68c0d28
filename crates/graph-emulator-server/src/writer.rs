//! The thread that writes the journal.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, Sender},
    },
    thread::{self, JoinHandle},
};

use graph_emulator::Event;
use tokio::sync::oneshot;

use crate::{StartError, event_publisher::EventPublisher, journal::Journal};

/// The queue in front of the journal. Dropping it writes what is queued and closes the file.
pub(crate) struct Writer {
    queue: Option<Sender<Job>>,
    queued: u64,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    /// Number of jobs that were committed or have failed.
    finished: AtomicU64,
    #[cfg(test)]
    fails: std::sync::atomic::AtomicBool,
}

impl Writer {
    /// Starts the thread. It publishes the events of committed jobs.
    ///
    /// `on_failure` is called with the journal, the jobs that could not be written and the queue.
    /// It restores the state, and moves jobs from the queue that depend on the failed ones.
    pub(crate) fn start(
        journal: Journal,
        events: Arc<EventPublisher>,
        on_failure: impl Fn(&Journal, &mut Vec<Job>, &Receiver<Job>) + Send + 'static,
    ) -> Result<Self, StartError> {
        let (queue, jobs) = mpsc::channel();
        let shared = Arc::<Shared>::default();
        let path = journal.path().to_owned();
        let worker = Worker { journal, events, on_failure, shared: Arc::clone(&shared) };
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || worker.run(&jobs))
            .map_err(|error| StartError::Journal { path, reason: error.to_string() })?;
        Ok(Self { queue: Some(queue), queued: 0, shared, thread: Some(thread) })
    }

    /// Queues `job`. Returns `None` if it has no changes and nothing is queued before it: then
    /// everything is committed.
    pub(crate) fn enqueue(
        &mut self,
        (job, commit): (Job, CommitReceiver),
    ) -> Option<CommitReceiver> {
        if job.lines.is_empty() && self.shared.finished.load(Ordering::Acquire) == self.queued {
            return None;
        }
        self.queued += 1;
        if let Some(queue) = &self.queue {
            // If the thread is gone, the job is dropped, and `commit` fails.
            let _ = queue.send(job);
        }
        Some(commit)
    }
}

#[cfg(test)]
impl Writer {
    pub(crate) fn start_failing(&self) {
        self.shared.fails.store(true, Ordering::Release);
    }

    pub(crate) fn stop_failing(&self) {
        self.shared.fails.store(false, Ordering::Release);
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        if let Some(thread) = self.thread.take()
            && thread.thread().id() != thread::current().id()
        {
            let _ = thread.join();
        }
    }
}

/// Completes when a job is finished, with `true` if it was committed.
pub(crate) type CommitReceiver = oneshot::Receiver<bool>;

/// The changes of one request as JSON, and the events to publish once they are committed.
pub(crate) struct Job {
    lines: Vec<String>,
    events: Vec<Event>,
    commit: oneshot::Sender<bool>,
}

impl Job {
    pub(crate) fn new(lines: Vec<String>, events: Vec<Event>) -> (Self, CommitReceiver) {
        let (commit, receiver) = oneshot::channel();
        (Self { lines, events, commit }, receiver)
    }
}

struct Worker<F> {
    journal: Journal,
    events: Arc<EventPublisher>,
    on_failure: F,
    shared: Arc<Shared>,
}

impl<F: Fn(&Journal, &mut Vec<Job>, &Receiver<Job>)> Worker<F> {
    fn run(mut self, queue: &Receiver<Job>) {
        while let Ok(first) = queue.recv() {
            let mut jobs = vec![first];
            jobs.extend(queue.try_iter().take(MAX_JOBS - 1));
            let result = self.append(&jobs);
            if let Err(reason) = &result {
                tracing::error!("the journal cannot be written: {reason}");
                (self.on_failure)(&self.journal, &mut jobs, queue);
            }
            self.shared.finished.fetch_add(jobs.len() as u64, Ordering::AcqRel);
            for job in jobs {
                if result.is_ok() {
                    self.events.publish(job.events);
                }
                // The client may have disconnected.
                let _ = job.commit.send(result.is_ok());
            }
        }
    }

    fn append(&mut self, jobs: &[Job]) -> Result<(), String> {
        #[cfg(test)]
        if self.shared.fails.load(Ordering::Acquire) {
            return Err("this test lets writes fail".to_owned());
        }
        self.journal.append(jobs.iter().flat_map(|job| &job.lines))
    }
}

/// Maximum number of jobs in one transaction.
const MAX_JOBS: usize = 1024;
