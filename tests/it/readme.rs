//! What the READMEs say is what the sources say.

use std::{collections::BTreeSet, env, fs, path::Path};

use graph_emulator::{BEHAVIOURS, GUESSES, Source};

const README: &str = include_str!("../../README.md");
const CORE: &str = include_str!("../../crates/messenger-personas/src/lib.rs");
const CLIENT: &str = include_str!("../../crates/messenger-personas-client/src/lib.rs");

#[test]
fn the_readmes_rust_stands_in_the_cores_documentation() {
    let rust = README.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let lines: Vec<_> = rust.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines.len() > 5);
    for line in lines {
        assert!(CORE.contains(&format!("//! {line}\n")), "{line}");
    }
}

/// `UPDATE_README=1 cargo test -p tests readme` writes it anew.
#[test]
fn the_emulators_readme_has_the_table_of_its_behaviours() {
    let path = root().join("crates/graph-emulator/README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(TABLE_STARTS).unwrap();
    let (table, after) = rest.split_once(TABLE_ENDS).unwrap();
    let expected = format!("\n\n{}\n\n", table_of_behaviours());
    if env::var_os("UPDATE_README").is_some() && table != expected {
        let readme = [before, TABLE_STARTS, &expected, TABLE_ENDS, after].concat();
        return fs::write(path, readme).unwrap();
    }
    let differs = table.lines().zip(expected.lines()).find(|(given, expected)| given != expected);
    assert!(table == expected, "UPDATE_README=1 writes it anew; the first difference: {differs:?}");
}

#[test]
fn every_behaviour_has_tests_that_there_are() {
    let mut written = BTreeSet::new();
    for folder in ["crates/graph-emulator", "crates/graph-emulator-server", "tests/it"] {
        collect_tests(&root().join(folder), &mut written);
    }
    let known = BEHAVIOURS.iter().map(|it| (it.what, it.tests));
    let guessed = GUESSES.iter().map(|it| (it.situation, it.tests));
    for (what, tests) in known.chain(guessed) {
        assert!(!tests.is_empty(), "nothing holds: {what}");
        for test in tests {
            assert!(written.contains(*test), "{test}, which holds: {what}");
        }
    }
}

/// So that whoever learns more about a guess knows what to look at.
#[test]
fn what_relies_on_a_guess_is_there() {
    let exported: BTreeSet<_> = [CORE, CLIENT]
        .into_iter()
        .flat_map(|lib| lib.lines().filter(|line| !line.starts_with("//")))
        .flat_map(|line| line.split(|end: char| !end.is_alphanumeric()))
        .collect();
    for guess in GUESSES {
        for item in guess.relied_on {
            assert!(exported.contains(item), "{item}, which relies on: {}", guess.situation);
        }
    }
}

fn table_of_behaviours() -> String {
    let known = BEHAVIOURS.iter().map(|it| match it.source {
        Source::Documented(page) => {
            (0, row(it.what, "documented", &format!("[Meta]({page})"), it.tests))
        }
        Source::Seen(place) => (1, row(it.what, "seen", place, it.tests)),
    });
    let guessed = GUESSES.iter().map(|it| {
        (2, row(&format!("{}: {}", it.situation, it.emulated), "guess", it.reason, it.tests))
    });
    let mut rows: Vec<_> = known.chain(guessed).collect();
    rows.sort_by_key(|(status, _)| *status);
    let rows = rows.into_iter().map(|(_, row)| row);
    ["| behaviour | status | from | tests |".to_owned(), "|---|---|---|---|".to_owned()]
        .into_iter()
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
}

fn row(what: &str, status: &str, from: &str, tests: &[&str]) -> String {
    let tests: Vec<_> = tests.iter().map(|test| format!("`{test}`")).collect();
    let cells = [what, status, from, &tests.join(", ")]
        .map(|cell| cell.replace('|', "\\|").replace('*', "\\*"));
    format!("| {} |", cells.join(" | "))
}

/// The names of the functions under `#[test]` in a folder's sources.
fn collect_tests(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_tests(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(path).unwrap();
            let tests = source.split("#[test]").skip(1).filter_map(|rest| {
                rest.split_once("fn ").and_then(|(_, rest)| rest.split_once('('))
            });
            found.extend(tests.map(|(name, _)| name.to_owned()));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

const TABLE_STARTS: &str =
    "<!-- This table is src/behaviours.rs and src/unverified.rs; tests/it/readme.rs writes it. -->";
const TABLE_ENDS: &str = "<!-- The table ends here. -->";
