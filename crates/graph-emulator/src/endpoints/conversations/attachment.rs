//! Files, stickers and templates of messages, as they are read back.
//!
//! <https://developers.facebook.com/docs/graph-api/reference/message/attachments/>

use serde_json::{Value, json};

use crate::{
    endpoints::{
        call::Call,
        fields::{NodeType, SelectedField},
    },
    error::GraphError,
    json::{self, Object},
    model::{MessageExtras, MessageRecord, UploadedFile, ids, picture},
};

/// `attachments`: `None` for a message without any.
pub(super) fn list(
    call: &Call<'_>,
    number: usize,
    message: &MessageRecord,
    field: &SelectedField<'_>,
) -> Result<Option<Value>, GraphError> {
    let fields = field.query.select(&ATTACHMENT)?;
    let data = data(call, number, message, &fields);
    Ok((!data.is_empty()).then(|| json!({"data": data})))
}

/// The attachments of a message, with these fields.
pub(super) fn data(
    call: &Call<'_>,
    number: usize,
    message: &MessageRecord,
    fields: &[SelectedField<'_>],
) -> Vec<Value> {
    let objects = message.extras().attachments.iter().flat_map(|sent| {
        let payload = &sent["payload"];
        match (sent["type"].as_str().unwrap_or_default(), payload["template_type"].as_str()) {
            ("template", Some("media")) => media(call, message, payload).into_iter().collect(),
            ("template", kind) => template(kind.unwrap_or_default(), payload),
            // Older journals have stickers as images.
            ("sticker" | "image", _) if sticker_url(sent).is_some() => Vec::new(),
            (kind, _) => vec![StoredFile::of(call, message, sent, kind).describe(call)],
        }
    });
    let number = u64::try_from(number).unwrap_or_default();
    (0..)
        .zip(objects)
        .map(|(index, described)| {
            let id = described.id.unwrap_or_else(|| ids::message_attachment(number, index));
            let mut members = described.members;
            if let Some((_, name)) = members.iter_mut().find(|(name, _)| *name == "name")
                && name.is_null()
            {
                *name = json!(format!("{}-{id}", described.kind));
            }
            members.insert(0, ("id", json!(id)));
            members.retain(|(name, _)| fields.iter().any(|field| field.name == *name));
            json::to_value(&Object(members))
        })
        .collect()
}

/// `sticker`: the URL of the sticker, if the message is one.
pub(super) fn sticker(message: &MessageRecord) -> Option<&str> {
    message.extras().attachments.iter().find_map(sticker_url)
}

/// An attachment without its id.
struct Described {
    /// `None` if it has none but that of its place in the message.
    id: Option<String>,
    kind: &'static str,
    /// A name that is null becomes one with the id.
    members: Vec<(&'static str, Value)>,
}

/// A file, as far as it is known.
#[derive(Default)]
struct StoredFile {
    kind: &'static str,
    /// The id under which it can be sent again.
    attachment_id: Option<String>,
    /// Where it was fetched from.
    url: Option<String>,
    uploaded: Option<UploadedFile>,
}

impl StoredFile {
    /// The file of an attachment that was sent.
    fn of(call: &Call<'_>, message: &MessageRecord, sent: &Value, kind: &str) -> Self {
        let payload = &sent["payload"];
        let kind = KINDS.iter().copied().find(|it| *it == kind).unwrap_or("file");
        if let Some(id) = text(&payload["attachment_id"]) {
            return Self::kept(call, id, kind);
        }
        let extras: &MessageExtras = message.extras();
        let attachment_id = extras.attachment_id.clone();
        let url = payload["url"].as_str().map(str::to_owned);
        let file = if url.is_none() { Some(&sent["file"]) } else { None };
        let uploaded = file.and_then(|file| serde_json::from_value(file.clone()).ok());
        Self { kind, attachment_id, url, uploaded }
    }

    /// A file that was kept to be sent again.
    fn kept(call: &Call<'_>, id: String, kind: &'static str) -> Self {
        let kept = call.state.kept_attachment(&id);
        let url = kept.and_then(|kept| kept.url.clone());
        let uploaded = kept.and_then(|kept| kept.file.clone());
        Self { kind, attachment_id: Some(id), url, uploaded }
    }

    fn describe(self, call: &Call<'_>) -> Described {
        let uploaded = self.uploaded.as_ref();
        let path = self.url.as_deref().map(path_of).unwrap_or_default();
        let file_name = path.rsplit('/').next().filter(|name| name.contains('.'));
        let mime_type = uploaded
            .map(|file| file.mime_type.as_str())
            .filter(|mime_type| !mime_type.is_empty())
            .or_else(|| file_name.and_then(|name| mime_type_of(name, self.kind)))
            .unwrap_or(match self.kind {
                "image" => "image/jpeg",
                "video" => "video/mp4",
                "audio" => "audio/mpeg",
                _ => "application/octet-stream",
            });
        let name = match (self.kind, uploaded) {
            ("image", _) => Value::Null,
            (_, Some(file)) => json!(file.name),
            _ => json!(file_name),
        };
        let url = self.public_url(call);
        let mut members = vec![
            ("mime_type", json!(mime_type)),
            ("name", name),
            ("size", json!(uploaded.map_or(UNKNOWN_SIZE, |file| file.size))),
        ];
        let width = uploaded.and_then(|file| file.width).unwrap_or(UNKNOWN_WIDTH);
        let height = uploaded.and_then(|file| file.height).unwrap_or(UNKNOWN_HEIGHT);
        match self.kind {
            "image" => members.push((
                "image_data",
                json::to_value(&Object(vec![
                    ("width", json!(width)),
                    ("height", json!(height)),
                    ("max_width", json!(width)),
                    ("max_height", json!(height)),
                    ("url", json!(url)),
                    ("preview_url", json!(url)),
                    ("image_type", json!(1)),
                    ("render_as_sticker", json!(false)),
                ])),
            )),
            "video" => {
                members.push(("image_data", json!({"width": width, "height": height})));
                members.push((
                    "video_data",
                    json::to_value(&Object(vec![
                        ("width", json!(width)),
                        ("height", json!(height)),
                        ("length", json!(UNKNOWN_SECONDS)),
                        ("video_type", json!(1)),
                        ("url", json!(url)),
                        ("preview_url", json!(picture::to_rehosted_url(call.origin, &url))),
                        ("rotation", json!(0)),
                    ])),
                ));
            }
            _ => members.push(("file_url", json!(url))),
        }
        Described { id: self.attachment_id, kind: self.kind, members }
    }

    /// Where the file is read. Uploaded bytes are not kept: of an image, there is a drawn one.
    fn public_url(&self, call: &Call<'_>) -> String {
        match (&self.url, &self.uploaded) {
            (Some(url), _) if self.kind == "image" && call.state.rehosts_pictures => {
                picture::to_rehosted_url(call.origin, url).into_owned()
            }
            (Some(url), _) => url.clone(),
            (None, file) => {
                let name = file.as_ref().map_or("", |file| &file.name);
                if self.kind == "image" {
                    return picture::to_rehosted_url(call.origin, name).into_owned();
                }
                let id = self.attachment_id.as_deref().unwrap_or("0");
                format!("{}/_emulator/attachments/{id}", call.origin)
            }
        }
    }
}

/// The picture or video of a media template.
fn media(call: &Call<'_>, message: &MessageRecord, payload: &Value) -> Option<Described> {
    let element = payload["elements"].get(0)?;
    let kind = element["media_type"].as_str()?;
    let sent = json!({"payload": element});
    let file = StoredFile { ..StoredFile::of(call, message, &sent, kind) };
    Some(file.describe(call))
}

/// One attachment for each element of a template.
fn template(kind: &str, payload: &Value) -> Vec<Described> {
    let whole = [payload.clone()];
    let elements = match (kind, payload["elements"].as_array()) {
        ("generic", Some(elements)) => elements,
        _ => &whole[..],
    };
    let describe = |element: &Value| {
        let title = if kind == "button" { &element["text"] } else { &element["title"] };
        let button = element["buttons"].get(0).map(|button| {
            let names = ["title", "type", "url"];
            let members = names.map(|name| (name, button[name].clone()));
            json::to_value(&Object(members.into_iter().filter(|it| !it.1.is_null()).collect()))
        });
        let members = [
            ("title", title.clone()),
            ("subtitle", element["subtitle"].clone()),
            ("media_url", element["image_url"].clone()),
            ("cta", button.unwrap_or_default()),
        ];
        let members = members.into_iter().filter(|(_, value)| !value.is_null()).collect();
        let members = vec![("generic_template", json::to_value(&Object(members)))];
        Described { id: None, kind: "template", members }
    };
    elements.iter().map(describe).collect()
}

fn sticker_url(sent: &Value) -> Option<&str> {
    let payload = sent.get("payload")?;
    payload.get("sticker_id").and_then(|_| payload.get("url")?.as_str())
}

/// A text, or a number as a text.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The path of a URL.
fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    path.split(['?', '#']).next().unwrap_or_default()
}

/// The MIME type that the extension of a file's name means, if it is of this kind.
fn mime_type_of(name: &str, kind: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    let (_, mime_type) = MIME_TYPES.iter().find(|(it, _)| it.eq_ignore_ascii_case(extension))?;
    (kind == "file" || mime_type.starts_with(kind)).then_some(*mime_type)
}

const KINDS: &[&str] = &["image", "video", "audio", "file"];

pub(super) const ATTACHMENT: NodeType =
    NodeType { name: "MessageAttachment", fields: FIELDS, default: FIELDS };
const FIELDS: &[&str] = &[
    "id",
    "mime_type",
    "name",
    "size",
    "image_data",
    "video_data",
    "file_url",
    "generic_template",
];

const MIME_TYPES: &[(&str, &str)] = &[
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("svg", "image/svg+xml"),
    ("mp4", "video/mp4"),
    ("mov", "video/quicktime"),
    ("webm", "video/webm"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("aac", "audio/aac"),
    ("ogg", "audio/ogg"),
    ("wav", "audio/wav"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("json", "application/json"),
    ("csv", "text/csv"),
    ("txt", "text/plain"),
    ("html", "text/html"),
];

/// What is shown of files that were not fetched.
const UNKNOWN_SIZE: usize = 65_536;
const UNKNOWN_WIDTH: u32 = 960;
const UNKNOWN_HEIGHT: u32 = 720;
const UNKNOWN_SECONDS: u32 = 5;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        http::Request,
        test_support::{ORIGIN, TOKEN, TestClient, codes, template},
    };

    const FIELDS: &str = "message,attachments,sticker,tags,shares";

    fn read(client: &mut TestClient, id: &Value) -> Value {
        client.get(&format!("/{}?fields={FIELDS}", id.as_str().unwrap()))
    }

    fn send(client: &mut TestClient, kind: &str, payload: &Value) -> Value {
        let message = json!({"attachment": {"type": kind, "payload": payload}});
        let answer = client.send_text("", &json!({ "message": message }));
        read(client, &answer["message_id"])
    }

    #[test]
    fn a_picture_is_read_back_as_graph_shows_it() {
        let mut client = TestClient::demo();
        let url = "https://a.example/shop.png?size=2";
        let message = send(&mut client, "image", &json!({"url": url}));
        let id = message["attachments"]["data"][0]["id"].as_str().unwrap();
        assert_eq!(id.len(), 15);
        assert_eq!(
            message,
            json!({
                "message": "",
                "attachments": {"data": [{
                    "id": id,
                    "mime_type": "image/png",
                    "name": format!("image-{id}"),
                    "size": 65_536,
                    "image_data": {
                        "width": 960, "height": 720, "max_width": 960, "max_height": 720,
                        "url": url, "preview_url": url,
                        "image_type": 1, "render_as_sticker": false,
                    },
                }]},
                "tags": {"data": [{"name": "inbox"}, {"name": "sent"}]},
                "id": message["id"],
            })
        );
    }

    #[test]
    fn each_kind_of_file_has_its_own_members() {
        let mut client = TestClient::demo();
        let mut of = |kind: &str, url: &str| {
            let message = send(&mut client, kind, &json!({ "url": url }));
            message["attachments"]["data"][0].clone()
        };
        let video = of("video", "https://a.example/v/tour.mov");
        assert_eq!(
            (&video["mime_type"], &video["name"]),
            (&json!("video/quicktime"), &json!("tour.mov"))
        );
        assert_eq!(video["image_data"], json!({"width": 960, "height": 720}));
        assert_eq!(video["video_data"]["url"], "https://a.example/v/tour.mov");
        assert!(video["video_data"]["preview_url"].as_str().unwrap().starts_with(ORIGIN));
        let audio = of("audio", "https://a.example/?file=song.mp3");
        let name = format!("audio-{}", audio["id"].as_str().unwrap());
        assert_eq!((&audio["mime_type"], &audio["name"]), (&json!("audio/mpeg"), &json!(name)));
        assert_eq!(audio["file_url"], "https://a.example/?file=song.mp3");
        let file = of("file", "https://a.example/price%20list.PDF#top");
        let expected = (&json!("application/pdf"), &json!("price%20list.PDF"));
        assert_eq!((&file["mime_type"], &file["name"]), expected);
        for other in [audio, file] {
            assert_eq!((other.get("image_data"), other.get("video_data")), (None, None));
        }
    }

    #[test]
    fn a_file_that_is_sent_again_has_its_attachment_id() {
        let mut client = TestClient::demo();
        let url = "https://a.example/menu.pdf";
        let first = send(&mut client, "file", &json!({"url": url, "is_reusable": true}));
        let id = &client.get("/_emulator/outbox")["messages"][0]["attachment_id"];
        let again = send(&mut client, "file", &json!({ "attachment_id": id }));
        assert_eq!(first["attachments"]["data"][0]["id"], *id);
        assert_eq!(again["attachments"], first["attachments"]);
        assert_eq!(again["attachments"]["data"][0]["file_url"], url);
    }

    #[test]
    fn an_uploaded_file_keeps_its_name_type_and_size() {
        let mut client = TestClient::demo();
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xe0";
        let mut upload = |kind: &str, name: &str, mime_type: &str, bytes: &[u8]| {
            let attachment = json!({"type": kind, "payload": {"is_reusable": true}});
            let head = format!(
                "--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n{}\r\n--b\r\n\
                 Content-Disposition: form-data; name=\"filedata\"; filename=\"{name}\"\r\n\
                 Content-Type: {mime_type}\r\n\r\n",
                json!({ "attachment": attachment }),
            );
            let target = format!("/me/message_attachments?access_token={TOKEN}");
            let mut request = Request::new("POST", ORIGIN, &target);
            let content_type = "multipart/form-data; boundary=b".to_owned();
            request.headers.push(("content-type".to_owned(), content_type));
            request.body = [head.as_bytes(), bytes, b"\r\n--b--\r\n"].concat();
            let answer: Value = serde_json::from_slice(&client.send(&request).body).unwrap();
            let message = send(&mut client, kind, &answer);
            message["attachments"]["data"][0].clone()
        };
        let image = upload("image", "a.png", "image/png", png);
        assert_eq!((&image["mime_type"], &image["size"]), (&json!("image/png"), &json!(24)));
        let data = &image["image_data"];
        assert_eq!((&data["width"], &data["height"]), (&json!(640), &json!(480)));
        let drawn = data["url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap().to_owned();
        let file = upload("file", "a.bin", "application/x-thing", b"1234567");
        assert_eq!(
            (&file["mime_type"], &file["name"], &file["size"]),
            (&json!("application/x-thing"), &json!("a.bin"), &json!(7))
        );
        let gone = file["file_url"].as_str().unwrap().strip_prefix(ORIGIN).unwrap();
        assert_eq!(client.send(&Request::new("GET", ORIGIN, &drawn)).status, 200);
        let answer = client.get(gone);
        assert!(answer["error"]["message"].as_str().unwrap().contains("bytes"), "{answer}");
    }

    #[test]
    fn a_template_is_read_back_by_its_elements() {
        let mut client = TestClient::demo();
        let button = json!({"type": "web_url", "title": "View", "url": "https://a.example/v"});
        let elements = json!([
            {"title": "Hat", "subtitle": "Blue", "image_url": "https://a.example/h", "buttons": [button]},
            {"title": "Coat", "subtitle": "Red"},
        ]);
        let payload = json!({"template_type": "generic", "elements": elements});
        let answer = client.send_text("", &template(&payload));
        let message = read(&mut client, &answer["message_id"]);
        let data = message["attachments"]["data"].as_array().unwrap();
        assert_eq!(
            data[0]["generic_template"],
            json!({"title": "Hat", "subtitle": "Blue", "media_url": "https://a.example/h",
                "cta": {"title": "View", "type": "web_url", "url": "https://a.example/v"}})
        );
        assert_eq!(data[1]["generic_template"], json!({"title": "Coat", "subtitle": "Red"}));
        assert_ne!(data[0]["id"], data[1]["id"]);
        let payload = json!({"template_type": "button", "text": "Which?", "buttons": [button]});
        let answer = client.send_text("", &template(&payload));
        let message = read(&mut client, &answer["message_id"]);
        let shown = &message["attachments"]["data"][0]["generic_template"];
        assert_eq!((&shown["title"], &shown["cta"]["title"]), (&json!("Which?"), &json!("View")));
        let url = "https://www.facebook.com/photo.php?fbid=5";
        let element = json!({"media_type": "image", "url": url});
        let payload = json!({"template_type": "media", "elements": [element]});
        let answer = client.send_text("", &template(&payload));
        let message = read(&mut client, &answer["message_id"]);
        assert_eq!(message["attachments"]["data"][0]["image_data"]["url"], url);
    }

    #[test]
    fn attachments_have_fields_and_an_edge_of_their_own() {
        let mut client = TestClient::demo();
        let message = send(&mut client, "image", &json!({"url": "https://a.example/b.gif"}));
        let id = message["id"].as_str().unwrap();
        let picked = client.get(&format!("/{id}?fields=attachments{{mime_type}}"));
        let attachment = &message["attachments"]["data"][0];
        assert_eq!(
            picked["attachments"]["data"],
            json!([{"mime_type": "image/gif", "id": attachment["id"]}])
        );
        assert_eq!(
            client.get(&format!("/{id}/attachments")),
            json!({"data": message["attachments"]["data"]})
        );
        let foo = client.get(&format!("/{id}?fields=attachments{{foo}}"));
        assert_eq!(codes(&foo), (100, None));
    }
}
