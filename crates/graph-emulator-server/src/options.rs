//! How the server is to run.

use std::{convert::Infallible, path::PathBuf, str::FromStr};

use graph_emulator::Seed;

use crate::StartError;

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
