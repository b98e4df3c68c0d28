//! The dependencies between crates, and between the modules of the emulator, are those that
//! `docs/ARCHITECTURE.md` draws.

mod imports;

use std::{collections::BTreeMap, path::Path, process::Command};

use serde_json::Value;

use self::imports::Imports;

#[test]
fn crates_depend_on_each_other_only_as_drawn() {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let ours: Vec<_> = packages.iter().map(|package| package["name"].as_str().unwrap()).collect();
    let arrows: BTreeMap<&str, Vec<&str>> = packages
        .iter()
        .map(|package| {
            let mut knows: Vec<_> = package["dependencies"]
                .as_array()
                .unwrap()
                .iter()
                .map(|dependency| dependency["name"].as_str().unwrap())
                .filter(|name| ours.contains(name))
                .collect();
            knows.sort_unstable();
            knows.dedup();
            (package["name"].as_str().unwrap(), knows)
        })
        .collect();
    let drawn = BTreeMap::from([
        ("emulator-bench", vec![]),
        ("graph-emulator", vec!["messenger-personas"]),
        ("graph-emulator-js", vec!["graph-emulator", "messenger-personas"]),
        ("graph-emulator-server", vec!["graph-emulator", "messenger-personas"]),
        ("messenger-personas", vec![]),
        ("messenger-personas-client", vec!["messenger-personas"]),
        ("messenger-personas-js", vec!["messenger-personas", "messenger-personas-client"]),
        ("personas-console", vec!["messenger-personas", "messenger-personas-client"]),
        (
            "tests",
            vec![
                "graph-emulator",
                "graph-emulator-server",
                "messenger-personas",
                "messenger-personas-client",
            ],
        ),
        ("xtask", vec![]),
    ]);
    assert_eq!(arrows, drawn);
}

#[test]
fn no_file_of_the_emulator_imports_in_a_circle() {
    let circle = emulator().circle();
    assert!(circle.is_empty(), "{}", circle.join(" imports ") + ", which imports the first");
}

#[test]
fn modules_of_the_emulator_import_from_the_floors_below() {
    let mut found = Vec::new();
    for (from, to) in emulator().between_top_level_modules() {
        let floor = |module: &str| FLOORS.iter().position(|floor| floor.contains(&module));
        if floor(&from).is_none_or(|upper| floor(&to).is_none_or(|lower| lower >= upper)) {
            found.push(format!("{from} imports {to}"));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn emulator() -> Imports {
    Imports::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/graph-emulator/src"))
}

/// The modules of the emulator, the lowest ones first.
const FLOORS: &[&[&str]] = &[
    &["behaviours", "unverified", "json"],
    &["model"],
    &["error"],
    &["http"],
    &["auth"],
    &["endpoints"],
    &["usage"],
    &["faults"],
    &["router"],
    &["batch", "control"],
    &["emulator"],
    &["lib"],
];
