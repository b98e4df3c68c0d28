//! The processes we started, so that none outlives us.

use std::io;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

/// A started process that ends, at the latest, when this is dropped.
pub(crate) struct Running {
    child: Child,
    handle: Handle,
}

impl Running {
    /// Takes charge of `child`; `leads_group` if it was started as the leader of its own process group.
    pub(crate) fn new(child: Child, leads_group: bool) -> Self {
        let handle = Handle { pid: child.id(), leads_group };
        alive().push(handle);
        Self { child, handle }
    }

    /// The process's number.
    pub(crate) fn id(&self) -> u32 {
        self.handle.pid
    }

    /// What the process writes to its standard output, if that is a pipe and nobody took it before.
    pub(crate) fn take_stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout.take()
    }

    /// Waits until the process ends, or ends it when `limit` has passed: then the answer is `None`.
    ///
    /// Whatever else is left of its process group is ended too.
    pub(crate) fn wait(&mut self, limit: Option<Duration>) -> io::Result<Option<ExitStatus>> {
        let handle = self.handle;
        let (ended, ending) = mpsc::channel::<()>();
        let (status, in_time) = thread::scope(|scope| {
            let watch = limit.map(|limit| {
                scope.spawn(move || {
                    let in_time = ending.recv_timeout(limit) != Err(RecvTimeoutError::Timeout);
                    if !in_time {
                        handle.ask_to_end();
                        if ending.recv_timeout(GRACE) == Err(RecvTimeoutError::Timeout) {
                            handle.kill();
                        }
                    }
                    in_time
                })
            });
            let status = self.child.wait();
            drop(ended);
            (status, watch.is_none_or(|watch| watch.join().unwrap_or(true)))
        });
        if handle.leads_group {
            handle.kill();
        }
        status.map(|status| in_time.then_some(status))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Ok(None) = self.child.try_wait() {
            self.handle.ask_to_end();
            let deadline = Instant::now() + GRACE;
            while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
                thread::sleep(POLL);
            }
            self.handle.kill();
            // It is gone or never was: there is nothing left to do about it.
            let _ = self.child.wait();
        }
        alive().retain(|other| other.pid != self.handle.pid);
    }
}

#[derive(Clone, Copy)]
struct Handle {
    pid: u32,
    leads_group: bool,
}

impl Handle {
    fn ask_to_end(self) {
        #[cfg(unix)]
        self.signal(nix::sys::signal::Signal::SIGTERM);
        #[cfg(not(unix))]
        self.kill();
    }

    #[cfg(unix)]
    fn kill(self) {
        self.signal(nix::sys::signal::Signal::SIGKILL);
    }

    #[cfg(not(unix))]
    fn kill(self) {
        let _ = std::process::Command::new("taskkill")
            .args(["/T", "/F", "/PID", &self.pid.to_string()])
            .output();
    }

    #[cfg(unix)]
    fn signal(self, signal: nix::sys::signal::Signal) {
        use nix::sys::signal::{kill, killpg};
        use nix::unistd::Pid;

        let Ok(pid) = i32::try_from(self.pid) else { return };
        // The only failure possible is that the process has already ended.
        let _ = if self.leads_group {
            killpg(Pid::from_raw(pid), signal)
        } else {
            kill(Pid::from_raw(pid), signal)
        };
    }
}

/// Ends every started process, and then this one, on Ctrl-C, SIGTERM and SIGHUP.
pub(crate) fn end_when_interrupted() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        for handle in alive().iter() {
            handle.ask_to_end();
        }
        let deadline = Instant::now() + GRACE;
        while !alive().is_empty() && Instant::now() < deadline {
            thread::sleep(POLL);
        }
        for handle in alive().iter() {
            handle.kill();
        }
        std::process::exit(INTERRUPTED_EXIT_CODE);
    })
    .context("Ctrl-C cannot be listened for, so what is started could not be ended")
}

/// Does not return if we are being interrupted: what failed because of that needs no error message.
pub(crate) fn leave_if_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        thread::sleep(POLL);
    }
}

fn alive() -> MutexGuard<'static, Vec<Handle>> {
    ALIVE.lock().unwrap_or_else(PoisonError::into_inner)
}

static ALIVE: Mutex<Vec<Handle>> = Mutex::new(Vec::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// How long a process may take to end by itself.
const GRACE: Duration = Duration::from_secs(5);
const POLL: Duration = Duration::from_millis(20);
/// What shells report for a command that was interrupted.
const INTERRUPTED_EXIT_CODE: i32 = 130;
