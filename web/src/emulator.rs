//! The emulator's control plane, over HTTP.

use futures_util::{StreamExt as _, stream::select_all};
use gloo_net::{
    eventsource::futures::EventSource,
    http::{Request, RequestBuilder, Response},
};
use leptos::prelude::window;
use messenger_personas::{Origin, Psid};
use serde::{Serialize, de::DeserializeOwned};
use web_sys::RequestCache;

use crate::model::demo::{ControlError, DemoPage, DemoPages, Health, can_be_emulator};

/// An emulator at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Emulator {
    origin: Origin,
}

impl Emulator {
    /// The one that serves this console, if one does.
    pub(crate) fn here() -> Option<Self> {
        Origin::parse(&Self::address_here()).ok().map(Self::at)
    }

    /// The address that served this console.
    pub(crate) fn address_here() -> String {
        window().location().origin().unwrap_or_default()
    }

    pub(crate) fn at(origin: Origin) -> Self {
        Self { origin }
    }

    /// Asks who answers at `origin`. Only an address of this computer, or the one that served the
    /// console, is asked; Meta's never.
    pub(crate) async fn find(origin: &Origin) -> Option<Self> {
        if !can_be_emulator(origin.as_str(), &Self::address_here()) {
            return None;
        }
        let emulator = Self::at(origin.clone());
        let health: Health = emulator.get("health").await.ok()?;
        health.is_well().then_some(emulator)
    }

    /// Where it is.
    pub(crate) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Its Pages.
    pub(crate) async fn pages(&self) -> Result<Vec<DemoPage>, ControlError> {
        Ok(self.get::<DemoPages>("pages").await?.pages)
    }

    /// Lets a person write to the Page.
    pub(crate) async fn write_as(&self, psid: &Psid, text: &str) -> Result<(), ControlError> {
        let said = serde_json::to_string(&Said { text }).unwrap_or_default();
        let request = Request::post(&self.url(&messages_of(psid)))
            .header("content-type", "application/json")
            .body(said);
        let request = request.map_err(|_| ControlError::Unreachable)?;
        accept(request.send().await).await.map(drop)
    }

    /// Calls `on_event` for everything that happens, until it is dropped. The browser connects again
    /// by itself.
    pub(crate) async fn follow(&self, on_event: impl Fn()) {
        let Ok(mut source) = EventSource::new(&self.url("events")) else { return };
        let streams = EVENTS.iter().filter_map(|name| source.subscribe(*name).ok());
        let mut events = select_all(streams);
        // An error is an event too: the connection is lost, or was made again.
        while events.next().await.is_some() {
            on_event();
        }
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, ControlError> {
        let request: RequestBuilder = Request::get(&self.url(path)).cache(RequestCache::NoStore);
        let text = accept(request.send().await).await?;
        serde_json::from_str(&text).map_err(|_| ControlError::NotTheEmulator)
    }

    fn url(&self, path: &str) -> String {
        format!("{}/_emulator/{path}", self.origin)
    }
}

/// The events that change what an inbox shows.
const EVENTS: [&str; 8] = [
    "reset",
    "message_sent",
    "message_received",
    "postback_received",
    "page_reacted",
    "person_reacted",
    "seen",
    "thread_owner_set",
];

/// What a person writes.
#[derive(Serialize)]
struct Said<'a> {
    text: &'a str,
}

fn messages_of(psid: &Psid) -> String {
    format!("people/{psid}/messages")
}

/// The body of a response, unless it is an error.
async fn accept(response: Result<Response, gloo_net::Error>) -> Result<String, ControlError> {
    let response = response.map_err(|_| ControlError::Unreachable)?;
    match response.status() {
        200..=299 => response.text().await.map_err(|_| ControlError::Unreachable),
        404 => Err(ControlError::NotThere),
        status => Err(ControlError::Refused(status)),
    }
}
