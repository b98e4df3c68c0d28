//! Running other programs, in the project's folder and without input.

use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::children::{self, Running};
use crate::project;

/// A program to run.
///
/// What it writes goes to our standard error unless it is asked for: our standard output is for answers.
pub(crate) struct Run {
    command: Command,
    limit: Option<Duration>,
}

impl Run {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program);
        command.current_dir(project::root()).stdin(Stdio::null());
        Self { command, limit: None }
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Ends the program, and all that it started, when it is not done by then.
    pub(crate) fn limit(mut self, limit: Duration) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Runs to a successful end.
    pub(crate) fn finish(mut self) -> Result<()> {
        self.command.stdout(io::stderr());
        let mut running = self.spawn()?;
        self.wait(&mut running)
    }

    /// Runs to a successful end and answers with what was written to standard output.
    pub(crate) fn read(mut self) -> Result<String> {
        self.command.stdout(Stdio::piped());
        let mut running = self.spawn()?;
        let mut written = String::new();
        if let Some(mut stdout) = running.take_stdout() {
            stdout
                .read_to_string(&mut written)
                .with_context(|| format!("what {self} wrote cannot be read"))?;
        }
        self.wait(&mut running)?;
        Ok(written)
    }

    /// Runs to a successful end and hands over each line of standard output as it is written.
    pub(crate) fn each_line(mut self, on_line: impl FnMut(&str) + Send) -> Result<()> {
        self.command.stdout(Stdio::piped());
        let mut running = self.spawn()?;
        let stdout = running.take_stdout();
        thread::scope(|scope| {
            if let Some(stdout) = stdout {
                scope.spawn(move || each_line_of(stdout, on_line));
            }
            self.wait(&mut running)
        })
    }

    /// Runs to a successful end and hands over each line of standard error as it is written. What goes to standard
    /// output is not shown.
    pub(crate) fn each_error_line(mut self, on_line: impl FnMut(&str) + Send) -> Result<()> {
        let (errors, into_errors) = io::pipe().context("there is no pipe to read from")?;
        self.command.stdout(Stdio::null()).stderr(into_errors);
        let mut running = self.spawn()?;
        // Reading ends when nobody can write any more, and we keep what was not replaced.
        self.command.stderr(Stdio::inherit());
        thread::scope(|scope| {
            scope.spawn(move || each_line_of(errors, on_line));
            self.wait(&mut running)
        })
    }

    /// Runs to a successful end and hands over each line of standard output and of standard error as it is written.
    pub(crate) fn each_line_of_both(
        mut self,
        on_line: impl FnMut(&str) + Send,
        on_error_line: impl FnMut(&str) + Send,
    ) -> Result<()> {
        let (errors, into_errors) = io::pipe().context("there is no pipe to read from")?;
        self.command.stderr(into_errors).stdout(Stdio::piped());
        let mut running = self.spawn()?;
        // Drops our end of the pipe, so that reading ends with the program.
        self.command.stderr(Stdio::inherit());
        let stdout = running.take_stdout();
        thread::scope(|scope| {
            if let Some(stdout) = stdout {
                scope.spawn(move || each_line_of(stdout, on_line));
            }
            scope.spawn(move || each_line_of(errors, on_error_line));
            self.wait(&mut running)
        })
    }

    /// Starts the program; its standard output can be taken.
    pub(crate) fn start(mut self) -> Result<Running> {
        self.command.stdout(Stdio::piped());
        self.spawn()
    }

    /// What the program writes to standard output if it is there and succeeds; nothing is shown.
    pub(crate) fn probe(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        let written = String::from_utf8(output.stdout).ok()?;
        output.status.success().then_some(written)
    }

    fn spawn(&mut self) -> Result<Running> {
        children::leave_if_interrupted();
        // A group of its own is what a time limit ends as a whole. Without a limit the program stays in ours, where
        // it also ends when our whole group is killed.
        let leads_group = self.limit.is_some();
        #[cfg(unix)]
        if leads_group {
            std::os::unix::process::CommandExt::process_group(&mut self.command, 0);
        }
        match self.command.spawn() {
            Ok(child) => Ok(Running::new(child, leads_group)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                bail!(
                    "{} is not there; `cargo xtask setup` installs what is needed",
                    self.program()
                )
            }
            Err(error) => Err(error).with_context(|| format!("{self} cannot be started")),
        }
    }

    fn wait(&self, running: &mut Running) -> Result<()> {
        let ended = running.wait(self.limit).with_context(|| format!("{self} was lost"))?;
        match (ended, self.limit) {
            (Some(status), _) if status.success() => Ok(()),
            (Some(status), _) => bail!("{self} failed ({status})"),
            (None, limit) => bail!(
                "{self} was ended: it was not done after {} seconds",
                limit.unwrap_or_default().as_secs()
            ),
        }
    }

    fn program(&self) -> String {
        let program = Path::new(self.command.get_program());
        program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()
    }
}

/// The command line, short enough to be read in an error.
impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}", self.program())?;
        for arg in self.command.get_args() {
            write!(f, " {}", arg.to_string_lossy())?;
        }
        write!(f, "`")
    }
}

/// Hands over the lines of `source` until it ends, whatever bytes they hold.
pub(crate) fn each_line_of(source: impl Read, mut on_line: impl FnMut(&str)) {
    let mut source = BufReader::new(source);
    let mut line = Vec::new();
    while source.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        on_line(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']));
        line.clear();
    }
}

/// Whether a program of this name is on the `PATH`, and where.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// A `PATH` that has `folders` before those of our own.
pub(crate) fn path_with(folders: impl IntoIterator<Item = PathBuf>) -> Result<OsString> {
    let own = std::env::var_os("PATH").unwrap_or_default();
    let folders = folders.into_iter().chain(std::env::split_paths(&own));
    std::env::join_paths(folders)
        .context("a folder of the tools cannot be on the PATH; set MESSENGER_PERSONAS_CACHE to another place")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Run {
        Run::new("sh").args(["-c", script])
    }

    fn is_alive(pid: &str) -> bool {
        // One that has ended but is not yet waited for still has a number, and the state Z.
        let state = Run::new("ps").args(["-o", "stat=", "-p", pid]).probe();
        state.is_some_and(|state| !state.trim().starts_with('Z'))
    }

    #[test]
    fn a_program_over_its_limit_is_ended_with_all_it_started() {
        let mut started = String::new();

        let error = shell("sleep 600 & echo $!; wait")
            .limit(Duration::from_millis(200))
            .each_line(|line| started = line.to_owned())
            .unwrap_err();

        assert!(error.to_string().contains("was ended"), "{error}");
        assert!(!started.is_empty() && !is_alive(&started));
    }

    #[test]
    fn what_a_limited_program_leaves_behind_is_ended() {
        let mut started = String::new();

        shell("sleep 600 & echo $!")
            .limit(Duration::from_mins(1))
            .each_line(|line| started = line.to_owned())
            .unwrap();

        assert!(!started.is_empty() && !is_alive(&started));
    }

    #[test]
    fn a_failure_names_the_command_and_its_status() {
        let error = shell("exit 3").finish().unwrap_err().to_string();

        assert_eq!(error, "`sh -c exit 3` failed (exit status: 3)");
    }

    #[test]
    fn a_missing_program_is_said_to_be_missing() {
        let error = Run::new("no-such-program").finish().unwrap_err().to_string();

        assert!(error.starts_with("no-such-program is not there; "), "{error}");
    }

    #[test]
    fn errors_are_handed_over_line_by_line() {
        let mut lines = Vec::new();

        shell("echo other; echo one >&2; echo two >&2")
            .each_error_line(|line| lines.push(line.to_owned()))
            .unwrap();

        assert_eq!(lines, ["one", "two"]);
    }

    #[test]
    fn lines_are_handed_over_whatever_they_hold() {
        let mut lines = Vec::new();

        each_line_of(&b"one\r\n\xff\n\nlast"[..], |line| lines.push(line.to_owned()));

        assert_eq!(lines, ["one", "\u{fffd}", "", "last"]);
    }
}
