//! An emulator of the Graph API for Messenger personas, for development and tests.
//!
//! It is a pure state machine: `(request, time) → (response, changes)`. It has no sockets, files,
//! clocks or random numbers, so that it runs in servers, tests and browsers. It serves Graph under
//! `/` and `/vNN.N/`, and a control plane under `/_emulator/`.
//!
//! **Supported:** personas; messages and sender actions, as a persona or as the Page; Pages, a
//! user's Pages and tokens; conversations, people, reusable attachments, thread control; batches;
//! the app secret proof, documented errors and rate limits; events for webhooks, with bodies and
//! signatures; a clock that can be advanced, faults on demand, and a list of [guesses](GUESSES).
//!
//! **Not supported:** downloading pictures, delivering messages, login. The program around it sends
//! the events.
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
        ActiveSubscription, Change, Counted, Edge, Event, Fault, MessageExtras, Meter, Seed,
        SeedError, Timestamp, UnknownPersona, UploadedFile, Verification, WebhookAttempts,
        WebhookError, WebhookEvent, WebhookField, WebhookOutcome, WebhookReach, WebhookState,
        WebhookSubscription, WebhookUrl,
    },
    unverified::{GUESSES, Guess},
};
