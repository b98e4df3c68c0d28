//! Why the server does not start.

use std::{io, path::PathBuf};

use graph_emulator::SeedError;

/// Why the server does not start, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Something else listens there.
    #[error(
        "port {port} of {host} is taken: stop what uses it, or choose another one with --port \
         (0 picks a free one)"
    )]
    PortTaken {
        /// Where.
        host: String,
        /// Which.
        port: u16,
    },
    /// The address is not this machine's, or not allowed.
    #[error("cannot listen on {host}:{port}: {source}")]
    Listen {
        /// Where.
        host: String,
        /// Which.
        port: u16,
        /// Why.
        source: io::Error,
    },
    /// Other machines could call, and nobody said that they may.
    #[error(
        "{host} can be reached from other machines, and whoever reaches the emulator can read its \
         tokens and write as anybody: use 127.0.0.1, or say --allow-remote if that is meant"
    )]
    Remote {
        /// Where.
        host: String,
    },
    /// The seed cannot be read.
    #[error("cannot read the seed {}: {source}; it is demo, empty or a JSON file", path.display())]
    SeedFile {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The seed is none.
    #[error("the seed {} cannot be used: {source}", path.display())]
    Seed {
        /// Which.
        path: PathBuf,
        /// Why.
        source: SeedError,
    },
    /// There is no console there.
    #[error(
        "there is no console in {}: it has no index.html; build the console first, or leave out \
         --console",
        path.display()
    )]
    Console {
        /// Where.
        path: PathBuf,
    },
    /// The file is one of a later version.
    #[error(
        "{} was written by a newer graph-emulator (format {found}, this one knows {known}): use \
         that one, or another file with --data",
        path.display()
    )]
    NewerJournal {
        /// Which.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The latest format known.
        known: i64,
    },
    /// The file is something else.
    #[error(
        "{} is not a journal of graph-emulator: choose another file with --data",
        path.display()
    )]
    NotAJournal {
        /// Which.
        path: PathBuf,
    },
    /// The file is a folder.
    #[error(
        "{} is a folder: name a file in it with --data, such as {}",
        path.display(),
        path.join("personas.db").display()
    )]
    JournalIsFolder {
        /// Which.
        path: PathBuf,
    },
    /// The file, or the folder around it, cannot be written.
    #[error(
        "{} cannot be written, it is read-only: allow it, or choose another file with --data",
        path.display()
    )]
    JournalIsReadOnly {
        /// Which.
        path: PathBuf,
    },
    /// Another emulator has it open.
    #[error(
        "{} is in use by another graph-emulator: stop that one, or choose another file with --data",
        path.display()
    )]
    JournalInUse {
        /// Which.
        path: PathBuf,
    },
    /// A line of the file cannot be understood.
    #[error(
        "change {number} in {} cannot be read ({reason}): keep the file for whoever can repair it, \
         and choose another one with --data",
        path.display()
    )]
    BrokenJournal {
        /// Which.
        path: PathBuf,
        /// Where in it.
        number: i64,
        /// Why.
        reason: String,
    },
    /// The file cannot be opened or written.
    #[error(
        "cannot keep the state in {}: {reason}; choose another file with --data, in a folder that \
         is there and can be written",
        path.display()
    )]
    Journal {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}
