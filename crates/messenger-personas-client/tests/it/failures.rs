//! What a client reports when the network or Graph fails: the same claims for every transport,
//! against a running emulator.
//!
//! `fetch` is tested here, reqwest in the package `tests`, which starts an emulator.

use std::time::Duration;

use messenger_personas::{
    AccessToken, CreatePersona, DecodeReason, DeletePersona, GetPersona, Graph, GraphError,
    GraphErrorKind, HttpRequest, ListPersonas, Method, Origin, PageId, PersonaId, PersonaName,
    PictureUrl, ResponseError, RetryPolicy,
};
use messenger_personas_client::{
    AmbiguousOutcome, Client, Error, NetworkError, Options, Runtime, Transport,
};
use serde_json::{Value, json};

/// Arms each fault and checks what a read and a create report.
pub(crate) async fn faults_are_reported<T: Transport, R: Runtime>(
    client: impl Fn(Graph) -> Client<T, R>,
    origin: &str,
) {
    let demo = Demo::new(client, origin).await;
    for (fault, expected) in [
        ("reset", Expected::Connection),
        ("cut_body", Expected::Connection),
        ("redirect", Expected::Connection),
        ("no_answer", Expected::TimedOut),
        ("slow", Expected::TimedOut),
        ("html_500", Expected::Decode(DecodeReason::Html)),
        ("html_200", Expected::Decode(DecodeReason::Html)),
        ("truncated_json", Expected::Decode(DecodeReason::InvalidJson)),
        ("wrong_types", Expected::Decode(DecodeReason::UnexpectedShape)),
        ("rate_limit_app", Expected::Graph(GraphErrorKind::RateLimit)),
        ("transient", Expected::Internal),
        ("unknown", Expected::Internal),
        ("permission", Expected::Graph(GraphErrorKind::Permission)),
    ] {
        // More than once: a browser repeats a request itself if a reused connection is reset.
        demo.arm(fault, 5).await;
        let options = if matches!(expected, Expected::TimedOut) { impatient() } else { once() };
        let read = demo.client.send_with(&demo.list(), &options).await.unwrap_err();
        assert!(expected.is_reported(&read), "{fault}: {read:?}");
        assert!(!read.is_ambiguous(), "{fault}: {read:?}");
        let create = demo.client.send_with(&demo.create(), &options).await.unwrap_err();
        assert_eq!(create.is_ambiguous(), expected.is_ambiguous(), "{fault}: {create:?}");
        for error in [read, create] {
            let text = format!("{error} {error:?}");
            assert!(!text.contains(&demo.token), "{fault}: {text}");
        }
        demo.arm(fault, 0).await;
        assert!(demo.client.send_with(&demo.list(), &once()).await.is_ok(), "{fault}");
    }
}

/// Reads, deletes and rate-limited creates are retried until they succeed.
pub(crate) async fn retries_succeed<T: Transport, R: Runtime>(
    client: impl Fn(Graph) -> Client<T, R>,
    origin: &str,
) {
    let demo = Demo::new(client, origin).await;
    for fault in ["cut_body", "html_500", "transient", "rate_limit_app"] {
        demo.arm(fault, 1).await;
        demo.client.send_with(&demo.list(), &patient()).await.unwrap();
    }
    demo.arm("rate_limit_app", 1).await;
    let persona_id = demo.client.send_with(&demo.create(), &patient()).await.unwrap().id;
    // The delete is applied, its response is lost, and the second one finds no persona.
    demo.arm("cut_body", 1).await;
    let delete = DeletePersona::new(persona_id.clone());
    demo.client.send_with(&delete, &patient()).await.unwrap();
    let gone = demo.client.send(&GetPersona::new(persona_id)).await.unwrap_err();
    assert_eq!(gone.graph().unwrap().kind, GraphErrorKind::UnknownObject);
}

enum Expected {
    Connection,
    TimedOut,
    Decode(DecodeReason),
    Graph(GraphErrorKind),
    /// Graph failed internally.
    Internal,
}

impl Expected {
    fn is_reported(&self, error: &Error) -> bool {
        match (self, error) {
            (Self::Connection, Error::Network(NetworkError::Connection { .. }))
            | (Self::TimedOut, Error::Network(NetworkError::TimedOut { .. })) => true,
            (Self::Decode(expected), Error::Response(ResponseError::Decode { reason, .. })) => {
                reason == expected
            }
            (Self::Graph(kind), error) => error.graph().is_some_and(|it| it.kind == *kind),
            (Self::Internal, error) => error.graph().is_some_and(GraphError::is_ambiguous),
            _ => false,
        }
    }

    fn is_ambiguous(&self) -> bool {
        !matches!(self, Self::Graph(_))
    }
}

/// A client for the first Page of the emulator's demo.
struct Demo<T, R> {
    client: Client<T, R>,
    page_id: PageId,
    token: String,
    origin: String,
}

impl<T: Transport, R: Runtime> Demo<T, R> {
    async fn new(client: impl Fn(Graph) -> Client<T, R>, origin: &str) -> Self {
        let graph = Graph::gateway(Origin::parse(origin).unwrap());
        let pages = control(client(graph.clone()).transport(), origin, "pages", None).await;
        let page = &pages["pages"][0];
        let token = page["access_token"].as_str().unwrap().to_owned();
        let graph = Graph { access_token: AccessToken::parse(&token).ok(), ..graph };
        let page_id = PageId::parse(page["id"].as_str().unwrap()).unwrap();
        Self { client: client(graph), page_id, token, origin: origin.to_owned() }
    }

    /// The next `times` requests about personas fail; 0 disarms the fault.
    async fn arm(&self, fault: &str, times: u32) {
        let body = json!({"fault": fault, "times": times, "on": "personas"});
        control(self.client.transport(), &self.origin, "faults", Some(body)).await;
    }

    fn list(&self) -> ListPersonas {
        ListPersonas::new(self.page_id.clone())
    }

    fn create(&self) -> CreatePersona {
        CreatePersona::new(
            self.page_id.clone(),
            PersonaName::parse("Adam").unwrap(),
            PictureUrl::parse("https://example.com/adam.jpg").unwrap(),
        )
    }
}

/// Calls the emulator's control plane over the transport under test.
async fn control(
    transport: &impl Transport,
    origin: &str,
    path: &str,
    body: Option<Value>,
) -> Value {
    let request = HttpRequest {
        method: if body.is_some() { Method::Post } else { Method::Get },
        url: format!("{origin}/_emulator/{path}"),
        headers: vec![("content-type", "application/json".to_owned())],
        body: body.map(|body| body.to_string()),
    };
    let response = transport.send(request).await.unwrap();
    assert_eq!(response.status, 200, "{}", String::from_utf8_lossy(&response.body));
    serde_json::from_slice(&response.body).unwrap()
}

fn once() -> Options {
    Options { timeout: LONG, retry: RetryPolicy::never() }
}

/// For requests that get no response in time.
fn impatient() -> Options {
    Options { timeout: Duration::from_millis(700), ..once() }
}

fn patient() -> Options {
    let backoff = Duration::from_millis(5);
    let retry = RetryPolicy {
        initial_backoff: backoff,
        rate_limit_backoff: backoff,
        ..RetryPolicy::default()
    };
    Options { timeout: LONG, retry }
}

/// Long enough for a busy machine.
const LONG: Duration = Duration::from_secs(20);

/// Nothing listens on port 9: what a create reports about it.
pub(crate) async fn refused_connection<T: Transport, R: Runtime>(
    client: impl Fn(Graph) -> Client<T, R>,
) -> Error {
    let token = AccessToken::parse("SECRETTOKEN").unwrap();
    let origin = Origin::parse("http://127.0.0.1:9").unwrap();
    let client = client(Graph { origin, ..Graph::new(token) });
    let create = CreatePersona::new(
        PageId::parse("1").unwrap(),
        PersonaName::parse("Adam").unwrap(),
        PictureUrl::parse("https://example.com/adam.jpg").unwrap(),
    );
    let read = client.send_with(&GetPersona::new(PersonaId::parse("1").unwrap()), &once()).await;
    assert!(matches!(read, Err(Error::Network(_))), "{read:?}");
    let error = client.send_with(&create, &once()).await.unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(text.contains("http://127.0.0.1:9"), "{text}");
    assert!(!text.contains("SECRETTOKEN"), "{text}");
    let is_network =
        matches!(error, Error::Network(_) | Error::Ambiguous(AmbiguousOutcome::Network(_)));
    assert!(is_network, "{error:?}");
    error
}
