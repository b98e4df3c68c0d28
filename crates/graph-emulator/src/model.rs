//! State, records, changes, events, time and ids.
//!
//! [`State`] applies [`Change`]s. This module knows neither HTTP nor access rights nor Graph's
//! errors.

mod app;
mod caller;
mod change;
mod event;
pub(crate) mod fault;
pub(crate) mod ids;
mod message_extras;
mod meter;
pub(crate) mod picture;
mod record;
mod seed;
mod state;
mod thread_owner;
mod time;
mod unknown_persona;
mod uploaded_file;
mod webhook;
mod webhook_events;
mod webhooks;

#[cfg(test)]
pub(crate) use self::app::APP_SECRET;
pub(crate) use self::{
    app::{APP_ID, APP_NAME, own_app},
    caller::{Caller, USER_ID},
    meter::Meters,
    record::{
        ArmedFault, MessageRecord, PageRecord, PersonRecord, PersonaRecord, Sender, ThreadOwner,
    },
    state::State,
};
pub use self::{
    change::Change,
    event::Event,
    fault::{Edge, Fault},
    message_extras::MessageExtras,
    meter::{Counted, Meter},
    seed::{Seed, SeedError},
    time::Timestamp,
    unknown_persona::UnknownPersona,
    uploaded_file::UploadedFile,
    webhook::{
        Verification, WebhookAttempts, WebhookError, WebhookEvent, WebhookField, WebhookOutcome,
        WebhookReach, WebhookState, WebhookSubscription, WebhookUrl,
    },
    webhooks::ActiveSubscription,
};
