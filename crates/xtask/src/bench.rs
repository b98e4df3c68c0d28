//! `cargo xtask bench`: what is ours beside its peer, as ratios.
//!
//! A machine is never as fast twice: its clock and its neighbours change from second to second. So
//! each bench runs in several short rounds, in which ours and its peer are measured within a second
//! or two of each other. A ratio is taken in each round, and the median of these is printed, with
//! the lowest and the highest: where they lie far apart, the machine was busy.

mod console;
mod emulator;
mod npm;

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::ValueEnum;
use serde_json::Value;

use crate::command::Run;
use crate::{project, setup};

/// What can be measured by itself.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Subject {
    /// Reading answers and building requests, without a browser
    Core,
    /// The emulator's server, beside a fake of Graph in Express
    Emulator,
    /// The npm package, beside bare `fetch`, axios and messaging-api-messenger
    Npm,
    /// The console with 10,000 personas, beside the console with 100
    Console,
}

/// Measures `subjects`, or all if there is none, and prints a table for each.
pub(crate) fn bench(subjects: &[Subject]) -> Result<()> {
    let subjects = if subjects.is_empty() { Subject::value_variants() } else { subjects };
    for subject in subjects {
        match subject {
            Subject::Core => measure("core", CORE)?,
            Subject::Emulator => emulator::measure()?,
            Subject::Npm => npm::measure()?,
            Subject::Console => console::measure()?,
        }
    }
    Ok(())
}

/// Installs what the `package-lock.json` in `tests/bench/<subject>/` lists, and returns the folder.
fn install(subject: &str) -> Result<PathBuf> {
    let folder = project::root().join("tests").join("bench").join(subject);
    let packages = format!("the packages of tests/bench/{subject}/package.json");
    setup::install_packages(&folder, &packages, "the bench needs")?;
    Ok(folder)
}

/// Two things that do the same.
struct Pair {
    /// The group of both, as the bench calls it.
    group: &'static str,
    ours: &'static str,
    peer: &'static str,
    /// The highest ratio that we want.
    goal: Option<f64>,
}

/// The times of a pair in one round, in nanoseconds.
#[derive(Clone, Copy)]
struct Round {
    ours: f64,
    peer: f64,
}

fn measure(bench: &str, pairs: &[Pair]) -> Result<()> {
    Run::cargo().args(["bench", "--package", "tests", "--no-run", "--bench", bench]).finish()?;
    let mut rounds: Vec<Vec<Round>> = pairs.iter().map(|_| Vec::new()).collect();
    for number in 1..=ROUNDS {
        eprintln!("Round {number} of {ROUNDS}");
        run_once(bench)?;
        for (pair, rounds) in pairs.iter().zip(&mut rounds) {
            let (ours, peer) = (median_time(pair, pair.ours)?, median_time(pair, pair.peer)?);
            rounds.push(Round { ours, peer });
        }
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{:<36}  {:>10}  {:>10}  {:>5}  {:>12}  goal",
        format!("{bench}, beside"),
        "ours",
        "peer",
        "ratio",
        "from … to"
    )?;
    for (pair, rounds) in pairs.iter().zip(&rounds) {
        writeln!(out, "{}", row(pair, rounds))?;
    }
    Ok(())
}

/// Runs every bench once, and shows what it writes only if it fails.
fn run_once(bench: &str) -> Result<()> {
    let mut lines = Vec::new();
    Run::cargo()
        .args(["bench", "--quiet", "--package", "tests", "--bench", bench, "--", "--quiet"])
        .env("CRITERION_HOME", project::criterion_folder())
        .each_error_line(|line| lines.push(line.to_owned()))
        .inspect_err(|_| eprintln!("{}", lines.join("\n")))
}

fn row(pair: &Pair, rounds: &[Round]) -> String {
    let of = |value: fn(&Round) -> f64| Spread::of(rounds.iter().map(value).collect());
    let ratio = of(|round| round.ours / round.peer);
    let goal = pair.goal.map_or(String::new(), |goal| {
        let verdict = if ratio.median <= goal { "met" } else { "missed" };
        format!("≤ {goal:.2} {verdict}")
    });
    let row = format!(
        "{:<36}  {:>10}  {:>10}  {:>5.2}  {:>12}  {goal}",
        format!("{}/{}", pair.group, pair.peer),
        time(of(|round| round.ours).median),
        time(of(|round| round.peer).median),
        ratio.median,
        format!("{:.2} … {:.2}", ratio.lowest, ratio.highest),
    );
    row.trim_end().to_owned()
}

struct Spread {
    lowest: f64,
    median: f64,
    highest: f64,
}

impl Spread {
    fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
        Self { lowest: at(0), median: at(values.len() / 2), highest: at(values.len().max(1) - 1) }
    }
}

/// What Criterion estimated last, in nanoseconds.
fn median_time(pair: &Pair, function: &str) -> Result<f64> {
    let path =
        project::criterion_folder().join(pair.group).join(function).join("new/estimates.json");
    let text = fs::read(&path).with_context(|| {
        format!("{} is missing; is the bench still called that?", path.display())
    })?;
    let estimates: Value =
        serde_json::from_slice(&text).with_context(|| format!("{} is not JSON", path.display()))?;
    estimates
        .pointer("/median/point_estimate")
        .and_then(Value::as_f64)
        .with_context(|| format!("{} has no median", path.display()))
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ns if ns < 1e3 => format!("{ns:.0} ns"),
        ns if ns < 1e6 => format!("{:.2} µs", ns / 1e3),
        ns => format!("{:.2} ms", ns / 1e6),
    }
}

/// An odd number, so that the median is one of them.
const ROUNDS: usize = 5;

const CORE: &[Pair] = &[
    Pair { group: "read_listing", ours: "ours", peer: "from_slice", goal: Some(1.15) },
    Pair { group: "read_listing", ours: "ours", peer: "from_str", goal: None },
    Pair { group: "build_create", ours: "ours_form", peer: "format_form", goal: Some(3.0) },
    Pair { group: "build_create", ours: "ours_form", peer: "unescaped_form", goal: None },
    Pair { group: "build_create", ours: "ours_header", peer: "format_header", goal: Some(3.0) },
    Pair { group: "build_create", ours: "ours_header", peer: "unescaped_header", goal: None },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_median_of_the_ratios_of_each_round() {
        let pair = Pair { group: "read", ours: "ours", peer: "bare", goal: Some(1.0) };
        let round = |ours, peer| Round { ours, peer };
        let rounds = [round(1.0e6, 2.0e6), round(4.4e6, 4.0e6), round(9.0e6, 3.0e6)];

        let row = row(&pair, &rounds);

        let words: Vec<_> = row.split_whitespace().collect();
        assert_eq!(words.join(" "), "read/bare 4.40 ms 3.00 ms 1.10 0.50 … 3.00 ≤ 1.00 missed");
    }

    #[test]
    fn times_have_the_unit_that_suits_them() {
        for (nanoseconds, text) in [(278.4, "278 ns"), (1_500.0, "1.50 µs"), (1.43e6, "1.43 ms")] {
            assert_eq!(time(nanoseconds), text);
        }
    }
}
