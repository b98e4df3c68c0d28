//! Graph's ids that are more than digits: kept as they are, and encoded in every path.

use super::{IdError, ids};

ids! {
    check, "one word of up to 1,000 characters, not only dots";
    /// The id of a message.
    MessageId, "message id", "m_AG5Hz2U";
    /// The id of a conversation between a Page and a person.
    ConversationId, "conversation id", "t_10215";
    /// The id of a comment, which can be answered in private once.
    CommentId, "comment id", "122103_122104";
    /// The id of a post on a Page.
    PostId, "post id", "122103_122104";
    /// The id that a site gave to a person in the checkbox plugin.
    UserRef, "user_ref", "visitor-8812";
}

fn check(text: &str, what: &'static str, example: &'static str) -> Result<(), IdError> {
    // A path of dots would name another object.
    if text.chars().all(|c| c == '.') {
        return Err(IdError::Empty { what, example });
    }
    let unseen = |(_, c): &(usize, char)| c.is_whitespace() || c.is_control();
    if let Some((index, character)) = text.chars().enumerate().find(unseen) {
        return Err(IdError::Unseen { what, example, character, position: index + 1 });
    }
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        return Err(IdError::TooLong { what, example, limit: MAX_CHARACTERS, actual: characters });
    }
    Ok(())
}

/// Far more than any has; a bound, so that a mistake cannot become a huge URL.
const MAX_CHARACTERS: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opaque_id_is_one_word() {
        assert_eq!(MessageId::parse(" m_A-b=$:+/ ").unwrap().as_str(), "m_A-b=$:+/");
        for text in ["", " ", ".", "..", "a b", "a\nb", "a\u{0}"] {
            assert!(MessageId::parse(text).is_err(), "{text:?}");
        }
        assert!(MessageId::parse(&"m".repeat(1001)).is_err());
        assert!(serde_json::from_str::<MessageId>("\"\"").is_err());
    }
}
