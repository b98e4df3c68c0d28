//! `cargo xtask bench emulator`: the emulator beside a fake of Graph written with Express.
//!
//! Both are called by the same load generator on the same machine, which takes its part of the
//! processors from both.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{ROUNDS, Spread, install};
use crate::command::Run;
use crate::emulator::{self, Emulator};
use crate::project;
use crate::setup::{self, Need};

/// Measures and prints everything about the emulator's speed and size.
pub(super) fn measure() -> Result<()> {
    let toolbox = setup::set_up(&[Need::Node, Need::CCompiler])?;
    let server = emulator::build_optimised(&toolbox)?;
    let load = Load::build()?;
    let fake = install("emulator")?.join("fake.mjs");
    let folder = project::root().join("target").join("emulator-bench");
    let mut out = io::stdout().lock();
    writeln!(out, "{}", starts(&server)?)?;
    let rows = requests(&server, &load, &fake, &folder)?;
    writeln!(
        out,
        "{:<24}  {:>10}  {:>10}  {:>5}  {:>12}  goal",
        "requests a second", "ours", "Express", "ratio", "from … to"
    )?;
    for row in rows {
        writeln!(out, "{row}")?;
    }
    for line in listings(&server, &load)? {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// From the start of the program to its first answer.
fn starts(server: &Path) -> Result<String> {
    let mut took = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let emulator = Emulator::start(server, 0, NOTHING)?;
        emulator.get("/_emulator/health")?;
        took.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let ms = Spread::of(took);
    let verdict = verdict(ms.median <= START_GOAL_MS);
    Ok(format!(
        "start to first answer: {:.1} ms ({:.1} … {:.1}), goal ≤ {START_GOAL_MS:.0} {verdict}",
        ms.median, ms.lowest, ms.highest
    ))
}

/// Requests a second, in memory and with a journal, each beside Express.
fn requests(server: &Path, load: &Load, fake: &Path, folder: &Path) -> Result<Vec<String>> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    let data = folder.join("personas.db");
    for file in ["personas.db", "personas.db-wal", "personas.db-shm"] {
        // The last run's, if there was one.
        let _ = std::fs::remove_file(folder.join(file));
    }
    let memory = Emulator::start(server, 0, NOTHING)?;
    let journal = Emulator::start(server, 0, ["--data".as_ref(), data.as_os_str()])?;
    let express =
        Emulator::listening(Run::new("node").arg(fake).env("NODE_ENV", "production").start()?)?;
    let (memory, journal) = (Target::ours(&memory)?, Target::ours(&journal)?);
    let express = Target {
        address: host(&express).to_owned(),
        token: FAKE_TOKEN.to_owned(),
        psid: "1".to_owned(),
    };

    let mut rows = Vec::new();
    for calls in CALLS {
        let mut measured: Vec<[f64; 3]> = Vec::new();
        // The first round is for Node's compiler.
        for round in 0..=ROUNDS {
            eprintln!("{calls}, round {round} of {ROUNDS}");
            let rate =
                |target: &Target, requests: u32| load.rate(target, calls, CONNECTIONS, requests);
            // About as long for each of them, so that opening connections weighs the same.
            let rates = [
                rate(&memory, REQUESTS * 8)?,
                rate(&journal, REQUESTS * 4)?,
                rate(&express, REQUESTS)?,
            ];
            if round > 0 {
                measured.push(rates);
            }
        }
        for (kind, goal, ours) in [("memory", MEMORY_GOAL, 0), ("journal", JOURNAL_GOAL, 1)] {
            let of =
                |value: &dyn Fn(&[f64; 3]) -> f64| Spread::of(measured.iter().map(value).collect());
            let rate = |rates: &[f64; 3]| rates.get(ours).copied().unwrap_or(f64::NAN);
            let ratio = of(&|rates| rate(rates) / rates[2]);
            rows.push(format!(
                "{:<24}  {:>10.0}  {:>10.0}  {:>5.1}  {:>12}  ≥ {goal:.0} {}",
                format!("{calls}, {kind}"),
                of(&rate).median,
                of(&|rates| rates[2]).median,
                ratio.median,
                format!("{:.1} … {:.1}", ratio.lowest, ratio.highest),
                verdict(ratio.median >= goal),
            ));
        }
    }
    Ok(rows)
}

/// The first, middle and last listing of a long list, and what the list costs.
fn listings(server: &Path, load: &Load) -> Result<Vec<String>> {
    let emulator = Emulator::start(server, 0, NOTHING)?;
    let target = Target::ours(&emulator)?;
    let before = memory_of(emulator.id());
    // The demo's own count too, so that each listing is full.
    load.rate(&target, "create", CONNECTIONS, PERSONAS - IN_THE_DEMO)?;
    let after = memory_of(emulator.id());

    let (middle, last) = cursors(&emulator, &target)?;
    let places = [
        ("first", "/v26.0/me/personas?limit=100".to_owned()),
        ("middle", format!("/v26.0/me/personas?limit=100&after={middle}")),
        ("last", format!("/v26.0/me/personas?limit=100&after={last}")),
    ];
    let mut took: [Vec<f64>; 3] = Default::default();
    for _ in 0..ROUNDS {
        for ((_, calls), took) in places.iter().zip(&mut took) {
            took.push(1e6 / load.rate(&target, calls, 1, LISTINGS)?);
        }
    }
    let medians = took.map(|took| Spread::of(took).median);
    let quickest = medians.iter().copied().fold(f64::INFINITY, f64::min);
    let slowest = medians.iter().copied().fold(0.0, f64::max);
    let each: Vec<String> =
        places.iter().zip(medians).map(|((name, _), us)| format!("{name} {us:.0} µs")).collect();
    let mut lines = vec![format!(
        "100 of {PERSONAS} personas: {}, slowest to quickest {:.2}, goal ≤ {LISTING_GOAL:.0} {}",
        each.join(", "),
        slowest / quickest,
        verdict(slowest / quickest <= LISTING_GOAL),
    )];
    if let (Some(before), Some(after)) = (before, after) {
        let used = after.saturating_sub(before);
        lines.push(format!(
            "memory: {:.1} MB at the start, {:.1} MB more for {PERSONAS} personas",
            megabytes(before),
            megabytes(used)
        ));
    }
    Ok(lines)
}

/// The cursors behind which the middle and the last listing begin.
fn cursors(emulator: &Emulator, target: &Target) -> Result<(String, String)> {
    let mut all = Vec::new();
    let token = &target.token;
    let mut path = format!("/v26.0/me/personas?limit=100&fields=id&access_token={token}");
    loop {
        let listing: Value = serde_json::from_str(&emulator.get(&path)?)?;
        let cursor = listing.pointer("/paging/cursors/after").and_then(Value::as_str);
        all.extend(cursor.map(str::to_owned));
        let Some(next) = listing.pointer("/paging/next").and_then(Value::as_str) else { break };
        next.strip_prefix(&emulator.address)
            .context("a listing leads elsewhere")?
            .clone_into(&mut path);
    }
    let at = |index: usize| all.get(index).cloned().context("there are too few personas");
    // The last cursor is behind everybody.
    Ok((at(all.len() / 2)?, at(all.len().saturating_sub(2))?))
}

/// Who is called.
struct Target {
    /// Host and port.
    address: String,
    token: String,
    psid: String,
}

impl Target {
    fn ours(emulator: &Emulator) -> Result<Self> {
        let pages: Value = serde_json::from_str(&emulator.get("/_emulator/pages")?)?;
        let text = |pointer: &str| {
            let text = pages.pointer(pointer).and_then(Value::as_str);
            text.map(str::to_owned).with_context(|| format!("the demo has no {pointer}"))
        };
        Ok(Self {
            address: host(emulator).to_owned(),
            token: text("/pages/0/access_token")?,
            psid: text("/pages/0/people/0/psid")?,
        })
    }
}

/// The load generator.
struct Load(PathBuf);

impl Load {
    fn build() -> Result<Self> {
        Run::cargo()
            .args(["bench", "--package", "tests", "--no-run", "--bench", "emulator"])
            .build_file("emulator", std::env::consts::EXE_SUFFIX)
            .map(Self)
    }

    /// Requests a second.
    fn rate(&self, target: &Target, calls: &str, connections: u32, requests: u32) -> Result<f64> {
        let printed = Run::new(&self.0)
            .args([&target.address, &target.token, &target.psid, calls])
            .args([connections.to_string(), requests.to_string()])
            .limit(LIMIT)
            .read()?;
        let seconds: f64 = printed.trim().parse().context("the load generator wrote no number")?;
        Ok(f64::from(requests) / seconds)
    }
}

fn host(emulator: &Emulator) -> &str {
    emulator.address.strip_prefix("http://").unwrap_or(&emulator.address)
}

/// What the process holds in memory, in bytes, where the system says it.
fn memory_of(pid: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) * 1024.0 / 1e6
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "missed" }
}

const NOTHING: [&str; 0] = [];
const START_GOAL_MS: f64 = 100.0;
const MEMORY_GOAL: f64 = 5.0;
const JOURNAL_GOAL: f64 = 3.0;
const LISTING_GOAL: f64 = 2.0;
const PERSONAS: u32 = 100_000;
const IN_THE_DEMO: u32 = 3;
const LISTINGS: u32 = 3_000;
const CONNECTIONS: u32 = 64;
const REQUESTS: u32 = 10_000;
const LIMIT: Duration = Duration::from_mins(2);
const FAKE_TOKEN: &str = "EAABfake";
/// What is called, as the load generator knows it; `mix` is one of each, and two more messages.
const CALLS: [&str; 4] = ["create", "list", "send", "mix"];
