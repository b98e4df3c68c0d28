//! The state: what all changes so far add up to.

mod record;

use std::collections::{BTreeMap, BTreeSet};

use messenger_personas::{Method, PageId, Persona, PersonaId, Psid};

use self::record::Typing;
pub(crate) use self::record::{
    ArmedFault, MessageRecord, PageRecord, PersonRecord, PersonaRecord, Sender,
};
use crate::{Change, Edge, Fault, Timestamp, caller::Caller, ids};

/// Pages, personas, people, what was said, the clock and the armed faults.
///
/// Personas and messages are numbered as they come and keep their number, so that a place in a
/// list is found without walking the list.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    ahead_ms: u64,
    callers: BTreeMap<String, Caller>,
    pages: BTreeMap<PageId, PageRecord>,
    personas: Vec<PersonaRecord>,
    persona_numbers: BTreeMap<PersonaId, usize>,
    people: BTreeMap<Psid, PersonRecord>,
    messages: Vec<MessageRecord>,
    faults: Vec<ArmedFault>,
}

impl State {
    pub(crate) fn apply(&mut self, change: Change) {
        match change {
            Change::Reset => *self = Self::default(),
            Change::UserTokenAdded { access_token } => {
                self.callers.insert(access_token, Caller::User);
            }
            Change::PageAdded { page_id, name, access_token, picture_url } => {
                self.add_page(page_id, name, access_token, picture_url);
            }
            Change::PersonAdded { psid, page_id, name, picture_url } => {
                self.add_person(psid, page_id, name, picture_url);
            }
            Change::PersonaCreated { page_id, persona, at: _ } => self.create(page_id, persona),
            Change::PersonaDeleted { persona_id, at: _ } => self.delete(&persona_id),
            Change::MessageSent { message_id, psid, persona, text, messaging_type, at, .. } => {
                let from = Sender::Page { persona, messaging_type };
                self.say(message_id, psid, from, text, at);
            }
            Change::MessageReceived { message_id, psid, text, at } => {
                self.say(message_id, psid, Sender::Person, text, at);
            }
            Change::TypingStarted { psid, persona, at } => {
                if let Some(person) = self.people.get_mut(&psid) {
                    person.typing = Some(Typing { persona, since: at });
                }
            }
            Change::TypingStopped { psid, persona_id } => {
                if let Some(person) = self.people.get_mut(&psid) {
                    person.stop_typing(persona_id.as_ref());
                }
            }
            Change::Seen { psid, at } => {
                if let Some(person) = self.people.get_mut(&psid) {
                    person.seen_at = Some(at);
                }
            }
            Change::ClockAdvanced { ms } => self.ahead_ms = self.ahead_ms.saturating_add(ms),
            Change::FaultArmed { fault, times, on } => self.arm(fault, times, on),
            Change::FaultUsed { fault, on } => self.use_up(fault, on),
        }
    }

    /// The emulator's time when it is `outside` elsewhere.
    pub(crate) fn now(&self, outside: Timestamp) -> Timestamp {
        outside.after_ms(self.ahead_ms)
    }

    pub(crate) fn ahead_ms(&self) -> u64 {
        self.ahead_ms
    }

    pub(crate) fn caller(&self, token: &str) -> Option<&Caller> {
        self.callers.get(token)
    }

    pub(crate) fn page(&self, id: &PageId) -> Option<&PageRecord> {
        self.pages.get(id)
    }

    /// The Pages in the order in which they came.
    pub(crate) fn pages(&self) -> Vec<&PageRecord> {
        let mut pages: Vec<_> = self.pages.values().collect();
        pages.sort_by_key(|page| page.number);
        pages
    }

    pub(crate) fn persona_numbered(&self, number: u64) -> Option<&PersonaRecord> {
        self.personas.get(usize::try_from(number).ok()?)
    }

    /// The persona, unless it was deleted.
    pub(crate) fn active_persona(&self, id: &PersonaId) -> Option<&PersonaRecord> {
        let record = self.personas.get(*self.persona_numbers.get(id)?)?;
        (!record.is_deleted).then_some(record)
    }

    /// An id that nothing has.
    pub(crate) fn next_persona_id(&self) -> Option<PersonaId> {
        let first = self.personas.len() as u64;
        (first..=u64::MAX)
            .map_while(|number| ids::persona(number).ok())
            .find(|id| !self.persona_numbers.contains_key(id))
    }

    pub(crate) fn person(&self, psid: &Psid) -> Option<&PersonRecord> {
        self.people.get(psid)
    }

    pub(crate) fn message_numbered(&self, number: usize) -> Option<&MessageRecord> {
        self.messages.get(number)
    }

    /// All that was said, oldest first.
    pub(crate) fn messages(&self) -> &[MessageRecord] {
        &self.messages
    }

    pub(crate) fn faults(&self) -> &[ArmedFault] {
        &self.faults
    }

    /// What has to happen if `fault` meets a call here; `None` if it is not armed for it.
    pub(crate) fn used_fault(&self, fault: Fault, edge: Edge, method: Method) -> Option<Change> {
        let meets = |armed: &&ArmedFault| armed.fault == fault && armed.meets(edge, method);
        self.faults.iter().find(meets).map(|armed| Change::FaultUsed { fault, on: armed.on })
    }

    fn add_page(&mut self, id: PageId, name: String, access_token: String, picture_url: String) {
        self.callers.insert(access_token.clone(), Caller::Page(id.clone()));
        let number = self.pages.len();
        self.pages.insert(
            id.clone(),
            PageRecord {
                id,
                number,
                name,
                access_token,
                picture_url,
                personas: BTreeSet::new(),
                people: Vec::new(),
            },
        );
    }

    fn add_person(&mut self, psid: Psid, page_id: PageId, name: String, picture_url: String) {
        let Some(page) = self.pages.get_mut(&page_id) else { return };
        page.people.push(psid.clone());
        let person = PersonRecord {
            psid: psid.clone(),
            page_id,
            name,
            picture_url,
            messages: Vec::new(),
            last_wrote: None,
            seen_at: None,
            typing: None,
        };
        self.people.insert(psid, person);
    }

    fn create(&mut self, page_id: PageId, persona: Persona) {
        let Some(page) = self.pages.get_mut(&page_id) else { return };
        let number = self.personas.len();
        page.personas.insert(number as u64);
        self.persona_numbers.insert(persona.id.clone(), number);
        self.personas.push(PersonaRecord { page_id, persona, is_deleted: false });
    }

    fn delete(&mut self, id: &PersonaId) {
        let Some(&number) = self.persona_numbers.get(id) else { return };
        let Some(record) = self.personas.get_mut(number) else { return };
        record.is_deleted = true;
        if let Some(page) = self.pages.get_mut(&record.page_id) {
            page.personas.remove(&(number as u64));
        }
    }

    fn say(&mut self, id: String, psid: Psid, from: Sender, text: String, at: Timestamp) {
        let Some(person) = self.people.get_mut(&psid) else { return };
        match &from {
            Sender::Person => person.last_wrote = Some(at),
            Sender::Page { persona, .. } => {
                person.stop_typing(persona.as_ref().map(|persona| &persona.id));
            }
        }
        person.messages.push(self.messages.len());
        let page_id = person.page_id.clone();
        self.messages.push(MessageRecord { id, page_id, psid, from, text, at });
    }

    fn arm(&mut self, fault: Fault, times: u32, on: Option<Edge>) {
        self.faults.retain(|armed| (armed.fault, armed.on) != (fault, on));
        if times > 0 {
            self.faults.push(ArmedFault { fault, times, on });
        }
    }

    fn use_up(&mut self, fault: Fault, on: Option<Edge>) {
        for armed in &mut self.faults {
            if (armed.fault, armed.on) == (fault, on) {
                armed.times = armed.times.saturating_sub(1);
            }
        }
        self.faults.retain(|armed| armed.times > 0);
    }
}
