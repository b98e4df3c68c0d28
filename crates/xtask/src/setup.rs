//! Makes sure that what a command needs is there, and says what it installs.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::command::Run;
use crate::tools;

mod browser;
mod cargo_tool;
mod node;
mod peers;
mod rust;

/// Something a command needs to be on the machine.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Need {
    /// Node with npm.
    Node,
    /// A C compiler, for the emulator's database.
    CCompiler,
    /// Python with its module venv.
    Python,
    /// rustfmt and Clippy.
    Lints,
    /// The standard library for wasm32.
    WasmTarget,
    /// Chromium and its driver.
    Browser,
    /// What `tests/package.json` lists, wasm-opt among it.
    NodeTools,
    /// What `tests/peers/` lists: other people's clients of Graph.
    Peers,
    /// The wasm-bindgen command line tools.
    WasmBindgen,
    /// What makes two wasm files of one.
    WasmSplit,
    /// The console's build tool.
    Trunk,
    /// A C++ compiler, for the fuzzer.
    CppCompiler,
    /// What compiles the fuzz targets.
    CargoFuzz,
    /// What `tests/packaging/runtimes/` lists: bundlers and runtimes.
    Runtimes,
}

impl Need {
    /// What building and testing need, in the order in which they are looked for.
    pub(crate) const ALL: [Self; 11] = [
        Self::Node,
        Self::CCompiler,
        Self::Python,
        Self::Lints,
        Self::WasmTarget,
        Self::Browser,
        Self::NodeTools,
        Self::Peers,
        Self::WasmBindgen,
        Self::WasmSplit,
        Self::Trunk,
    ];

    /// What only `cargo xtask fuzz` needs.
    pub(crate) const FUZZING: [Self; 2] = [Self::CppCompiler, Self::CargoFuzz];

    /// What only `cargo xtask test --all-runtimes` needs.
    const TRYING: [Self; 1] = [Self::Runtimes];

    /// Whether it is installed only when all before it is there: nobody should wait minutes to be told that there is
    /// no Node.
    fn comes_last(self) -> bool {
        matches!(
            self,
            Self::NodeTools
                | Self::Peers
                | Self::WasmBindgen
                | Self::WasmSplit
                | Self::Trunk
                | Self::CargoFuzz
                | Self::Runtimes
        )
    }
}

/// What was set up, and the only way to run it.
pub(crate) struct Toolbox {
    path: OsString,
    browser: Option<Browser>,
}

/// A Chromium and the driver that fits it.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Toolbox {
    /// A program to run that finds our tools on its `PATH`.
    pub(crate) fn run(&self, program: &str) -> Run {
        Run::new(program).env("PATH", &self.path)
    }

    /// Cargo, as which we were started ourselves.
    pub(crate) fn cargo(&self) -> Run {
        Run::cargo().env("PATH", &self.path)
    }

    /// The browser, if it was among the needs.
    pub(crate) fn browser(&self) -> Result<&Browser> {
        self.browser.as_ref().context("no browser was set up; `cargo xtask setup` does it")
    }
}

/// Installs which of `needs` are missing. Silent if none is.
///
/// # Errors
///
/// One sentence for each that cannot be installed, with the command that would.
pub(crate) fn set_up(needs: &[Need]) -> Result<Toolbox> {
    let mut browser = None;
    let mut missing = Vec::new();
    let in_order = Need::ALL.into_iter().chain(Need::FUZZING).chain(Need::TRYING);
    for need in in_order.filter(|need| needs.contains(need)) {
        if need.comes_last() && !missing.is_empty() {
            break;
        }
        let outcome = match need {
            Need::Node => node::check_node(),
            Need::CCompiler => rust::check_c_compiler(),
            Need::Python => peers::check_python(),
            Need::Lints => rust::ensure_lints(),
            Need::WasmTarget => rust::ensure_wasm_target(),
            Need::NodeTools => node::ensure_tools(),
            Need::Peers => peers::ensure(),
            Need::Browser => browser::ensure().map(|found| browser = Some(found)),
            Need::WasmBindgen => tools::wasm_bindgen().and_then(|tool| cargo_tool::ensure(&tool)),
            Need::WasmSplit => cargo_tool::ensure(&tools::wasm_split()),
            Need::Trunk => cargo_tool::ensure(&tools::trunk()),
            Need::CppCompiler => rust::check_cpp_compiler(),
            Need::CargoFuzz => cargo_tool::ensure(&tools::cargo_fuzz()),
            Need::Runtimes => node::ensure_runtimes(),
        };
        missing.extend(outcome.err().map(|error| format!("{error:#}")));
    }
    match missing.as_slice() {
        [] => Ok(Toolbox { path: tools::path()?, browser }),
        [one] => bail!("{one}"),
        several => bail!("several things are missing\n  - {}", several.join("\n  - ")),
    }
}

/// Installs what the `package-lock.json` in `folder` lists, unless that is done.
pub(crate) fn install_packages(folder: &Path, what: &str, purpose: &str) -> Result<()> {
    node::ensure(folder, what, purpose)
}

/// Says, before it happens, what is being installed and what for.
fn announce(what: &str, purpose: &str) {
    eprintln!("Installing {what}, which {purpose}");
}
