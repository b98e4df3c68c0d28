//! Graph as Messenger personas use it: a pure state machine for development and tests.
//!
//! `(request, time) → (response, changes)`. What the emulated Graph does is in here; sockets,
//! files, clocks and randomness are not, so it runs in a server, in a test and in a browser alike.
//! It speaks Graph under `/` and `/vNN.N/`, and has a control plane of its own under `/_emulator/`.
//!
//! **In scope:** creating, listing, reading and deleting personas; messages with all that they can
//! carry, and sender actions, as a persona or as the Page; Pages, a user's Pages and tokens;
//! conversations, people, attachments to be sent again, thread control; batches; proofs of the
//! app's secret, the errors that Meta documents for all of these, and its limits; time, faults on
//! demand, and a list of what is a [guess](GUESSES).
//!
//! **Out of scope:** fetching pictures, delivering anything to anybody, webhooks, log-in.
//!
//! ```
//! use graph_emulator::{Emulator, Request, Seed, Timestamp};
//!
//! let now = Timestamp::from_unix_ms(1_795_000_000_000);
//! let mut emulator = Emulator::new(Seed::demo(), now);
//! let request = Request::new("GET", "http://127.0.0.1:4010", "/_emulator/pages");
//! let reply = emulator.handle(&request, now);
//! assert_eq!(reply.response.status, 200);
//! assert!(reply.changes.is_empty());
//! ```

mod auth;
mod batch;
mod behaviours;
mod control;
mod emulator;
mod endpoints;
mod error;
mod faults;
mod http;
mod json;
mod model;
mod router;
#[cfg(test)]
mod test_support;
mod unverified;
mod usage;

pub use self::{
    behaviours::{BEHAVIOURS, Behaviour, Source},
    emulator::Emulator,
    http::{Delivery, Reply, Request, response::unusable},
    model::{
        Change, Counted, Edge, Event, Fault, MessageExtras, Meter, Seed, SeedError, Timestamp,
        UnknownPersona,
    },
    unverified::{GUESSES, Guess},
};
