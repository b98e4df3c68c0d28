//! Attachments: files and templates in a message, and files that are uploaded for later.
//!
//! [Meta's page](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/saving-assets)

pub mod upload;

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{AttachmentId, WebUrl, message::template::Template, value::lists};

/// What is attached to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Attachment {
    /// A file.
    File {
        /// What kind of file.
        kind: FileKind,
        /// Where it is.
        source: FileSource,
    },
    /// A template.
    Template(Template),
}

impl Attachment {
    /// A file that Meta fetches: at most 25 MB, a picture 8 MB, within 10 seconds, a video 75.
    #[must_use]
    pub fn url(kind: FileKind, url: WebUrl) -> Self {
        Self::File { kind, source: FileSource::Url { url, is_reusable: false } }
    }

    /// A file that was uploaded before.
    #[must_use]
    pub fn uploaded(kind: FileKind, id: AttachmentId) -> Self {
        Self::File { kind, source: FileSource::AttachmentId { attachment_id: id } }
    }
}

impl Serialize for Attachment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        match self {
            Self::File { kind, source } => {
                map.serialize_entry("type", kind)?;
                map.serialize_entry("payload", source)?;
            }
            Self::Template(template) => {
                map.serialize_entry("type", "template")?;
                map.serialize_entry("payload", template)?;
            }
        }
        map.end()
    }
}

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FileKind {
    /// A sound.
    Audio,
    /// Any other file.
    File,
    /// A picture.
    Image,
    /// A video.
    Video,
}

/// Where a file is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum FileSource {
    /// On the web, from where Meta fetches it.
    Url {
        /// Its address.
        url: WebUrl,
        /// Whether Meta keeps it; the answer then holds its id.
        #[serde(skip_serializing_if = "core::ops::Not::not")]
        is_reusable: bool,
    },
    /// At Meta, for 90 days.
    AttachmentId {
        /// Its id.
        attachment_id: AttachmentId,
    },
}

/// One of several pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Where it is.
    pub url: WebUrl,
}

impl Serialize for Image {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Attachment::url(FileKind::Image, self.url.clone()).serialize(serializer)
    }
}

lists! {
    /// Several pictures in one message: 1 to 30.
    Images, Image, "pictures", 1, 30;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Content, Json};

    fn url() -> WebUrl {
        WebUrl::parse("https://example.com/a.jpg").unwrap()
    }

    #[test]
    fn a_file_is_at_an_address_or_at_meta() {
        for (attachment, expected) in [
            (
                Attachment::url(FileKind::Image, url()),
                r#"{"type":"image","payload":{"url":"https://example.com/a.jpg"}}"#,
            ),
            (
                Attachment::File {
                    kind: FileKind::Video,
                    source: FileSource::Url { url: url(), is_reusable: true },
                },
                r#"{"type":"video","payload":{"url":"https://example.com/a.jpg","is_reusable":true}}"#,
            ),
            (
                Attachment::uploaded(FileKind::Audio, AttachmentId::parse("17").unwrap()),
                r#"{"type":"audio","payload":{"attachment_id":"17"}}"#,
            ),
        ] {
            assert_eq!(Json::of(&attachment).as_str(), expected);
        }
    }

    #[test]
    fn several_pictures_are_one_message() {
        let images = |count| Images::new(vec![Image { url: url() }; count]);
        assert_eq!(
            Json::of(&Content::from(images(1).unwrap())).as_str(),
            r#"{"attachments":[{"type":"image","payload":{"url":"https://example.com/a.jpg"}}]}"#
        );
        assert!(images(30).is_ok());
        assert!(images(31).is_err());
    }
}
