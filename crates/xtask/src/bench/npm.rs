//! `cargo xtask bench npm`: the packed package beside what one would use instead.
//!
//! `tests/bench/npm/bench.mjs` measures, in rounds in which each is measured right after the
//! other. Only the client's side is measured: the emulator that answers is a process of its own.

use std::io::{self, Write as _};

use anyhow::Result;
use serde_json::Value;

use super::{Spread, install};
use crate::emulator::{self, Emulator};
use crate::npm;
use crate::setup::{self, Need};

/// Measures and prints everything about the package's speed.
pub(super) fn measure() -> Result<()> {
    let tools = setup::set_up(&NEEDS)?;
    npm::pack(&tools)?;
    let folder = install("npm")?;
    let emulator = Emulator::start(&emulator::build(&tools)?, 0, NOTHING)?;
    let mut rows = Vec::new();
    let mut first_mistake = None;
    tools
        .run("node")
        .arg(folder.join("bench.mjs"))
        .env("PACKAGE", npm::package_folder())
        .env("EMULATOR", &emulator.address)
        .env("CHROMIUM", &tools.browser()?.chromium)
        .each_line(|line| match Comparison::read(line) {
            Some(comparison) => rows.push(comparison.row()),
            None => drop(first_mistake.get_or_insert_with(|| line.to_owned())),
        })?;
    let mut out = io::stdout().lock();
    let mut name = String::new();
    for (its_name, row) in rows {
        if its_name != name {
            writeln!(
                out,
                "{its_name}\n  {:<28}  {:>10}  {:>10}  {:>5}  {:>12}  goal",
                "beside", "ours", "peer", "ratio", "from … to"
            )?;
            name = its_name;
        }
        writeln!(out, "  {row}")?;
    }
    first_mistake.map_or(Ok(()), |line| anyhow::bail!("the bench wrote {line:?}"))
}

/// What was measured of ours and of a peer.
struct Comparison {
    name: String,
    peer: String,
    unit: String,
    goal: Option<f64>,
    /// Ours and the peer's, round by round.
    rounds: Vec<[f64; 2]>,
}

impl Comparison {
    fn read(line: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = |name: &str| value.get(name)?.as_str().map(str::to_owned);
        let round = |round: &Value| Some([round.get(0)?.as_f64()?, round.get(1)?.as_f64()?]);
        Some(Self {
            name: text("name")?,
            peer: text("peer")?,
            unit: text("unit")?,
            goal: value.get("goal").and_then(Value::as_f64),
            rounds: value.get("rounds")?.as_array()?.iter().map(round).collect::<Option<_>>()?,
        })
    }

    /// The name, and the rest of it in a line.
    fn row(&self) -> (String, String) {
        let of = |value: fn(&[f64; 2]) -> f64| Spread::of(self.rounds.iter().map(value).collect());
        let ratio = of(|[ours, peer]| ours / peer);
        let goal = self.goal.map_or(String::new(), |goal| {
            format!("≤ {goal:.2} {}", if ratio.median <= goal { "met" } else { "missed" })
        });
        let measured = |value: f64| format!("{value:.1} {}", self.unit);
        let row = format!(
            "{:<28}  {:>10}  {:>10}  {:>5.2}  {:>12}  {goal}",
            self.peer,
            measured(of(|[ours, _]| *ours).median),
            measured(of(|[_, peer]| *peer).median),
            ratio.median,
            format!("{:.2} … {:.2}", ratio.lowest, ratio.highest),
        );
        (self.name.clone(), row.trim_end().to_owned())
    }
}

const NEEDS: [Need; 6] = [
    Need::Node,
    Need::CCompiler,
    Need::WasmTarget,
    Need::Browser,
    Need::NodeTools,
    Need::WasmBindgen,
];
const NOTHING: [&str; 0] = [];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_median_of_the_ratios_of_each_round() {
        let line = r#"{"name":"reading","peer":"JSON.parse","unit":"ms","goal":4,"rounds":[[2,1],[9,2],[3,1]]}"#;

        let (name, row) = Comparison::read(line).unwrap().row();

        assert_eq!(name, "reading");
        let words: Vec<_> = row.split_whitespace().collect();
        assert_eq!(words.join(" "), "JSON.parse 3.0 ms 1.0 ms 3.00 2.00 … 4.50 ≤ 4.00 met");
    }

    #[test]
    fn a_line_of_something_else_is_no_comparison() {
        assert!(Comparison::read("Debugger attached.").is_none());
        assert!(Comparison::read(r#"{"name":"reading"}"#).is_none());
    }
}
