//! The messages of a conversation, as an inbox shows them.

use std::collections::BTreeMap;

use messenger_personas::{Cursor, Listing, PageId, ReceivedAttachment, ReceivedMessage, Share};

use super::{
    older::Older,
    sent_log::{LoggedPersona, SentLog},
};

/// The messages that were loaded, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thread {
    messages: Vec<ThreadMessage>,
    /// Where the next older ones are, once something was loaded.
    older: Older,
}

/// A message that Graph returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThreadMessage {
    /// Its id.
    pub id: String,
    /// Its time, in milliseconds since 1970.
    pub at: Option<u64>,
    /// Who wrote it; `None` if Graph returns the content of newer messages only.
    pub side: Option<Side>,
    /// Its text.
    pub text: Option<String>,
    /// What it has besides its text.
    pub parts: Vec<Part>,
    /// The message that it replies to.
    pub reply_to: Option<String>,
    /// The emojis of its reactions.
    pub reactions: Vec<String>,
}

/// A side of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The customer.
    Person,
    /// The Page, or a persona of it.
    Page,
}

/// Something in a message that is no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A picture.
    Image {
        /// Where it is.
        url: String,
        /// The name of its file.
        name: Option<String>,
    },
    /// A video.
    Video {
        /// Where it is.
        url: String,
    },
    /// A sound.
    Audio {
        /// Where it is.
        url: String,
    },
    /// A sticker.
    Sticker {
        /// Where its picture is.
        url: String,
    },
    /// Any other file.
    File {
        /// Where it is.
        url: String,
        /// Its name.
        name: Option<String>,
        /// Its size in bytes.
        size: Option<u64>,
    },
    /// A link, a post or a product.
    Share {
        /// What it is called.
        title: Option<String>,
        /// More about it.
        description: Option<String>,
        /// Where it is.
        url: Option<String>,
    },
    /// Something that Graph does not describe, such as a template, by the name that it has.
    Other(Option<String>),
}

impl ThreadMessage {
    /// A message of a conversation of the Page `page_id`. `time` parses Graph's times.
    #[must_use]
    pub fn new(
        message: ReceivedMessage,
        page_id: &PageId,
        time: &impl Fn(&str) -> Option<u64>,
    ) -> Self {
        let from = message.from.and_then(|from| from.id);
        let side = from.map(|id| if id == page_id.as_str() { Side::Page } else { Side::Person });
        let attachments = message.attachments.data.into_iter().map(part_of_attachment);
        let sticker = message.sticker.map(|url| Part::Sticker { url });
        let shares = message.shares.data.into_iter().map(part_of_share);
        let parts = attachments.chain(sticker).chain(shares).collect();
        let reactions = message.reactions.data.into_iter();
        Self {
            id: message.id.to_string(),
            at: message.created_time.as_deref().and_then(time),
            side,
            text: message.message.filter(|text| !text.is_empty()),
            parts,
            reply_to: message.reply_to.map(|reply| reply.mid.to_string()),
            reactions: reactions.filter_map(|one| one.emoji.or(one.reaction)).collect(),
        }
    }
}

fn part_of_attachment(attachment: ReceivedAttachment) -> Part {
    let name = attachment.name.clone();
    let Some(url) = attachment.url().map(ToOwned::to_owned) else {
        return Part::Other(name.or(attachment.mime_type));
    };
    let kind = attachment.mime_type.as_deref().unwrap_or_default();
    let is = |of: &str| kind.strip_prefix(of).is_some_and(|rest| rest.starts_with('/'));
    if is("video") || attachment.video_data.is_some() {
        Part::Video { url }
    } else if is("audio") {
        Part::Audio { url }
    } else if is("image") || attachment.image_data.is_some() {
        Part::Image { url, name }
    } else {
        Part::File { url, name, size: attachment.size }
    }
}

fn part_of_share(share: Share) -> Part {
    Part::Share { title: share.name, description: share.description, url: share.link }
}

impl Thread {
    /// A conversation in which nothing was written.
    #[must_use]
    pub fn empty() -> Self {
        Self { messages: Vec::new(), older: Older::None }
    }

    /// Adds the newest messages. Those that were loaded before stay, as they are now.
    ///
    /// If there are so many new ones that some may be missing in between, only the newest are kept.
    pub fn add_newest(&mut self, listing: &Listing<ReceivedMessage>, messages: Vec<ThreadMessage>) {
        let overlaps = messages.iter().any(|new| self.messages.iter().any(|old| old.id == new.id));
        if self.older == Older::Unknown || !(overlaps || self.messages.is_empty()) {
            self.messages.clear();
            self.older = Older::than(listing);
        }
        self.insert(messages);
    }

    /// Adds the messages before those that were loaded.
    pub fn add_older(&mut self, listing: &Listing<ReceivedMessage>, messages: Vec<ThreadMessage>) {
        let newer = std::mem::take(&mut self.messages);
        self.insert(messages);
        self.merge(newer);
        self.older = Older::than(listing);
    }

    /// Adds messages, the newest first, as Graph lists them.
    fn insert(&mut self, messages: Vec<ThreadMessage>) {
        self.merge(messages.into_iter().rev());
    }

    /// Adds messages, the oldest first. Messages of the same second stay in this order.
    pub(super) fn merge(&mut self, messages: impl IntoIterator<Item = ThreadMessage>) {
        let known = self.messages.iter().enumerate();
        let known: BTreeMap<_, _> = known.map(|(index, old)| (old.id.clone(), index)).collect();
        for message in messages {
            match known.get(&message.id).and_then(|index| self.messages.get_mut(*index)) {
                // What was read once is not forgotten when Graph returns it no longer.
                Some(old) if message.side.is_some() || old.side.is_none() => *old = message,
                Some(_) => {}
                None => self.messages.push(message),
            }
        }
        self.messages.sort_by_key(|message| message.at);
    }

    /// The messages, oldest first.
    #[must_use]
    pub fn messages(&self) -> &[ThreadMessage] {
        &self.messages
    }

    /// Where the next older messages are; `None` if there are no more.
    #[must_use]
    pub fn older(&self) -> Option<&Cursor> {
        self.older.cursor()
    }

    /// Whether more can be read: Graph has older messages, and still returns their content.
    #[must_use]
    pub fn can_load_older(&self) -> bool {
        let is_readable = self.messages.first().is_some_and(|oldest| oldest.side.is_some());
        is_readable && self.older().is_some()
    }

    /// Whether the newest messages were loaded.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        self.older != Older::Unknown
    }

    /// When the person last wrote, as far as it was loaded.
    #[must_use]
    pub fn person_wrote_at(&self) -> Option<u64> {
        let of_person = |message: &&ThreadMessage| message.side == Some(Side::Person);
        self.messages.iter().rev().find(of_person).and_then(|message| message.at)
    }

    /// What is drawn, from the top. `log` tells who said what, and `day` on which day a time is.
    #[must_use]
    pub fn items(&self, log: &SentLog, day: impl Fn(u64) -> String) -> Vec<ThreadItem> {
        let mut items = Vec::with_capacity(self.messages.len() + 4);
        let (unreadable, readable) = self.split();
        if !unreadable.is_empty() {
            items.push(ThreadItem::Unreadable(unreadable.len()));
        }
        let mut last_day = None;
        let mut last_speaker = None;
        for message in readable {
            let this_day = message.at.map(&day);
            let is_new_day = this_day.is_some() && this_day != last_day;
            if is_new_day {
                last_day.clone_from(&this_day);
                items.push(ThreadItem::Day(this_day.unwrap_or_default()));
            }
            let persona = log.persona_of(&message.id).cloned();
            let speaker = (message.side, persona.as_ref().map(|persona| persona.id.clone()));
            let starts = is_new_day || last_speaker.as_ref() != Some(&speaker);
            if starts {
                end_run(&mut items);
            }
            last_speaker = Some(speaker);
            items.push(ThreadItem::Message(Box::new(ShownMessage {
                message: message.clone(),
                persona,
                starts,
                ends: false,
            })));
        }
        end_run(&mut items);
        items
    }
}

impl Thread {
    /// The messages whose content Graph returns no longer, and the rest.
    fn split(&self) -> (&[ThreadMessage], &[ThreadMessage]) {
        let first = self.messages.iter().position(|message| message.side.is_some());
        self.messages.split_at(first.unwrap_or(self.messages.len()))
    }
}

/// The last message that was drawn is the last of its speaker.
fn end_run(items: &mut [ThreadItem]) {
    let last = items.iter_mut().rev().find_map(|item| match item {
        ThreadItem::Message(shown) => Some(shown),
        ThreadItem::Day(_) | ThreadItem::Unreadable(_) => None,
    });
    if let Some(shown) = last {
        shown.ends = true;
    }
}

/// A line of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThreadItem {
    /// So many messages whose content Graph returns no longer.
    Unreadable(usize),
    /// The day of what follows.
    Day(String),
    /// A message.
    Message(Box<ShownMessage>),
}

/// A message in its place: consecutive ones of one speaker share an annotation and a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownMessage {
    /// The message.
    pub message: ThreadMessage,
    /// The persona that it was sent as, as it was then; `None` is the Page, the person, or unknown.
    pub persona: Option<LoggedPersona>,
    /// Whether it is the first of its speaker: the annotation is above it.
    pub starts: bool,
    /// Whether it is the last of its speaker: the picture is beside it.
    pub ends: bool,
}

#[cfg(test)]
mod tests {
    use messenger_personas::{PersonaId, Psid};

    use super::{super::sent_log::SentRecord, *};

    fn page_id() -> PageId {
        PageId::parse("134").unwrap()
    }

    fn read(json: &str) -> (Listing<ReceivedMessage>, Vec<ThreadMessage>) {
        let listing: Listing<ReceivedMessage> = serde_json::from_str(json).unwrap();
        let time = |text: &str| text.parse().ok();
        let messages = listing.iter().cloned();
        let messages = messages.map(|one| ThreadMessage::new(one, &page_id(), &time)).collect();
        (listing, messages)
    }

    /// A listing of messages, the newest first, given as id, sender and time.
    fn listing(messages: &[(&str, &str, u64)], next: bool) -> String {
        let message = |(id, from, at): &(&str, &str, u64)| {
            format!(
                r#"{{"id":"{id}","from":{{"id":"{from}"}},"created_time":"{at}","message":"{id}!"}}"#
            )
        };
        let messages: Vec<_> = messages.iter().map(message).collect();
        let next = if next { r#","next":"x""# } else { "" };
        format!(
            r#"{{"data":[{}],"paging":{{"cursors":{{"after":"c"}}{next}}}}}"#,
            messages.join(",")
        )
    }

    fn thread(messages: &[(&str, &str, u64)], next: bool) -> Thread {
        let mut thread = Thread::default();
        let (listing, messages) = read(&listing(messages, next));
        thread.add_newest(&listing, messages);
        thread
    }

    fn ids(thread: &Thread) -> Vec<&str> {
        thread.messages().iter().map(|message| message.id.as_str()).collect()
    }

    #[test]
    fn older_messages_come_before_newer_ones() {
        let mut thread = thread(&[("m4", "134", 4), ("m3", "251", 2)], true);
        assert_eq!((ids(&thread), thread.older().is_some()), (vec!["m3", "m4"], true));
        let (older, messages) = read(&listing(&[("m2", "251", 2), ("m1", "134", 1)], false));
        thread.add_older(&older, messages);
        let (newest, messages) = read(&listing(&[("m5", "251", 5), ("m4", "134", 4)], true));
        thread.add_newest(&newest, messages);
        assert_eq!((ids(&thread), thread.older()), (vec!["m1", "m2", "m3", "m4", "m5"], None));
        assert_eq!(thread.person_wrote_at(), Some(5));
    }

    #[test]
    fn messages_that_may_leave_a_gap_replace_what_was_loaded() {
        let mut thread = thread(&[("m2", "134", 2), ("m1", "251", 1)], false);
        let (newest, messages) = read(&listing(&[("m9", "251", 9), ("m8", "134", 8)], true));
        thread.add_newest(&newest, messages);
        assert_eq!((ids(&thread), thread.older().is_some()), (vec!["m8", "m9"], true));
    }

    #[test]
    fn what_was_read_stays_when_graph_returns_it_no_longer() {
        let mut thread = thread(&[("m1", "251", 1)], false);
        let (newest, messages) = read(
            r#"{"data":[{"id":"m2","from":{"id":"134"},"created_time":"2"},{"id":"m1","created_time":"1"}]}"#,
        );
        thread.add_newest(&newest, messages);
        assert_eq!(thread.messages()[0].text.as_deref(), Some("m1!"));
        assert_eq!(thread.messages()[0].side, Some(Side::Person));
    }

    #[test]
    fn every_part_of_a_message_is_named() {
        let (_, messages) = read(
            r#"{"data":[{"id":"m","from":{"id":"251"},"message":"","attachments":{"data":[
                {"mime_type":"image/png","name":"a.png","image_data":{"url":"https://a/i"}},
                {"mime_type":"video/mp4","image_data":{},"video_data":{"url":"https://a/v"}},
                {"mime_type":"audio/mpeg","file_url":"https://a/s"},
                {"mime_type":"application/pdf","name":"b.pdf","size":5,"file_url":"https://a/f"},
                {"name":"template"}, {}]},
                "sticker":"https://a/t","shares":{"data":[{"link":"https://a/l","name":"L"}]},
                "reactions":{"data":[{"reaction":"love","emoji":"❤"},{"reaction":"wow"}]}}]}"#,
        );
        let url = |path: &str| format!("https://a/{path}");
        assert_eq!(
            messages[0].parts,
            [
                Part::Image { url: url("i"), name: Some("a.png".to_owned()) },
                Part::Video { url: url("v") },
                Part::Audio { url: url("s") },
                Part::File { url: url("f"), name: Some("b.pdf".to_owned()), size: Some(5) },
                Part::Other(Some("template".to_owned())),
                Part::Other(None),
                Part::Sticker { url: url("t") },
                Part::Share { title: Some("L".to_owned()), description: None, url: Some(url("l")) },
            ]
        );
        assert_eq!(
            (&messages[0].text, &messages[0].reactions[..]),
            (&None, &["❤".to_owned(), "wow".to_owned()][..])
        );
    }

    #[test]
    fn days_and_speakers_begin_a_run() {
        let thread = thread(
            &[
                ("m5", "134", 21),
                ("m4", "134", 13),
                ("m3", "134", 12),
                ("m2", "251", 11),
                ("m1", "251", 10),
            ],
            false,
        );
        let mut log = SentLog::default();
        for id in ["m4", "m5"] {
            log.add(SentRecord {
                message_id: id.to_owned(),
                psid: Psid::parse("251").unwrap(),
                persona: Some(LoggedPersona {
                    id: PersonaId::parse("7").unwrap(),
                    name: Some("Adam".to_owned()),
                    picture_url: None,
                }),
                sent_at: 1,
            });
        }
        let items = thread.items(&log, |at| format!("day {}", at / 10));
        let lines: Vec<_> = items
            .iter()
            .map(|item| match item {
                ThreadItem::Day(day) => day.clone(),
                ThreadItem::Unreadable(count) => format!("{count} unreadable"),
                ThreadItem::Message(shown) => {
                    let name = shown.persona.as_ref().and_then(|persona| persona.name.as_deref());
                    let (starts, ends) = (shown.starts, shown.ends);
                    format!("{} {starts} {ends} {}", shown.message.id, name.unwrap_or("-"))
                }
            })
            .collect();
        assert_eq!(
            lines,
            [
                "day 1",
                "m1 true false -",
                "m2 false true -",
                "m3 true true -",
                "m4 true true Adam",
                "day 2",
                "m5 true true Adam",
            ]
        );
    }

    #[test]
    fn messages_without_content_are_counted_and_end_the_loading() {
        let mut thread = thread(&[("m3", "251", 3)], true);
        assert!(thread.can_load_older());
        let (older, messages) = read(
            r#"{"data":[{"id":"m2","created_time":"2"},{"id":"m1","created_time":"1"}],
                "paging":{"cursors":{"after":"c"},"next":"x"}}"#,
        );
        thread.add_older(&older, messages);
        assert!(!thread.can_load_older());
        let items = thread.items(&SentLog::default(), |_| "today".to_owned());
        assert_eq!((&items[0], items.len()), (&ThreadItem::Unreadable(2), 3));
    }
}
