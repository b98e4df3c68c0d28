//! Which crate may know which: `docs/ARCHITECTURE.md` draws it, this holds it.

use std::{collections::BTreeMap, process::Command};

use serde_json::Value;

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
