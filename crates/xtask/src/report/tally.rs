//! Counts tests from what test programs write.

use std::collections::VecDeque;
use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};

use anyhow::{Result, ensure};

use crate::command::Run;

/// How many tests passed and failed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Tally {
    pub(crate) passed: u32,
    pub(crate) failed: u32,
    /// The lines that name the failed tests and, of a program that named none, its last lines.
    pub(crate) failed_tests: Vec<String>,
}

impl Tally {
    /// Runs a test program, shows what it writes and counts along.
    ///
    /// # Errors
    ///
    /// If it fails, and also if it ran no test: that has never been the intention.
    pub(crate) fn run(&mut self, program: Run) -> Result<()> {
        let (before, failed_before) = (self.passed + self.failed, self.failed_tests.len());
        let last_lines = Mutex::new(VecDeque::new());
        let keep = |line: &str| {
            let mut lines = last_lines.lock().unwrap_or_else(PoisonError::into_inner);
            lines.push_back(without_colours(line));
            if lines.len() > LAST_LINES {
                lines.pop_front();
            }
        };
        let result = program.each_line_of_both(
            |line| {
                // A standard output that was closed is no reason to stop testing.
                let _ = writeln!(io::stdout(), "{line}");
                self.count(line);
                keep(line);
            },
            |line| {
                eprintln!("{line}");
                keep(line);
            },
        );
        let last_lines = last_lines.into_inner().unwrap_or_else(PoisonError::into_inner);
        if result.is_err() && self.failed_tests.len() == failed_before {
            self.failed_tests.extend(last_lines);
        }
        result?;
        ensure!(
            self.passed + self.failed != before,
            "no test ran; are the tests still where they were?"
        );
        Ok(())
    }

    fn count(&mut self, line: &str) {
        let line = without_colours(line);
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            self.count_rust(result);
        } else if let Some(summary) = line.strip_prefix("# ").or(line.strip_prefix("ℹ ")) {
            self.count_node(summary);
        } else if is_failed_test(line) && !self.failed_tests.iter().any(|test| test == line) {
            self.failed_tests.push(line.to_owned());
        }
    }

    /// `ok. 5 passed; 0 failed; 1 ignored; …`, of Rust's test harness and of wasm-bindgen's.
    fn count_rust(&mut self, result: &str) {
        let words: Vec<_> = result.split([' ', ';', '.']).filter(|word| !word.is_empty()).collect();
        for pair in words.windows(2) {
            if let [number, what] = pair {
                self.add(what, number, "passed", &["failed"]);
            }
        }
    }

    /// One of the lines `pass 5`, `fail 0`, `cancelled 0` with which `node --test` ends.
    fn count_node(&mut self, summary: &str) {
        if let Some((what, number)) = summary.split_once(' ') {
            self.add(what, number, "pass", &["fail", "cancelled"]);
        }
    }

    fn add(&mut self, what: &str, number: &str, passed: &str, failed: &[&str]) {
        let Ok(number) = number.parse::<u32>() else { return };
        if what == passed {
            self.passed = self.passed.saturating_add(number);
        } else if failed.contains(&what) {
            self.failed = self.failed.saturating_add(number);
        }
    }
}

/// `test a ... FAILED` of Rust's test harness, `test a ... FAIL` of wasm-bindgen's, and `✖ a (2ms)` or
/// `not ok 1 - a` of Node's.
fn is_failed_test(line: &str) -> bool {
    let is_rust = line.starts_with("test ") && line.ends_with(" ... FAILED");
    let is_wasm = line.starts_with("test ") && line.ends_with(" ... FAIL");
    let is_node = line.starts_with("not ok ") || (line.starts_with("✖ ") && line.ends_with(')'));
    is_rust || is_wasm || is_node
}

/// `line` without the sequences `ESC [ … m`.
fn without_colours(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once('m').map_or(part, |(_, text)| text));
    std::iter::once(first).chain(rest).collect()
}

const LAST_LINES: usize = 60;

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u32, failed: u32) -> Tally {
        Tally { passed, failed, failed_tests: Vec::new() }
    }

    fn tally_of(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.count(line);
        }
        tally
    }

    #[test]
    fn rust_results_add_up() {
        let tally = tally_of(&[
            "running 5 tests",
            "test listing_ends ... ok",
            "test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 2 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ]);

        assert_eq!(tally, counts(7, 1));
    }

    #[test]
    fn wasm_bindgen_results_count() {
        let tally = tally_of(&[
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 filtered out; finished in 0.05s",
        ]);

        assert_eq!(tally, counts(3, 0));
    }

    #[test]
    fn node_results_count_in_both_of_its_forms() {
        let tap = tally_of(&["# tests 5", "# suites 0", "# pass 3", "# fail 1", "# cancelled 1"]);
        let spec = tally_of(&["ℹ tests 5", "ℹ suites 0", "ℹ pass 3", "ℹ fail 1", "ℹ cancelled 1"]);

        assert_eq!(tap, counts(3, 2));
        assert_eq!(spec, tap);
    }

    #[test]
    fn failed_tests_are_named_once() {
        let tally = tally_of(&[
            "test a::b ... FAILED",
            "test a::c ... \u{1b}[31mFAIL\u{1b}[m",
            "✖ a list ends (12.5ms)",
            "✖ failing tests:",
            "✖ a list ends (12.5ms)",
            "not ok 1 - d",
            "test e ... ok",
        ]);

        assert_eq!(
            tally.failed_tests,
            [
                "test a::b ... FAILED",
                "test a::c ... FAIL",
                "✖ a list ends (12.5ms)",
                "not ok 1 - d"
            ]
        );
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let tally = tally_of(&[
            "test result: \u{1b}[32mok\u{1b}[m. 4 passed; 0 failed; 0 ignored",
            "\u{1b}[34mℹ pass 2\u{1b}[39m",
        ]);

        assert_eq!(tally, counts(6, 0));
    }

    #[test]
    fn other_lines_count_nothing() {
        let lines = [
            "# Subtest: 3 pass",
            "pass 3",
            "10 passed; 2 failed",
            "# pass three",
            "",
            "# passes 3",
        ];

        assert_eq!(tally_of(&lines), Tally::default());
    }
}
