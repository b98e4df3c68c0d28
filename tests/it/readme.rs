//! The README's Rust is the core's own example, which runs as a doctest.

const README: &str = include_str!("../../README.md");
const CORE: &str = include_str!("../../crates/messenger-personas/src/lib.rs");

#[test]
fn the_readmes_rust_stands_in_the_cores_documentation() {
    let rust = README.split("```rust\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let lines: Vec<_> = rust.lines().filter(|line| !line.is_empty()).collect();
    assert!(lines.len() > 5);
    for line in lines {
        assert!(CORE.contains(&format!("//! {line}\n")), "{line}");
    }
}
