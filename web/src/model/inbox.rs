//! The conversations of a Page, as an inbox lists them.

use std::collections::BTreeMap;

use messenger_personas::{
    Conversation, ConversationId, Cursor, Listing, PageId, Participant, Psid,
};

use super::{older::Older, search::Needle, unicode::lower_case};

/// A conversation, without its messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConversationSummary {
    /// Its id.
    pub id: ConversationId,
    /// The person.
    pub psid: Psid,
    /// The person's name, if Graph tells it.
    pub name: Option<String>,
    /// The beginning of the newest message. Empty if that has no text.
    pub snippet: String,
    /// The time of the newest message, in milliseconds since 1970.
    pub updated_at: Option<u64>,
    /// Number of the person's messages that Graph counts as unread.
    pub unread: u64,
    /// How many messages there are, if Graph tells it.
    pub message_count: Option<u64>,
    /// Whether the Page may reply, if Graph tells it.
    pub can_reply: Option<bool>,
    /// Whether this app owns the conversation, if Graph tells it.
    pub is_owner: Option<bool>,
}

impl ConversationSummary {
    /// A conversation of the Page `page_id`; `None` if Graph names no person. `time` parses Graph's
    /// times.
    #[must_use]
    pub fn new(
        conversation: Conversation,
        page_id: &PageId,
        time: &impl Fn(&str) -> Option<u64>,
    ) -> Option<Self> {
        let participants = conversation.participants.map(|all| all.data).unwrap_or_default();
        let person = participants.into_iter().find_map(|one| person(one, page_id));
        let (psid, name) = person?;
        Some(Self {
            id: conversation.id,
            psid,
            name,
            snippet: conversation.snippet.unwrap_or_default(),
            updated_at: conversation.updated_time.as_deref().and_then(time),
            unread: conversation.unread_count.unwrap_or_default(),
            message_count: conversation.message_count,
            can_reply: conversation.can_reply,
            is_owner: conversation.is_owner,
        })
    }

    /// Whether another app controls the conversation at `now`. Without messages for a day, no app does.
    #[must_use]
    pub fn is_elsewhere(&self, now: u64) -> bool {
        let is_active = self.updated_at.is_none_or(|at| now.saturating_sub(at) < OWNERSHIP_MS);
        self.is_owner == Some(false) && is_active
    }

    /// What changes when there is something new to read in it.
    #[must_use]
    pub fn version(&self) -> (Option<u64>, Option<u64>, u64) {
        (self.updated_at, self.message_count, self.unread)
    }

    /// Whether name, snippet or PSID has `needle` in it.
    fn matches(&self, needle: &Needle) -> bool {
        let name = self.name.as_deref().unwrap_or_default();
        needle.is_in(&lower_case(name))
            || needle.is_in(&lower_case(&self.snippet))
            || needle.is_in(self.psid.as_str())
    }
}

fn person(one: Participant, page_id: &PageId) -> Option<(Psid, Option<String>)> {
    let id = one.id.filter(|id| id != page_id.as_str())?;
    let name = one.name.filter(|name| !name.trim().is_empty());
    Some((Psid::parse(&id).ok()?, name))
}

/// The conversations that were loaded, the one with the newest message first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConversationList {
    conversations: Vec<ConversationSummary>,
    /// Where the next older ones are, once something was loaded.
    older: Older,
    /// Up to when each conversation was looked at here.
    seen_until: BTreeMap<Psid, u64>,
}

impl ConversationList {
    /// Adds the newest conversations of the Page.
    pub fn add_newest(
        &mut self,
        listing: &Listing<Conversation>,
        summaries: Vec<ConversationSummary>,
    ) {
        let is_first = self.older == Older::Unknown;
        self.insert(summaries);
        if is_first {
            self.older = Older::than(listing);
        }
    }

    /// Adds the conversations that follow those that were loaded.
    pub fn add_older(
        &mut self,
        listing: &Listing<Conversation>,
        summaries: Vec<ConversationSummary>,
    ) {
        self.insert(summaries);
        self.older = Older::than(listing);
    }

    /// Adds a conversation that was looked up by its person.
    pub fn add(&mut self, summary: ConversationSummary) {
        self.insert(vec![summary]);
    }

    fn insert(&mut self, summaries: Vec<ConversationSummary>) {
        for summary in summaries {
            match self.conversations.iter_mut().find(|old| old.psid == summary.psid) {
                Some(old) => *old = summary,
                None => self.conversations.push(summary),
            }
        }
        // Stable: those without a time stay where Graph put them.
        self.conversations.sort_by_key(|one| std::cmp::Reverse(one.updated_at));
    }

    /// Where the next older conversations are; `None` if there are no more.
    #[must_use]
    pub fn older(&self) -> Option<&Cursor> {
        self.older.cursor()
    }

    /// Whether the first listing was loaded.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.older != Older::Unknown
    }

    /// All that were loaded.
    #[must_use]
    pub fn all(&self) -> &[ConversationSummary] {
        &self.conversations
    }

    /// Those whose name, snippet or PSID has `query` in it.
    #[must_use]
    pub fn find(&self, query: &str) -> Vec<ConversationSummary> {
        let needle = Needle::new(query);
        self.conversations.iter().filter(|one| one.matches(&needle)).cloned().collect()
    }

    /// The conversation with a person.
    #[must_use]
    pub fn with(&self, psid: &Psid) -> Option<&ConversationSummary> {
        self.conversations.iter().find(|one| one.psid == *psid)
    }

    /// The conversation was looked at as it is now.
    pub fn see(&mut self, psid: &Psid) {
        if let Some(updated_at) = self.with(psid).and_then(|one| one.updated_at) {
            self.seen_until.insert(psid.clone(), updated_at);
        }
    }

    /// Number of unread messages: neither answered, nor opened in this tab.
    #[must_use]
    pub fn unread(&self, one: &ConversationSummary) -> u64 {
        let is_seen =
            one.updated_at.is_some() && self.seen_until.get(&one.psid).copied() >= one.updated_at;
        if is_seen { 0 } else { one.unread }
    }

    /// Number of conversations with unread messages.
    #[must_use]
    pub fn unread_conversations(&self) -> usize {
        self.conversations.iter().filter(|one| self.unread(one) > 0).count()
    }
}

/// How long an app controls a conversation without messages.
const OWNERSHIP_MS: u64 = 24 * 60 * 60 * 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn page_id() -> PageId {
        PageId::parse("134").unwrap()
    }

    fn listing(json: &str) -> (Listing<Conversation>, Vec<ConversationSummary>) {
        let listing: Listing<Conversation> = serde_json::from_str(json).unwrap();
        let time = |text: &str| text.parse().ok();
        let summaries = listing.iter().cloned();
        let summaries =
            summaries.filter_map(|one| ConversationSummary::new(one, &page_id(), &time));
        let summaries = summaries.collect();
        (listing, summaries)
    }

    fn conversation(psid: &str, name: &str, updated: u64, unread: u64) -> String {
        format!(
            r#"{{"id":"t_{psid}","updated_time":"{updated}","unread_count":{unread},"snippet":"Hello from {name}",
            "participants":{{"data":[{{"id":"134","name":"Market"}},{{"id":"{psid}","name":"{name}"}}]}}}}"#
        )
    }

    fn list(conversations: &[String], next: bool) -> String {
        let next = if next { r#","next":"x""# } else { "" };
        format!(
            r#"{{"data":[{}],"paging":{{"cursors":{{"after":"c"}}{next}}}}}"#,
            conversations.join(",")
        )
    }

    fn names(inbox: &ConversationList) -> Vec<&str> {
        inbox.all().iter().map(|one| one.name.as_deref().unwrap()).collect()
    }

    fn inbox(conversations: &[String], next: bool) -> ConversationList {
        let mut inbox = ConversationList::default();
        let (listing, summaries) = listing(&list(conversations, next));
        inbox.add_newest(&listing, summaries);
        inbox
    }

    #[test]
    fn a_new_message_moves_a_conversation_to_the_top() {
        let mut inbox =
            inbox(&[conversation("1", "Ana", 20, 0), conversation("2", "Dev", 10, 0)], true);
        assert_eq!(names(&inbox), ["Ana", "Dev"]);
        let (more, summaries) = listing(&list(
            &[conversation("2", "Dev", 30, 1), conversation("3", "Zoë", 25, 1)],
            true,
        ));
        inbox.add_newest(&more, summaries);
        assert_eq!(names(&inbox), ["Dev", "Zoë", "Ana"]);
        assert!(inbox.older().is_some());
        let (last, summaries) = listing(&list(&[conversation("4", "Old", 1, 0)], false));
        inbox.add_older(&last, summaries);
        assert_eq!(names(&inbox), ["Dev", "Zoë", "Ana", "Old"]);
        assert_eq!((inbox.older(), inbox.is_loaded()), (None, true));
    }

    #[test]
    fn a_refresh_does_not_lose_the_place_of_older_ones() {
        let mut inbox = inbox(&[conversation("1", "Ana", 20, 0)], true);
        let (last, summaries) = listing(&list(&[conversation("4", "Old", 1, 0)], false));
        inbox.add_older(&last, summaries);
        let (newest, summaries) = listing(&list(&[conversation("1", "Ana", 20, 0)], true));
        inbox.add_newest(&newest, summaries);
        assert_eq!((inbox.older(), inbox.all().len()), (None, 2));
    }

    #[test]
    fn an_idle_conversation_is_controlled_by_nobody() {
        let (_, mut summaries) = listing(&list(&[conversation("1", "Ana", 5, 0)], false));
        let ana = &mut summaries[0];
        for (is_owner, now, expected) in [
            (None, 6, false),
            (Some(true), 6, false),
            (Some(false), 6, true),
            (Some(false), 5 + OWNERSHIP_MS, false),
        ] {
            ana.is_owner = is_owner;
            assert_eq!(ana.is_elsewhere(now), expected);
        }
    }

    #[test]
    fn a_conversation_without_a_person_is_left_out() {
        let json = r#"{"data":[{"id":"t_1"},
            {"id":"t_2","participants":{"data":[{"id":"134"}]}},
            {"id":"t_3","participants":{"data":[{"name":"Ana"}]}}]}"#;
        let (listing, summaries) = listing(json);
        assert_eq!((listing.data.len(), summaries), (3, vec![]));
    }

    #[test]
    fn people_are_found_by_name_text_and_psid() {
        let inbox =
            inbox(&[conversation("251", "Ana", 20, 0), conversation("77", "Dev", 1, 0)], false);
        for (query, expected) in [("", 2), ("AN", 1), ("from dev", 1), ("25", 1), ("nobody", 0)] {
            assert_eq!(inbox.find(query).len(), expected, "{query}");
        }
    }

    #[test]
    fn what_was_looked_at_is_unread_again_after_a_new_message() {
        let mut inbox =
            inbox(&[conversation("1", "Ana", 20, 2), conversation("2", "Dev", 10, 1)], false);
        assert_eq!(inbox.unread_conversations(), 2);
        let ana = Psid::parse("1").unwrap();
        inbox.see(&ana);
        assert_eq!((inbox.unread(inbox.with(&ana).unwrap()), inbox.unread_conversations()), (0, 1));
        let (newest, summaries) = listing(&list(&[conversation("1", "Ana", 21, 3)], false));
        inbox.add_newest(&newest, summaries);
        assert_eq!(inbox.unread(inbox.with(&ana).unwrap()), 3);
    }
}
