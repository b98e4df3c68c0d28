//! Chromium and its driver, from the distribution.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::{Browser, announce};
use crate::command::{Run, on_path};

/// Finds both, or installs them where apt can.
pub(crate) fn ensure() -> Result<Browser> {
    if let Some(browser) = find()? {
        return Ok(browser);
    }
    let Some(apt_get) = apt_get() else {
        bail!("there is no Chromium with ChromeDriver, which the tests run in; {INSTALL_HINT}")
    };
    announce("Chromium and ChromeDriver (about a minute, 400 MB)", "the tests run in");
    apt_get()
        .arg("update")
        .finish()
        .and_then(|()| {
            apt_get()
                .args(["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"])
                .finish()
        })
        .with_context(|| format!("Chromium was not installed; {INSTALL_HINT}"))?;
    find()?
        .with_context(|| format!("Chromium was installed but is not on the PATH; {INSTALL_HINT}"))
}

fn find() -> Result<Option<Browser>> {
    let chromium = chosen("CHROME")?
        .or_else(|| CHROMIUMS.into_iter().find_map(on_path))
        .or_else(|| Some(PathBuf::from(CHROME_ON_MACOS)).filter(|chrome| chrome.is_file()));
    let driver = chosen("CHROMEDRIVER")?.or_else(|| on_path("chromedriver"));
    Ok(chromium.zip(driver).map(|(chromium, driver)| Browser { chromium, driver }))
}

fn chosen(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = std::env::var_os(variable).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let path = PathBuf::from(path);
    if path.is_file() {
        return Ok(Some(path));
    }
    bail!("${variable} is {}, which is not there; correct it or unset it", path.display())
}

/// How to run apt-get with the rights it needs, if that is possible without a question.
fn apt_get() -> Option<fn() -> Run> {
    on_path("apt-get")?;
    let is_root = Run::new("id").arg("-u").probe().is_some_and(|id| id.trim() == "0");
    if is_root {
        Some(|| Run::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive"))
    } else {
        Run::new("sudo").args(["-n", "true"]).probe()?;
        Some(|| Run::new("sudo").args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]))
    }
}

const CHROMIUMS: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const CHROME_ON_MACOS: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
const INSTALL_HINT: &str = "`sudo apt-get install chromium chromium-driver` installs both on Debian; elsewhere install Chrome and the ChromeDriver of its version, and set CHROME and CHROMEDRIVER if they are not on the PATH";
