//! The emulator's control plane, on the address that this console was loaded from.

use gloo_net::http::{Request, Response};
use messenger_personas::{PageId, Psid};
use serde::de::DeserializeOwned;

use crate::model::{
    demo::{ControlError, DemoPage, DemoPages, DemoPerson},
    thread::Thread,
};

/// The emulator's Pages, or that there is no emulator here.
pub(crate) async fn pages() -> Result<Vec<DemoPage>, ControlError> {
    let response = Request::get("/_emulator/pages").send().await;
    Ok(read::<DemoPages>(response).await?.pages)
}

/// Who has written to a Page.
pub(crate) async fn people(page_id: &PageId) -> Result<Vec<DemoPerson>, ControlError> {
    let page = pages().await?.into_iter().find(|page| page.id == *page_id);
    page.map(|page| page.people).ok_or(ControlError::NotThere)
}

/// What a Page and a person have said to each other.
pub(crate) async fn thread(psid: &Psid) -> Result<Thread, ControlError> {
    read(Request::get(&messages_of(psid)).send().await).await
}

/// Lets a person write to the Page.
pub(crate) async fn write_as(psid: &Psid, text: &str) -> Result<(), ControlError> {
    let body = serde_json::json!({ "text": text }).to_string();
    let request = Request::post(&messages_of(psid)).header("content-type", "application/json");
    let response = match request.body(body) {
        Ok(request) => request.send().await,
        Err(error) => Err(error),
    };
    accepted(response).map(drop)
}

fn messages_of(psid: &Psid) -> String {
    format!("/_emulator/people/{psid}/messages")
}

fn accepted(response: Result<Response, gloo_net::Error>) -> Result<Response, ControlError> {
    let response = response.map_err(|_| ControlError::NoAnswer)?;
    match response.status() {
        404 => Err(ControlError::NotThere),
        _ if response.ok() => Ok(response),
        status => Err(ControlError::Refused(status)),
    }
}

async fn read<T: DeserializeOwned>(
    response: Result<Response, gloo_net::Error>,
) -> Result<T, ControlError> {
    let text = accepted(response)?.text().await.map_err(|_| ControlError::NoAnswer)?;
    serde_json::from_str(&text).map_err(|_| ControlError::NotTheEmulator)
}
