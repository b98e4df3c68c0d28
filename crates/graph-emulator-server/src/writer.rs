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

use crate::{
    StartError,
    events::Listeners,
    journal::Journal,
    store::{Durable, Rescue},
};

/// A queue in front of a journal. Dropping it writes what waits, and closes the file.
pub(crate) struct Writer {
    queue: Option<Sender<Job>>,
    queued: u64,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    /// How many jobs were done, well or not.
    done: AtomicU64,
    #[cfg(test)]
    fails: std::sync::atomic::AtomicBool,
}

impl Writer {
    pub(crate) fn start(
        journal: Journal,
        listeners: Arc<Listeners>,
        rescue: Rescue,
    ) -> Result<Self, StartError> {
        let (queue, jobs) = mpsc::channel();
        let shared = Arc::<Shared>::default();
        let path = journal.path().to_owned();
        let writing = Writing { journal, listeners, rescue, shared: Arc::clone(&shared) };
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || writing.until_closed(&jobs))
            .map_err(|error| StartError::Journal { path, reason: error.to_string() })?;
        Ok(Self { queue: Some(queue), queued: 0, shared, thread: Some(thread) })
    }

    /// Queues `job`. `None` if there is nothing to wait for.
    pub(crate) fn keep(&mut self, (job, durable): (Job, Durable)) -> Option<Durable> {
        if job.lines.is_empty() && self.shared.done.load(Ordering::Acquire) == self.queued {
            return None;
        }
        self.queued += 1;
        if let Some(queue) = &self.queue {
            // A thread that is gone drops the job, and with it the promise.
            let _ = queue.send(job);
        }
        Some(durable)
    }
}

#[cfg(test)]
impl Writer {
    pub(crate) fn fail_from_now_on(&self) {
        self.shared.fails.store(true, Ordering::Release);
    }

    pub(crate) fn work_again(&self) {
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

/// The changes of one request, and what follows when they are durable.
pub(crate) struct Job {
    lines: Vec<String>,
    events: Vec<Event>,
    done: oneshot::Sender<bool>,
}

impl Job {
    pub(crate) fn new(lines: Vec<String>, events: Vec<Event>) -> (Self, Durable) {
        let (done, durable) = oneshot::channel();
        (Self { lines, events, done }, durable)
    }
}

struct Writing {
    journal: Journal,
    listeners: Arc<Listeners>,
    rescue: Rescue,
    shared: Arc<Shared>,
}

impl Writing {
    fn until_closed(mut self, queue: &Receiver<Job>) {
        while let Ok(first) = queue.recv() {
            let mut jobs = vec![first];
            jobs.extend(queue.try_iter().take(MOST_AT_ONCE - 1));
            let written = self.append(&jobs);
            if let Err(reason) = &written {
                eprintln!("the journal cannot be written: {reason}");
                self.rescue.put_back(&self.journal, &mut jobs, queue);
            }
            self.shared.done.fetch_add(jobs.len() as u64, Ordering::AcqRel);
            for job in jobs {
                if written.is_ok() {
                    self.listeners.tell(&job.events);
                }
                // Who asked may be gone.
                let _ = job.done.send(written.is_ok());
            }
        }
    }

    fn append(&mut self, jobs: &[Job]) -> Result<(), String> {
        #[cfg(test)]
        if self.shared.fails.load(Ordering::Acquire) {
            return Err("a test wants it so".to_owned());
        }
        self.journal.append(jobs.iter().flat_map(|job| &job.lines))
    }
}

const MOST_AT_ONCE: usize = 1024;
