//! `cargo xtask fuzz`: a search for inputs that break what the tests claim of any input.
//!
//! The claims are in `tests/claims/`, the inputs to start from in `tests/fuzz/corpus/`. Those are only
//! read: what a search adds stays in `target/fuzz/`, until somebody finds one worth keeping.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;

use crate::FuzzArgs;
use crate::command::Run;
use crate::project;
use crate::setup::{self, Need, Toolbox};

/// What is given generated inputs.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Target {
    /// Answers, to the core
    Answer,
    /// Requests, to the emulator
    EmulatorRequest,
}

/// Sets up, compiles, searches with each target for its share of the time and prints a table.
pub(crate) fn fuzz(args: &FuzzArgs) -> Result<()> {
    let targets = if args.targets.is_empty() { Target::value_variants() } else { &args.targets };
    let share = (args.seconds / targets.len() as u64).max(1);
    let tools = setup::set_up(&Need::FUZZING)?;
    let folder = build(&tools, targets)?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:<18}  {:>10}  {:>10}  {:>8}  {:>8}",
        "target", "inputs", "per second", "edges", "features"
    )?;
    for target in targets {
        let program = folder.join(target.name());
        let found = search(*target, &program, share)?;
        writeln!(
            out,
            "{:<18}  {:>10}  {:>10}  {:>8}  {:>8}",
            target.name(),
            found.inputs,
            found.inputs / found.seconds.max(1),
            found.edges,
            found.features
        )?;
    }
    Ok(())
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::EmulatorRequest => "emulator_request",
        }
    }
}

/// What the fuzzer wrote about a search.
#[derive(Debug, Default, PartialEq)]
struct Found {
    inputs: u64,
    seconds: u64,
    /// How many edges of the program's control flow were passed.
    edges: u64,
    /// The same with how often, and with what was compared.
    features: u64,
    /// The input that broke a claim.
    broken_by: Option<PathBuf>,
}

impl Found {
    fn note(&mut self, line: &str) {
        let words: Vec<_> = line.split_whitespace().collect();
        for pair in words.windows(2) {
            match *pair {
                ["cov:", number] => self.edges = number.parse().unwrap_or(self.edges),
                ["ft:", number] => self.features = number.parse().unwrap_or(self.features),
                _ => {}
            }
        }
        match words.as_slice() {
            ["Done", inputs, "runs", "in", seconds, "second(s)"] => {
                self.inputs = inputs.parse().unwrap_or_default();
                self.seconds = seconds.parse().unwrap_or_default();
            }
            [.., "Test", "unit", "written", "to", path] => self.broken_by = Some((*path).into()),
            _ => {}
        }
    }
}

/// Compiles the targets and answers with the folder they are in.
fn build(tools: &Toolbox, targets: &[Target]) -> Result<PathBuf> {
    let folder = project::fuzz_folder().join("build");
    for target in targets {
        tools
            .cargo()
            .args(["fuzz", "build", "--fuzz-dir", "tests/fuzz"])
            // No code of ours is unsafe, so a sanitizer has nothing to find. Without one, stable
            // Rust is enough, and more inputs are tried in the same time.
            .args(["--sanitizer", "none", "--target-dir"])
            .args([folder.as_os_str(), target.name().as_ref()])
            .finish()
            .context("the fuzz target was not compiled; the reason is above")?;
    }
    let machine = tools.run("rustc").args(["--print", "host-tuple"]).read()?;
    Ok(folder.join(machine.trim()).join("release"))
}

fn search(target: Target, program: &PathBuf, seconds: u64) -> Result<Found> {
    let name = target.name();
    let ours = project::root().join("tests").join("fuzz");
    let corpus = made(project::fuzz_folder().join("corpus").join(name))?;
    // It ends with a slash, as the fuzzer puts a name right behind it.
    let failures = made(project::fuzz_folder().join("failures").join(name))?.join("");
    let mut found = Found::default();
    let mut last_lines = Vec::new();
    eprintln!("Searching with {name} for {seconds} seconds");
    let run = Run::new(program)
        .args([&corpus, &ours.join("corpus").join(name)])
        .arg(format!("-dict={}", ours.join(format!("{name}.dict")).display()))
        .arg(format!("-artifact_prefix={}", failures.display()))
        .arg(format!("-max_total_time={seconds}"))
        .args(["-max_len=8192", "-timeout=10", "-print_final_stats=1"])
        // Its frames would push the message out of the lines that are shown.
        .env("RUST_BACKTRACE", "0")
        .limit(Duration::from_secs(seconds) + GRACE)
        .each_error_line(|line| {
            found.note(line);
            last_lines.push(line.to_owned());
            if last_lines.len() > SHOWN_LINES {
                last_lines.remove(0);
            }
        });
    let Err(error) = run else { return Ok(found) };
    eprintln!("{}", last_lines.join("\n"));
    match found.broken_by {
        Some(input) => bail!(
            "an input breaks what tests/claims/{name}.rs claims\n  it is in   {}\n  try again  {} {}\n  \
             keep it    copy it to tests/fuzz/corpus/{name}/ under a name that says what it is; `cargo test` then \
             tries it",
            input.display(),
            program.display(),
            input.display(),
        ),
        None => Err(error.context("the search ended early; the fuzzer's last lines are above")),
    }
}

fn made(folder: PathBuf) -> Result<PathBuf> {
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

/// How much longer than asked for a search may take: reading what earlier ones found comes first.
const GRACE: Duration = Duration::from_mins(2);
const SHOWN_LINES: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_reached_is_in_the_last_progress() {
        let mut found = Found::default();
        for line in [
            "#2\tINITED cov: 12 ft: 13 corp: 1/1b exec/s: 0 rss: 30Mb",
            "#524288\tpulse  cov: 1371 ft: 5204 corp: 611/48Kb lim: 325 exec/s: 52428 rss: 41Mb",
            "Done 600000 runs in 31 second(s)",
        ] {
            found.note(line);
        }

        let expected =
            Found { inputs: 600_000, seconds: 31, edges: 1371, features: 5204, broken_by: None };
        assert_eq!(found, expected);
    }

    #[test]
    fn an_input_that_breaks_a_claim_is_named() {
        let mut found = Found::default();
        found.note("artifact_prefix='/t/'; Test unit written to /t/crash-0a1b");

        assert_eq!(found.broken_by, Some(PathBuf::from("/t/crash-0a1b")));
    }

    #[test]
    fn each_target_has_its_claim_its_corpus_and_its_words() {
        for target in Target::value_variants() {
            let tests = project::root().join("tests");
            let name = target.name();
            assert!(tests.join(format!("claims/{name}.rs")).is_file(), "{name}");
            assert!(tests.join(format!("fuzz/targets/{name}.rs")).is_file(), "{name}");
            assert!(tests.join(format!("fuzz/corpus/{name}")).is_dir(), "{name}");
            assert!(tests.join(format!("fuzz/{name}.dict")).is_file(), "{name}");
        }
    }
}
