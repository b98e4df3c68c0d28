//! `cargo xtask test`: everything that is tested, in five steps and one that is asked for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use clap::ValueEnum;
use serde_json::json;

use crate::command::Run;
use crate::emulator::{self, Emulator};
use crate::report::{Report, Tally};
use crate::setup::{self, Browser, Need, Toolbox};
use crate::{TestArgs, console, npm, project, tools};

/// A part of the tests that can be run by itself.
#[derive(Clone, Copy, PartialEq, ValueEnum)]
pub(crate) enum Step {
    /// What runs on the machine itself: `cargo test`
    Native,
    /// The client and the bindings, in headless Chromium and in Node; the console's parts, in headless Chromium
    Wasm,
    /// The built console end to end, in headless Chromium
    Browser,
    /// The packed npm package, installed and used
    Packaging,
    /// Other people's clients of Graph, as published, against the emulator
    Peers,
    /// The packed npm package in bundlers and runtimes that are large to install
    #[value(skip)]
    Runtimes,
}

/// Sets up, runs `steps`, or all if there is none, and closes with their table.
pub(crate) fn test(args: &TestArgs) -> Result<ExitCode> {
    let named = args.steps.as_slice();
    let mut steps = if named.is_empty() { Step::value_variants() } else { named }.to_vec();
    if args.all_runtimes {
        steps.push(Step::Runtimes);
    }
    let needs: Vec<_> = steps.iter().flat_map(|step| step.needs()).copied().collect();
    let tools = setup::set_up(&needs)?;
    let mut report = Report::default();
    run(&steps, &tools, &mut report);
    report.close()
}

/// Runs `steps` in their own order, each even if another has failed.
pub(crate) fn run(steps: &[Step], tools: &Toolbox, report: &mut Report) {
    if steps.contains(&Step::Native) {
        report.step("native", |tally| native(tools, tally));
    }
    if steps.iter().all(|step| *step == Step::Native) {
        return;
    }
    let emulator = report.step("emulator", |_| emulator::build(tools));
    let rest: [(Step, &str, WithEmulator); 5] = [
        (Step::Wasm, "wasm", wasm),
        (Step::Browser, "browser", browser),
        (Step::Packaging, "packaging", packaging),
        (Step::Peers, "peers", peers),
        (Step::Runtimes, "runtimes", runtimes),
    ];
    for (step, name, test) in rest {
        match &emulator {
            _ if !steps.contains(&step) => {}
            Some(emulator) => drop(report.step(name, |tally| test(tools, emulator, tally))),
            None => report.not_run(name),
        }
    }
}

type WithEmulator = fn(&Toolbox, &Path, &mut Tally) -> Result<()>;

impl Step {
    /// What has to be there to run it.
    fn needs(self) -> &'static [Need] {
        use Need::{
            Browser, CCompiler, Node, NodeTools, Peers, Python, Runtimes, Trunk, WasmBindgen,
            WasmTarget,
        };
        match self {
            Self::Native => &[CCompiler],
            Self::Wasm => &[CCompiler, Node, WasmTarget, WasmBindgen, Browser],
            Self::Browser => &[CCompiler, Node, NodeTools, WasmTarget, WasmBindgen, Trunk, Browser],
            Self::Packaging => &[CCompiler, Node, NodeTools, WasmTarget, WasmBindgen, Browser],
            Self::Peers => &[CCompiler, Node, Python, Peers],
            Self::Runtimes => {
                &[CCompiler, Node, NodeTools, WasmTarget, WasmBindgen, Browser, Runtimes]
            }
        }
    }
}

fn native(tools: &Toolbox, tally: &mut Tally) -> Result<()> {
    tools.cargo().args(["test", "--no-run"]).finish()?;
    tally.run(tools.cargo().args(["test", "--no-fail-fast"]).limit(NATIVE_LIMIT))
}

/// The browser has no environment, so the tests that need an emulator are compiled with its address.
///
/// The tests of what is made for every runtime are run in the browser and in Node.
fn wasm(tools: &Toolbox, emulator: &Path, tally: &mut Tally) -> Result<()> {
    let browser = tools.browser()?;
    let emulator = Emulator::start(emulator, WASM_PORT, NO_MORE).with_context(|| {
        format!("these tests need an emulator on port {WASM_PORT}; if that is taken, end what listens there")
    })?;
    let test = |packages: &[&str]| {
        tools
            .cargo()
            .args(["test", "--target", "wasm32-unknown-unknown", "--tests", "--no-fail-fast"])
            .args(packages.iter().flat_map(|package| ["--package", package]))
            .args([
                "--features",
                "messenger-personas-client/fetch,messenger-personas-client/rate-limit",
            ])
            .env("GRAPH_EMULATOR_ORIGIN", &emulator.address)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
    };
    let in_browser = || test(&[ANYWHERE.as_slice(), &["personas-console"]].concat());
    let in_node = || test(&ANYWHERE).without_env("WASM_BINDGEN_USE_BROWSER");
    in_browser().arg("--no-run").finish()?;
    in_node().arg("--no-run").finish()?;
    let capabilities = webdriver_capabilities(browser)?;
    let result = tally.run(
        in_browser()
            .env("CHROMEDRIVER", &browser.driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            .limit(LIMIT),
    );
    result.and(tally.run(in_node().env("TMPDIR", runner_folder()?).limit(LIMIT)))
}

/// A folder for what wasm-bindgen's runner writes for Node: scripts and modules, all named `.js`. Node tells them
/// apart by reading them, unless a `package.json` further up, such as one left in the system's temporary folder,
/// says what they are. This one says nothing.
fn runner_folder() -> Result<PathBuf> {
    let folder = project::runner_folder();
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join("package.json"), "{}"))
        .with_context(|| format!("{} cannot be written", folder.display()))?;
    Ok(folder)
}

fn browser(tools: &Toolbox, emulator: &Path, tally: &mut Tally) -> Result<()> {
    let console = console::build(tools)?;
    // Node would leave one processor alone, and a browser waits more than it computes.
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    let flags = [format!("--test-concurrency={at_once}")];
    let tests = node_tests(tools, "tests/browser", &flags, emulator)?;
    let chromium = &tools.browser()?.chromium;
    tally.run(tests.env("CHROMIUM", chromium).env("CONSOLE_DIST", console))
}

fn packaging(tools: &Toolbox, emulator: &Path, tally: &mut Tally) -> Result<()> {
    with_tarball(tools, "tests/packaging", emulator, tally)
}

fn runtimes(tools: &Toolbox, emulator: &Path, tally: &mut Tally) -> Result<()> {
    with_tarball(tools, "tests/packaging/runtimes", emulator, tally)
}

fn with_tarball(tools: &Toolbox, folder: &str, emulator: &Path, tally: &mut Tally) -> Result<()> {
    let tarball = npm::pack(tools)?;
    let tests = node_tests(tools, folder, &[], emulator)?;
    let chromium = &tools.browser()?.chromium;
    tally.run(tests.env("CHROMIUM", chromium).env("TARBALL", tarball))
}

/// A proxy that these clients would hear of from the environment does not know our machine.
fn peers(tools: &Toolbox, emulator: &Path, tally: &mut Tally) -> Result<()> {
    let in_node = node_tests(tools, "tests/peers", &[], emulator)?.env("NO_PROXY", "127.0.0.1");
    let in_python = PYTHON_TESTS.map(|file| {
        let python = tools::python_with_clients()?.arg(file);
        tally.run(python.env("GRAPH_EMULATOR_BIN", emulator).limit(LIMIT))
    });
    in_python.into_iter().fold(tally.run(in_node), Result::and)
}

/// The `*.test.js` of a folder; each starts the emulators it needs itself, on ports of their own.
fn node_tests(tools: &Toolbox, folder: &str, flags: &[String], emulator: &Path) -> Result<Run> {
    let entries = fs::read_dir(project::root().join(folder))
        .with_context(|| format!("{folder}/ cannot be read; is it still where the tests are?"))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".test.js") || name.ends_with(".test.mjs")
        })
        .collect();
    ensure!(!files.is_empty(), "{folder}/ has no *.test.js; is it still where the tests are?");
    files.sort();
    Ok(tools
        .run("node")
        .args(["--test", "--test-reporter=spec"])
        .args(flags)
        .args(files)
        .env("GRAPH_EMULATOR_BIN", emulator)
        .limit(LIMIT))
}

/// Writes which Chromium the driver starts, and how: without a thought for anything but our page.
fn webdriver_capabilities(browser: &Browser) -> Result<PathBuf> {
    let folder = project::root().join("target");
    let path = folder.join("webdriver.json");
    let capabilities = json!({
        "goog:chromeOptions": {
            "binary": browser.chromium,
            "args": [
                "disable-background-networking",
                "disable-component-update",
                "disable-gpu",
                "disable-quic",
                "disable-sync",
                "no-first-run",
            ],
        },
    });
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&path, capabilities.to_string()))
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path)
}

/// How long the tests of a step may run, once they are compiled. Those in browsers take ten minutes on
/// two cores.
const LIMIT: Duration = Duration::from_mins(20);
/// The examples in the documentation are compiled as they are tested.
const NATIVE_LIMIT: Duration = Duration::from_mins(10);

/// Scripts, which are run one after the other.
const PYTHON_TESTS: [&str; 2] =
    ["tests/peers/test_facebook_business.py", "tests/peers/test_fbmessenger.py"];

/// Always the same, as another address would mean compiling again.
const WASM_PORT: u16 = 4019;
const NO_MORE: [&str; 0] = [];
/// The crates for every runtime that has `fetch`.
const ANYWHERE: [&str; 2] = ["messenger-personas-client", "messenger-personas-js"];
