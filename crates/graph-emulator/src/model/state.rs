//! The state of the emulator: the result of all changes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use indexmap::IndexMap;
use messenger_personas::{Method, PageId, Persona, PersonaId, Psid};

use crate::model::{
    app::{APP_SECRET, own_app},
    caller::Caller,
    change::Change,
    fault::{Edge, Fault},
    ids,
    meter::Meters,
    record::{
        ArmedFault, AttachmentRecord, MessageRecord, OwnerRecord, PageRecord, PersonRecord,
        PersonaRecord, Sender, Typing,
    },
    time::Timestamp,
    unknown_persona::UnknownPersona,
    webhook::WebhookReach,
    webhooks::Webhooks,
};

/// Pages, personas, people, messages, the clock and the armed faults.
///
/// Personas and messages have permanent sequence numbers, so that a position in a list is found
/// without iterating over it.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    ahead_ms: u64,
    frozen_at: Option<Timestamp>,
    callers: BTreeMap<String, Caller>,
    pages: IndexMap<PageId, PageRecord>,
    personas: Vec<PersonaRecord>,
    persona_numbers: HashMap<PersonaId, usize>,
    people: BTreeMap<Psid, PersonRecord>,
    conversations: BTreeMap<String, Psid>,
    messages: Vec<MessageRecord>,
    message_numbers: HashMap<String, usize>,
    faults: Vec<ArmedFault>,
    attachments: IndexMap<String, AttachmentRecord>,
    /// Comments and posts that were replied to: `comment_id` or `post_id`, and the id.
    replied: BTreeSet<(&'static str, String)>,
    unknown_persona: UnknownPersona,
    app_secret_required: bool,
    app_secret: Option<String>,
    meters: Meters,
    postbacks: u64,
    webhooks: Webhooks,
    /// An option of the emulator. Resets do not change it.
    pub(crate) rehosts_pictures: bool,
    /// An option of the emulator, too.
    pub(crate) webhook_reach: WebhookReach,
}

impl State {
    /// Applies a change, and adds the webhook events that it leads to.
    pub(crate) fn apply(&mut self, change: Change) {
        if self.webhooks.subscriptions().is_empty() {
            return self.apply_to_records(change);
        }
        let drafts = self.webhook_drafts(&change);
        self.apply_to_records(change);
        self.webhooks.add(drafts);
    }

    #[expect(clippy::too_many_lines, reason = "a table: one arm for each change")]
    fn apply_to_records(&mut self, change: Change) {
        match change {
            Change::Reset => {
                *self = Self {
                    rehosts_pictures: self.rehosts_pictures,
                    webhook_reach: self.webhook_reach,
                    webhooks: self.webhooks.after_reset(),
                    ..Self::default()
                };
            }
            Change::UserTokenAdded { access_token } => {
                self.callers.insert(access_token, Caller::User);
            }
            Change::PageAdded { page_id, name, access_token, picture_url, category, tasks } => {
                self.add_page(page_id.clone(), name, access_token, picture_url);
                if let Some(page) = self.pages.get_mut(&page_id) {
                    page.category = category;
                    page.tasks = tasks;
                }
            }
            Change::PersonAdded { psid, page_id, name, picture_url } => {
                self.add_person(psid, page_id, name, picture_url);
            }
            Change::PersonaCreated { page_id, persona, at: _ } => {
                self.add_persona(page_id, persona);
            }
            Change::PersonaDeleted { persona_id, at: _ } => self.delete_persona(&persona_id),
            Change::MessageSent {
                message_id: id,
                page_id,
                psid,
                persona,
                text,
                messaging_type,
                extras,
                at,
            } => {
                let from = Sender::Page { persona, messaging_type };
                self.add_message(MessageRecord {
                    id,
                    page_id,
                    psid,
                    from,
                    text,
                    extras: (!extras.is_empty()).then_some(extras),
                    page_reaction: None,
                    person_reaction: None,
                    at,
                });
            }
            Change::MessageReceived { message_id: id, psid, text, quick_reply: _, extras, at } => {
                self.mark_read(&psid);
                let Some(person) = self.people.get(&psid) else { return };
                self.add_message(MessageRecord {
                    id,
                    page_id: person.page_id.clone(),
                    psid: Some(psid),
                    from: Sender::Person,
                    text,
                    extras: (!extras.is_empty()).then_some(extras),
                    page_reaction: None,
                    person_reaction: None,
                    at,
                });
            }
            Change::PostbackReceived { psid, at, .. } => {
                self.postbacks += 1;
                self.mark_read(&psid);
                self.update_person(&psid, |person| person.last_active = Some(at));
            }
            Change::PersonRead { psid, at: _ } => self.mark_read(&psid),
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
            Change::AttachmentKept { attachment_id, page_id, kind, url, file, at } => {
                let attachment = AttachmentRecord { page_id, kind, url, file, at };
                self.attachments.insert(attachment_id, attachment);
            }
            Change::ThreadControlRequested { .. } => {}
            Change::ThreadOwnerSet { psid, app_id, until, is_held, at, .. } => {
                let owner = OwnerRecord { app_id, until, is_held, at };
                self.update_person(&psid, |person| person.owner = Some(owner));
            }
            Change::DefaultAppSet { page_id, app_id } => {
                self.update_page(&page_id, |page| page.default_app = app_id);
            }
            Change::ProfileAccessSet { page_id, is_granted } => {
                self.update_page(&page_id, |page| page.has_profile_access = is_granted);
            }
            Change::ProfileSet { psid, is_there } => {
                self.update_person(&psid, |person| person.has_profile = is_there);
            }
            Change::MessengerProfileSet { page_id, properties } => {
                self.update_page(&page_id, |page| page.messenger_profile.extend(properties));
            }
            Change::MessengerProfileDeleted { page_id, properties } => {
                self.update_page(&page_id, |page| {
                    page.messenger_profile.retain(|name, _| !properties.contains(name));
                });
            }
            Change::PersonBlocked { psid, is_blocked } => {
                self.update_person(&psid, |person| person.has_blocked = is_blocked);
            }
            Change::ClockFrozen { at } => self.frozen_at = at,
            Change::ClockAdvanced { ms } => self.ahead_ms = self.ahead_ms.saturating_add(ms),
            Change::FaultArmed { fault, times, on, chance, seed, ms } => {
                self.arm(ArmedFault { fault, times, on, chance, seed, ms, considered: 0 });
            }
            Change::FaultUsed { fault, on } => self.record_fault(fault, on, 1),
            Change::FaultPassed { fault, on } => self.record_fault(fault, on, 0),
            Change::PageReacted { psid, message_id, reaction } => {
                self.set_reaction(&psid, &message_id, |message| message.page_reaction = reaction);
            }
            Change::PersonReacted { psid, message_id, reaction, at } => {
                if reaction.is_some() {
                    self.update_person(&psid, |person| person.last_active = Some(at));
                }
                self.set_reaction(&psid, &message_id, |message| message.person_reaction = reaction);
            }
            Change::UnknownPersonaSet { unknown_persona } => self.unknown_persona = unknown_persona,
            Change::AppSecretRequired { required } => self.app_secret_required = required,
            Change::AppSecretSet { app_secret } => self.app_secret = Some(app_secret),
            Change::WebhookSet { subscription } => self.webhooks.set(subscription),
            Change::WebhookRemoved { page_id, at } => self.webhooks.remove(page_id.as_ref(), at),
            Change::WebhookFinished { number, outcome, attempts, at } => {
                self.webhooks.finish(number, outcome, attempts, at);
            }
            Change::UsageSet { meter, page_id, limit, calls, at } => {
                self.meters.set(meter, page_id.as_ref(), limit, calls, at);
            }
        }
    }

    /// The emulator's time at the caller's time `outside`.
    pub(crate) fn now(&self, outside: Timestamp) -> Timestamp {
        self.frozen_at.unwrap_or(outside).after_ms(self.ahead_ms)
    }

    pub(crate) fn ahead_ms(&self) -> u64 {
        self.ahead_ms
    }

    /// The caller's time at which the clock was frozen, if it is.
    pub(crate) fn frozen_at(&self) -> Option<Timestamp> {
        self.frozen_at
    }

    pub(crate) fn caller(&self, token: &str) -> Option<&Caller> {
        self.callers.get(token)
    }

    /// All tokens with their owners.
    pub(crate) fn callers(&self) -> impl Iterator<Item = (&str, &Caller)> {
        self.callers.iter().map(|(token, caller)| (token.as_str(), caller))
    }

    pub(crate) fn page(&self, id: &PageId) -> Option<&PageRecord> {
        self.pages.get(id)
    }

    /// The Pages in the order of their creation.
    pub(crate) fn pages(&self) -> impl ExactSizeIterator<Item = &PageRecord> {
        self.pages.values()
    }

    pub(crate) fn persona_numbered(&self, number: u64) -> Option<&PersonaRecord> {
        self.personas.get(usize::try_from(number).ok()?)
    }

    /// The persona, unless it is deleted.
    pub(crate) fn active_persona(&self, id: &PersonaId) -> Option<&PersonaRecord> {
        let record = self.personas.get(*self.persona_numbers.get(id)?)?;
        (!record.is_deleted).then_some(record)
    }

    /// An unused id.
    pub(crate) fn next_persona_id(&self) -> Option<PersonaId> {
        let first = self.personas.len() as u64;
        (first..=u64::MAX)
            .map_while(|number| ids::persona(number).ok())
            .find(|id| !self.persona_numbers.contains_key(id))
    }

    pub(crate) fn person(&self, psid: &Psid) -> Option<&PersonRecord> {
        self.people.get(psid)
    }

    /// The person of a conversation.
    pub(crate) fn conversation(&self, id: &str) -> Option<&PersonRecord> {
        self.people.get(self.conversations.get(id)?).filter(|person| !person.messages.is_empty())
    }

    /// A message with its sequence number.
    pub(crate) fn message(&self, id: &str) -> Option<(usize, &MessageRecord)> {
        let number = *self.message_numbers.get(id)?;
        Some((number, self.messages.get(number)?))
    }

    /// A reusable attachment of the Page that has not expired.
    pub(crate) fn attachment(
        &self,
        id: &str,
        page_id: &PageId,
        now: Timestamp,
    ) -> Option<&AttachmentRecord> {
        self.attachments.get(id).filter(|it| it.page_id == *page_id && it.is_available(now))
    }

    /// A reusable attachment, even an expired one.
    pub(crate) fn kept_attachment(&self, id: &str) -> Option<&AttachmentRecord> {
        self.attachments.get(id)
    }

    /// All reusable attachments with their ids, oldest first.
    pub(crate) fn attachments(&self) -> impl Iterator<Item = (&str, &AttachmentRecord)> {
        self.attachments.iter().map(|(id, attachment)| (id.as_str(), attachment))
    }

    /// An unused id.
    pub(crate) fn next_attachment_id(&self) -> String {
        ids::attachment(self.attachments.len() as u64)
    }

    pub(crate) fn message_numbered(&self, number: usize) -> Option<&MessageRecord> {
        self.messages.get(number)
    }

    /// All messages, oldest first.
    pub(crate) fn messages(&self) -> &[MessageRecord] {
        &self.messages
    }

    pub(crate) fn faults(&self) -> &[ArmedFault] {
        &self.faults
    }

    /// The armed fault for these requests, if there is one.
    pub(crate) fn armed(&self, fault: Fault, edge: Edge, method: Method) -> Option<&ArmedFault> {
        self.faults.iter().find(|armed| armed.fault == fault && armed.applies_to(edge, method))
    }

    /// Whether the comment or post was replied to. `kind` is `comment_id` or `post_id`.
    pub(crate) fn has_reply(&self, kind: &'static str, id: &str) -> bool {
        self.replied.contains(&(kind, id.to_owned()))
    }

    pub(crate) fn unknown_persona(&self) -> UnknownPersona {
        self.unknown_persona
    }

    pub(crate) fn app_secret_required(&self) -> bool {
        self.app_secret_required
    }

    /// The secret of the app that all tokens belong to.
    pub(crate) fn app_secret(&self) -> &str {
        self.app_secret.as_deref().unwrap_or(APP_SECRET)
    }

    /// An id that no postback has.
    pub(crate) fn next_postback_id(&self) -> String {
        ids::postback(self.postbacks)
    }

    pub(crate) fn webhooks(&self) -> &Webhooks {
        &self.webhooks
    }

    pub(crate) fn webhooks_mut(&mut self) -> &mut Webhooks {
        &mut self.webhooks
    }

    pub(crate) fn meters(&self) -> &Meters {
        &self.meters
    }

    pub(crate) fn meters_mut(&mut self) -> &mut Meters {
        &mut self.meters
    }

    fn update_page(&mut self, id: &PageId, change: impl FnOnce(&mut PageRecord)) {
        if let Some(page) = self.pages.get_mut(id) {
            change(page);
        }
    }

    fn update_person(&mut self, psid: &Psid, change: impl FnOnce(&mut PersonRecord)) {
        if let Some(person) = self.people.get_mut(psid) {
            change(person);
        }
    }

    /// The person has read all that the Page sent.
    fn mark_read(&mut self, psid: &Psid) {
        self.update_person(psid, |person| person.read_up_to = person.messages.last().copied());
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
                category: None,
                tasks: None,
                personas: BTreeSet::new(),
                people: Vec::new(),
                messenger_profile: BTreeMap::new(),
                default_app: own_app(),
                has_profile_access: true,
            },
        );
    }

    fn add_person(&mut self, psid: Psid, page_id: PageId, name: String, picture_url: String) {
        let Some(page) = self.pages.get_mut(&page_id) else { return };
        page.people.push(psid.clone());
        let conversation_id = ids::conversation(self.people.len() as u64);
        self.conversations.insert(conversation_id.clone(), psid.clone());
        let person = PersonRecord {
            psid: psid.clone(),
            page_id,
            name,
            picture_url,
            has_profile: true,
            conversation_id,
            owner: None,
            messages: Vec::new(),
            has_blocked: false,
            last_active: None,
            seen_at: None,
            read_up_to: None,
            typing: None,
        };
        self.people.insert(psid, person);
    }

    fn add_persona(&mut self, page_id: PageId, persona: Persona) {
        let Some(page) = self.pages.get_mut(&page_id) else { return };
        let number = self.personas.len();
        page.personas.insert(number as u64);
        self.persona_numbers.insert(persona.id.clone(), number);
        self.personas.push(PersonaRecord { page_id, persona, is_deleted: false });
    }

    fn delete_persona(&mut self, id: &PersonaId) {
        let Some(&number) = self.persona_numbers.get(id) else { return };
        let Some(record) = self.personas.get_mut(number) else { return };
        record.is_deleted = true;
        if let Some(page) = self.pages.get_mut(&record.page_id) {
            page.personas.remove(&(number as u64));
        }
    }

    fn add_message(&mut self, message: MessageRecord) {
        for kind in ["comment_id", "post_id"] {
            let recipient = message.extras().recipient.as_ref();
            if let Some(id) = recipient.and_then(|it| it.get(kind)?.as_str()) {
                self.replied.insert((kind, id.to_owned()));
            }
        }
        if let Some(psid) = &message.psid {
            let Some(person) = self.people.get_mut(psid) else { return };
            match &message.from {
                Sender::Person => person.last_active = Some(message.at),
                Sender::Page { persona, .. } => {
                    person.stop_typing(persona.as_ref().map(|persona| &persona.id));
                }
            }
            person.messages.push(self.messages.len());
        }
        self.message_numbers.insert(message.id.clone(), self.messages.len());
        self.messages.push(message);
    }

    fn set_reaction(
        &mut self,
        psid: &Psid,
        message_id: &str,
        how: impl FnOnce(&mut MessageRecord),
    ) {
        let Some(&number) = self.message_numbers.get(message_id) else { return };
        let message = self.messages.get_mut(number);
        if let Some(message) = message.filter(|message| message.psid.as_ref() == Some(psid)) {
            how(message);
        }
    }

    fn arm(&mut self, fault: ArmedFault) {
        self.faults.retain(|armed| (armed.fault, armed.on) != (fault.fault, fault.on));
        if fault.times > 0 {
            self.faults.push(fault);
        }
    }

    /// Records that the fault considered a request and affected it `times` times.
    fn record_fault(&mut self, fault: Fault, on: Option<Edge>, times: u32) {
        for armed in &mut self.faults {
            if (armed.fault, armed.on) == (fault, on) {
                armed.times = armed.times.saturating_sub(times);
                armed.considered = armed.considered.wrapping_add(1);
            }
        }
        self.faults.retain(|armed| armed.times > 0);
    }
}
