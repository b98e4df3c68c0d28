//! Where things are in this checkout, and what its lock file says.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// The version every crate and the npm package have.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The checkout's top folder.
pub(crate) fn root() -> &'static Path {
    let this_crate = Path::new(env!("CARGO_MANIFEST_DIR"));
    this_crate.ancestors().nth(2).unwrap_or(this_crate)
}

/// Where `trunk` leaves the console.
pub(crate) fn console_folder() -> PathBuf {
    root().join("dist")
}

/// Where `trunk` leaves the console of the demo.
pub(crate) fn demo_folder() -> PathBuf {
    root().join("target").join("demo")
}

/// Where the console's two wasm files are made of one.
pub(crate) fn console_parts_folder() -> PathBuf {
    root().join("target").join("console")
}

/// Where the npm package is put together and packed.
pub(crate) fn npm_folder() -> PathBuf {
    root().join("target").join("npm")
}

/// Where the fuzz targets are compiled and leave what they find.
pub(crate) fn fuzz_folder() -> PathBuf {
    root().join("target").join("fuzz")
}

/// Where wasm-bindgen's runner writes what Node runs.
pub(crate) fn runner_folder() -> PathBuf {
    root().join("target").join("wasm-bindgen-test")
}

/// Where benches leave what they measured.
pub(crate) fn criterion_folder() -> PathBuf {
    root().join("target").join("criterion")
}

/// The folder of `package.json` and `node_modules` of the JavaScript tools.
pub(crate) fn node_tools_folder() -> PathBuf {
    root().join("tests")
}

/// Where other people's clients of Graph are listed and tested.
pub(crate) fn peers_folder() -> PathBuf {
    root().join("tests").join("peers")
}

/// The version of `package` in `Cargo.lock`.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).with_context(|| {
        format!("{} cannot be read; `cargo generate-lockfile` makes it", path.display())
    })?;
    version_in_lock(&lock, package).map(str::to_owned).with_context(|| {
        format!("Cargo.lock has no package {package}; is it still a dependency of the workspace?")
    })
}

fn version_in_lock<'lock>(lock: &'lock str, package: &str) -> Option<&'lock str> {
    let mut lines = lock.lines();
    lines.find(|line| quoted(line, "name") == Some(package))?;
    lines.next().and_then(|line| quoted(line, "version"))
}

fn quoted<'line>(line: &'line str, key: &str) -> Option<&'line str> {
    line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-backend"
version = "0.2.99"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry"
dependencies = [
 "cfg-if",
]
"#;

    #[test]
    fn version_is_the_one_of_exactly_that_package() {
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(version_in_lock(LOCK, "wasm-bindgen-backend"), Some("0.2.99"));
        assert_eq!(version_in_lock(LOCK, "wasm"), None);
    }

    #[test]
    fn a_lock_file_cut_short_has_no_version() {
        assert_eq!(version_in_lock("[[package]]\nname = \"wasm-bindgen\"", "wasm-bindgen"), None);
        assert_eq!(version_in_lock("", "wasm-bindgen"), None);
    }

    #[test]
    fn root_holds_the_lock_file_of_this_workspace() {
        assert!(locked_version("xtask").is_ok_and(|version| version == VERSION));
    }
}
