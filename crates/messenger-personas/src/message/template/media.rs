//! The media template: an image or a video with buttons.
//!
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/template/media)

use serde::{Serialize, Serializer};

use crate::{AttachmentId, FacebookUrl, message::button::Buttons};

/// An image or a video with buttons. Messenger accepts exactly one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MediaTemplate {
    /// Image or video.
    #[serde(rename = "elements", serialize_with = "serialize_single")]
    pub element: MediaElement,
    /// `true` if the person can share the message.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sharable: bool,
}

/// An image or a video.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MediaElement {
    /// Media type.
    pub media_type: MediaType,
    /// Location of the image or video.
    #[serde(flatten)]
    pub source: MediaTemplateSource,
    /// Buttons. Meta's documentation of 2026-04-22 allows three.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buttons: Option<Buttons>,
}

/// The media type of a media template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MediaType {
    /// An image.
    Image,
    /// A video.
    Video,
}

/// The location of an image or video. Messenger accepts no other URLs in a media template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum MediaTemplateSource {
    /// An uploaded file.
    #[serde(rename = "attachment_id")]
    AttachmentId(AttachmentId),
    /// The URL of an image or video on Facebook.
    #[serde(rename = "url")]
    Facebook(FacebookUrl),
}

fn serialize_single<S: Serializer>(
    element: &MediaElement,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    [element].serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::template::{Template, encode_template};

    #[test]
    fn the_template_is_encoded_as_documented() {
        let mut template = MediaTemplate {
            element: MediaElement {
                media_type: MediaType::Image,
                source: MediaTemplateSource::AttachmentId(AttachmentId::parse("17").unwrap()),
                buttons: None,
            },
            sharable: false,
        };
        assert_eq!(
            encode_template(&Template::Media(template.clone())),
            r#"{"template_type":"media","elements":[{"media_type":"image","attachment_id":"17"}]}"#
        );
        let url = FacebookUrl::parse("https://www.facebook.com/photo.php?fbid=1").unwrap();
        template.element.source = MediaTemplateSource::Facebook(url);
        template.element.media_type = MediaType::Video;
        template.sharable = true;
        assert_eq!(
            encode_template(&Template::Media(template)),
            r#"{"template_type":"media","elements":[{"media_type":"video","url":"https://www.facebook.com/photo.php?fbid=1"}],"sharable":true}"#
        );
    }
}
