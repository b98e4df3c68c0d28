//! Configuration of the server.

use std::{convert::Infallible, path::PathBuf, str::FromStr, time::Duration};

use graph_emulator::{Seed, WebhookError, WebhookSubscription};

use crate::{ClockChoice, StartError};

/// Configuration of a [`Server`](crate::Server).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Address to listen on. Addresses that other machines can reach need `allow_remote`.
    pub host: String,
    /// Port to listen on; 0 picks a free one.
    pub port: u16,
    /// File of the journal. Without one, the state is lost when the server stops.
    pub data: Option<PathBuf>,
    /// Initial state of an empty store, and the state after a reset.
    pub seed: SeedChoice,
    /// Folder of the built console.
    pub console: Option<PathBuf>,
    /// Allows requests from other machines.
    pub allow_remote: bool,
    /// What is logged about each request.
    pub log: Log,
    /// Source of the time.
    pub clock: ClockChoice,
    /// Returns personas with picture URLs of the emulator's own origin, as Meta does with its own.
    /// The pictures are drawn; nothing is fetched.
    pub rehost_pictures: bool,
    /// Webhook that events are sent to. It replaces the one for the same Page, or for all Pages,
    /// that the journal has.
    pub webhook: Option<WebhookSubscription>,
    /// Secret of the app, for signatures, `appsecret_proof` and app access tokens. Without one, it
    /// is the one that the journal has, or one that is built in.
    pub app_secret: Option<String>,
    /// Timeouts, and the maximum number of connections.
    pub limits: Limits,
}

impl Default for Options {
    /// The demo on 127.0.0.1:4010, in memory, without the console.
    fn default() -> Self {
        Self {
            host: "127.0.0.1".to_owned(),
            port: 4010,
            data: None,
            seed: SeedChoice::Demo,
            console: None,
            allow_remote: false,
            log: Log::default(),
            clock: ClockChoice::default(),
            rehost_pictures: false,
            webhook: None,
            app_secret: None,
            limits: Limits::default(),
        }
    }
}

impl Options {
    /// The seed with the webhook and the app's secret.
    pub(crate) fn load_seed(&self) -> Result<Seed, StartError> {
        let mut seed = self.seed.load()?;
        if let Some(app_secret) = &self.app_secret {
            if app_secret.trim().is_empty() {
                return Err(StartError::AppSecret);
            }
            seed = seed.with_app_secret(app_secret);
        }
        if let Some(webhook) = &self.webhook {
            if webhook.verify_token.trim().is_empty() {
                return Err(StartError::Webhook(WebhookError::VerifyToken));
            }
            seed = seed.with_webhook(webhook.clone());
        }
        Ok(seed)
    }
}

/// Limits that protect clients from each other. A client that exceeds one is disconnected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Maximum number of connections. Further clients wait until one is closed.
    pub connections: usize,
    /// Timeout for the request line and the headers, and for an idle connection between two
    /// requests.
    pub head: Duration,
    /// Timeout for a complete request body.
    pub body: Duration,
    /// Timeout for a client that reads nothing of a response.
    pub read_by_client: Duration,
    /// Timeout for pending requests when the server stops.
    pub stop: Duration,
    /// Timeout for a bot's response to a webhook.
    pub webhook_response: Duration,
    /// Delay before the third request with a webhook event; it doubles with each further one, to
    /// at most 10 seconds. The second request is sent at once.
    pub webhook_retry: Duration,
    /// Time after which a webhook event is dropped.
    pub webhook_give_up: Duration,
}

impl Default for Limits {
    /// 512 connections, 30 seconds for each step, 5 seconds to stop. Webhooks as Meta documents
    /// them: 20 seconds for a response, and an hour for an event.
    fn default() -> Self {
        let timeout = Duration::from_secs(30);
        Self {
            connections: 512,
            head: timeout,
            body: timeout,
            read_by_client: timeout,
            stop: Duration::from_secs(5),
            webhook_response: Duration::from_secs(20),
            webhook_retry: Duration::from_millis(100),
            webhook_give_up: Duration::from_hours(1),
        }
    }
}

/// Source of the seed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SeedChoice {
    /// Two Pages with personas and people.
    #[default]
    Demo,
    /// No Pages and no tokens.
    Empty,
    /// A JSON file.
    File(PathBuf),
}

impl SeedChoice {
    pub(crate) fn load(&self) -> Result<Seed, StartError> {
        match self {
            Self::Demo => Ok(Seed::demo()),
            Self::Empty => Ok(Seed::empty()),
            Self::File(path) => {
                let json = std::fs::read_to_string(path)
                    .map_err(|source| StartError::SeedFile { path: path.clone(), source })?;
                Seed::parse(&json).map_err(|source| StartError::Seed { path: path.clone(), source })
            }
        }
    }
}

impl FromStr for SeedChoice {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "demo" => Self::Demo,
            "empty" => Self::Empty,
            file => Self::File(file.into()),
        })
    }
}

/// What is logged about each request. No token ever is.
///
/// The server emits events of the crate `tracing`, and the binary writes them to standard error. A
/// program that starts a [`Server`](crate::Server) itself has to install a subscriber.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Log {
    /// Nothing.
    #[default]
    Off,
    /// Method, path, status, milliseconds, and the fault that was injected.
    Requests,
    /// In addition, the changes, Graph's error code and the length of the response.
    Full,
}

impl FromStr for Log {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            "requests" => Ok(Self::Requests),
            "full" => Ok(Self::Full),
            _ => Err("it is off, requests or full".to_owned()),
        }
    }
}
