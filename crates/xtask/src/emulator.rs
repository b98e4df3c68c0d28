//! Builds and starts the emulated Graph.

use std::ffi::OsStr;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::ChildStdout;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::children::Running;
use crate::command::{self, Run};
use crate::setup::Toolbox;

/// A started emulator; it ends when this is dropped.
pub(crate) struct Emulator {
    running: Running,
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub(crate) address: String,
}

/// Builds the emulator's server and answers with the program.
pub(crate) fn build(tools: &Toolbox) -> Result<PathBuf> {
    tools
        .cargo()
        .args(["build", "--package", "graph-emulator-server", "--bin", NAME])
        .build_file(NAME, &format!("{NAME}{}", std::env::consts::EXE_SUFFIX))
        .context("the emulator was not built; the reason is above")
}

/// The same with all optimisations, to be measured.
pub(crate) fn build_optimised(tools: &Toolbox) -> Result<PathBuf> {
    tools
        .cargo()
        .args(["build", "--release", "--package", "graph-emulator-server", "--bin", NAME])
        .build_file(NAME, &format!("{NAME}{}", std::env::consts::EXE_SUFFIX))
        .context("the emulator was not built; the reason is above")
}

impl Emulator {
    /// Starts the emulator with the demo Page and waits until it listens.
    ///
    /// What it writes goes to our standard error.
    pub(crate) fn start(
        program: &Path,
        port: u16,
        more: impl IntoIterator<Item: AsRef<OsStr>>,
    ) -> Result<Self> {
        let running = Run::new(program)
            .args(["--port", &port.to_string(), "--seed", "demo"])
            .args(more)
            .start()?;
        Self::listening(running)
    }

    /// Waits until `running` says that it listens, in the emulator's words.
    pub(crate) fn listening(mut running: Running) -> Result<Self> {
        let stdout = running.take_stdout().context("the emulator cannot be read from")?;
        let (ready, address) = mpsc::channel();
        thread::spawn(move || pass_on(stdout, &ready));
        match address.recv_timeout(START_LIMIT) {
            Ok(address) => Ok(Self { running, address }),
            Err(mpsc::RecvTimeoutError::Disconnected) => {
                bail!("the emulator ended before it was ready; its reason is above")
            }
            Err(mpsc::RecvTimeoutError::Timeout) => bail!(
                "the emulator was ended: it did not say that it listens within {} seconds",
                START_LIMIT.as_secs()
            ),
        }
    }

    /// The body that it answers at this path.
    pub(crate) fn get(&self, path: &str) -> Result<String> {
        let host = self.address.strip_prefix("http://").unwrap_or(&self.address);
        let mut stream = TcpStream::connect(host).context("the emulator is gone")?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).context("the emulator did not answer")?;
        let body = answer.split_once("\r\n\r\n").filter(|_| answer.starts_with("HTTP/1.1 200 "));
        body.map(|(_, body)| body.to_owned()).context("the emulator refused to answer")
    }

    /// The number of its process.
    pub(crate) fn id(&self) -> u32 {
        self.running.id()
    }

    /// Waits until it ends by itself.
    pub(crate) fn wait(mut self) -> Result<()> {
        match self.running.wait(None).context("the emulator was lost")? {
            Some(status) if !status.success() => bail!("the emulator ended ({status})"),
            _ => Ok(()),
        }
    }
}

fn pass_on(stdout: ChildStdout, ready: &Sender<String>) {
    command::each_line_of(stdout, |line| match address_in(line) {
        // The receiver is gone once it has the first.
        Some(address) => drop(ready.send(address.to_owned())),
        None => eprintln!("{line}"),
    });
}

fn address_in(line: &str) -> Option<&str> {
    line.strip_prefix("listening on ").filter(|address| address.starts_with("http://"))
}

const NAME: &str = "graph-emulator";
const START_LIMIT: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_is_read_from_the_ready_line_only() {
        assert_eq!(address_in("listening on http://127.0.0.1:4010"), Some("http://127.0.0.1:4010"));
        assert_eq!(address_in("seed: demo"), None);
        assert_eq!(address_in("listening on a port"), None);
    }
}
