//! What each step came to, and the closing lines.

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::children;

pub(crate) use tally::Tally;

mod tally;

/// The steps of a command, one after the other.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    outcome: Outcome,
    took: Duration,
    tally: Tally,
    error: Option<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Ok,
    Failed,
    NotRun,
}

impl Report {
    /// Runs a step. Its failure is shown and kept, and does not end the command.
    pub(crate) fn step<T>(
        &mut self,
        name: &'static str,
        run: impl FnOnce(&mut Tally) -> Result<T>,
    ) -> Option<T> {
        eprintln!("\n=== {name}");
        let start = Instant::now();
        let mut tally = Tally::default();
        let result = run(&mut tally);
        let error = result.as_ref().err().map(|error| format!("{error:#}"));
        if let Some(error) = &error {
            children::leave_if_interrupted();
            eprintln!("error: {name}: {error}");
        }
        let outcome = if result.is_ok() { Outcome::Ok } else { Outcome::Failed };
        self.rows.push(Row { name, outcome, took: start.elapsed(), tally, error });
        result.ok()
    }

    /// Notes a step that cannot run because one that it needs has failed.
    pub(crate) fn not_run(&mut self, name: &'static str) {
        let (took, tally) = (Duration::ZERO, Tally::default());
        self.rows.push(Row { name, outcome: Outcome::NotRun, took, tally, error: None });
    }

    /// Writes why steps failed, the table and, last, the line `N passed, N failed`.
    pub(crate) fn close(&self) -> Result<ExitCode> {
        let text = self.failures() + &self.table();
        io::stdout().write_all(text.as_bytes())?;
        let is_ok = self.rows.iter().all(|row| row.outcome == Outcome::Ok);
        Ok(if is_ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    /// What failed, again: the steps after it have written a lot.
    fn failures(&self) -> String {
        let failures = self.rows.iter().filter_map(|Row { name, error, tally, .. }| {
            let tests = tally.failed_tests.iter().map(|test| format!("  {test}\n"));
            Some(format!("\n{name}: {}\n{}", error.as_ref()?, tests.collect::<String>()))
        });
        failures.collect()
    }

    fn table(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let outcome = match row.outcome {
                Outcome::Ok => "ok",
                Outcome::Failed => "failed",
                Outcome::NotRun => "not run",
            };
            format!("{:<18}  {outcome:<7}  {:>7.1}\n", row.name, row.took.as_secs_f64())
        });
        let passed: u32 = self.rows.iter().map(|row| row.tally.passed).sum();
        let failed: u32 = self.rows.iter().map(Row::failures).sum();
        format!(
            "\n{:<18}  {:<7}  {:>7}\n{}\n{passed} passed, {failed} failed\n",
            "step",
            "result",
            "seconds",
            rows.collect::<String>()
        )
    }
}

impl Row {
    /// A step that failed without a failed test, such as one that does not compile, counts as one.
    fn failures(&self) -> u32 {
        self.tally.failed.max(u32::from(self.outcome == Outcome::Failed))
    }
}

#[cfg(test)]
mod tests {
    use anyhow::anyhow;

    use super::*;

    #[test]
    fn last_line_counts_tests_and_steps_that_failed_without_one() {
        let mut report = Report::default();
        report.step("unit", |tally| {
            *tally = Tally { passed: 7, failed: 2, failed_tests: vec!["one".to_owned()] };
            Err::<(), _>(anyhow!("2 tests failed"))
        });
        report.step("lints", |_| Err::<(), _>(anyhow!("there are lints")));
        report.step("more", |tally| {
            tally.passed = 3;
            Ok(())
        });
        report.not_run("last");

        let table = report.table();

        assert_eq!(report.failures(), "\nunit: 2 tests failed\n  one\n\nlints: there are lints\n");
        let lines: Vec<_> = table.lines().map(str::trim_end).collect();
        assert_eq!(lines.last(), Some(&"10 passed, 3 failed"));
        assert!(lines.iter().any(|line| line.starts_with("last") && line.contains("not run")));
    }
}
