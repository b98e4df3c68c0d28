//! The console's other tabs.

use std::time::Duration;

use js_sys::Function;
use leptos::prelude::*;
use messenger_personas::{PageId, PersonaId};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{BroadcastChannel, MessageEvent};

use super::{LocalData, PersonaStore, Replacements, SentLogs};
use crate::{
    announcer::Announcer,
    model::{page_change::PageChange, persona_list::LoadState},
    text::editing,
};

/// Tells other tabs which personas were created or deleted here. Messages hold ids only.
#[derive(Clone, Copy)]
pub(crate) struct Tabs(StoredValue<Option<BroadcastChannel>, LocalStorage>);

impl Tabs {
    /// Provides the channel to everything below.
    pub(crate) fn provide() -> Self {
        let tabs = Self(StoredValue::new_local(BroadcastChannel::new(CHANNEL).ok()));
        provide_context(tabs);
        tabs
    }

    /// The one that was provided.
    pub(crate) fn current() -> Self {
        expect_context()
    }

    pub(crate) fn post(self, change: &PageChange) {
        // What is written to the database may be done after the connection.
        self.0.try_with_value(|channel| {
            if let (Some(channel), Some(text)) = (channel, change.write()) {
                // Other tabs then learn of it when they load the list.
                drop(channel.post_message(&JsValue::from_str(&text)));
            }
        });
    }

    /// Keeps the list of the Page up to date with other tabs, until the owner is disposed.
    pub(crate) fn follow(self, page_id: PageId) {
        let (personas, replacements) = (PersonaStore::current(), Replacements::current());
        let (local_data, announcer) = (LocalData::current(), Announcer::current());
        let logs = SentLogs::current();
        let mut reload = debounce(SETTLED, move |()| personas.load());
        let mut apply = move |change: PageChange| {
            // Another tab may also erase what is kept of every Page.
            if change.local_data {
                local_data.read();
                logs.read(&change.page);
            }
            let is_read = untrack(|| personas.state()) != LoadState::Idle;
            if page_id != change.page || !is_read {
                return;
            }
            let is_listed = |id: &PersonaId| untrack(|| personas.find(id)).is_some();
            let has_new = !change.created.iter().all(is_listed);
            if has_new || change.deleted.iter().any(is_listed) {
                announcer.say(editing::CHANGED_ELSEWHERE);
            }
            for id in &change.deleted {
                replacements.on_old_deleted(id);
                personas.remove_deleted(id);
            }
            if has_new {
                reload(());
            }
        };
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(change) = event.data().as_string().as_deref().and_then(PageChange::read) {
                apply(change);
            }
        });
        self.listen(Some(listener.as_ref().unchecked_ref()));
        let listener = StoredValue::new_local(listener);
        on_cleanup(move || {
            self.listen(None);
            listener.dispose();
        });
    }

    fn listen(self, listener: Option<&Function>) {
        self.0.with_value(|channel| {
            if let Some(channel) = channel {
                channel.set_onmessage(listener);
            }
        });
    }
}

const CHANNEL: &str = "personas";
/// How long no persona is created before the list is loaded again.
const SETTLED: Duration = Duration::from_millis(500);
