//! The media template: a picture or a video with buttons.
//!
//! [Meta's page](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/media)

use serde::{Serialize, Serializer};

use crate::{AttachmentId, FacebookUrl, message::button::Buttons};

/// A picture or a video with buttons. Messenger takes exactly one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MediaTemplate {
    /// The picture or video.
    #[serde(rename = "elements", serialize_with = "alone")]
    pub element: MediaElement,
    /// Whether the person can pass it on.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub sharable: bool,
}

/// A picture or a video.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MediaElement {
    /// Which of the two.
    pub media_type: MediaType,
    /// Where it is.
    #[serde(flatten)]
    pub source: MediaTemplateSource,
    /// Its buttons: Meta's page of 2026-04-22 allows three.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buttons: Option<Buttons>,
}

/// What a media template can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MediaType {
    /// A picture.
    Image,
    /// A video.
    Video,
}

/// Where a media template finds what it shows. Addresses elsewhere are not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum MediaTemplateSource {
    /// Uploaded before.
    #[serde(rename = "attachment_id")]
    AttachmentId(AttachmentId),
    /// On Facebook.
    #[serde(rename = "url")]
    Facebook(FacebookUrl),
}

fn alone<S: Serializer>(element: &MediaElement, serializer: S) -> Result<S::Ok, S::Error> {
    [element].serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::template::{Template, written};

    #[test]
    fn it_is_written_as_documented() {
        let mut template = MediaTemplate {
            element: MediaElement {
                media_type: MediaType::Image,
                source: MediaTemplateSource::AttachmentId(AttachmentId::parse("17").unwrap()),
                buttons: None,
            },
            sharable: false,
        };
        assert_eq!(
            written(&Template::Media(template.clone())),
            r#"{"template_type":"media","elements":[{"media_type":"image","attachment_id":"17"}]}"#
        );
        let url = FacebookUrl::parse("https://www.facebook.com/photo.php?fbid=1").unwrap();
        template.element.source = MediaTemplateSource::Facebook(url);
        template.element.media_type = MediaType::Video;
        template.sharable = true;
        assert_eq!(
            written(&Template::Media(template)),
            r#"{"template_type":"media","elements":[{"media_type":"video","url":"https://www.facebook.com/photo.php?fbid=1"}],"sharable":true}"#
        );
    }
}
