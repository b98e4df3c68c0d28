//! `cargo xtask demo`: from a fresh clone to the console in a browser.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Result, bail};

use crate::DemoArgs;
use crate::command::{Run, on_path};
use crate::console;
use crate::emulator::{self, Emulator};
use crate::setup::{self, Need};

/// Builds and starts everything, prints the address and stays until the emulator ends.
pub(crate) fn demo(args: &DemoArgs) -> Result<()> {
    let port = port(args.port)?;
    let tools = setup::set_up(&[[Need::CCompiler].as_slice(), &console::DEMO_NEEDS].concat())?;
    let program = emulator::build(&tools)?;
    let console = console::build_for_demo(&tools)?;

    let emulator = Emulator::start(&program, port, ["--console".as_ref(), console.as_os_str()])?;
    println!("{}", emulator.address);
    eprintln!(
        "The console is at this address, on an emulated Graph with demo Pages. Ctrl-C stops it."
    );
    if !args.no_open {
        open(&emulator.address);
    }
    emulator.wait()
}

/// The port to ask for, checked now and not after minutes of building.
fn port(wanted: Option<u16>) -> Result<u16> {
    match wanted {
        Some(port) if port != 0 && is_taken(port) => {
            bail!("port {port} is taken; choose another with --port, or --port 0 for any free one")
        }
        Some(port) => Ok(port),
        None if is_taken(USUAL_PORT) => {
            eprintln!("Port {USUAL_PORT} is taken; using another one.");
            Ok(0)
        }
        None => Ok(USUAL_PORT),
    }
}

fn is_taken(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err()
}

/// Shows `address` in the person's browser, if there is a screen. The address is printed either way.
fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") {
        Some(Run::new("open"))
    } else if cfg!(windows) {
        Some(Run::new("cmd").args(["/C", "start", ""]))
    } else {
        let has_screen =
            ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(|name| std::env::var_os(name).is_some());
        on_path("xdg-open").filter(|_| has_screen).map(Run::new)
    };
    if let Some(opener) = opener {
        let opener = opener.arg(address);
        // An opener may stay as long as the browser does.
        std::thread::spawn(move || opener.probe());
    }
}

const USUAL_PORT: u16 = 4010;
