//! Several calls that make one operation.

use futures_util::FutureExt;
use messenger_personas::{
    Answer, Call, CreatedPersona, DeletePersona, Graph, GraphRequest, PersonaId, ResponseError,
    Sequence, Step, response::Accepted,
};
use messenger_personas_fetch::Error;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{adam, client, get, persona};

#[wasm_bindgen_test]
async fn a_sequence_makes_its_calls_one_after_the_other() {
    let (client, seen) = client(
        "async request => {
            seen.order = (seen.order ?? '') + ' ' + new URL(request.url).pathname;
            return new Response(request.url.endsWith('personas') ? '{\"id\":\"7\"}' : '{\"success\":true}')
        }",
    );
    let mut replace = Replace::default();
    assert_eq!(client.run(&mut replace).await.unwrap().as_str(), "7");
    assert_eq!(client.run(&mut replace).await.unwrap().as_str(), "7");
    assert_eq!(get(&seen, "order"), " /v26.0/1/personas /v26.0/1");
}

#[wasm_bindgen_test]
async fn a_sequence_that_is_dropped_while_it_creates_stays_in_doubt() {
    let (client, _) = client("() => new Promise(() => undefined)");
    let mut replace = Replace::default();
    assert!(client.run(&mut replace).now_or_never().is_none());
    assert_eq!(client.run(&mut replace).await, Err(Error::Unsettled));
}

/// Creates, then deletes.
#[derive(Default)]
struct Replace {
    created: Option<PersonaId>,
    is_deleted: bool,
    is_in_doubt: bool,
}

impl Sequence for Replace {
    type Output = PersonaId;

    fn step(&self) -> Step<PersonaId> {
        let delete = || -> Call { DeletePersona { persona_id: persona("1").persona_id }.call() };
        match (&self.created, self.is_deleted) {
            _ if self.is_in_doubt => Step::Unsettled,
            (None, _) => Step::Call(adam().call()),
            (Some(_), false) => Step::Call(delete()),
            (Some(id), true) => Step::Done(id.clone()),
        }
    }

    fn sent(&mut self) {
        self.is_in_doubt = true;
    }

    fn answered(&mut self, accepted: &Accepted, graph: &Graph) -> Result<(), ResponseError> {
        match self.created {
            None => self.created = Some(CreatedPersona::read(accepted, graph)?.id),
            Some(_) => self.is_deleted = true,
        }
        self.is_in_doubt = false;
        Ok(())
    }

    fn refused(&mut self) {
        self.is_in_doubt = false;
    }
}
