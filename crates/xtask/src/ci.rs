//! `cargo xtask ci`: what a change has to pass.

use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum as _;

use crate::report::Report;
use crate::setup::{self, Need};
use crate::size;
use crate::test::{self, Step};

/// Sets up, checks the form of the code, and tests what it does.
pub(crate) fn ci() -> Result<ExitCode> {
    let tools = setup::set_up(&Need::ALL)?;
    let mut report = Report::default();
    report.step("format", |_| tools.cargo().args(["fmt", "--all", "--check"]).finish());
    report.step("clippy", |_| {
        tools.cargo().args(["clippy", "--all-targets", "--", "-D", "warnings"]).finish()
    });
    report.step("clippy for wasm", |_| {
        tools
            .cargo()
            .args(["clippy", "--target", "wasm32-unknown-unknown", "--all-targets"])
            .args(WASM_PACKAGES.iter().flat_map(|package| ["--package", package]))
            .args(["--", "-D", "warnings"])
            .finish()
    });
    report.step("clippy for the console", |_| {
        tools
            .cargo()
            .args(["clippy", "--target", "wasm32-unknown-unknown"])
            .args(["--package", "personas-console", "--features", "split"])
            .args(["--", "-D", "warnings"])
            .finish()
    });
    report.step("doc", |_| {
        tools.cargo().args(["doc", "--no-deps"]).env("RUSTDOCFLAGS", "-Dwarnings").finish()
    });
    report.step("doc for wasm", |_| {
        tools
            .cargo()
            .args(["doc", "--no-deps", "--target", "wasm32-unknown-unknown"])
            .args(
                ["messenger-personas-js", "graph-emulator-js", "personas-console"]
                    .map(|it| format!("--package={it}")),
            )
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .finish()
    });
    test::run(Step::value_variants(), &tools, &mut report);
    report.step("sizes", |_| size::check(&tools));
    report.close()
}

/// All that is compiled for the browser, which is more than is only for it.
const WASM_PACKAGES: [&str; 6] = [
    "messenger-personas",
    "messenger-personas-client",
    "messenger-personas-js",
    "graph-emulator",
    "graph-emulator-js",
    "personas-console",
];
