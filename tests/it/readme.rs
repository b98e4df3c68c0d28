//! What the READMEs say is what the sources say.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
};

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
fn the_page_of_behaviours_has_each_of_them() {
    let path = root().join("crates/graph-emulator/BEHAVIOURS.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(TABLES_START).unwrap();
    let (tables, after) = rest.split_once(TABLES_END).unwrap();
    let expected = format!("\n\n{}\n\n", tables_of_behaviours());
    if env::var_os("UPDATE_README").is_some() && tables != expected {
        let page = [before, TABLES_START, &expected, TABLES_END, after].concat();
        return fs::write(path, page).unwrap();
    }
    let differs = tables.lines().zip(expected.lines()).find(|(given, expected)| given != expected);
    assert!(
        tables == expected,
        "UPDATE_README=1 writes it anew; the first difference: {differs:?}"
    );
}

#[test]
fn every_behaviour_has_tests_that_there_are() {
    let files = files_of_tests();
    let known = BEHAVIOURS.iter().map(|it| (it.what, it.tests));
    let guessed = GUESSES.iter().map(|it| (it.situation, it.tests));
    for (what, tests) in known.chain(guessed) {
        assert!(!tests.is_empty(), "nothing holds: {what}");
        for test in tests {
            assert!(files.contains_key(*test), "{test}, which holds: {what}");
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

/// A list of the areas, and a table for each area.
fn tables_of_behaviours() -> String {
    let files = files_of_tests();
    let mut areas: Vec<_> = AREAS.iter().map(|_| Vec::new()).collect();
    let known = BEHAVIOURS.iter().map(|it| match it.source {
        Source::Documented(page) => {
            (it.tests, 0, row(it.what, "documented", &format!("[Meta]({page})"), it.tests))
        }
        Source::Seen(place) => (it.tests, 1, row(it.what, "seen", place, it.tests)),
    });
    let guessed = GUESSES.iter().map(|it| {
        let what = format!("{}: {}", it.situation, it.emulated);
        (it.tests, 2, row(&what, "guess", it.reason, it.tests))
    });
    for (tests, status, row) in known.chain(guessed) {
        let file = tests.first().and_then(|test| files.get(*test)).unwrap();
        areas[area_of(file)].push((status, row));
    }
    let count = |rows: &[(u8, String)], wanted| {
        rows.iter().filter(|(status, _)| *status == wanted).count().to_string()
    };
    let mut lines =
        vec!["| area | documented | seen | guesses |".to_owned(), "|---|--:|--:|--:|".to_owned()];
    for ((title, _), rows) in AREAS.iter().zip(&areas) {
        let anchor = title.to_lowercase().replace(',', "").replace(' ', "-");
        let counts = [0, 1, 2].map(|status| count(rows, status)).join(" | ");
        lines.push(format!("| [{title}](#{anchor}) | {counts} |"));
    }
    for ((title, _), mut rows) in AREAS.iter().zip(areas) {
        rows.sort_by_key(|(status, _)| *status);
        lines.push(format!("\n## {title}\n"));
        lines.push("| behaviour | status | from | tests |".to_owned());
        lines.push("|---|---|---|---|".to_owned());
        lines.extend(rows.into_iter().map(|(_, row)| row));
    }
    lines.join("\n")
}

/// The index in [`AREAS`] of the area of a file; the longest path that it starts with decides.
fn area_of(file: &str) -> usize {
    let paths = AREAS.iter().enumerate().flat_map(|(index, (_, paths))| {
        paths.iter().filter(|path| file.starts_with(**path)).map(move |path| (path.len(), index))
    });
    paths.max().unwrap_or_else(|| panic!("AREAS has no area for the tests in {file}")).1
}

fn row(what: &str, status: &str, from: &str, tests: &[&str]) -> String {
    let tests: Vec<_> = tests.iter().map(|test| format!("`{test}`")).collect();
    let cells = [what, status, from, &tests.join(", ")]
        .map(|cell| cell.replace('|', "\\|").replace('*', "\\*"));
    format!("| {} |", cells.join(" | "))
}

/// The tests of the emulator, each with its file.
fn files_of_tests() -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for folder in ["crates/graph-emulator", "crates/graph-emulator-server", "tests/it"] {
        collect_tests(folder, &mut files);
    }
    files
}

/// The names of the functions under `#[test]` in a folder's sources.
fn collect_tests(folder: &str, found: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(root().join(folder)).unwrap() {
        let file = entry.unwrap().path();
        let path = format!("{folder}/{}", file.file_name().unwrap().to_str().unwrap());
        if file.is_dir() {
            collect_tests(&path, found);
        } else if file.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(&file).unwrap();
            let tests = source.split("#[test]").skip(1).filter_map(|rest| {
                rest.split_once("fn ").and_then(|(_, rest)| rest.split_once('('))
            });
            found.extend(tests.map(|(name, _)| (name.to_owned(), path.clone())));
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

const TABLES_START: &str =
    "<!-- From src/behaviours.rs and src/unverified.rs; tests/it/readme.rs writes it. -->";
const TABLES_END: &str = "<!-- The tables end here. -->";

/// The areas in their order on the page. A behaviour belongs to the area of its first test's file.
const AREAS: &[(&str, &[&str])] = &[
    ("Personas", &["crates/graph-emulator/src/endpoints/personas", "tests/it/"]),
    (
        "Messages and sender actions",
        &[
            "crates/graph-emulator/src/endpoints/field.rs",
            "crates/graph-emulator/src/endpoints/messages",
            "crates/graph-emulator/src/control/access.rs",
            "crates/graph-emulator/src/control/people.rs",
        ],
    ),
    (
        "Templates, buttons and quick replies",
        &[
            "crates/graph-emulator/src/endpoints/messages/button",
            "crates/graph-emulator/src/endpoints/messages/quick_reply",
            "crates/graph-emulator/src/endpoints/messages/template",
            "crates/graph-emulator/src/endpoints/whitelist",
        ],
    ),
    (
        "Attachments",
        &[
            "crates/graph-emulator/src/endpoints/message_attachments",
            "crates/graph-emulator/src/endpoints/messages/attachment",
        ],
    ),
    (
        "Conversations",
        &[
            "crates/graph-emulator/src/control/people/",
            "crates/graph-emulator/src/endpoints/conversations",
        ],
    ),
    ("Thread control", &["crates/graph-emulator/src/endpoints/thread_control"]),
    ("Messenger profile", &["crates/graph-emulator/src/endpoints/messenger_profile"]),
    (
        "Webhooks",
        &[
            "crates/graph-emulator/src/auth/webhook_signature",
            "crates/graph-emulator/src/control/",
            "crates/graph-emulator/src/model/webhook",
            "crates/graph-emulator-server/tests/it/webhooks",
        ],
    ),
    (
        "Pages, people and tokens",
        &[
            "crates/graph-emulator/src/auth/",
            "crates/graph-emulator/src/endpoints/accounts",
            "crates/graph-emulator/src/endpoints/debug_token",
            "crates/graph-emulator/src/endpoints/pages",
            "crates/graph-emulator/src/endpoints/people",
        ],
    ),
    (
        "Lists and fields",
        &[
            "crates/graph-emulator/src/endpoints/fields.rs",
            "crates/graph-emulator/src/endpoints/paging",
        ],
    ),
    ("Batches", &["crates/graph-emulator/src/batch"]),
    (
        "Requests and responses",
        &[
            "crates/graph-emulator/src/http/",
            "crates/graph-emulator/src/json",
            "crates/graph-emulator/src/router",
        ],
    ),
    (
        "Errors, faults and rate limits",
        &[
            "crates/graph-emulator/src/error",
            "crates/graph-emulator/src/faults",
            "crates/graph-emulator/src/unverified",
            "crates/graph-emulator/src/usage",
        ],
    ),
];
