//! Builds the web console.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::project;
use crate::setup::{self, Need, Toolbox};

/// What building it for release needs.
pub(crate) const NEEDS: [Need; 6] = [
    Need::Node,
    Need::WasmTarget,
    Need::NodeTools,
    Need::WasmBindgen,
    Need::WasmSplit,
    Need::Trunk,
];

/// What building it for a demo needs.
pub(crate) const DEMO_NEEDS: [Need; 3] = [Need::WasmTarget, Need::WasmBindgen, Need::Trunk];

/// Sets up, builds, and says where it is.
pub(crate) fn console() -> Result<()> {
    let folder = build(&setup::set_up(&NEEDS)?)?;
    writeln!(io::stdout().lock(), "{}", folder.display())?;
    Ok(())
}

/// Builds the console for release and answers with the folder it is in.
pub(crate) fn build(tools: &Toolbox) -> Result<PathBuf> {
    trunk(tools, &["--release", "--features", SPLIT])?;
    let parts = split(tools)?;
    let folder = project::console_folder();
    tools
        .run("node")
        .arg("web/finish.mjs")
        .args([&folder, &parts])
        .finish()
        .context("the console was built but not packed; the reason is above")?;
    Ok(folder)
}

/// Builds the console in less time than for release, as one file that is several times larger, and answers with
/// the folder it is in.
pub(crate) fn build_for_demo(tools: &Toolbox) -> Result<PathBuf> {
    let folder = project::demo_folder();
    let dist = folder.to_str().context("the checkout's path is not UTF-8, which Trunk needs")?;
    trunk(tools, &["--dist", dist])?;
    Ok(folder)
}

fn trunk(tools: &Toolbox, flags: &[&str]) -> Result<()> {
    // Trunk is kept offline, which keeps Cargo offline under it.
    tools.cargo().args(["fetch", "--quiet", "--locked"]).finish().context(
        "what the console depends on cannot be fetched; is the network there, and is Cargo.lock as committed?",
    )?;
    let mut trunk = tools.run("trunk").arg("build").args(flags).without_env("NO_COLOR");
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        // Trunk understands no other value.
        trunk = trunk.env("NO_COLOR", "true");
    }
    trunk
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .finish()
        .context("the console was not built; the reason is above")
}

/// Makes two wasm files of what Cargo built for Trunk, with the JavaScript around them, and answers with
/// the folder they are in. Trunk cannot.
fn split(tools: &Toolbox) -> Result<PathBuf> {
    let compiled = tools
        .cargo()
        .args(["build", "--quiet", "--manifest-path", "web/Cargo.toml", "--bin", BINARY])
        .args(["--target", "wasm32-unknown-unknown", "--profile", "wasm-release"])
        .args(["--features", SPLIT, "--locked", "--offline"])
        .build_file(BINARY, ".wasm")
        .context("the console was not built once more; the reason is above")?;
    let folder = project::console_parts_folder();
    start_over(&folder)?;
    tools
        .run("wasm-split-cli")
        .args(["--out-name", "console"])
        .args([&compiled, &folder])
        .finish()
        .context("the console's wasm file was not split; the reason is above")?;
    let whole = folder.join("console.wasm");
    tools
        .run("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
        .arg("--remove-producers-section")
        .args(["--omit-default-module-path", "--out-name", "console", "--out-dir"])
        .args([&folder, &whole])
        .finish()?;
    for name in ["console_bg.wasm", "split_workspace.wasm"] {
        let file = folder.join(name);
        tools
            .run("wasm-opt")
            .args(["-Oz", "--low-memory-unused", "--one-caller-inline-max-function-size=20"])
            // Functions that are one function for several types come together, which Brotli likes.
            .args(["--reorder-functions-by-name", "-o"])
            .args([&file, &file])
            // It warns of names in a way it does not know. It drops all of them.
            .each_error_line(|line| {
                if !line.contains("unknown name subsection") {
                    eprintln!("{line}");
                }
            })?;
    }
    Ok(folder)
}

fn start_over(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

const BINARY: &str = "personas-console";

/// The feature that marks what comes in the second file.
const SPLIT: &str = "split";
