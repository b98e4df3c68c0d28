//! `cargo xtask bench emulator`: the emulator beside a fake of Graph written with Express.
//!
//! Both are called by the same load generator on the same machine, which takes its part of the
//! processors from both.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::{ROUNDS, Spread, install};
use crate::command::Run;
use crate::emulator::{self, Emulator};
use crate::project;
use crate::setup::{self, Need};

/// Measures everything about the emulator's speed and size. Each figure is printed when it is known,
/// and the goals at the end.
pub(super) fn measure() -> Result<()> {
    let toolbox = setup::set_up(&[Need::Node, Need::CCompiler])?;
    eprintln!("Building the emulator with all optimisations: minutes, unless it was built before");
    let server = emulator::build_optimised(&toolbox)?;
    let load = Load::build()?;
    let fake = install("emulator")?.join("fake.mjs");
    let folder = project::root().join("target").join("emulator-bench");
    let start = Instant::now();
    let mut goals = vec![starts(&server)?];
    goals.extend(requests(&server, &load, &fake, &folder)?);
    goals.push(listings(&server, &load)?);
    let mut out = io::stdout().lock();
    writeln!(out, "\n{:<36}  {:>8}  {:>8}", "summary", "goal", "measured")?;
    for goal in &goals {
        writeln!(out, "{}", goal.row())?;
    }
    writeln!(out, "measured in {} s", start.elapsed().as_secs())?;
    Ok(())
}

/// A goal, and what was measured.
struct Goal {
    name: String,
    limit: String,
    measured: String,
    is_met: bool,
}

impl Goal {
    fn at_most(name: &str, limit: f64, measured: f64, unit: &str) -> Self {
        Self::new(name, ("≤", limit), measured, unit, measured <= limit)
    }

    fn at_least(name: &str, limit: f64, measured: f64, unit: &str) -> Self {
        Self::new(name, ("≥", limit), measured, unit, measured >= limit)
    }

    fn new(name: &str, limit: (&str, f64), measured: f64, unit: &str, is_met: bool) -> Self {
        Self {
            name: name.to_owned(),
            limit: format!("{} {:.0}{unit}", limit.0, limit.1),
            measured: format!("{measured:.2}{unit}"),
            is_met,
        }
    }

    fn row(&self) -> String {
        let verdict = if self.is_met { "met" } else { "missed" };
        format!("{:<36}  {:>8}  {:>8}  {verdict}", self.name, self.limit, self.measured)
    }
}

/// From the start of the program to its first answer.
fn starts(server: &Path) -> Result<Goal> {
    let mut took = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let emulator = Emulator::start(server, 0, NOTHING)?;
        emulator.get("/_emulator/health")?;
        took.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let ms = Spread::of(took);
    print(&format!(
        "start to first answer: {:.1} ms ({:.1} … {:.1})",
        ms.median, ms.lowest, ms.highest
    ))?;
    Ok(Goal::at_most("start to first answer", START_GOAL_MS, ms.median, " ms"))
}

/// Requests a second, in memory and with a journal, each beside Express.
fn requests(server: &Path, load: &Load, fake: &Path, folder: &Path) -> Result<Vec<Goal>> {
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
        pid: express.id(),
    };

    print(&format!(
        "{:<24}  {:>10}  {:>10}  {:>5}  {:>12}  {:>14}",
        "requests a second", "ours", "Express", "ratio", "from … to", "processor time"
    ))?;
    let mut goals = Vec::new();
    for calls in CALLS {
        let (mut in_memory, mut with_journal) = (Vec::new(), Vec::new());
        // The first round is for Node's compiler.
        for round in 0..=ROUNDS {
            eprintln!("{calls}, round {round} of {ROUNDS}");
            let until = if round == 0 { Until::WARM } else { Until::SECONDS };
            let rate = |target: &Target| load.rate(target, calls, CONNECTIONS, until);
            let (memory, journal, express) = (rate(&memory)?, rate(&journal)?, rate(&express)?);
            if round > 0 {
                in_memory.push((memory, express));
                with_journal.push((journal, express));
            }
        }
        let kinds = [("memory", MEMORY_GOAL, in_memory), ("journal", JOURNAL_GOAL, with_journal)];
        for (kind, goal, pairs) in kinds {
            let of =
                |value: fn(&(Rate, Rate)) -> f64| Spread::of(pairs.iter().map(value).collect());
            let name = format!("{calls}, {kind}");
            let ratio = of(|(ours, express)| ours.per_second / express.per_second);
            let processor = of(|(ours, express)| express.ticks / ours.ticks);
            print(&format!(
                "{name:<24}  {:>10.0}  {:>10.0}  {:>5.1}  {:>12}  {:>14}",
                of(|(ours, _)| ours.per_second).median,
                of(|(_, express)| express.per_second).median,
                ratio.median,
                format!("{:.1} … {:.1}", ratio.lowest, ratio.highest),
                format!("1/{:.1}", processor.median),
            ))?;
            goals.push(Goal::at_least(&format!("{name}, to Express"), goal, ratio.median, "×"));
        }
    }
    Ok(goals)
}

/// The first, middle and last listing of a long list, and what the list costs.
fn listings(server: &Path, load: &Load) -> Result<Goal> {
    let emulator = Emulator::start(server, 0, NOTHING)?;
    let target = Target::ours(&emulator)?;
    let before = memory_of(emulator.id());
    // The demo's own count too, so that each listing is full.
    let creates = Until { requests: PERSONAS - IN_THE_DEMO, seconds: LIMIT.as_secs_f64() };
    load.rate(&target, "create", CONNECTIONS, creates)?;
    let after = memory_of(emulator.id());
    if let (Some(before), Some(after)) = (before, after) {
        let used = after.saturating_sub(before);
        print(&format!(
            "memory: {:.1} MB at the start, {:.1} MB more for {PERSONAS} personas",
            megabytes(before),
            megabytes(used)
        ))?;
    }

    let (middle, last) = cursors(&emulator, &target)?;
    let places = [
        ("first", "/v26.0/me/personas?limit=100".to_owned()),
        ("middle", format!("/v26.0/me/personas?limit=100&after={middle}")),
        ("last", format!("/v26.0/me/personas?limit=100&after={last}")),
    ];
    let mut took: [Vec<f64>; 3] = Default::default();
    for _ in 0..ROUNDS {
        for ((_, calls), took) in places.iter().zip(&mut took) {
            took.push(1e6 / load.rate(&target, calls, 1, Until::SECONDS)?.per_second);
        }
    }
    let medians = took.map(|took| Spread::of(took).median);
    let quickest = medians.iter().copied().fold(f64::INFINITY, f64::min);
    let slowest = medians.iter().copied().fold(0.0, f64::max);
    let each: Vec<String> =
        places.iter().zip(medians).map(|((name, _), us)| format!("{name} {us:.0} µs")).collect();
    print(&format!("100 of {PERSONAS} personas: {}", each.join(", ")))?;
    Ok(Goal::at_most("slowest to quickest listing", LISTING_GOAL, slowest / quickest, "×"))
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
    /// The number of its process.
    pid: u32,
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
            pid: emulator.id(),
        })
    }
}

/// The load generator.
struct Load(PathBuf);

impl Load {
    fn build() -> Result<Self> {
        Run::cargo()
            .args(["build", "--release", "--package", "emulator-bench", "--bin", "load"])
            .build_file("load", &format!("load{}", std::env::consts::EXE_SUFFIX))
            .map(Self)
    }

    fn rate(&self, target: &Target, calls: &str, connections: u32, until: Until) -> Result<Rate> {
        let before = ticks_of(target.pid);
        let printed = Run::new(&self.0)
            .args([&target.address, &target.token, &target.psid, calls])
            .args([connections.to_string(), until.seconds.to_string(), until.requests.to_string()])
            .limit(LIMIT)
            .read()?;
        let ticks = ticks_of(target.pid) - before;
        let numbers = printed.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>();
        let numbers = numbers.context("the load generator did not write numbers")?;
        let [requests, seconds] = numbers[..] else {
            bail!("the load generator did not write two numbers")
        };
        if requests < f64::from(until.requests) && seconds < until.seconds {
            bail!("the load generator ended early");
        }
        Ok(Rate { per_second: requests / seconds, ticks: ticks / requests })
    }
}

/// When to stop: after that many requests or seconds.
#[derive(Clone, Copy)]
struct Until {
    requests: u32,
    seconds: f64,
}

impl Until {
    /// Enough requests for Node to have compiled what handles them, also on a busy machine.
    const WARM: Self = Self { requests: 5_000, seconds: 15.0 };
    /// Long enough that opening connections weighs nothing.
    const SECONDS: Self = Self { requests: u32::MAX, seconds: 0.8 };
}

/// How fast a server is.
#[derive(Clone, Copy)]
struct Rate {
    per_second: f64,
    /// Processor time of a request, in the system's unit; NaN where the system does not say it.
    ticks: f64,
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

/// Processor time that the process has used, in the system's unit, where the system says it.
fn ticks_of(pid: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // The name before it can have spaces. User and system time are the 12th and 13th behind it.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let times: Vec<f64> = fields.skip(11).take(2).filter_map(|it| it.parse().ok()).collect();
    if times.len() == 2 { times.iter().sum() } else { f64::NAN }
}

/// Writes a line now, also to a file or pipe.
fn print(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1024).unwrap_or(u32::MAX)) * 1024.0 / 1e6
}

const NOTHING: [&str; 0] = [];
const START_GOAL_MS: f64 = 100.0;
const MEMORY_GOAL: f64 = 5.0;
const JOURNAL_GOAL: f64 = 3.0;
const LISTING_GOAL: f64 = 2.0;
const PERSONAS: u32 = 100_000;
const IN_THE_DEMO: u32 = 3;
const CONNECTIONS: u32 = 64;
const LIMIT: Duration = Duration::from_mins(2);
const FAKE_TOKEN: &str = "EAABfake";
/// What is called, as the load generator knows it; `mix` is one of each, and two more messages.
const CALLS: [&str; 4] = ["create", "list", "send", "mix"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_met_at_its_limit() {
        let goals = [
            Goal::at_least("create", 5.0, 5.0, "×"),
            Goal::at_least("create", 5.0, 4.96, "×"),
            Goal::at_most("start", 100.0, 12.34, " ms"),
            Goal::at_most("start", 100.0, f64::NAN, " ms"),
        ];

        let rows = goals.map(|goal| goal.row().split_whitespace().collect::<Vec<_>>().join(" "));

        assert_eq!(rows[0], "create ≥ 5× 5.00× met");
        assert_eq!(rows[1], "create ≥ 5× 4.96× missed");
        assert_eq!(rows[2], "start ≤ 100 ms 12.34 ms met");
        assert_eq!(rows[3], "start ≤ 100 ms NaN ms missed");
    }
}
