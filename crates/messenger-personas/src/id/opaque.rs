//! Graph ids with other characters than digits. They are kept unchanged, and percent-encoded in
//! paths.

use super::{IdError, ids};

ids! {
    check, "1 to 1,000 characters without white space and control characters, and not only dots";
    /// Id of a message.
    MessageId, "message id", "m_AG5Hz2U";
    /// Id of a conversation between a Page and a person.
    ConversationId, "conversation id", "t_10215";
    /// Id of a comment. A Page can send one private reply to a comment.
    CommentId, "comment id", "122103_122104";
    /// Id of a post on a Page.
    PostId, "post id", "122103_122104";
    /// Id that a website assigned to a person in the checkbox plugin (`user_ref`).
    UserRef, "user_ref", "visitor-8812";
}

fn check(text: &str, what: &'static str, example: &'static str) -> Result<(), IdError> {
    // A path segment such as `..` would refer to another object.
    if text.chars().all(|c| c == '.') {
        return Err(IdError::Empty { what, example });
    }
    let is_unseen = |(_, c): &(usize, char)| c.is_whitespace() || c.is_control();
    if let Some((index, character)) = text.chars().enumerate().find(is_unseen) {
        return Err(IdError::Unseen { what, example, character, position: index + 1 });
    }
    let characters = text.chars().count();
    if characters > MAX_CHARACTERS {
        return Err(IdError::TooLong { what, example, limit: MAX_CHARACTERS, actual: characters });
    }
    Ok(())
}

/// Far more than any id has. Keeps a wrong value from producing a huge URL.
const MAX_CHARACTERS: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opaque_id_has_no_white_space_and_not_only_dots() {
        assert_eq!(MessageId::parse(" m_A-b=$:+/ ").unwrap().as_str(), "m_A-b=$:+/");
        for text in ["", " ", ".", "..", "a b", "a\nb", "a\u{0}"] {
            assert!(MessageId::parse(text).is_err(), "{text:?}");
        }
        assert!(MessageId::parse(&"m".repeat(1001)).is_err());
        assert!(serde_json::from_str::<MessageId>("\"\"").is_err());
    }
}
