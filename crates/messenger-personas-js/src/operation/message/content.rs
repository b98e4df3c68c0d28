//! What a message shows.

use alloc::{borrow::ToOwned, string::String};

use messenger_personas::{
    AttachmentId, FileKind, Images, Json, MessageText, Metadata, QuickReplies, QuickReplyPayload,
    QuickReplyTitle, WebUrl,
};
use wasm_bindgen::JsValue;

use super::template;
use crate::{
    fields::Fields,
    outcome::Failure,
    shape::{self, Kind, Member, Shape, Union, counted, maybe, needed, parsed, quoted},
};

/// The message as JSON.
pub(super) fn read(fields: &Fields<'_>) -> Result<Json, Failure> {
    let mut given = KINDS.into_iter().filter(|kind| fields.value(kind).is_some());
    let (Some(kind), None) = (given.next(), given.next()) else {
        return Err(Failure::request(
            "messages.send takes exactly one of text, attachment, images, template and raw",
        ));
    };
    let input = fields.value(kind).unwrap_or_default();
    let mut out = "{".to_owned();
    match kind {
        "text" => shape::write(&mut out, fields, &TEXT)?,
        "attachment" => {
            out.push_str("\"attachment\":");
            file(&mut out, input)?;
        }
        "images" => images(&mut out, fields)?,
        "template" => {
            out.push_str("\"attachment\":{\"type\":\"template\",\"payload\":");
            template::TEMPLATE.write(&mut out, input)?;
            out.push('}');
        }
        _ => return raw(fields),
    }
    shape::write(&mut out, fields, &BESIDE)?;
    out.push('}');
    Ok(Json::from_written(out))
}

fn raw(fields: &Fields<'_>) -> Result<Json, Failure> {
    for name in ["quickReplies", "metadata"] {
        if fields.value(name).is_some() {
            return Err(fields.wrong(name, "does not go with raw: put it in there"));
        }
    }
    let is_object = fields.value("raw").is_some_and(|raw| raw.is_object());
    match fields.json("raw")? {
        Some(json) if is_object => Ok(json),
        _ => Err(fields.wrong("raw", "is an object: Graph's own message")),
    }
}

pub(in crate::operation) fn file_kind(fields: &Fields<'_>) -> Result<FileKind, Failure> {
    Ok(match fields.one_of("type", &FILES)? {
        0 => FileKind::Audio,
        1 => FileKind::File,
        2 => FileKind::Image,
        _ => FileKind::Video,
    })
}

fn file(out: &mut String, input: JsValue) -> Result<(), Failure> {
    let fields = Fields::any(input, "the attachment")?;
    let kind = FILES.get(fields.one_of("type", &FILES)?).copied().unwrap_or_default();
    let (known, source): (&[&str], &[Member]) = if fields.value("attachmentId").is_some() {
        (&["type", "attachmentId"], &UPLOADED)
    } else {
        (&["type", "url", "isReusable"], &ON_THE_WEB)
    };
    fields.only(known)?;
    out.push_str("{\"type\":");
    quoted(out, kind);
    out.push_str(",\"payload\":{");
    shape::write(out, &fields, source)?;
    out.push_str("}}");
    Ok(())
}

fn images(out: &mut String, fields: &Fields<'_>) -> Result<(), Failure> {
    let images = fields.items("images")?.unwrap_or_default();
    counted(Images::check_count(images.len()))?;
    out.push_str("\"attachments\":[");
    for image in images {
        if !out.ends_with('[') {
            out.push(',');
        }
        out.push_str("{\"type\":\"image\",\"payload\":");
        IMAGE.write(out, image)?;
        out.push('}');
    }
    out.push(']');
    Ok(())
}

const KINDS: [&str; 5] = ["text", "attachment", "images", "template", "raw"];
const FILES: [&str; 4] = ["audio", "file", "image", "video"];

static TEXT: [Member; 1] = [needed("text", "text", Kind::Within(MessageText::LIMIT))];

static ON_THE_WEB: [Member; 2] = [
    needed("url", "url", Kind::Text(parsed::<WebUrl>)),
    maybe("isReusable", "is_reusable", Kind::Flag),
];

static UPLOADED: [Member; 1] =
    [needed("attachmentId", "attachment_id", Kind::Text(parsed::<AttachmentId>))];

static IMAGE: Shape = Shape {
    name: "a picture",
    members: &[needed("url", "url", Kind::Text(parsed::<WebUrl>))],
    rule: None,
};

static BESIDE: [Member; 2] = [
    maybe(
        "quickReplies",
        "quick_replies",
        Kind::Each(&QUICK_REPLY, |items| counted(QuickReplies::check_count(items.len()))),
    ),
    maybe("metadata", "metadata", Kind::Within(Metadata::LIMIT)),
];

static QUICK_REPLY: Union = Union {
    name: "a quick reply",
    tag: "contentType",
    words: &["text", "user_phone_number", "user_email"],
    shapes: &[
        &Shape {
            name: "a quick reply",
            members: &[
                needed("contentType", "content_type", Kind::Word(&["text"])),
                needed("title", "title", Kind::Within(QuickReplyTitle::LIMIT)),
                needed("payload", "payload", Kind::Within(QuickReplyPayload::LIMIT)),
                maybe("imageUrl", "image_url", Kind::Text(parsed::<WebUrl>)),
            ],
            rule: None,
        },
        &ASKED_FOR,
        &ASKED_FOR,
    ],
};

static ASKED_FOR: Shape = Shape {
    name: "a quick reply",
    members: &[needed(
        "contentType",
        "content_type",
        Kind::Word(&["user_phone_number", "user_email"]),
    )],
    rule: None,
};
