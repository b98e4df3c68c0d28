//! `graph-emulator`: a local Graph for Messenger personas.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::Parser;
use graph_emulator::{WebhookError, WebhookField, WebhookSubscription, WebhookUrl};
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
/// Emulates the Graph API's endpoints for personas and messages on this machine, so that a program
/// or the console can be tried without a Facebook account and tested without a network. It keeps
/// state, has a clock, fails on demand, and calls the webhook of a bot. It delivers no messages.
#[derive(Parser)]
#[command(
    name = "graph-emulator",
    version,
    verbatim_doc_comment,
    after_help = SHORT_HELP,
    after_long_help = EXAMPLES
)]
struct Args {
    /// Address to listen on
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    host: String,

    /// Port to listen on; 0 picks a free one
    #[arg(long, default_value_t = 4010, value_parser = parse_port)]
    port: u16,

    /// Keep the state in this file, created if it is missing; without it, the state is lost
    ///
    /// The file is a database. Changes are on disk before the response is sent, so that
    /// neither a crash nor a power failure loses them.
    #[arg(long, value_name = "FILE.db", verbatim_doc_comment)]
    data: Option<PathBuf>,

    /// Initial state: demo, empty, or a JSON file
    ///
    /// A file of --data that already has a state keeps it. POST /_emulator/reset goes back to
    /// the seed.
    #[arg(long, default_value = "demo", value_name = "demo|empty|FILE.json", verbatim_doc_comment)]
    seed: SeedChoice,

    /// Clock: this machine's by default, or a time to start from, or frozen at the start
    ///
    /// POST /_emulator/clock advances and freezes the emulator's clock.
    #[arg(long, value_name = "2026-01-01T00:00:00Z|frozen", verbatim_doc_comment)]
    clock: Option<ClockChoice>,

    /// What to log to stderr about each request; tokens are never logged
    ///
    /// requests: method, path, status, milliseconds, and the injected fault.
    /// full: in addition, changes, Graph's error code and the length of the response.
    #[arg(long, default_value = "off", value_name = "off|requests|full", verbatim_doc_comment)]
    log: Log,

    /// Return personas with picture URLs of the emulator, as Meta does with its own
    ///
    /// The pictures are drawn. Nothing is fetched, with or without this flag.
    #[arg(long)]
    rehost_pictures: bool,

    /// Serve the built console in this folder from the same address
    #[arg(long, value_name = "DIR")]
    console: Option<PathBuf>,

    /// Send events to the bot at this address, which is verified with --verify-token first
    #[arg(long, value_name = "URL", value_parser = WebhookUrl::parse)]
    webhook: Option<WebhookUrl>,

    /// Text that the bot compares with its own when its webhook is verified
    #[arg(long, value_name = "TOKEN")]
    verify_token: Option<String>,

    /// Events to send, such as `messages,message_echoes`; all but `standby` by default
    #[arg(long, value_name = "a,b", value_parser = parse_fields)]
    webhook_fields: Option<Fields>,

    /// Secret of the app: it signs events, and proves tokens (`appsecret_proof`)
    #[arg(long, value_name = "SECRET")]
    app_secret: Option<String>,

    /// Allow requests from, and webhooks on other machines: they can act as any Page
    #[arg(long)]
    allow_remote: bool,
}

impl Args {
    /// The subscription in `--webhook` and the flags that belong to it.
    fn webhook_subscription(&self) -> Result<Option<WebhookSubscription>, String> {
        let Some(url) = &self.webhook else {
            let lonely = [
                ("--verify-token", self.verify_token.is_some()),
                ("--webhook-fields", self.webhook_fields.is_some()),
            ];
            return match lonely.iter().find(|(_, is_given)| *is_given) {
                Some((flag, _)) => Err(format!(
                    "{flag} belongs to --webhook: add the address of your bot, such as --webhook \
                     http://127.0.0.1:3000/webhook, or leave out {flag}"
                )),
                None => Ok(None),
            };
        };
        let verify_token = self.verify_token.clone().unwrap_or_default();
        if verify_token.trim().is_empty() {
            return Err(
                "--webhook needs --verify-token: the text that your bot compares with its \
                        own when its webhook is verified"
                    .to_owned(),
            );
        }
        let fields =
            self.webhook_fields.as_ref().map_or(WebhookField::DEFAULT, |it| &it.0).to_vec();
        Ok(Some(WebhookSubscription {
            page_id: None,
            url: Some(url.clone()),
            verify_token,
            fields,
        }))
    }
}

/// The value of `--webhook-fields`.
#[derive(Clone, Debug)]
struct Fields(Vec<WebhookField>);

fn parse_port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "a port is a number from 1 to 65535, or 0 for any free one")
}

fn parse_fields(names: &str) -> Result<Fields, WebhookError> {
    WebhookField::parse_list(names).map(Fields)
}

async fn run(args: Args) -> Result<(), Box<dyn std::error::Error>> {
    let webhook = args.webhook_subscription()?;
    let Args { host, port, data, seed, clock, log, rehost_pictures, console, .. } = args;
    let Args { app_secret, allow_remote, .. } = args;
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
        webhook,
        app_secret,
        limits,
    };
    let server = Server::bind(options).await?;
    let origin = server.origin();
    eprint!("{}", details(&origin, &server.pages().await));
    // The reader of the line may send a signal at once.
    let stop = stop_signal();
    // The server runs although nothing reads its standard output.
    let _ = writeln!(io::stdout(), "listening on {origin}").and_then(|()| io::stdout().flush());
    server.run(stop).await?;
    Ok(())
}

/// Pages, tokens and addresses to try it with.
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

/// Completes at Ctrl-C, and at SIGTERM on Unix. The handlers are installed at once.
fn stop_signal() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let (interrupted, terminated) = {
        use tokio::signal::unix::{SignalKind, signal};
        let receive = |kind| {
            let signal = signal(kind);
            async {
                match signal {
                    Ok(mut signal) => drop(signal.recv().await),
                    Err(_) => std::future::pending().await,
                }
            }
        };
        (receive(SignalKind::interrupt()), receive(SignalKind::terminate()))
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

const SHORT_HELP: &str = "--help has more, with examples.";
const EXAMPLES: &str = "\
Examples:
  graph-emulator                              the demo on http://127.0.0.1:4010, in memory
  graph-emulator --data personas.db           the same, and the state is kept in a file
  graph-emulator --port 0 --seed empty        on any free port, without Pages
  graph-emulator --log requests               a line on stderr for each request
  graph-emulator --webhook http://127.0.0.1:3000/webhook --verify-token meatyhamhock
                                              events are sent to a bot on this machine
  graph-emulator --clock 2026-01-01T00:00:00Z --seed mine.json
                                              your own Pages, with a fixed date

Seeds:
  demo       two Pages: Jasper's Market with three personas and people who wrote to it, one of them
             too long ago to be answered, and a bakery; a user token for both
  empty      no Pages and no valid tokens
  FILE.json  your own Pages, personas and people; the minimum is
             {\"pages\":[{\"name\":\"Corner Shop\",\"access_token\":\"T\"}]}

When ready it prints one line to stdout, listening on http://127.0.0.1:PORT, and the Pages with
their tokens to stderr. Then, in another terminal:
  curl \"http://127.0.0.1:4010/v26.0/me?access_token=TOKEN\"
  curl -X POST \"http://127.0.0.1:4010/v26.0/me/personas?access_token=TOKEN\" \\
       -d name=Adam -d profile_picture_url=https://example.com/adam.jpg
  curl -N http://127.0.0.1:4010/_emulator/events

Graph is under / and /v26.0/, the control plane under /_emulator/:
  GET pages, tokens, app, outbox, attachments, events, people/{psid}/messages,
      people/{psid}/thread_owner, clock, faults, settings, usage, webhooks, health, unverified
  POST reset, seed, pages/{page-id}, people/{psid}, people/{psid}/messages,
      people/{psid}/reactions, people/{psid}/postbacks, people/{psid}/reads,
      people/{psid}/thread_owner, people/{psid}/request_thread_control, clock, faults, settings,
      usage, webhooks
  DELETE webhooks

Ctrl-C or SIGTERM stops it after pending requests.";
