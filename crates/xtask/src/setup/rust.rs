//! What comes with Rust, and the compilers of other languages beside it.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use super::announce;
use crate::command::{Run, on_path};

/// The standard library for wasm32, from rustup.
pub(crate) fn ensure_wasm_target() -> Result<()> {
    if sysroot()?.join("lib/rustlib").join(WASM_TARGET).join("lib").is_dir() {
        return Ok(());
    }
    announce(
        "the Rust target wasm32-unknown-unknown",
        "the console and the npm package are compiled for",
    );
    rustup(&["target", "add", WASM_TARGET])
}

/// rustfmt and Clippy, from rustup.
pub(crate) fn ensure_lints() -> Result<()> {
    let folder = sysroot()?.join("bin");
    let is_missing = |binary: &str| {
        !folder.join(format!("{binary}{}", std::env::consts::EXE_SUFFIX)).is_file()
            && on_path(binary).is_none_or(is_a_rustup_proxy)
    };
    if is_missing("rustfmt") || is_missing("cargo-clippy") {
        announce("rustfmt and Clippy", "check the form and the lints of the Rust code");
        rustup(&["component", "add", "rustfmt", "clippy"])?;
    }
    Ok(())
}

/// A C compiler, which we cannot install.
pub(crate) fn check_c_compiler() -> Result<()> {
    let is_there = cfg!(windows)
        || std::env::var_os("CC").is_some()
        || ["cc", "gcc", "clang"].into_iter().any(|compiler| on_path(compiler).is_some());
    ensure!(
        is_there,
        "there is no C compiler, which the emulator's SQLite needs; {C_COMPILER_HINT}"
    );
    Ok(())
}

/// A C++ compiler, which we cannot install either.
pub(crate) fn check_cpp_compiler() -> Result<()> {
    let is_there = std::env::var_os("CXX").is_some()
        || ["c++", "g++", "clang++"].into_iter().any(|compiler| on_path(compiler).is_some());
    ensure!(is_there, "there is no C++ compiler, which the fuzzer needs; {CPP_COMPILER_HINT}");
    Ok(())
}

fn rustup(args: &[&str]) -> Result<()> {
    Run::new("rustup").args(args).finish().context(
        "rustup did not add it; if this Rust is not from rustup, add it the way this Rust was installed",
    )
}

fn sysroot() -> Result<PathBuf> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = Run::new(rustc)
        .args(["--print", "sysroot"])
        .probe()
        .context("`rustc --print sysroot` failed; install Rust with rustup")?;
    Ok(PathBuf::from(sysroot.trim()))
}

/// Rustup puts a proxy on the `PATH` for components that are not installed too.
fn is_a_rustup_proxy(binary: impl AsRef<Path>) -> bool {
    binary.as_ref().with_file_name(format!("rustup{}", std::env::consts::EXE_SUFFIX)).is_file()
}

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const C_COMPILER_HINT: &str = if cfg!(target_os = "macos") {
    "`xcode-select --install` installs one"
} else {
    "`sudo apt-get install gcc libc6-dev`, or what your distribution calls them, installs one"
};
const CPP_COMPILER_HINT: &str = if cfg!(target_os = "macos") {
    "`xcode-select --install` installs one"
} else {
    "`sudo apt-get install g++`, or what your distribution calls it, installs one"
};
