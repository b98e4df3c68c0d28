//! The vocabulary of core, client and npm package: `CONTRIBUTING.md` has the glossary, this test
//! keeps the retired words out.

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

#[test]
fn core_client_and_package_have_no_retired_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for folder in ["messenger-personas", "messenger-personas-client", "messenger-personas-js"] {
        collect(&root.join("crates").join(folder), &mut files);
    }
    assert!(files.len() > 60, "{} files: did the crates move?", files.len());
    let retired: BTreeMap<_, _> = RETIRED.iter().copied().collect();
    let mut found = Vec::new();
    for file in files {
        for (line, text) in (1..).zip(fs::read_to_string(&file).unwrap().lines()) {
            for word in words(text) {
                if let Some(instead) = retired.get(&*word) {
                    found.push(format!("{}:{line}: {word} -> {instead}", file.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
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
        // The emulator's part of the package has the emulator's vocabulary.
        if path.is_dir() && !path.ends_with("dist/emulator") {
            collect(&path, files);
        } else if path
            .extension()
            .is_some_and(|it| ["rs", "md", "toml", "js", "ts"].iter().any(|e| it == *e))
        {
            files.push(path);
        }
    }
}
