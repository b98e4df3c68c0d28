//! Node, and the JavaScript tools that run on it.

use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use super::announce;
use crate::command::{Run, on_path};
use crate::project;
use crate::tools::{self, OLDEST_NODE};

/// Node with npm, which we cannot install.
pub(crate) fn check_node() -> Result<()> {
    match Run::new("node").arg("--version").probe().as_deref().map(str::trim) {
        None => bail!("there is no Node, which the JavaScript tools run on; {NODE_HINT}"),
        Some(version) if major(version).is_none_or(|major| major < OLDEST_NODE) => {
            bail!("Node is {version}, which the JavaScript tools are too new for; {NODE_HINT}")
        }
        Some(_) => {}
    }
    ensure!(
        cfg!(windows) || on_path(tools::npm()).is_some(),
        "there is Node but no npm; `sudo apt-get install npm`, or https://nodejs.org, installs it"
    );
    Ok(())
}

/// What `tests/package-lock.json` lists.
pub(crate) fn ensure_tools() -> Result<()> {
    ensure(
        &project::node_tools_folder(),
        "the JavaScript tools of tests/package.json (half a minute, 400 MB)",
        "optimise the wasm files and drive the browser in tests",
    )
}

/// What `tests/packaging/runtimes/package-lock.json` lists.
pub(crate) fn ensure_runtimes() -> Result<()> {
    ensure(
        &project::node_tools_folder().join("packaging").join("runtimes"),
        "the bundlers and runtimes of tests/packaging/runtimes/package.json (a minute, 1 GB)",
        "the npm package is tried in",
    )
}

/// What the `package-lock.json` in `folder` lists, installed again when that file changes.
pub(super) fn ensure(folder: &Path, what: &str, purpose: &str) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let lock = std::fs::read(&lock).with_context(|| {
        format!("{} cannot be read; `git checkout` brings it back", lock.display())
    })?;
    // `npm ci` begins with removing the folder that this is in, so that an installation cut short has none.
    let stamp = folder.join("node_modules").join(".installed-package-lock.json");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    announce(what, purpose);
    Run::new(tools::npm())
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .within(folder)
        .finish()
        .with_context(|| {
            format!(
                "what {} lists was not installed; if the network is there, `npm ci` in that folder shows more",
                folder.join("package.json").display()
            )
        })?;
    std::fs::write(&stamp, lock).with_context(|| format!("{} cannot be written", stamp.display()))
}

/// The 20 of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

const NODE_HINT: &str = "install Node 20 or newer from https://nodejs.org or your distribution";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn major_is_the_first_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.11.2"), Some(9));
        assert_eq!(major("24.0.0-nightly"), Some(24));
        assert_eq!(major("unknown"), None);
    }
}
