//! What the console knows, as one context per concern.
//!
//! `App` provides the [`Connection`]. What belongs to a connection is provided while there is one, and
//! what belongs to a Page while that Page is worked on ([`provide_page`]): it is dropped with the Page.

mod activity;
mod connection;
mod creates;
mod deletions;
mod drafts;
mod import_run;
mod inbox;
mod local_data;
mod personas;
mod replacements;
mod sent_log;
mod tabs;

use leptos::prelude::provide_context;

pub(crate) use self::{
    activity::Activity,
    connection::{Connected, Connection, PageConnection},
    creates::{CreateKey, Creates},
    deletions::Deletions,
    drafts::{ComposerState, Drafts, SearchResult, Typing},
    import_run::{ImportRun, InputError, Stage, all_personas},
    inbox::{Inbox, ThreadState},
    local_data::{EraseScope, Keeping, LocalData, UnsavedRecords},
    personas::PersonaStore,
    replacements::Replacements,
    sent_log::SentLogs,
    tabs::Tabs,
};

/// Provides what belongs to a connection, whichever of its Pages is worked on.
pub(crate) fn provide_connection() {
    Activity::provide();
    Drafts::provide();
    Replacements::provide();
    Tabs::provide();
    SentLogs::provide();
    UnsavedRecords::provide();
    Creates::provide();
}

/// Provides what belongs to a Page.
pub(crate) fn provide_page(connected: &Connected) {
    provide_context(connected.clone());
    LocalData::provide(connected.page.id.clone());
    PersonaStore::provide(connected.page.id.clone());
    Creates::current().list_in(connected.page.id.clone());
    Deletions::provide(connected);
    ImportRun::provide(connected);
    Inbox::provide(connected);
    Tabs::current().follow(connected.page.id.clone());
}
