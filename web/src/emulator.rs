//! The emulator's control plane, on the address that this console was loaded from.

use messenger_personas::{HttpRequest, Method, PageId, Psid};
use messenger_personas_client::{FetchTransport, Transport as _};
use serde::{Serialize, de::DeserializeOwned};

use crate::model::{
    demo::{ControlError, DemoPage, DemoPages, DemoPerson},
    thread::Thread,
};

/// The emulator's Pages, or that there is no emulator here.
pub(crate) async fn pages() -> Result<Vec<DemoPage>, ControlError> {
    read::<DemoPages>(&ask("/_emulator/pages".to_owned(), None).await?).map(|found| found.pages)
}

/// Who has written to a Page.
pub(crate) async fn people(page_id: &PageId) -> Result<Vec<DemoPerson>, ControlError> {
    let page = pages().await?.into_iter().find(|page| page.id == *page_id);
    page.map(|page| page.people).ok_or(ControlError::NotThere)
}

/// What a Page and a person have said to each other.
pub(crate) async fn thread(psid: &Psid) -> Result<Thread, ControlError> {
    read(&ask(messages_of(psid), None).await?)
}

/// Lets a person write to the Page.
pub(crate) async fn write_as(psid: &Psid, text: &str) -> Result<(), ControlError> {
    let said = serde_json::to_string(&Said { text }).unwrap_or_default();
    ask(messages_of(psid), Some(said)).await.map(drop)
}

/// What a person writes.
#[derive(Serialize)]
struct Said<'a> {
    text: &'a str,
}

fn messages_of(psid: &Psid) -> String {
    format!("/_emulator/people/{psid}/messages")
}

/// The text that it answers with: asks for something, or says `json`.
async fn ask(url: String, json: Option<String>) -> Result<String, ControlError> {
    let method = if json.is_some() { Method::Post } else { Method::Get };
    let headers = json.iter().map(|_| ("content-type", "application/json".to_owned())).collect();
    let request = HttpRequest { method, url, headers, body: json };
    let response =
        FetchTransport::new().send(request).await.map_err(|_| ControlError::Unreachable)?;
    match response.status {
        200..=299 => String::from_utf8(response.body).map_err(|_| ControlError::NotTheEmulator),
        404 => Err(ControlError::NotThere),
        status => Err(ControlError::Refused(status)),
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, ControlError> {
    serde_json::from_str(text).map_err(|_| ControlError::NotTheEmulator)
}
