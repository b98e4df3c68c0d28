//! The client over the emulator in process.

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
use messenger_personas_client::{Client, Error, Runtime, Transport, TransportError};
use serde_json::Value;

pub type InProcessClient = Client<InProcess, InProcess>;

/// A transport and a runtime whose delays are over at once.
#[derive(Clone)]
pub struct InProcess {
    emulator: Rc<RefCell<Emulator>>,
    /// Number of requests.
    pub sent: Rc<Cell<u32>>,
}

impl InProcess {
    pub fn demo() -> Self {
        let emulator = Rc::new(RefCell::new(Emulator::new(Seed::demo(), now())));
        Self { emulator, sent: Rc::default() }
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
    pub fn client(&self, call_style: CallStyle) -> (DemoPage, InProcessClient) {
        let page = DemoPage(self.control("GET", "pages", "")["pages"][0].clone());
        let token = AccessToken::parse(page.0["access_token"].as_str().unwrap()).unwrap();
        let origin = messenger_personas::Origin::parse(ORIGIN).unwrap();
        let graph = Graph { origin, call_style, ..Graph::new(token) };
        (page, Client::new(graph, self.clone(), self.clone()))
    }
}

impl Transport for InProcess {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportError> {
        self.sent.set(self.sent.get() + 1);
        Ok(self.handle(&Request::from(request)))
    }
}

impl Runtime for InProcess {
    /// Completes at once after a failure; timeouts never elapse, as responses arrive at once.
    async fn sleep(&self, duration: Duration) {
        if duration >= Duration::from_secs(30) {
            std::future::pending::<()>().await;
        }
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn random(&self) -> f64 {
        0.5
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
pub fn ask<R: GraphRequest>(client: &InProcessClient, request: &R) -> Result<R::Output, Error> {
    client.send(request).now_or_never().expect("nothing in process takes time")
}

pub const ORIGIN: &str = "http://127.0.0.1:4010";

pub fn now() -> Timestamp {
    Timestamp::from_unix_ms(1_795_000_000_000)
}
