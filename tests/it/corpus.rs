//! Every input that the fuzz targets start from, and every one that once broke a claim.

use std::{fs, path::Path};

use tests::{answer, emulator_request};

#[test]
fn every_kept_answer_is_read_or_refused() {
    each_input("answer", answer::holds_for_input);
}

#[test]
fn every_kept_request_is_answered() {
    each_input("emulator_request", emulator_request::holds_for_input);
}

/// A failing input is found by its name, which stands above the failure.
fn each_input(target: &str, holds: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut count = 0;
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        println!("{}", path.display());
        holds(&fs::read(path).unwrap());
        count += 1;
    }
    assert!(count > 0, "{target} has no corpus");
}
