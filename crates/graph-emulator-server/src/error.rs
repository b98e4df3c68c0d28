//! Errors of the start.

use std::{io, path::PathBuf};

use graph_emulator::{SeedError, WebhookError};

/// Why the server cannot start, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Another program uses the port.
    #[error(
        "port {port} of {host} is taken: stop what uses it, or choose another one with --port \
         (0 picks a free one)"
    )]
    PortTaken {
        /// Host name or address.
        host: String,
        /// Port.
        port: u16,
    },
    /// The address cannot be bound.
    #[error("cannot listen on {host}:{port}: {source}")]
    Listen {
        /// Host name or address.
        host: String,
        /// Port.
        port: u16,
        /// Error of the system.
        source: io::Error,
    },
    /// Other machines can reach the address, and `allow_remote` is off.
    #[error(
        "{host} can be reached from other machines, and anyone who can reach the emulator can read \
         its tokens and write as any Page: use 127.0.0.1, or allow it with --allow-remote"
    )]
    Remote {
        /// Host name or address.
        host: String,
    },
    /// The seed file cannot be read.
    #[error("cannot read the seed {}: {source}; it is demo, empty or a JSON file", path.display())]
    SeedFile {
        /// Path.
        path: PathBuf,
        /// Error of the system.
        source: io::Error,
    },
    /// The seed file is invalid.
    #[error("the seed {} cannot be used: {source}", path.display())]
    Seed {
        /// Path.
        path: PathBuf,
        /// Position and reason.
        source: SeedError,
    },
    /// The webhook cannot be used.
    #[error("{0}")]
    Webhook(WebhookError),
    /// The app's secret is empty.
    #[error(
        "the app's secret is empty: give the same text to --app-secret and to your bot, or leave \
         out --app-secret, and read the secret at /_emulator/app"
    )]
    AppSecret,
    /// The folder has no console.
    #[error(
        "there is no console in {}: it has no index.html; build the console first, or leave out \
         --console",
        path.display()
    )]
    Console {
        /// Path.
        path: PathBuf,
    },
    /// A newer version wrote the journal.
    #[error(
        "{} was written by a newer graph-emulator (format {found}, this one knows {known}): use \
         that one, or another file with --data",
        path.display()
    )]
    NewerJournal {
        /// Path.
        path: PathBuf,
        /// Its format version.
        found: i64,
        /// The latest known format version.
        known: i64,
    },
    /// The file is not a journal.
    #[error(
        "{} is not a journal of graph-emulator: choose another file with --data",
        path.display()
    )]
    NotAJournal {
        /// Path.
        path: PathBuf,
    },
    /// The path of the journal is a folder.
    #[error(
        "{} is a folder: name a file in it with --data, such as {}",
        path.display(),
        path.join("personas.db").display()
    )]
    JournalIsFolder {
        /// Path.
        path: PathBuf,
    },
    /// The journal or its folder is read-only.
    #[error(
        "{} cannot be written, it is read-only: allow it, or choose another file with --data",
        path.display()
    )]
    JournalIsReadOnly {
        /// Path.
        path: PathBuf,
    },
    /// Another emulator has the journal open.
    #[error(
        "{} is in use by another graph-emulator: stop that one, or choose another file with --data",
        path.display()
    )]
    JournalInUse {
        /// Path.
        path: PathBuf,
    },
    /// A change in the journal cannot be parsed.
    #[error(
        "change {number} in {} cannot be read ({reason}): keep the file for whoever can repair it, \
         and choose another one with --data",
        path.display()
    )]
    BrokenJournal {
        /// Path.
        path: PathBuf,
        /// Number of the change.
        number: i64,
        /// Reason.
        reason: String,
    },
    /// The journal cannot be opened or written.
    #[error(
        "cannot keep the state in {}: {reason}; choose another file with --data, in a folder that \
         is there and can be written",
        path.display()
    )]
    Journal {
        /// Path.
        path: PathBuf,
        /// Reason.
        reason: String,
    },
}
