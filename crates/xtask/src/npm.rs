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
    let tarball = pack(&tools)?;
    write_sizes(&tools, &tarball)
}

/// Builds the package, packs it and answers with the tarball.
pub(crate) fn pack(tools: &Toolbox) -> Result<PathBuf> {
    let package = package_folder();
    start_over(&package)?;
    copy_folder(&project::root().join("crates/messenger-personas-js/npm"), &package)?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        copy(&project::root().join(licence), &package.join(licence))?;
    }
    for module in &MODULES {
        generate(tools, module, &package.join("dist"))?;
    }
    declare_common_js(&package.join("dist"))?;
    pack_folder(tools, &package)
}

/// Where the package is put together.
pub(crate) fn package_folder() -> PathBuf {
    project::npm_folder().join("package")
}

/// A crate of ours in the package: a wasm file, the JavaScript around it, and the same in one file.
pub(crate) struct Module {
    /// The crate's package.
    package: &'static str,
    /// What its files are called, and what the entries import.
    name: &'static str,
    /// Where they are, in `dist`.
    folder: &'static str,
}

impl Module {
    /// Compiles it and answers with the file, as Rust leaves it: with the names of its functions.
    pub(crate) fn compile(&self, tools: &Toolbox) -> Result<PathBuf> {
        tools
            .cargo()
            // A crate that is built as a Rust library too is not optimised as a whole.
            .args(["rustc", "--package", self.package, "--lib", "--crate-type", "cdylib"])
            .args(["--target", "wasm32-unknown-unknown", "--profile", "wasm-release"])
            .env("CARGO_ENCODED_RUSTFLAGS", compiler_flags()?)
            .build_file(&self.package.replace('-', "_"), ".wasm")
            .with_context(|| format!("{} was not built; the reason is above", self.package))
    }
}

/// Flags of the compiler. They keep this machine's folders out of the module, as panic messages name
/// the source files of crates, and choose the small SHA-256 of the crate `sha2`.
fn compiler_flags() -> Result<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let sources =
        home.context("the home folder is not known; set CARGO_HOME")?.join("registry/src");
    let registries = fs::read_dir(&sources).into_iter().flatten().flatten();
    let folders = registries.map(|registry| registry.path()).chain([project::root().to_owned()]);
    let flags = folders.map(|folder| format!("--remap-path-prefix={}=", folder.display()));
    let flags = flags.chain([r#"--cfg=sha2_backend_soft="compact""#.to_owned()]);
    Ok(flags.collect::<Vec<_>>().join("\u{1f}"))
}

/// Compiles `module` and leaves its files in `dist`.
fn generate(tools: &Toolbox, module: &Module, dist: &Path) -> Result<()> {
    let compiled = module.compile(tools)?;
    let (folder, name) = (dist.join(module.folder), module.name);
    tools
        .run("wasm-bindgen")
        // With its default path for the module, a bundler ships the wasm file twice.
        .args(["--target", "web", "--omit-default-module-path"])
        .args(["--remove-name-section", "--remove-producers-section", "--no-typescript"])
        .args(["--out-name", name, "--out-dir"])
        .args([&folder, &compiled])
        .finish()?;
    let wasm = folder.join(format!("{name}_bg.wasm"));
    // The file itself says which features it uses.
    tools.run("wasm-opt").args(["-Oz", "-o"]).args([&wasm, &wasm]).finish()?;
    let base64 = folder.join(format!("{name}_base64.js"));
    tools.run("node").args(["--eval", TO_BASE64]).args([&wasm, &base64]).finish()?;
    tools
        .run("esbuild")
        // For Node it leaves a list of the exports by which `import` finds them.
        .args(["--bundle", "--platform=node", "--format=cjs", "--target=node20"])
        .args(["--legal-comments=none", "--log-level=warning", TEXT_CODERS])
        .args(["--outfile=node.cjs", "inline.js"])
        .within(&folder)
        .finish()
}

/// Copies each `.d.ts` of `dist` to a `.d.cts`, as TypeScript takes a file for `CommonJS` by its name.
fn declare_common_js(dist: &Path) -> Result<()> {
    for name in ["index", "slim", "emulator"] {
        copy(&dist.join(format!("{name}.d.ts")), &dist.join(format!("{name}.d.cts")))?;
    }
    Ok(())
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

fn write_sizes(tools: &Toolbox, tarball: &Path) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", tarball.display())?;
    writeln!(out, "{:>9}  packed", kilobytes(size(tarball)?))?;
    let dist = package_folder().join("dist");
    for Module { name, folder, .. } in MODULES {
        for file in [format!("{name}_bg.wasm"), format!("{name}.js")] {
            let path = dist.join(folder).join(&file);
            let (plain, gzip) = (kilobytes(size(&path)?), kilobytes(gzip_size(tools, &path)?));
            writeln!(out, "{plain:>9}  {file}, {gzip} compressed with gzip")?;
        }
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

pub(crate) fn kilobytes(bytes: u64) -> String {
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

/// The client, and the emulator for tests.
pub(crate) const MODULES: [Module; 2] = [CLIENT, EMULATOR];
pub(crate) const CLIENT: Module =
    Module { package: "messenger-personas-js", name: "personas", folder: "" };
const EMULATOR: Module =
    Module { package: "graph-emulator-js", name: "emulator", folder: "emulator" };
/// Jest's jsdom environment runs in Node but has no global of these names.
const TEXT_CODERS: &str = "--banner:js=const { TextDecoder, TextEncoder } = \
     globalThis.TextDecoder ? globalThis : process.getBuiltinModule('node:util');";
const TO_BASE64: &str = "const { readFileSync, writeFileSync } = require('node:fs'); \
     const base64 = readFileSync(process.argv[1]).toString('base64'); \
     writeFileSync(process.argv[2], `export default \"${base64}\";\\n`)";

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
