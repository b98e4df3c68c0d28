//! The console with a long list beside the console with a short one, in a real browser, and what
//! Lighthouse says of it.

use anyhow::Result;

use super::install;
use crate::setup::{self, Need};
use crate::{console, emulator};

/// Builds both for release and prints what the scripts find.
pub(super) fn measure() -> Result<()> {
    let tools =
        setup::set_up(&[[Need::CCompiler, Need::Browser].as_slice(), &console::NEEDS].concat())?;
    let emulator = emulator::build_optimised(&tools)?;
    let console = console::build(&tools)?;
    let folder = install("console")?;
    for script in ["measure.mjs", "lighthouse.mjs"] {
        tools
            .run("node")
            .arg(folder.join(script))
            .env("GRAPH_EMULATOR_BIN", &emulator)
            .env("CONSOLE_DIST", &console)
            .env("CHROMIUM", &tools.browser()?.chromium)
            .each_line(|line| println!("{line}"))?;
    }
    Ok(())
}
