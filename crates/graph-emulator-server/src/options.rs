//! How the server is to run.

use std::{convert::Infallible, path::PathBuf, str::FromStr, time::Duration};

use graph_emulator::Seed;

use crate::{ClockChoice, StartError};

/// Where to listen, what to start with, what to keep and what to serve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The address to listen on; anything but this machine itself needs `allow_remote`.
    pub host: String,
    /// The port; 0 picks a free one.
    pub port: u16,
    /// The file that keeps the state; without one it is gone when the server stops.
    pub data: Option<PathBuf>,
    /// What an empty store is filled with, and what a reset goes back to.
    pub seed: SeedChoice,
    /// The folder of the built console.
    pub console: Option<PathBuf>,
    /// Whether other machines may call.
    pub allow_remote: bool,
    /// What is written about each request.
    pub log: Log,
    /// Which time it is.
    pub clock: ClockChoice,
    /// Whether a persona is read with a picture at the emulator's own address, as Meta answers
    /// one at its own. The picture is drawn: nothing is ever fetched.
    pub rehost_pictures: bool,
    /// How long clients may take, and how many they may be.
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
            limits: Limits::default(),
        }
    }
}

/// What one client may take from the others. Who passes a limit is disconnected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many connections are served; more wait until one ends.
    pub connections: usize,
    /// How long a request's line and headers may take to arrive, and how long a connection may
    /// rest between two requests.
    pub head: Duration,
    /// How long a body may take to arrive.
    pub body: Duration,
    /// How long a client may take nothing of an answer.
    pub read_by_client: Duration,
    /// How long what is under way may take when the server is told to stop.
    pub stop: Duration,
}

impl Default for Limits {
    /// 512 connections, half a minute for each step, 5 seconds to stop.
    fn default() -> Self {
        let half_a_minute = Duration::from_secs(30);
        Self {
            connections: 512,
            head: half_a_minute,
            body: half_a_minute,
            read_by_client: half_a_minute,
            stop: Duration::from_secs(5),
        }
    }
}

/// Which seed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SeedChoice {
    /// Two Pages with personas and people.
    #[default]
    Demo,
    /// Nothing.
    Empty,
    /// What a JSON file says.
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
/// program that starts a [`Server`](crate::Server) itself installs a subscriber of its own.
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
