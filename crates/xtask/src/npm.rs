//! `cargo xtask npm`: the npm package, from crate to tarball.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::setup::{self, Need, Toolbox};
use crate::{project, tools};

/// Sets up, builds and packs.
pub(crate) fn npm() -> Result<()> {
    let tools = setup::set_up(&[
        Need::Node,
        Need::CCompiler,
        Need::WasmTarget,
        Need::NodeTools,
        Need::WasmBindgen,
    ])?;
    pack(&tools).map(drop)
}

/// Builds the package, packs it, writes its sizes to standard output and answers with the tarball.
pub(crate) fn pack(tools: &Toolbox) -> Result<PathBuf> {
    let package = project::npm_folder().join("package");
    start_over(&package)?;
    copy_folder(&project::root().join("crates/messenger-personas-js/npm"), &package)?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&project::root().join(licence), &package.join(licence))?;
    }
    let generated = generate(tools, &package.join("dist"))?;
    let tarball = pack_folder(tools, &package)?;
    write_sizes(tools, &tarball, &generated)?;
    Ok(tarball)
}

struct Generated {
    wasm: PathBuf,
    glue: PathBuf,
}

/// Compiles the bindings and leaves the wasm file and its JavaScript in `folder`.
fn generate(tools: &Toolbox, folder: &Path) -> Result<Generated> {
    let compiled = tools
        .cargo()
        .args(["build", "--package", "messenger-personas-js", "--lib"])
        .args(["--target", "wasm32-unknown-unknown", "--profile", "wasm-release"])
        .build_file("messenger_personas_js", ".wasm")
        .context("the bindings were not built; the reason is above")?;
    tools
        .run("wasm-bindgen")
        // With its default path for the module, a bundler ships the wasm file twice.
        .args(["--target", "web", "--omit-default-module-path"])
        .args(["--remove-name-section", "--remove-producers-section", "--no-typescript"])
        .args(["--out-name", NAME, "--out-dir"])
        .args([folder, &compiled])
        .finish()?;
    let wasm = folder.join(format!("{NAME}_bg.wasm"));
    // Which features to use is said in the file. Naming more makes it unreadable for older runtimes.
    tools.run("wasm-opt").args(["-Oz", "-o"]).args([&wasm, &wasm]).finish()?;
    Ok(Generated { wasm, glue: folder.join(format!("{NAME}.js")) })
}

fn pack_folder(tools: &Toolbox, package: &Path) -> Result<PathBuf> {
    tools
        .run(tools::npm())
        .args(["pkg", "set", &format!("version={}", project::VERSION)])
        .within(package)
        .finish()?;
    let folder = project::npm_folder();
    let printed = tools
        .run(tools::npm())
        .args(["pack", "--ignore-scripts", "--loglevel=error", "--pack-destination"])
        .arg(&folder)
        .within(package)
        .read()?;
    let name = printed.lines().next_back().context("`npm pack` did not say what it made")?;
    Ok(folder.join(name.trim()))
}

fn write_sizes(tools: &Toolbox, tarball: &Path, generated: &Generated) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", tarball.display())?;
    writeln!(out, "{:>9}  packed", kilobytes(size(tarball)?))?;
    for file in [&generated.wasm, &generated.glue] {
        writeln!(
            out,
            "{:>9}  {}, {} compressed with gzip",
            kilobytes(size(file)?),
            file.file_name().unwrap_or_default().to_string_lossy(),
            kilobytes(gzip_size(tools, file)?)
        )?;
    }
    Ok(())
}

fn gzip_size(tools: &Toolbox, file: &Path) -> Result<u64> {
    let program = "const file = require('node:fs').readFileSync(process.argv[1]); \
                   console.log(require('node:zlib').gzipSync(file, { level: 9 }).length)";
    let size = tools.run("node").args(["--eval", program]).arg(file).read()?;
    size.trim().parse().with_context(|| format!("{size:?} is no size"))
}

fn size(file: &Path) -> Result<u64> {
    let metadata = fs::metadata(file).with_context(|| format!("{} is missing", file.display()))?;
    Ok(metadata.len())
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

/// Leaves `folder` empty, and no tarball of an earlier run beside it.
fn start_over(folder: &Path) -> Result<()> {
    let parent = project::npm_folder();
    if parent.exists() {
        fs::remove_dir_all(&parent)
            .with_context(|| format!("{} cannot be removed", parent.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("{} cannot be made", to.display()))?;
    let entries =
        fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("{} cannot be read", from.display()))?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy_folder(&from, &to)? } else { copy(&from, &to)? }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to)
        .map(drop)
        .with_context(|| format!("{} cannot be copied to {}", from.display(), to.display()))
}

/// What `wasm-bindgen` calls its files, and what the entries of the package import.
const NAME: &str = "personas";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kilobytes_are_thousands_with_one_decimal() {
        assert_eq!(kilobytes(0), "0.0 kB");
        assert_eq!(kilobytes(999), "0.9 kB");
        assert_eq!(kilobytes(57_912), "57.9 kB");
    }
}
