//! `GET /{message-id}`
//!
//! Reads one message of a conversation. [Meta's page][doc], [field reference][fields]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations
//! [fields]: https://developers.facebook.com/docs/graph-api/reference/message

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned};

use crate::{
    ApiRequest, GraphRequest, Idempotency, MessageId,
    conversation::{Participant, Participants},
    encode::percent_encode,
    lenient,
};

/// Reads one message.
///
/// Graph returns the 20 newest messages of a conversation; older ones are rejected as deleted. It
/// does not return which persona sent a message: keep a log of your own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetMessage {
    /// Message to read.
    pub message_id: MessageId,
}

impl GetMessage {
    /// Reads this message.
    #[must_use]
    pub fn new(message_id: MessageId) -> Self {
        Self { message_id }
    }
}

impl GraphRequest for GetMessage {
    type Output = ReceivedMessage;

    fn api_request(&self) -> ApiRequest {
        ApiRequest::get(percent_encode(self.message_id.as_str()).to_string()).text("fields", FIELDS)
    }

    fn idempotency(&self) -> Idempotency {
        Idempotency::Safe
    }
}

/// A message, as returned by Graph. Every field but the id can be missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[non_exhaustive]
pub struct ReceivedMessage {
    /// Id of the message.
    pub id: MessageId,
    /// Time of the message, such as `2026-07-12T19:11:07+0000`.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_time: Option<String>,
    /// Sender: the Page, whichever persona the message shows, or the person.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub from: Option<Participant>,
    /// Recipients.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub to: Option<Participants>,
    /// Text; empty for a message with attachments only.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub message: Option<String>,
    /// The message that this one replies to.
    #[serde(default, deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<RepliedTo>,
    /// Images, videos, audio and other files.
    #[cfg_attr(test, ts(optional, as = "Option<DataList<ReceivedAttachment>>"))]
    #[serde(default, skip_serializing_if = "DataList::is_empty")]
    pub attachments: DataList<ReceivedAttachment>,
    /// URL of the sticker, if the message is one.
    #[serde(
        default,
        deserialize_with = "lenient::string",
        skip_serializing_if = "Option::is_none"
    )]
    pub sticker: Option<String>,
    /// Shared links, posts and products.
    #[cfg_attr(test, ts(optional, as = "Option<DataList<Share>>"))]
    #[serde(default, skip_serializing_if = "DataList::is_empty")]
    pub shares: DataList<Share>,
    /// Reactions to the message.
    #[cfg_attr(test, ts(optional, as = "Option<DataList<ReceivedReaction>>"))]
    #[serde(default, skip_serializing_if = "DataList::is_empty")]
    pub reactions: DataList<ReceivedReaction>,
}

/// The message that another one replies to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RepliedTo {
    /// Id of the message.
    pub mid: MessageId,
    /// `true` if both messages have the same sender.
    #[serde(default)]
    pub is_self_reply: bool,
}

/// A file in a received message: an image, a video, audio or any other file.
///
/// URLs are signed and expire: download the file instead of storing its URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default)]
#[non_exhaustive]
pub struct ReceivedAttachment {
    /// Id of the attachment.
    #[serde(deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// MIME type, such as `image/jpeg`.
    #[serde(deserialize_with = "lenient::string", skip_serializing_if = "Option::is_none")]
    pub mime_type: Option<String>,
    /// File name.
    #[serde(deserialize_with = "lenient::string", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Size in bytes.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// URL of audio and other files.
    #[serde(deserialize_with = "lenient::string", skip_serializing_if = "Option::is_none")]
    pub file_url: Option<String>,
    /// Image, if the file is one.
    #[serde(deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub image_data: Option<MediaData>,
    /// Video, if the file is one.
    #[serde(deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub video_data: Option<MediaData>,
}

impl ReceivedAttachment {
    /// URL of the file, whatever its type.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        // Graph describes a video in `image_data` too, without a URL.
        let mut media = [&self.video_data, &self.image_data].into_iter().flatten();
        media.find_map(|media| media.url.as_deref()).or(self.file_url.as_deref())
    }
}

/// URL and size of an image or a video.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default)]
#[non_exhaustive]
pub struct MediaData {
    /// Width in pixels.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub width: Option<u64>,
    /// Height in pixels.
    #[serde(deserialize_with = "lenient::count", skip_serializing_if = "Option::is_none")]
    pub height: Option<u64>,
    /// URL of the image or video.
    #[serde(deserialize_with = "lenient::string", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// URL of a smaller image.
    #[serde(deserialize_with = "lenient::string", skip_serializing_if = "Option::is_none")]
    pub preview_url: Option<String>,
}

/// A link, post or product that was shared in a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default)]
#[non_exhaustive]
pub struct Share {
    /// Id of the share.
    #[serde(deserialize_with = "lenient::any", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Title.
    #[serde(deserialize_with = "lenient::string", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Description.
    #[serde(deserialize_with = "lenient::string", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// URL of the shared page.
    #[serde(deserialize_with = "lenient::string", skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A reaction to a received message.
///
/// Meta's reference names the field `reactions` without its members. These are a guess: `reaction`
/// and `emoji` as in the webhook `message_reactions`, `users` as in other fields about people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(default)]
#[non_exhaustive]
pub struct ReceivedReaction {
    /// Name of the reaction, such as `love`.
    #[serde(deserialize_with = "lenient::string", skip_serializing_if = "Option::is_none")]
    pub reaction: Option<String>,
    /// The emoji.
    #[serde(deserialize_with = "lenient::string", skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
    /// People who chose the reaction.
    #[cfg_attr(test, ts(optional, as = "Option<Vec<Participant>>"))]
    #[serde(deserialize_with = "lenient::items", skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<Participant>,
}

/// A list in Graph's `data` wrapper. Items that cannot be read are left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DataList<T> {
    /// The items.
    pub data: Vec<T>,
}

impl<T> DataList<T> {
    /// Returns `true` if there are no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }
}

impl<T> Default for DataList<T> {
    fn default() -> Self {
        Self { data: Vec::new() }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for DataList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(bound = "T: DeserializeOwned")]
        struct Wire<T> {
            #[serde(deserialize_with = "lenient::items")]
            data: Vec<T>,
        }
        let wire: Option<Wire<T>> = lenient::any(deserializer)?;
        Ok(wire.map_or_else(Self::default, |wire| Self { data: wire.data }))
    }
}

/// The fields that are requested.
pub(crate) const FIELDS: &str =
    "id,created_time,from,to,message,reply_to,attachments,sticker,shares,reactions";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{form, header, parsed};

    #[test]
    fn it_is_encoded_in_both_call_styles() {
        let get = GetMessage { message_id: MessageId::parse("m_A=/").unwrap() };
        let fields = "fields=id%2Ccreated_time%2Cfrom%2Cto%2Cmessage%2Creply_to\
                      %2Cattachments%2Csticker%2Cshares%2Creactions";
        assert_eq!(header(&get), format!("GET /m_A%3D%2F?{fields}"));
        assert_eq!(form(&get), format!("POST /m_A%3D%2F {fields}&method=get&access_token=TOKEN"));
        let json = r#"{"id":"m_1","created_time":"2026-07-12T19:11:07+0000",
            "from":{"name":"Ana","email":"251@facebook.com","id":"251"},
            "to":{"data":[{"name":"Market","id":"134"}]},"message":"Hi",
            "reply_to":{"mid":"m_0","is_self_reply":false}}"#;
        let message = parsed(&get, json).unwrap();
        assert_eq!(message.from.unwrap().name.as_deref(), Some("Ana"));
        assert_eq!(message.to.unwrap().data[0].id.as_deref(), Some("134"));
        assert_eq!(message.reply_to.unwrap().mid.as_str(), "m_0");
    }

    #[test]
    fn attachments_of_every_type_are_read() {
        let json = r#"{"id":"m_1","message":"","attachments":{"data":[
            {"id":"17","mime_type":"image/jpeg","name":"a.jpg","size":2048,
                "image_data":{"width":640,"height":480,"url":"https://a/i","preview_url":"https://a/p"}},
            {"id":"18","mime_type":"video/mp4","image_data":{"width":640,"height":480},
                "video_data":{"url":"https://a/v","length":5}},
            {"id":19,"mime_type":"audio/mpeg","file_url":"https://a/f"},
            "unexpected"]},
            "sticker":"https://a/s","shares":{"data":[{"link":"https://a/l"}]},
            "reactions":{"data":[{"reaction":"love","users":[{"id":"251"}]}]}}"#;
        let message: ReceivedMessage = serde_json::from_str(json).unwrap();
        let urls: Vec<_> = message.attachments.data.iter().map(ReceivedAttachment::url).collect();
        assert_eq!(urls, [Some("https://a/i"), Some("https://a/v"), Some("https://a/f")]);
        let image = message.attachments.data[0].image_data.as_ref().unwrap();
        assert_eq!((image.width, image.height), (Some(640), Some(480)));
        assert_eq!(message.sticker.as_deref(), Some("https://a/s"));
        assert_eq!(message.shares.data[0].link.as_deref(), Some("https://a/l"));
        assert_eq!(message.reactions.data[0].users[0].id.as_deref(), Some("251"));
    }

    #[test]
    fn an_attachment_list_of_the_wrong_type_costs_no_message() {
        for value in ["null", "[]", "5", r#"{"data":5}"#, "{}"] {
            let json = format!(r#"{{"id":"m_1","message":"Hi","attachments":{value}}}"#);
            let message: ReceivedMessage = serde_json::from_str(&json).unwrap();
            assert_eq!(message.message.as_deref(), Some("Hi"));
            assert!(message.attachments.is_empty(), "{value}");
        }
    }
}
