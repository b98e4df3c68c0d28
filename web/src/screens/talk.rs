//! An open conversation: what is read of it. What is sent is in [`sending`].

mod sending;

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};
use messenger_personas::Psid;
use web_sys::VisibilityState;

use super::{conversations::People, speaker::Speaker};
use crate::{
    announcer::Announcer,
    emulator::Emulator,
    model::{demo::ControlError, thread::Thread, user_error::UserError},
    state::{ComposerState, Connected, Connection, Drafts, LocalData, PersonaStore, Sent},
};

/// What a conversation screen shows, and whom it is with.
#[derive(Clone, Copy)]
pub(super) struct Talk {
    /// What was said. The emulator is asked each second; outside it, what was sent from here.
    pub(super) thread: Signal<Thread>,
    /// The field "Message".
    pub(super) text: RwSignal<String>,
    pub(super) text_error: RwSignal<Option<String>>,
    /// Whether a message is on its way.
    pub(super) busy: RwSignal<bool>,
    /// What the customer is made to say, on the emulator.
    pub(super) played: RwSignal<String>,
    /// Whether that is on its way.
    pub(super) playing: RwSignal<bool>,
    /// What went wrong with what was sent, or else with reading.
    pub(super) shown: Signal<Option<UserError>>,
    connection: Connection,
    personas: PersonaStore,
    sent: Sent,
    local_data: LocalData,
    drafts: Drafts,
    announcer: Announcer,
    connected: StoredValue<Connected>,
    psid: StoredValue<Psid>,
    speaker: Speaker,
    /// The people of the Page, on the emulator.
    people: Option<People>,
    /// What the emulator last said.
    read: RwSignal<Thread>,
    /// Why it cannot be read at the moment.
    unread: RwSignal<Option<UserError>>,
}

impl Talk {
    pub(super) fn new(
        connected: Connected,
        psid: Psid,
        speaker: Speaker,
        people: Option<People>,
    ) -> Self {
        let sent = Sent::current();
        let drafts = Drafts::current();
        let emulator = connected.emulator();
        let read = RwSignal::new(Thread::default());
        let unread = RwSignal::new(None::<UserError>);
        let draft = drafts.message(&connected.page.id, &psid);
        let trouble = RwSignal::from(draft.error);
        let psid = StoredValue::new(psid);
        let sent_from_here = Signal::derive(move || sent.thread(&psid.get_value()));
        let talk = Self {
            thread: if emulator.is_some() { read.into() } else { sent_from_here },
            text: draft.text.into(),
            text_error: RwSignal::default(),
            busy: draft.busy.into(),
            played: draft.played.into(),
            playing: draft.playing.into(),
            // What went wrong with a send matters more than that reading goes wrong too.
            shown: Signal::derive(move || trouble.get().or_else(|| unread.get())),
            connection: Connection::current(),
            personas: PersonaStore::current(),
            sent,
            local_data: LocalData::current(),
            drafts,
            announcer: Announcer::current(),
            connected: StoredValue::new(connected),
            psid,
            speaker,
            people,
            read,
            unread,
        };
        Effect::new(move |_| {
            talk.text.track();
            talk.text_error.set(None);
        });
        if let Some(emulator) = emulator {
            spawn_local_scoped_with_cancellation(talk.keep_reading(emulator, psid.get_value()));
        }
        talk
    }

    /// Reads each second while the conversation can be seen.
    async fn keep_reading(self, emulator: Emulator, psid: Psid) {
        loop {
            if document().visibility_state() == VisibilityState::Visible {
                self.read_once(&emulator, &psid).await;
                if self.is_unread(ControlError::NotThere) {
                    return;
                }
            }
            TimeoutFuture::new(READ_EACH_MS).await;
        }
    }

    /// Reads the conversation, and shows what is new in it.
    async fn read_once(self, emulator: &Emulator, psid: &Psid) {
        match emulator.thread(psid).await {
            Ok(thread) => {
                if self.read.try_with_untracked(|old| *old != thread) == Some(true) {
                    self.read.set(thread);
                }
                if self.unread.try_with_untracked(Option::is_some) == Some(true) {
                    self.unread.set(None);
                }
            }
            Err(error) => {
                if !self.is_unread(error) {
                    self.unread.set(Some(UserError::from(error)));
                }
            }
        }
    }

    fn is_unread(self, error: ControlError) -> bool {
        let trouble = Some(UserError::from(error));
        self.unread.try_with_untracked(|unread| *unread == trouble) == Some(true)
    }

    /// What is being written here, for tasks that outlive the screen.
    fn draft(self) -> ComposerState {
        let page_id = self.connected.with_value(|connected| connected.page.id.clone());
        self.psid.with_value(|psid| self.drafts.message(&page_id, psid))
    }
}

const READ_EACH_MS: u32 = 1000;
