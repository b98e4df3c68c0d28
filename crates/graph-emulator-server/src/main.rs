//! `graph-emulator`: a local Graph for Messenger personas.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use graph_emulator_server::{Options, SeedChoice, Server};

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    match run(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// A local Graph for Messenger personas.
///
/// Answers the Graph API's calls for personas and messages on this machine, so that a program or
/// the console can be tried without a Facebook account and tested without a network. It keeps
/// state, knows time, and fails on demand. It delivers nothing to anybody.
#[derive(Parser)]
#[command(name = "graph-emulator", version, after_help = EXAMPLES)]
struct Args {
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: String,

    /// Port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 4010)]
    port: u16,

    /// Keep the state in this file, made if there is none; without it, the state is gone at exit
    #[arg(long, value_name = "FILE.db")]
    data: Option<PathBuf>,

    /// What to fill an empty store with: demo (two Pages), empty, or a JSON file
    #[arg(long, default_value = "demo", value_name = "demo|empty|FILE.json")]
    seed: SeedChoice,

    /// Serve the built console in this folder at the same address
    #[arg(long, value_name = "DIR")]
    console: Option<PathBuf>,

    /// Let other machines call: they can read the tokens and write as anybody
    #[arg(long)]
    allow_remote: bool,
}

async fn run(args: Args) -> Result<(), Box<dyn std::error::Error>> {
    let Args { host, port, data, seed, console, allow_remote } = args;
    let options = Options { host, port, data, seed, console, allow_remote };
    let server = Server::bind(options).await?;
    let origin = server.origin();
    eprint!("{}", details(&server));
    // Whoever reads the line may send a signal at once.
    let stopped = stop();
    // A reader that went away is no reason to stop.
    let _ = writeln!(io::stdout(), "listening on {origin}").and_then(|()| io::stdout().flush());
    server.run(stopped).await?;
    Ok(())
}

/// What a person needs to try it by hand.
fn details(server: &Server) -> String {
    let origin = server.origin();
    let pages = server.pages();
    let mut lines = Vec::new();
    for page in &pages {
        lines.push(page.name.clone());
        lines.push(format!("  page   {}", page.id));
        lines.push(format!("  token  {}", page.access_token));
    }
    if let Some(page) = pages.first() {
        let (id, token) = (&page.id, &page.access_token);
        lines.push(format!("try    curl \"{origin}/v26.0/{id}/personas?access_token={token}\""));
    }
    lines.push(format!("see    {origin}/_emulator/outbox"));
    lines.push(format!("       {origin}/_emulator/unverified for what is a guess"));
    lines.join("\n") + "\n"
}

/// Completes at Ctrl-C, or at SIGTERM where there is one. From now on neither ends the process by
/// itself.
fn stop() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let (interrupted, terminated) = {
        use tokio::signal::unix::{SignalKind, signal};
        let caught = |kind| {
            let caught = signal(kind);
            async {
                match caught {
                    Ok(mut signal) => drop(signal.recv().await),
                    Err(_) => std::future::pending().await,
                }
            }
        };
        (caught(SignalKind::interrupt()), caught(SignalKind::terminate()))
    };
    #[cfg(not(unix))]
    let (interrupted, terminated) = (
        async {
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        },
        std::future::pending::<()>(),
    );
    async {
        tokio::select! {
            () = interrupted => {}
            () = terminated => {}
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  graph-emulator                              the demo on http://127.0.0.1:4010, in memory
  graph-emulator --data personas.db           the same, and the state survives
  graph-emulator --port 0 --seed empty        on any free port, with nothing in it

When ready it prints one line to stdout: listening on http://127.0.0.1:PORT
Graph is under / and /v26.0/, the emulator's own calls under /_emulator/:
  GET pages, outbox, people/{psid}/messages, clock, faults, health, unverified
  POST reset, people/{psid}/messages, clock, faults";
