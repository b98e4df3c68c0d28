//! Attachments of messages: files and templates.
//!
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/saving-assets)

pub mod upload;

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{AttachmentId, WebUrl, message::template::Template, value::lists};

/// An attachment of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Attachment {
    /// A file.
    File {
        /// File type.
        kind: FileKind,
        /// Location of the file.
        source: FileSource,
    },
    /// A template.
    Template(Template),
}

impl Attachment {
    /// Creates an attachment from a URL that Meta downloads.
    ///
    /// Meta's limits are 25 MB, or 8 MB for an image, and 10 seconds for the download, or 75 for a
    /// video.
    #[must_use]
    pub fn url(kind: FileKind, url: WebUrl) -> Self {
        Self::File { kind, source: FileSource::Url { url, is_reusable: false } }
    }

    /// Creates an attachment from an uploaded file.
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

/// The type of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FileKind {
    /// An audio file.
    Audio,
    /// Any other file.
    File,
    /// An image.
    Image,
    /// A video.
    Video,
}

/// The location of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum FileSource {
    /// A URL that Meta downloads.
    Url {
        /// URL of the file.
        url: WebUrl,
        /// `true` if Meta keeps the file for reuse; the response then has an attachment id.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        is_reusable: bool,
    },
    /// An uploaded file, which Meta keeps for 90 days.
    AttachmentId {
        /// Id of the uploaded file.
        attachment_id: AttachmentId,
    },
}

/// One of several images in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// URL of the image.
    pub url: WebUrl,
}

impl Serialize for Image {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Attachment::url(FileKind::Image, self.url.clone()).serialize(serializer)
    }
}

lists! {
    /// The images of one message: 1 to 30.
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
    fn a_file_is_sent_by_url_or_by_attachment_id() {
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
            assert_eq!(Json::encode(&attachment).as_str(), expected);
        }
    }

    #[test]
    fn a_message_has_at_most_30_images() {
        let images = |count| Images::new(vec![Image { url: url() }; count]);
        assert_eq!(
            Json::encode(&Content::from(images(1).unwrap())).as_str(),
            r#"{"attachments":[{"type":"image","payload":{"url":"https://example.com/a.jpg"}}]}"#
        );
        assert!(images(30).is_ok());
        assert!(images(31).is_err());
    }
}
