//! Other people's clients of Graph, and the Python that some are written in.

use anyhow::{Context as _, Result, bail};

use super::{announce, node};
use crate::command::Run;
use crate::project;
use crate::tools::{self, PYTHON_CLIENTS};

/// Python with venv, which we cannot install.
pub(crate) fn check_python() -> Result<()> {
    let python = || Run::new(tools::python());
    match python().arg("--version").probe().as_deref().map(str::trim) {
        None => bail!("there is no Python, which a client of Graph is tested in; {PYTHON_HINT}"),
        Some(version) if minor(version).is_none_or(|minor| minor < OLDEST_PYTHON_3) => {
            bail!("this is {version}, which a client of Graph is too new for; {PYTHON_HINT}")
        }
        Some(_) => {}
    }
    python().args(["-c", "import ensurepip, venv"]).probe().map(drop).context(
        "there is Python but not its module venv; `sudo apt-get install python3-venv` installs it on Debian",
    )
}

/// What `tests/peers/` lists, installed again when one of its lists changes.
pub(crate) fn ensure() -> Result<()> {
    node::ensure(
        &project::peers_folder(),
        "the JavaScript clients of tests/peers/package.json (a minute, 180 MB)",
        "are run against the emulator",
    )?;
    ensure_python_clients()
}

fn ensure_python_clients() -> Result<()> {
    let folder = tools::python_clients_folder()?;
    let stamp = folder.join("installed-requirements.txt");
    // The Python that the folder was made with may be gone.
    let imports =
        || tools::python_with_clients().ok()?.args(["-c", "import facebook_business"]).probe();
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == PYTHON_CLIENTS)
        && imports().is_some()
    {
        return Ok(());
    }
    announce(
        "the Python clients of tests/peers/requirements.txt (a few seconds, 50 MB)",
        "are run against the emulator",
    );
    let hint = "the Python clients were not installed; the reason is above";
    Run::new(tools::python())
        .args(["-m", "venv", "--clear"])
        .arg(&folder)
        .finish()
        .context(hint)?;
    tools::python_with_clients()?
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(["--no-deps", "--only-binary=:all:", "--require-hashes", "--requirement"])
        .arg(project::peers_folder().join("requirements.txt"))
        .finish()
        .context(hint)?;
    std::fs::write(&stamp, PYTHON_CLIENTS)
        .with_context(|| format!("{} cannot be written", stamp.display()))
}

/// The 11 of `Python 3.11.7`; `None` if it is no Python 3.
fn minor(version: &str) -> Option<u32> {
    version.strip_prefix("Python 3.")?.split('.').next()?.parse().ok()
}

/// The oldest Python 3 that the clients run on.
const OLDEST_PYTHON_3: u32 = 10;
const PYTHON_HINT: &str = "`sudo apt-get install python3 python3-venv` installs it on Debian; elsewhere install Python 3.10 or newer from https://python.org or your distribution";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_is_the_number_after_the_3() {
        assert_eq!(minor("Python 3.11.7"), Some(11));
        assert_eq!(minor("Python 3.9.2"), Some(9));
        assert_eq!(minor("Python 3.14.0rc1"), Some(14));
        assert_eq!(minor("Python 2.7.18"), None);
        assert_eq!(minor(""), None);
    }
}
