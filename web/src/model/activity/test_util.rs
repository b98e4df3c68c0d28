//! Exchanges of a client whose token is `SECRETTOKEN`.

use std::{
    pin::pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    time::Duration,
};

use messenger_personas::{
    AccessToken, CallStyle, CreatePersona, Graph, GraphRequest, HttpRequest, HttpResponse,
    ListPersonas, Origin, PageId, Paging, PersonaName, PictureUrl, RetryPolicy,
};
use messenger_personas_client::{Client, Options, Runtime, Transport, TransportError};

use super::{ActivityLog, Entry};

type Respond = Box<dyn Fn() -> Result<HttpResponse, TransportError>>;

pub(super) struct Fixed(Respond);

impl Transport for Fixed {
    async fn send(&self, _: HttpRequest) -> Result<HttpResponse, TransportError> {
        (self.0)()
    }
}

impl Runtime for Fixed {
    async fn sleep(&self, _: Duration) {
        std::future::pending::<()>().await;
    }

    fn now(&self) -> Duration {
        Duration::ZERO
    }

    fn random(&self) -> f64 {
        0.5
    }
}

pub(super) const NOW: u64 = 1_800_000_000_000;

pub(super) fn page() -> PageId {
    PageId::parse("134").unwrap()
}

pub(super) fn origin() -> Origin {
    Origin::parse("http://127.0.0.1:4010").unwrap()
}

pub(super) fn iso(millis: u64) -> String {
    millis.to_string()
}

pub(super) fn list_request() -> ListPersonas {
    ListPersonas { paging: Paging::limit(25), ..ListPersonas::new(page()) }
}

pub(super) fn create_request() -> CreatePersona {
    CreatePersona {
        page_id: page(),
        name: PersonaName::parse("Zoë & “Co”").unwrap(),
        profile_picture_url: PictureUrl::parse("https://example.com/a.jpg?b=c").unwrap(),
    }
}

/// A client that gets the same response each time, and the log of its exchanges.
pub(super) fn recorder(
    call_style: CallStyle,
    respond: impl Fn() -> HttpResponse + 'static,
) -> (Client<Fixed, Fixed>, Arc<Mutex<ActivityLog>>) {
    client(call_style, Box::new(move || Ok(respond())))
}

fn client(
    call_style: CallStyle,
    respond: Respond,
) -> (Client<Fixed, Fixed>, Arc<Mutex<ActivityLog>>) {
    let graph = Graph { call_style, ..Graph::new(AccessToken::parse("SECRETTOKEN").unwrap()) };
    let log = Arc::new(Mutex::new(ActivityLog::default()));
    let recorded = log.clone();
    let client =
        Client::new(graph, Fixed(respond), Fixed(Box::new(|| Err(TransportError::new("")))))
            .with_options(Options { retry: RetryPolicy::never(), ..Options::default() })
            .on_exchange(move |exchange| {
                recorded.lock().unwrap().add(&page(), NOW, exchange);
            });
    (client, log)
}

/// Sends a request. What becomes of it is in the log.
pub(super) fn run<Q: GraphRequest>(client: &Client<Fixed, Fixed>, request: &Q) {
    let mut response = pin!(client.send(request));
    let polled = response.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(polled, Poll::Ready(_)));
}

/// The entry of one request.
pub(super) fn exchange<Q: GraphRequest>(
    call_style: CallStyle,
    request: &Q,
    response: HttpResponse,
) -> Entry {
    let (client, log) = recorder(call_style, move || response.clone());
    run(&client, request);
    let log = log.lock().unwrap();
    Entry::clone(log.entries().next().unwrap())
}

pub(super) fn list(call_style: CallStyle, response: HttpResponse) -> Entry {
    exchange(call_style, &list_request(), response)
}

pub(super) fn create(call_style: CallStyle, response: HttpResponse) -> Entry {
    exchange(call_style, &create_request(), response)
}

pub(super) fn failed(reason: &'static str) -> Entry {
    let (client, log) = client(CallStyle::Form, Box::new(move || Err(TransportError::new(reason))));
    run(&client, &list_request());
    let log = log.lock().unwrap();
    Entry::clone(log.entries().next().unwrap())
}
