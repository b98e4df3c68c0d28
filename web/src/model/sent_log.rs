//! Who said what: Graph does not tell which persona sent a message.

use std::collections::BTreeMap;

use messenger_personas::{PageId, Persona, PersonaId, Psid};
use serde::{Deserialize, Serialize};

/// A message that was sent from this console. It has no text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentRecord {
    /// The message's id.
    pub message_id: String,
    /// To whom it was sent.
    pub psid: Psid,
    /// The persona, as it was then; `None` is the Page itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persona: Option<LoggedPersona>,
    /// When, in milliseconds since 1970.
    pub sent_at: u64,
}

/// A persona as it was when it sent a message. It may be deleted by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoggedPersona {
    /// Its id.
    pub id: PersonaId,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where its picture was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture_url: Option<String>,
}

impl From<Persona> for LoggedPersona {
    fn from(persona: Persona) -> Self {
        Self { id: persona.id, name: persona.name, picture_url: persona.profile_picture_url }
    }
}

impl From<&LoggedPersona> for Persona {
    fn from(persona: &LoggedPersona) -> Self {
        Self {
            id: persona.id.clone(),
            name: persona.name.clone(),
            profile_picture_url: persona.picture_url.clone(),
        }
    }
}

/// Who speaks to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeakerId {
    /// The Page itself.
    Page,
    /// A persona.
    Persona(PersonaId),
}

impl SpeakerId {
    /// A persona, or else the Page.
    #[must_use]
    pub fn new(persona: Option<PersonaId>) -> Self {
        persona.map_or(Self::Page, Self::Persona)
    }

    /// The persona, unless it is the Page.
    #[must_use]
    pub fn into_persona(self) -> Option<PersonaId> {
        match self {
            Self::Page => None,
            Self::Persona(id) => Some(id),
        }
    }
}

/// A record as it is stored, with its Page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredSentRecord {
    page: PageId,
    #[serde(flatten)]
    record: SentRecord,
}

impl StoredSentRecord {
    /// A record of `page`.
    #[must_use]
    pub fn new(page: PageId, record: SentRecord) -> Self {
        Self { page, record }
    }

    /// The record.
    #[must_use]
    pub fn into_record(self) -> SentRecord {
        self.record
    }
}

/// The messages of a Page that were sent from this console, as many as are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentLog {
    records: BTreeMap<String, SentRecord>,
}

impl SentLog {
    /// How many messages of a Page are kept. The oldest are forgotten first.
    pub const MAX: usize = 5_000;

    /// Adds a message. Returns the ids of those that are forgotten for it.
    pub fn add(&mut self, record: SentRecord) -> Vec<String> {
        self.records.insert(record.message_id.clone(), record);
        let surplus = self.records.len().saturating_sub(Self::MAX);
        if surplus == 0 {
            return Vec::new();
        }
        let mut oldest: Vec<_> = self
            .records
            .values()
            .map(|record| (record.sent_at, record.message_id.clone()))
            .collect();
        oldest.sort();
        let forgotten: Vec<_> = oldest.into_iter().take(surplus).map(|(_, id)| id).collect();
        for id in &forgotten {
            self.records.remove(id);
        }
        forgotten
    }

    /// Adds what was stored before. What was sent meanwhile may not be among it.
    pub fn add_stored(&mut self, stored: Vec<SentRecord>) {
        for record in stored {
            drop(self.add(record));
        }
    }

    /// The persona that sent a message. `None` for a message of the Page, or one that was not sent
    /// from here.
    #[must_use]
    pub fn persona_of(&self, message_id: &str) -> Option<&LoggedPersona> {
        self.records.get(message_id)?.persona.as_ref()
    }

    /// Who last wrote to a person from here.
    #[must_use]
    pub fn last_speaker(&self, psid: &Psid) -> Option<SpeakerId> {
        let sent = self.records.values().filter(|record| record.psid == *psid);
        let last = sent.max_by_key(|record| record.sent_at)?;
        Some(SpeakerId::new(last.persona.as_ref().map(|persona| persona.id.clone())))
    }

    /// What was sent to a person, the oldest first.
    #[must_use]
    pub fn sent_to(&self, psid: &Psid) -> Vec<SentRecord> {
        let sent = self.records.values().filter(|record| record.psid == *psid);
        let mut sent: Vec<_> = sent.cloned().collect();
        sent.sort_by_key(|record| record.sent_at);
        sent
    }

    /// To whom something was sent, the last first.
    #[must_use]
    pub fn people(&self) -> Vec<Psid> {
        let mut last: BTreeMap<&Psid, u64> = BTreeMap::new();
        for record in self.records.values() {
            let at = last.entry(&record.psid).or_default();
            *at = (*at).max(record.sent_at);
        }
        let mut people: Vec<_> = last.into_iter().collect();
        people.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
        people.into_iter().map(|(psid, _)| psid.clone()).collect()
    }

    /// How many messages there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// All of it, as a file in JSON, the oldest first.
    #[must_use]
    pub fn export(&self) -> String {
        let mut records: Vec<_> = self.records.values().collect();
        records.sort_by_key(|record| record.sent_at);
        serde_json::to_string_pretty(&records).unwrap_or_default()
    }
}

impl FromIterator<SentRecord> for SentLog {
    fn from_iter<T: IntoIterator<Item = SentRecord>>(records: T) -> Self {
        let mut log = Self::default();
        for record in records {
            drop(log.add(record));
        }
        log
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: &str, psid: &str, persona: Option<&str>, sent_at: u64) -> SentRecord {
        let persona = persona.map(|id| LoggedPersona {
            id: PersonaId::parse(id).unwrap(),
            name: Some("Adam".to_owned()),
            picture_url: None,
        });
        SentRecord { message_id: id.to_owned(), psid: Psid::parse(psid).unwrap(), persona, sent_at }
    }

    #[test]
    fn the_last_speaker_and_the_last_people_are_known() {
        let log: SentLog = [
            record("m1", "251", Some("7"), 1),
            record("m2", "252", None, 2),
            record("m3", "251", Some("8"), 3),
        ]
        .into_iter()
        .collect();
        let (ana, dev) = (Psid::parse("251").unwrap(), Psid::parse("252").unwrap());
        assert_eq!(
            log.last_speaker(&ana),
            Some(SpeakerId::Persona(PersonaId::parse("8").unwrap()))
        );
        assert_eq!(log.last_speaker(&dev), Some(SpeakerId::Page));
        assert_eq!(log.last_speaker(&Psid::parse("9").unwrap()), None);
        assert_eq!(log.people(), [ana.clone(), dev]);
        assert_eq!(log.sent_to(&ana).len(), 2);
        assert_eq!(log.persona_of("m1").unwrap().id.as_str(), "7");
        assert_eq!(log.persona_of("m2"), None);
    }

    #[test]
    fn the_oldest_are_forgotten_beyond_the_bound() {
        let ids = 0..SentLog::MAX as u64;
        let mut log: SentLog =
            ids.map(|at| record(&format!("m{at}"), "251", None, at + 10)).collect();
        assert_eq!(log.len(), SentLog::MAX);
        assert_eq!(log.add(record("new", "251", None, 99_999)), ["m0"]);
        assert_eq!(log.add(record("old", "251", None, 1)), ["old"]);
        assert_eq!(log.len(), SentLog::MAX);
    }

    #[test]
    fn a_record_is_stored_with_its_page_and_without_texts_or_tokens() {
        let record = record("m_1", "251", Some("7"), 5);
        let stored = StoredSentRecord::new(PageId::parse("134").unwrap(), record.clone());
        let text = serde_json::to_string(&stored).unwrap();
        assert_eq!(
            text,
            r#"{"page":"134","messageId":"m_1","psid":"251","persona":{"id":"7","name":"Adam"},"sentAt":5}"#
        );
        let read: StoredSentRecord = serde_json::from_str(&text).unwrap();
        assert_eq!(read.into_record(), record);
    }
}
