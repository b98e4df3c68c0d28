//! The vocabulary of core, client, npm package and emulator: `CONTRIBUTING.md` has the glossary,
//! this test keeps the retired words out.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Retired words and what to write instead, as in the glossary.
const RETIRED: &[(&str, &str)] = &[
    ("carry", "send"),
    ("carried", "sent, applied"),
    ("carries", "sends, contains"),
    ("jitter", "random"),
    ("setback", "AttemptError"),
    ("replay", "Idempotency"),
    ("unclear", "is_ambiguous"),
    ("doubt", "maybe_applied"),
    ("walk", "Paginator, list"),
    ("course", "PageState"),
    ("refusal", "ErrorEnvelope, error"),
    ("odd", "unexpected"),
    ("throttled", "rate limited"),
    ("settle", "resolve"),
    ("unsettled", "NeedsResolution"),
    ("reveal", "expose_secret"),
    ("written", "encoded"),
    ("told", "reported"),
    ("nobody", "no person"),
    ("whoever", "the caller"),
    ("stands", "is"),
    ("driver", "client"),
];

/// Words that are retired in the emulator only.
const RETIRED_IN_EMULATOR: &[(&str, &str)] = &[
    ("scene", "TestClient"),
    ("twist", "ResponseFault"),
    ("purpose", "MessagingType"),
    ("said", "body, message"),
    ("overlooked", "ignored"),
    ("answered", "replied to, handled"),
];

/// The name of [`MessageExtras`](graph_emulator::MessageExtras) in journals and events, which stays.
const SERIALIZED: &[(&str, &str)] = &[
    ("model/change.rs", "carried"),
    ("model/event.rs", "carried"),
    ("dist/emulator/graph.js", "carried"),
];

#[test]
fn core_client_and_package_have_no_retired_words() {
    let crates = ["messenger-personas", "messenger-personas-client", "messenger-personas-js"];
    let found = retired_words(&crates, RETIRED);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_emulator_has_no_retired_words() {
    let all = [RETIRED, RETIRED_IN_EMULATOR].concat();
    let folders =
        ["graph-emulator", "graph-emulator-js", "messenger-personas-js/npm/dist/emulator"];
    let found = retired_words(&folders, &all);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The places of retired words in folders of `crates`.
fn retired_words(folders: &[&str], retired: &[(&str, &str)]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for folder in folders {
        collect(&root.join("crates").join(folder), &mut files);
    }
    assert!(files.len() > 60, "{} files: did the crates move?", files.len());
    let retired: BTreeMap<_, _> = retired.iter().copied().collect();
    let mut found = Vec::new();
    for file in files {
        let is_serialized =
            |word: &str| SERIALIZED.iter().any(|&(path, it)| it == word && file.ends_with(path));
        for (line, text) in (1..).zip(fs::read_to_string(&file).unwrap().lines()) {
            for word in words(text).filter(|word| !is_serialized(word)) {
                if let Some(instead) = retired.get(&*word) {
                    found.push(format!("{}:{line}: {word} -> {instead}", file.display()));
                }
            }
        }
    }
    found
}

#[test]
fn identifiers_consist_of_words() {
    let words: Vec<_> = words("WalkError to_carry(HTTPCall) x").collect();
    assert_eq!(words, ["walk", "error", "to", "carry", "httpcall", "x"]);
}

/// The words of a line in lower case; `WalkError` and `walk_error` are two words each.
fn words(line: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for c in line.chars() {
        if !c.is_alphabetic() || (c.is_uppercase() && after_lower) {
            words.push(String::new());
        }
        if c.is_alphabetic() {
            words.last_mut().unwrap().extend(c.to_lowercase());
        }
        after_lower = c.is_lowercase();
    }
    words.into_iter().filter(|word| !word.is_empty())
}

/// The Rust, JavaScript and Markdown files and the manifest of a crate.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|it| ["rs", "md", "toml", "js", "ts"].iter().any(|e| it == *e))
        {
            files.push(path);
        }
    }
}
