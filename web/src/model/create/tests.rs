//! Tests of the state machine.

use messenger_personas::PersonaId;
use messenger_personas_client::{AmbiguousOutcome, Error, NetworkError};

use super::*;
use crate::model::{
    import::test_util::{self, graph_error, persona},
    user_error::{Endpoint, Task},
};

const NOW: Duration = Duration::from_secs(1000);

fn attempt(name: &str) -> Attempt {
    Attempt { create: test_util::create(name), known: Vec::new(), is_all: true }
}

fn id(id: &str) -> PersonaId {
    test_util::id(id)
}

fn error(error: Error) -> UserError {
    let endpoint = Endpoint::Live(messenger_personas::Origin::default());
    UserError::graph(Task::CreatePersona, &endpoint, error)
}

fn refused() -> UserError {
    error(graph_error(r#""code":200"#))
}

fn limited() -> UserError {
    error(graph_error(r#""code":80006"#))
}

fn lost() -> UserError {
    error(Error::Ambiguous(AmbiguousOutcome::Network(NetworkError::TimedOut {
        origin: String::new(),
        timeout: Duration::from_mins(1),
    })))
}

fn send_create(name: &str) -> Step {
    let request = Request::Create(Arc::new(attempt(name)));
    Step { created: None, next: Some(Next::Send(request)) }
}

fn send_look(lost: &str, next: Option<&str>) -> Step {
    let next = next.map(|name| Arc::new(attempt(name)));
    let request = Request::Look { lost: Arc::new(attempt(lost)), next };
    Step { created: None, next: Some(Next::Send(request)) }
}

fn wait(seconds: u64) -> Step {
    Step { created: None, next: Some(Next::Wait(NOW + Duration::from_secs(seconds))) }
}

fn created(persona: Persona, creation: Creation) -> Step {
    Step { created: Some((persona, creation)), next: None }
}

/// A create of Eve without a response.
fn unconfirmed() -> Create {
    let mut create = Create::default();
    assert_eq!(create.submit(attempt("Eve")), send_create("Eve"));
    assert_eq!(create.on_created(Err(lost()), NOW), Step::default());
    let attempt = Arc::new(attempt("Eve"));
    assert_eq!(*create.state(), State::Unconfirmed { attempt, error: Some(lost()) });
    create
}

#[test]
fn a_persona_is_created_and_then_another_one() {
    let mut create = Create::default();
    assert_eq!(create.submit(attempt("Eve")), send_create("Eve"));
    assert!(create.state().is_busy());
    assert_eq!(create.submit(attempt("Eve")), Step::default());
    let eve = persona("7", "Eve");
    assert_eq!(create.on_created(Ok(id("7")), NOW), created(eve.clone(), Creation::Confirmed));
    assert_eq!(*create.state(), State::Done(eve, Creation::Confirmed));
    assert!(!create.state().is_busy());
    assert_eq!(create.submit(attempt("Bob")), send_create("Bob"));
}

#[test]
fn a_refused_create_keeps_its_error_until_it_is_dismissed_or_sent_again() {
    let mut create = Create::default();
    let _ = create.submit(attempt("Eve"));
    assert_eq!(create.on_created(Err(refused()), NOW), Step::default());
    assert_eq!(*create.state(), State::Failed(refused()));
    assert_eq!(create.look(), Step::default());
    let mut again = create.clone();
    assert_eq!(again.submit(attempt("Eve")), send_create("Eve"));
    create.dismiss();
    assert_eq!(create, Create::default());
}

#[test]
fn a_lost_create_is_looked_for_and_found() {
    let mut create = unconfirmed();
    assert_eq!(create.look(), send_look("Eve", None));
    assert_eq!(create.look(), Step::default());
    let eve = persona("7", "Eve");
    assert_eq!(create.on_looked(Ok(Some(eve.clone())), NOW), created(eve, Creation::Found));
    assert_eq!(create.submit(attempt("Eve")), send_create("Eve"));
}

#[test]
fn a_lost_create_that_is_not_found_can_be_created_again() {
    let mut create = unconfirmed();
    let _ = create.look();
    assert_eq!(create.on_looked(Ok(None), NOW), Step::default());
    assert_eq!(*create.state(), State::NotThere);
    assert_eq!(create.submit(attempt("Eve")), send_create("Eve"));
}

#[test]
fn one_with_the_same_name_may_be_older_unless_all_were_known() {
    let mut create = Create::default();
    let _ = create.submit(Attempt { is_all: false, ..attempt("Eve") });
    let _ = create.on_created(Err(lost()), NOW);
    let _ = create.look();
    let eve = persona("7", "Eve");
    assert_eq!(create.on_looked(Ok(Some(eve.clone())), NOW), Step::default());
    assert_eq!(*create.state(), State::Namesake(eve));
    assert_eq!(create.submit(attempt("Eve")), send_create("Eve"));
}

#[test]
fn sending_a_lost_create_again_only_looks_for_it() {
    let mut create = unconfirmed();
    assert_eq!(create.submit(attempt("Eve")), send_look("Eve", None));
}

#[test]
fn another_name_is_created_once_the_lost_one_was_looked_for() {
    let eve = persona("7", "Eve");
    for (found, known) in [(None, None), (Some(eve.clone()), Some((eve, Creation::Found)))] {
        let mut create = unconfirmed();
        assert_eq!(create.submit(attempt("Bob")), send_look("Eve", Some("Bob")));
        let step = create.on_looked(Ok(found), NOW);
        assert_eq!(step, Step { created: known, ..send_create("Bob") });
        let bob = persona("8", "Bob");
        assert_eq!(create.on_created(Ok(id("8")), NOW), created(bob, Creation::Confirmed));
    }
}

#[test]
fn a_search_that_fails_can_be_repeated() {
    let mut create = unconfirmed();
    let _ = create.submit(attempt("Bob"));
    assert_eq!(create.on_looked(Err(refused()), NOW), Step::default());
    let lost = Arc::new(attempt("Eve"));
    assert_eq!(*create.state(), State::Unconfirmed { attempt: lost, error: Some(refused()) });
    assert_eq!(create.look(), send_look("Eve", None));
}

#[test]
fn a_lost_create_is_not_forgotten_with_the_form() {
    let mut create = unconfirmed();
    create.dismiss();
    let attempt = Arc::new(attempt("Eve"));
    assert_eq!(*create.state(), State::Unconfirmed { attempt, error: None });
}

#[test]
fn a_rate_limit_is_waited_for_longer_each_time() {
    let mut create = Create::default();
    let _ = create.submit(attempt("Eve"));
    assert_eq!(create.on_created(Err(limited()), NOW), wait(30));
    assert!(create.state().is_busy());
    assert_eq!(create.submit(attempt("Eve")), Step::default());
    assert_eq!(create.tick(NOW + Duration::from_secs(29)), Step::default());
    assert_eq!(create.tick(NOW + Duration::from_secs(30)), send_create("Eve"));
    assert_eq!(create.on_created(Err(limited()), NOW), wait(60));
    assert_eq!(create.tick(NOW + Duration::from_mins(1)), send_create("Eve"));
    let eve = persona("7", "Eve");
    assert_eq!(create.on_created(Ok(id("7")), NOW), created(eve, Creation::Confirmed));
    let _ = create.submit(attempt("Bob"));
    assert_eq!(create.on_created(Err(limited()), NOW), wait(30));
}

#[test]
fn a_rate_limit_of_a_search_keeps_what_follows_it() {
    let mut create = unconfirmed();
    let _ = create.submit(attempt("Bob"));
    assert_eq!(create.on_looked(Err(limited()), NOW), wait(30));
    let end = NOW + Duration::from_secs(30);
    let mut given_up = create.clone();
    assert_eq!(create.tick(end), send_look("Eve", Some("Bob")));
    given_up.dismiss();
    assert_eq!(given_up.tick(end), Step::default());
    assert_eq!(given_up.look(), send_look("Eve", None));
}

#[test]
fn a_create_that_waits_is_not_sent_once_the_form_is_given_up() {
    let mut create = Create::default();
    let _ = create.submit(attempt("Eve"));
    let _ = create.on_created(Err(limited()), NOW);
    create.dismiss();
    assert_eq!(create.tick(NOW + Duration::from_secs(30)), Step::default());
    // The timer of the first wait is no reason to send the second one early.
    let _ = create.submit(attempt("Bob"));
    let _ = create.on_created(Err(limited()), NOW + Duration::from_secs(10));
    assert_eq!(create.tick(NOW + Duration::from_secs(30)), Step::default());
    assert_eq!(create.tick(NOW + Duration::from_secs(40)), send_create("Bob"));
}

#[test]
fn a_pending_create_goes_on_when_the_form_is_given_up() {
    let mut create = Create::default();
    let _ = create.submit(attempt("Eve"));
    create.dismiss();
    let eve = persona("7", "Eve");
    assert_eq!(create.on_created(Ok(id("7")), NOW), created(eve, Creation::Confirmed));
}

#[test]
fn a_result_is_told_where_the_user_is() {
    let [market, bakery] = ["1", "2"].map(|id| PageId::parse(id).unwrap());
    assert_eq!(Report::new(&market, Some(&market), true), Report::OnForm);
    assert_eq!(Report::new(&market, Some(&market), false), Report::OnNextScreen);
    // The form of another Page has the same address.
    assert_eq!(Report::new(&market, Some(&bakery), true), Report::OnOtherPage);
}
