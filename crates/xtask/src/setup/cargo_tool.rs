//! Tools that are built from source, once per user and version.

use anyhow::{Context as _, Result, ensure};

use super::announce;
use crate::command::{Run, on_path, path_with};
use crate::tools::CargoTool;

/// Builds `tool` into its folder unless it is there.
pub(crate) fn ensure(tool: &CargoTool) -> Result<()> {
    if tool.is_there()? {
        return Ok(());
    }
    let CargoTool { package, version, purpose, minutes, .. } = tool;
    let time = if *minutes == 1 { "a minute".to_owned() } else { format!("{minutes} minutes") };
    announce(
        &format!("{package} {version} (about {time} on two cores, once for all clones)"),
        purpose,
    );
    if on_path("cargo-binstall").is_some() {
        match download(tool) {
            Ok(()) if tool.is_there()? => return Ok(()),
            Ok(()) => eprintln!("what cargo-binstall downloaded does not run; building it instead"),
            Err(error) => eprintln!("{error:#}; building it instead"),
        }
    }
    // A lock file can name versions that a registry no longer has, or does not have yet.
    if let Err(error) = install(tool, &["--locked"]) {
        eprintln!("{error:#}; trying once more with other versions of what it depends on");
        install(tool, &[]).with_context(|| {
            format!(
                "{package} was not installed; if the network is there, any {package} {version} on the PATH does as well"
            )
        })?;
    }
    ensure!(
        tool.is_there()?,
        "{package} {version} was installed but does not run; remove {} and try again",
        tool.folder()?.display()
    );
    Ok(())
}

/// Downloads a ready-made program.
fn download(tool: &CargoTool) -> Result<()> {
    Run::cargo()
        .args(["binstall", "--no-confirm", "--disable-strategies", "compile"])
        .arg(format!("{}@={}", tool.package, tool.version))
        .arg("--root")
        .arg(tool.folder()?)
        .finish()
}

fn install(tool: &CargoTool, flags: &[&str]) -> Result<()> {
    let folder = tool.folder()?;
    let mut run = Run::cargo()
        .args(["install", tool.package, "--version", &tool.version])
        .args(flags)
        .args(tool.flags)
        .arg("--root")
        .arg(&folder)
        // Cargo would otherwise advise to extend the PATH, which nobody has to.
        .env("PATH", path_with([folder.join("bin")])?);
    // A short build is worth more than a fast program.
    run = run.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.opt_level);
    for (name, value) in QUICK_BUILD {
        run = run.env(name, value);
    }
    run.finish()
}

const QUICK_BUILD: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_STRIP", "debuginfo"),
];
