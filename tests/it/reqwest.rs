//! The client over reqwest, against a running emulator.

#[path = "../../crates/messenger-personas-client/tests/it/failures.rs"]
mod failures;

use std::future::pending;

use graph_emulator_server::{Options, Server};
use messenger_personas::{AccessToken, CreatePersona, GetPersona, Graph, PersonaId};
use messenger_personas_client::{Client, Error, NetworkError, ReqwestClient};

/// Starts an emulator with the demo Page and returns its origin.
async fn emulator() -> String {
    let server = Server::bind(Options { port: 0, ..Options::default() }).await.unwrap();
    let origin = server.origin();
    tokio::spawn(server.run(pending()));
    origin
}

fn client(graph: Graph) -> ReqwestClient {
    Client::reqwest(graph).unwrap()
}

#[tokio::test]
async fn faults_are_reported() {
    failures::faults_are_reported(client, &emulator().await).await;
}

#[tokio::test]
async fn retries_succeed() {
    failures::retries_succeed(client, &emulator().await).await;
}

#[tokio::test]
async fn after_a_refused_connection_a_create_was_not_sent() {
    let error = failures::refused_connection(client).await;
    assert!(matches!(error, Error::Network(NetworkError::NotConnected { .. })), "{error:?}");
}

#[test]
fn its_futures_can_be_spawned() {
    fn assert_send(_: impl Send) {}
    let client = client(Graph::new(AccessToken::parse("TOKEN").unwrap()));
    let get = GetPersona::new(PersonaId::parse("1").unwrap());
    assert_send(client.send(&get));
    let _: fn(&ReqwestClient, &CreatePersona) = |client, create| assert_send(client.send(create));
}
