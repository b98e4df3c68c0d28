//! Which tools we use beside Cargo's own, in which versions, and where they are.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::command::{self, Run};
use crate::project;

/// The oldest Node that the JavaScript tools and the npm package run on.
pub(crate) const OLDEST_NODE: u32 = 20;

/// A tool that `cargo install` builds.
pub(crate) struct CargoTool {
    pub(crate) package: &'static str,
    pub(crate) version: String,
    /// What it is for, to be read after its name.
    pub(crate) purpose: &'static str,
    /// How long it takes to build, as measured on two cores.
    pub(crate) minutes: u8,
    pub(crate) opt_level: &'static str,
    pub(crate) binaries: &'static [&'static str],
    /// Whether they say which version they are. Of others only those in our own folder are trusted.
    pub(crate) tell_version: bool,
    pub(crate) flags: &'static [&'static str],
}

/// Trunk, the newest whose own Rust is not newer than ours.
pub(crate) fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        version: TRUNK_VERSION.to_owned(),
        purpose: "builds the console",
        minutes: 3,
        // It waits for others most of the time.
        opt_level: "0",
        binaries: &["trunk"],
        tell_version: true,
        // All it is used for works offline: no TLS, no look for updates.
        flags: &["--no-default-features"],
    }
}

/// The wasm-bindgen tools, which must be of exactly the version of the library.
pub(crate) fn wasm_bindgen() -> Result<CargoTool> {
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        version: project::locked_version("wasm-bindgen")?,
        purpose: "makes the JavaScript around the wasm files and runs their tests",
        minutes: 2,
        opt_level: "1",
        binaries: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        tell_version: true,
        flags: &[],
    })
}

/// What makes two wasm files of one, of the release that wrote the macros.
pub(crate) fn wasm_split() -> CargoTool {
    CargoTool {
        package: "wasm_split_cli_support",
        version: WASM_SPLIT_VERSION.to_owned(),
        purpose: "makes two wasm files of the console's one",
        minutes: 1,
        opt_level: "1",
        binaries: &["wasm-split-cli"],
        tell_version: false,
        flags: &["--features", "build-binary"],
    }
}

/// What compiles the fuzz targets.
pub(crate) fn cargo_fuzz() -> CargoTool {
    CargoTool {
        package: "cargo-fuzz",
        version: "0.13.2".to_owned(),
        purpose: "compiles the fuzz targets",
        minutes: 1,
        // It waits for others most of the time.
        opt_level: "0",
        binaries: &["cargo-fuzz"],
        tell_version: true,
        flags: &[],
    }
}

impl CargoTool {
    /// The folder that is all its own.
    pub(crate) fn folder(&self) -> Result<PathBuf> {
        Ok(cache()?.join("tools").join(format!("{}-{}", self.package, self.version)))
    }

    /// Whether it is there and whole, in its folder or on the `PATH`.
    pub(crate) fn is_there(&self) -> Result<bool> {
        let folder = self.folder()?.join("bin");
        let is_in_folder = self.runs(|binary| folder.join(binary));
        Ok(is_in_folder || (self.tell_version && self.runs(PathBuf::from)))
    }

    fn runs(&self, path: impl Fn(&'static str) -> PathBuf) -> bool {
        let flag = if self.tell_version { "--version" } else { "--help" };
        self.binaries.iter().all(|binary| {
            let answer = Run::new(path(binary)).arg(flag).probe();
            answer.is_some_and(|answer| {
                !self.tell_version || version_in(&answer) == Some(&self.version)
            })
        })
    }
}

/// A `PATH` on which every tool of ours is found before any other of its name.
pub(crate) fn path() -> Result<OsString> {
    command::path_with([
        trunk().folder()?.join("bin"),
        wasm_bindgen()?.folder()?.join("bin"),
        wasm_split().folder()?.join("bin"),
        cargo_fuzz().folder()?.join("bin"),
        project::node_tools_folder().join("node_modules").join(".bin"),
    ])
}

/// npm, which on Windows is a script.
pub(crate) fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Python, which has no number in its name on Windows.
pub(crate) fn python() -> &'static str {
    if cfg!(windows) { "python" } else { "python3" }
}

/// Where the Python clients of Graph are installed, apart from everything else in Python.
pub(crate) fn python_clients_folder() -> Result<PathBuf> {
    let version = pinned(PYTHON_CLIENTS, "facebook-business")
        .context("tests/peers/requirements.txt has no facebook-business; is it still tested?")?;
    Ok(cache()?.join("tools").join(format!("facebook-business-{version}")))
}

/// The Python that finds these clients.
pub(crate) fn python_with_clients() -> Result<Run> {
    let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    Ok(Run::new(python_clients_folder()?.join(inside)))
}

/// The version of `package` in a list for pip.
fn pinned<'list>(list: &'list str, package: &str) -> Option<&'list str> {
    let mut lines = list.lines();
    let rest = lines.find_map(|line| line.strip_prefix(package)?.strip_prefix("=="))?;
    rest.split_whitespace().next()
}

/// The `1.2.3` of `tool 1.2.3 (more)`.
fn version_in(answer: &str) -> Option<&str> {
    answer.split_whitespace().nth(1)
}

fn cache() -> Result<PathBuf> {
    cache_by(|name| std::env::var_os(name).filter(|value| !value.is_empty())).context(
        "there is no home folder to keep tools in; set MESSENGER_PERSONAS_CACHE to a folder of your choice",
    )
}

fn cache_by(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| variable(name).map(PathBuf::from);
    let users = || {
        if cfg!(windows) {
            folder("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            folder("HOME").map(|home| home.join("Library").join("Caches"))
        } else {
            folder("HOME").map(|home| home.join(".cache"))
        }
    };
    folder("MESSENGER_PERSONAS_CACHE").map(|chosen| project::root().join(chosen)).or_else(|| {
        folder("XDG_CACHE_HOME")
            .filter(|chosen| Path::is_absolute(chosen))
            .or_else(users)
            .map(|caches| caches.join("messenger-personas"))
    })
}

/// The Python clients of Graph and what they need, with the hash of each.
pub(crate) const PYTHON_CLIENTS: &str = include_str!("../../../tests/peers/requirements.txt");

/// Trunk 0.22 needs a newer Rust than ours.
const TRUNK_VERSION: &str = "0.21.14";

/// It reads what `wasm_split_helpers` of Cargo.lock leaves in the wasm file.
const WASM_SPLIT_VERSION: &str = "0.2.4";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_is_the_second_word() {
        assert_eq!(version_in("trunk 0.21.14\n"), Some("0.21.14"));
        assert_eq!(version_in("wasm-bindgen 0.2.130 (4f7b2c1d)"), Some("0.2.130"));
        assert_eq!(version_in("trunk"), None);
        assert_eq!(version_in(""), None);
    }

    #[test]
    fn a_pinned_version_ends_before_the_hash() {
        let list = "# notes\nsix==1.17.0 --hash=sha256:1\nsix-more==2.0";
        assert_eq!(pinned(list, "six"), Some("1.17.0"));
        assert_eq!(pinned(list, "six-more"), Some("2.0"));
        assert_eq!(pinned(list, "seven"), None);
        assert!(pinned(PYTHON_CLIENTS, "facebook-business").is_some());
    }

    #[test]
    fn a_chosen_cache_comes_before_the_usual_one() {
        let cache = |given: &[(&str, &str)]| {
            cache_by(|name| {
                given.iter().find(|(other, _)| *other == name).map(|(_, value)| value.into())
            })
        };
        let own = ("MESSENGER_PERSONAS_CACHE", "/own");
        let xdg = ("XDG_CACHE_HOME", "/xdg");
        let home = (if cfg!(windows) { "LOCALAPPDATA" } else { "HOME" }, "/home");

        assert_eq!(cache(&[home, xdg, own]), Some(PathBuf::from("/own")));
        assert_eq!(cache(&[home, xdg]), Some(PathBuf::from("/xdg/messenger-personas")));
        assert_eq!(cache(&[home, ("XDG_CACHE_HOME", "relative")]), cache(&[home]));
        assert!(cache(&[home]).is_some_and(|cache| cache.ends_with("messenger-personas")));
        assert_eq!(cache(&[]), None);
    }

    #[test]
    fn trunk_toml_asks_for_the_trunk_that_setup_installs() {
        let trunk_toml = include_str!("../../../Trunk.toml");

        assert!(trunk_toml.contains(&format!("trunk-version = \"={TRUNK_VERSION}\"")));
    }
}
