//! Builds the web console.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

use crate::project;
use crate::setup::Toolbox;

/// Builds the console for release and answers with the folder it is in.
pub(crate) fn build(tools: &Toolbox) -> Result<PathBuf> {
    // Trunk is kept offline, which keeps Cargo offline under it.
    tools.cargo().args(["fetch", "--quiet", "--locked"]).finish().context(
        "what the console depends on cannot be fetched; is the network there, and is Cargo.lock as committed?",
    )?;
    let mut trunk = tools.run("trunk").args(["build", "--release"]).without_env("NO_COLOR");
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        // Trunk understands no other value.
        trunk = trunk.env("NO_COLOR", "true");
    }
    trunk
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .finish()
        .context("the console was not built; the reason is above")?;
    let folder = project::console_folder();
    tools
        .run("node")
        .arg("web/finish.mjs")
        .arg(&folder)
        .finish()
        .context("the console was built but not packed; the reason is above")?;
    Ok(folder)
}
