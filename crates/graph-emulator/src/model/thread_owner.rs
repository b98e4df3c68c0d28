//! Thread control: the app that controls a conversation.

use messenger_personas::{AppId, PageId};

use crate::model::{
    app::own_app,
    record::{MessageRecord, PersonRecord, Sender, ThreadOwner},
    state::State,
    time::Timestamp,
};

impl State {
    /// The app that controls the conversation; `None` while it is idle.
    pub(crate) fn thread_owner(
        &self,
        person: &PersonRecord,
        now: Timestamp,
    ) -> Option<ThreadOwner> {
        let assigned = person.owner.as_ref();
        let own = own_app();
        let set = assigned.and_then(|assigned| {
            let app_id = assigned.app_id.clone()?;
            Some(ThreadOwner { app_id, until: assigned.until, is_held: assigned.is_held })
        });
        let set = set.filter(|set| now < set.until);
        if set.as_ref().is_some_and(|set| Some(&set.app_id) != own.as_ref()) {
            return set;
        }
        let messages = person.messages.iter().rev().filter_map(|&it| self.message_numbered(it));
        let messages =
            messages.take_while(|it| assigned.is_none_or(|assigned| assigned.at < it.at));
        let of_messages = self.owner_by(messages, &person.page_id, own);
        let of_messages = of_messages.filter(|owner| now < owner.until);
        match (set, of_messages) {
            (Some(set), Some(other)) => {
                Some(ThreadOwner { until: set.until.max(other.until), ..set })
            }
            (set, other) => set.or(other),
        }
    }

    /// The owner according to `messages`: this app if it sent a message within a day before the
    /// newest one, otherwise the default app. Control ends a day after the newest message.
    fn owner_by<'a>(
        &self,
        mut messages: impl Iterator<Item = &'a MessageRecord>,
        page_id: &PageId,
        own: Option<AppId>,
    ) -> Option<ThreadOwner> {
        let newest = messages.next()?;
        let is_answer = |message: &MessageRecord| matches!(message.from, Sender::Page { .. });
        let is_replied = is_answer(newest)
            || messages.take_while(|it| newest.at.ms_since(it.at) < OWNED_MS).any(is_answer);
        let default = || self.page(page_id)?.default_app.clone();
        let app_id = if is_replied { own } else { default() }?;
        Some(ThreadOwner { app_id, until: newest.at.after_ms(OWNED_MS), is_held: false })
    }
}

const OWNED_MS: u64 = 24 * 60 * 60 * 1000;
