//! `graph-emulator`: a local Graph for Messenger personas.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use graph_emulator_server::{ClockChoice, DemoPage, Limits, Log, Options, SeedChoice, Server};

/// Each request allocates many small strings.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// One thread: requests are handled one after the other anyway, and waking another thread takes
/// longer than a response. The journal and the files of the console have threads of their own.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let args = Args::parse();
    // Standard output has the line with the address only.
    tracing_subscriber::fmt().with_writer(io::stderr).with_ansi(false).with_target(false).init();
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
#[command(
    name = "graph-emulator",
    version,
    verbatim_doc_comment,
    after_help = BRIEFLY,
    after_long_help = EXAMPLES
)]
struct Args {
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: String,

    /// Port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 4010)]
    port: u16,

    /// Keep the state in this file, made if there is none; without it, the state is gone at exit
    ///
    /// The file is a database of its own. What was answered is in it, whatever then happens to
    /// the program or the machine.
    #[arg(long, value_name = "FILE.db", verbatim_doc_comment)]
    data: Option<PathBuf>,

    /// What to fill an empty store with: demo, empty, or a JSON file
    ///
    /// A store that has something in it is left alone, and goes back to the seed at
    /// POST /_emulator/reset only.
    #[arg(long, default_value = "demo", value_name = "demo|empty|FILE.json", verbatim_doc_comment)]
    seed: SeedChoice,

    /// Which time it is: this machine's, a moment to start from, or frozen at the start
    ///
    /// POST /_emulator/clock puts the emulator ahead of it, and stops it.
    #[arg(long, value_name = "2026-01-01T00:00:00Z|frozen", verbatim_doc_comment)]
    clock: Option<ClockChoice>,

    /// What to write to stderr about each request; no token ever is
    ///
    /// requests: method, path, status, milliseconds, and the fault that was met.
    /// full: that, with what changed, Graph's error code and the length of the answer.
    #[arg(long, default_value = "off", value_name = "off|requests|full", verbatim_doc_comment)]
    log: Log,

    /// Answer personas with pictures at the emulator's own address, as Meta does
    ///
    /// The pictures are drawn. Nothing is ever fetched, with or without this.
    #[arg(long)]
    rehost_pictures: bool,

    /// Serve the built console in this folder at the same address
    #[arg(long, value_name = "DIR")]
    console: Option<PathBuf>,

    /// Let other machines call: they can read the tokens and write as anybody
    #[arg(long)]
    allow_remote: bool,
}

async fn run(args: Args) -> Result<(), Box<dyn std::error::Error>> {
    let Args { host, port, data, seed, clock, log, rehost_pictures, console, allow_remote } = args;
    let clock = clock.unwrap_or_default();
    let limits = Limits::default();
    let options = Options {
        host,
        port,
        data,
        seed,
        console,
        allow_remote,
        log,
        clock,
        rehost_pictures,
        limits,
    };
    let server = Server::bind(options).await?;
    let origin = server.origin();
    eprint!("{}", details(&origin, &server.pages().await));
    // Whoever reads the line may send a signal at once.
    let stopped = stop();
    // A reader that went away is no reason to stop.
    let _ = writeln!(io::stdout(), "listening on {origin}").and_then(|()| io::stdout().flush());
    server.run(stopped).await?;
    Ok(())
}

/// What a person needs to try it by hand.
fn details(origin: &str, pages: &[DemoPage]) -> String {
    let mut lines = Vec::new();
    for page in pages {
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

const BRIEFLY: &str = "--help says more, with examples.";
const EXAMPLES: &str = "\
Examples:
  graph-emulator                              the demo on http://127.0.0.1:4010, in memory
  graph-emulator --data personas.db           the same, and the state survives
  graph-emulator --port 0 --seed empty        on any free port, with nothing in it
  graph-emulator --log requests               a line on stderr for each request
  graph-emulator --clock 2026-01-01T00:00:00Z --seed mine.json
                                              your own Pages, always on the same day

Seeds:
  demo       two Pages: Jasper's Market with three personas and people who wrote to it, one of them
             too long ago to be answered, and a bakery; a user token for both
  empty      nothing: no token is valid, and there is nothing to call
  FILE.json  Pages, personas and people of your own; the least is
             {\"pages\":[{\"name\":\"Corner Shop\",\"access_token\":\"T\"}]}

When ready it prints one line to stdout, listening on http://127.0.0.1:PORT, and the Pages with
their tokens to stderr. Then, in another terminal:
  curl \"http://127.0.0.1:4010/v26.0/me?access_token=TOKEN\"
  curl -X POST \"http://127.0.0.1:4010/v26.0/me/personas?access_token=TOKEN\" \\
       -d name=Adam -d profile_picture_url=https://example.com/adam.jpg
  curl -N http://127.0.0.1:4010/_emulator/events

Graph is under / and /v26.0/, the emulator's own calls under /_emulator/:
  GET pages, tokens, app, outbox, attachments, events, people/{psid}/messages,
      people/{psid}/thread_owner, clock, faults, settings, usage, health, unverified
  POST reset, seed, pages/{page-id}, people/{psid}, people/{psid}/messages,
      people/{psid}/reactions, people/{psid}/thread_owner, clock, faults, settings, usage

Ctrl-C or SIGTERM stops it when what is under way is answered.";
