//! The console with a long list beside the console with a short one, in a real browser.

use anyhow::Result;

use crate::setup::{self, Need};
use crate::{console, emulator};

/// Builds both for release and prints what `measure.mjs` finds.
pub(super) fn measure() -> Result<()> {
    let tools =
        setup::set_up(&[[Need::CCompiler, Need::Browser].as_slice(), &console::NEEDS].concat())?;
    let emulator = emulator::build_optimised(&tools)?;
    let console = console::build(&tools)?;
    tools
        .run("node")
        .arg("tests/bench/console/measure.mjs")
        .env("GRAPH_EMULATOR_BIN", &emulator)
        .env("CONSOLE_DIST", &console)
        .env("CHROMIUM", &tools.browser()?.chromium)
        .finish()
}
