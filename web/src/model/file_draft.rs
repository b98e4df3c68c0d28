//! A file that is to be sent, by its address.

use messenger_personas::{Attachment, FileKind, UrlError, WebUrl};

/// What is in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDraft {
    /// What it is.
    pub kind: FileKind,
    /// Where Meta downloads it.
    pub url: String,
}

impl Default for FileDraft {
    fn default() -> Self {
        Self { kind: FileKind::Image, url: String::new() }
    }
}

impl FileDraft {
    /// What can be sent.
    pub const KINDS: [FileKind; 4] =
        [FileKind::Image, FileKind::Video, FileKind::Audio, FileKind::File];

    /// The attachment of a message.
    ///
    /// # Errors
    /// [`UrlError`] if the URL is invalid.
    pub fn attachment(&self) -> Result<Attachment, UrlError> {
        Ok(Attachment::url(self.kind, WebUrl::parse(&self.url)?))
    }
}

#[cfg(test)]
mod tests {
    use messenger_personas::{Content, Message};

    use super::*;

    #[test]
    fn a_file_is_sent_by_its_address() {
        let draft = FileDraft { kind: FileKind::Video, url: " https://a.example/v ".to_owned() };
        let message = Message::from(Content::from(draft.attachment().unwrap()));
        assert_eq!(
            serde_json::to_string(&message).unwrap(),
            r#"{"attachment":{"type":"video","payload":{"url":"https://a.example/v"}}}"#
        );
    }

    #[test]
    fn what_is_no_address_is_not_sent() {
        for url in ["", "a.png", "javascript:alert(1)", "file:///a.png"] {
            let draft = FileDraft { url: url.to_owned(), ..FileDraft::default() };
            assert!(draft.attachment().is_err(), "{url}");
        }
    }
}
