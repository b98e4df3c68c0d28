//! A message that is being written.

use messenger_personas::{
    ComposedMessage, MessageText, PageId, PersonaId, Psid, QuickReplies, QuickReply,
    QuickReplyPayload, QuickReplyTitle, SendMessage, ValueError,
};

/// Who would say what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessageDraft {
    /// The field "Message".
    pub text: String,
    /// The field "Quick replies": titles, with commas between them.
    pub quick_replies: String,
    /// The choice under "Speak as"; `None` is the Page itself.
    pub persona_id: Option<PersonaId>,
}

impl MessageDraft {
    /// The request that sends this to `psid`.
    ///
    /// # Errors
    /// [`ValueError`] if the text is empty or too long, or a quick reply is too long, or there are too
    /// many of them.
    pub fn ready(&self, page_id: &PageId, psid: &Psid) -> Result<SendMessage, ValueError> {
        let message = ComposedMessage {
            quick_replies: quick_replies(&self.quick_replies)?,
            ..ComposedMessage::new(MessageText::parse(&self.text)?)
        };
        Ok(SendMessage {
            persona_id: self.persona_id.clone(),
            ..SendMessage::new(page_id.clone(), psid.clone(), message)
        })
    }
}

/// The quick replies in `text`. Each has its title as the payload.
fn quick_replies(text: &str) -> Result<Option<QuickReplies>, ValueError> {
    let titles = text.split(',').map(str::trim).filter(|title| !title.is_empty());
    let replies: Result<Vec<_>, ValueError> = titles
        .map(|title| {
            let payload = QuickReplyPayload::parse(title)?;
            Ok(QuickReply::text(QuickReplyTitle::parse(title)?, payload))
        })
        .collect();
    let replies = replies?;
    if replies.is_empty() { Ok(None) } else { QuickReplies::new(replies).map(Some) }
}

/// What stands in a field again after `sent` failed, when `since` was typed meanwhile.
#[must_use]
pub fn restored(sent: &str, since: &str) -> String {
    if since.is_empty() { sent.to_owned() } else { format!("{sent}\n{since}") }
}

/// How many characters are left, once that is worth saying; negative if there are too many.
#[must_use]
pub fn characters_left(text: &str) -> Option<isize> {
    let limit = isize::try_from(MessageText::MAX_CHARACTERS).unwrap_or(isize::MAX);
    let left = limit - isize::try_from(text.chars().count()).unwrap_or(isize::MAX);
    (left <= WORTH_SAYING).then_some(left)
}

const WORTH_SAYING: isize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_persona_the_page_speaks() {
        for persona_id in [None, Some(PersonaId::parse("3").unwrap())] {
            let draft = MessageDraft {
                text: "Hello".to_owned(),
                persona_id: persona_id.clone(),
                ..MessageDraft::default()
            };
            let (page_id, psid) = (PageId::parse("1").unwrap(), Psid::parse("2").unwrap());
            let send = draft.ready(&page_id, &psid).unwrap();
            assert_eq!((send.persona_id, send.recipient), (persona_id, psid.into()));
        }
    }

    #[test]
    fn quick_replies_are_titles_between_commas() {
        let ready = |quick_replies: &str| {
            let (text, quick_replies) = ("Which?".to_owned(), quick_replies.to_owned());
            let draft = MessageDraft { text, quick_replies, persona_id: None };
            let send = draft.ready(&PageId::parse("1").unwrap(), &Psid::parse("2").unwrap())?;
            Ok::<_, ValueError>(serde_json::to_string(&send.message).unwrap())
        };
        assert_eq!(ready(" , ").unwrap(), r#"{"text":"Which?"}"#);
        assert_eq!(
            ready("Red, Blue").unwrap(),
            concat!(
                r#"{"text":"Which?","quick_replies":["#,
                r#"{"content_type":"text","title":"Red","payload":"Red"},"#,
                r#"{"content_type":"text","title":"Blue","payload":"Blue"}]}"#
            )
        );
        assert!(ready(&"x".repeat(21)).is_err());
        assert!(ready(&["x"; 14].join(",")).is_err());
    }

    #[test]
    fn what_failed_stands_before_what_was_typed_since() {
        assert_eq!(restored("Hello", ""), "Hello");
        assert_eq!(restored("Hello", "world"), "Hello\nworld");
    }

    #[test]
    fn what_is_left_is_said_near_the_limit_only() {
        assert_eq!(characters_left("Hello"), None);
        assert_eq!(characters_left(&"é".repeat(1999)), Some(0));
        assert_eq!(characters_left(&"é".repeat(2001)), Some(-2));
        assert_eq!(characters_left(&"é".repeat(1799)), Some(200));
    }
}
