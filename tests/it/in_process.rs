//! The driver's client over the emulator, with nothing in between.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use futures_util::FutureExt;
use graph_emulator::{Emulator, Request, Seed, Timestamp};
use messenger_personas::{
    AccessToken, CallStyle, Graph, GraphRequest, HttpRequest, HttpResponse, PageId, Psid,
};
use messenger_personas_client::{Client, Error, Transport, TransportError};
use serde_json::Value;

/// A transport whose waits are over at once.
#[derive(Clone)]
pub struct InProcess {
    emulator: Rc<RefCell<Emulator>>,
    /// How many requests were carried.
    pub carried: Rc<Cell<u32>>,
}

impl InProcess {
    pub fn demo() -> Self {
        let emulator = Rc::new(RefCell::new(Emulator::new(Seed::demo(), now())));
        Self { emulator, carried: Rc::default() }
    }

    pub fn handle(&self, request: &Request) -> HttpResponse {
        self.emulator.borrow_mut().handle(request, now()).response
    }

    /// What the control plane answers.
    pub fn control(&self, method: &str, path: &str, body: &str) -> Value {
        let mut request = Request::new(method, ORIGIN, &format!("/_emulator/{path}"));
        request.body = body.as_bytes().to_vec();
        let response = self.handle(&request);
        assert_eq!(response.status, 200, "{path}: {}", String::from_utf8_lossy(&response.body));
        serde_json::from_slice(&response.body).unwrap()
    }

    /// The demo's first Page and a client for it.
    pub fn client(&self, call_style: CallStyle) -> (DemoPage, Client<Self>) {
        let page = DemoPage(self.control("GET", "pages", "")["pages"][0].clone());
        let token = AccessToken::parse(page.0["access_token"].as_str().unwrap()).unwrap();
        let origin = messenger_personas::Origin::parse(ORIGIN).unwrap();
        let graph = Graph { origin, call_style, ..Graph::new(token) };
        (page, Client::new(graph, self.clone()))
    }
}

impl Transport for InProcess {
    async fn carry(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.carried.set(self.carried.get() + 1);
        Ok(self.handle(&Request::from(request)))
    }

    /// Over at once after a failure; never over while an answer is awaited, which is at once too.
    async fn wait(&self, duration: Duration) {
        if duration >= Duration::from_secs(30) {
            std::future::pending::<()>().await;
        }
    }

    fn jitter(&self) -> f64 {
        0.5
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }
}

/// A Page as the control plane lists it.
pub struct DemoPage(pub Value);

impl DemoPage {
    pub fn id(&self) -> PageId {
        PageId::parse(self.0["id"].as_str().unwrap()).unwrap()
    }

    /// The first person whose 24-hour window is open, or closed.
    pub fn person(&self, window_open: bool) -> Psid {
        let people = self.0["people"].as_array().unwrap();
        let person = people.iter().find(|person| person["window_open"] == window_open).unwrap();
        Psid::parse(person["psid"].as_str().unwrap()).unwrap()
    }
}

/// The answer to `request`, which needs no waiting here.
pub fn ask<R: GraphRequest>(client: &Client<InProcess>, request: &R) -> Result<R::Output, Error> {
    client.send(request).now_or_never().expect("nothing in process takes time")
}

pub const ORIGIN: &str = "http://127.0.0.1:4010";

pub fn now() -> Timestamp {
    Timestamp::from_unix_ms(1_795_000_000_000)
}
