//! `cargo xtask`: the project's own commands, so that a fresh clone needs no other.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::bench::Subject;
use crate::fuzz::Target;
use crate::setup::Need;
use crate::test::Step;

mod bench;
mod cargo;
mod children;
mod ci;
mod command;
mod console;
mod demo;
mod emulator;
mod fuzz;
mod npm;
mod project;
mod report;
mod setup;
mod size;
mod test;
mod tools;

/// Sets up, shows, tests and packs Messenger Personas.
///
/// Each command first sets up what it needs itself and is missing, so any of them works in a fresh clone.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    command: Commands,
}

#[derive(Subcommand)]
enum Commands {
    /// Install everything that building and testing need
    ///
    /// Looks for the wasm32 target, rustfmt and Clippy, Trunk, the wasm-bindgen and wasm-split command line tools,
    /// the JavaScript tools of tests/package.json, the clients of Graph that tests/peers/ lists, and Chromium with
    /// its driver. What is missing is installed, what cannot be installed is named together with the command that
    /// does it.
    #[command(after_long_help = SETUP_ENVIRONMENT)]
    Setup,

    /// Build the console and open it on an emulated Graph
    ///
    /// Builds the console and the emulator, starts the emulator and prints the console's address, alone on a line.
    /// No Facebook account is needed: it opens on invented people and messages. Ctrl-C stops it; what was done in it
    /// is then forgotten.
    Demo(DemoArgs),

    /// Build the console for release into dist/
    ///
    /// Prints the folder. Any web server can serve it that answers an address without a file with index.html.
    Console,

    /// Run every test, or the steps that are named
    ///
    /// Ends with a table of the steps and the line "N passed, N failed". A failed step does not keep the others
    /// from running.
    Test(TestArgs),

    /// Check formatting, lints and documentation for both targets, then run every test
    ///
    /// Ends like `cargo xtask test`, with a table and the line "N passed, N failed".
    Ci,

    /// Build the npm package and pack it into target/npm/
    ///
    /// Prints the path of the tarball, its size, and the compressed sizes of its wasm file and of the JavaScript
    /// around it.
    Npm,

    /// Measure what is downloaded, and write it into docs/sizes.md
    ///
    /// Builds the npm package, prints the size of each of its entries, plain and compressed, beside what the file
    /// said, and writes the file if anything in it is another. Installs axios, messaging-api-messenger and
    /// facebook-nodejs-business-sdk first, and measures them as bundles for a browser.
    Size(SizeArgs),

    /// Search for inputs that break what the tests claim of any input
    ///
    /// Installs cargo-fuzz first. Each target starts from tests/fuzz/corpus/ and from what earlier runs found, which
    /// is kept in target/fuzz/. Prints how many inputs were tried and how much code they reached, and for an input
    /// that breaks a claim, where it is and how to try it again.
    Fuzz(FuzzArgs),

    /// Measure against what one would write by hand, and print the ratios
    ///
    /// Takes about ten minutes on an otherwise idle machine, compiling aside. `emulator` installs Express
    /// first, `npm` axios and messaging-api-messenger, and `console` Lighthouse.
    Bench {
        /// What to measure; all of it if nothing is named
        #[arg(value_enum)]
        subjects: Vec<Subject>,
    },
}

#[derive(Args)]
pub(crate) struct DemoArgs {
    /// The port to listen on, 0 for any free one [default: 4010, or any free one if that is taken]
    #[arg(long)]
    port: Option<u16>,

    /// Do not open the browser
    #[arg(long)]
    no_open: bool,
}

#[derive(Args)]
pub(crate) struct TestArgs {
    /// The steps to run; all of them if none is named
    #[arg(value_enum)]
    steps: Vec<Step>,

    /// Also try the npm package in frameworks and in other bundlers and runtimes, which takes 1 GB
    #[arg(long)]
    all_runtimes: bool,
}

#[derive(Args)]
pub(crate) struct SizeArgs {
    /// Also build and measure the console
    #[arg(long)]
    console: bool,

    /// Write nothing; fail if the file is more than 1 % off, or if a goal that it has met is missed; other packages
    /// are not measured
    #[arg(long)]
    check: bool,

    /// Write nothing; print what the bytes of the client's wasm file are, by crate and by function
    #[arg(long, conflicts_with_all = ["console", "check"])]
    what: bool,
}

#[derive(Args)]
pub(crate) struct FuzzArgs {
    /// How long to search, compiling aside, all targets together
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,

    /// The targets to search with; all of them if none is named
    #[arg(value_enum)]
    targets: Vec<Target>,
}

fn main() -> ExitCode {
    let outcome = children::end_when_interrupted().and_then(|()| run(&Cli::parse().command));
    children::leave_if_interrupted();
    outcome.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(command: &Commands) -> Result<ExitCode> {
    match command {
        Commands::Setup => {
            setup::set_up(&Need::ALL)?;
            eprintln!("Everything that building and testing need is there.");
            Ok(ExitCode::SUCCESS)
        }
        Commands::Demo(args) => demo::demo(args).map(|()| ExitCode::SUCCESS),
        Commands::Console => console::console().map(|()| ExitCode::SUCCESS),
        Commands::Test(args) => test::test(args),
        Commands::Ci => ci::ci(),
        Commands::Npm => npm::npm().map(|()| ExitCode::SUCCESS),
        Commands::Size(args) => size::size(args).map(|()| ExitCode::SUCCESS),
        Commands::Fuzz(args) => fuzz::fuzz(args).map(|()| ExitCode::SUCCESS),
        Commands::Bench { subjects } => bench::bench(subjects).map(|()| ExitCode::SUCCESS),
    }
}

const SETUP_ENVIRONMENT: &str = "\
Environment:
  MESSENGER_PERSONAS_CACHE  Where tools are kept, by name and version, for all clones
                            [default: messenger-personas in the user's cache folder]
  CHROME, CHROMEDRIVER      The browser and the driver to test with, if not those on the PATH";
