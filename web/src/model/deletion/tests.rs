//! Tests of the state machine.

use messenger_personas::{BatchItemError, Graph, HttpResponse, PersonaId, Success};

use super::*;

fn persona(id: u32) -> Persona {
    let id = PersonaId::parse(&id.to_string()).unwrap();
    Persona { id, name: None, profile_picture_url: None }
}

fn some(ids: impl IntoIterator<Item = u32>) -> Vec<Persona> {
    ids.into_iter().map(persona).collect()
}

fn at(seconds: u64) -> Duration {
    Duration::from_secs(1000 + seconds)
}

fn begin(deletions: &mut Deletions, ids: impl IntoIterator<Item = u32>, seconds: u64) {
    deletions.begin(some(ids), Selection::default(), at(seconds));
}

/// `count` personas whose time to undo is over at 6 seconds.
fn due(count: u32) -> Deletions {
    let mut deletions = Deletions::default();
    begin(&mut deletions, 1..=count, 0);
    deletions.tick(at(6));
    deletions
}

fn refused(code: u32, subcode: u32) -> Result<Success, BatchItemError> {
    let json = format!(r#"{{"error":{{"message":"no","code":{code},"error_subcode":{subcode}}}}}"#);
    let graph = Graph::gateway(messenger_personas::Origin::default());
    Err(BatchItemError::Response(HttpResponse::json(400, json).into_success(&graph).unwrap_err()))
}

#[test]
fn each_batch_has_a_deadline_and_an_undo_of_its_own() {
    let mut deletions = Deletions::default();
    begin(&mut deletions, [1, 2], 0);
    begin(&mut deletions, [2, 3], 4);
    let [first, second] = deletions.batches() else { panic!("two batches") };
    assert_eq!([first.due, second.due], [at(6), at(10)]);
    let (first, second) = (first.id, second.id);
    assert_eq!((deletions.held(), deletions.next_deadline()), (3, Some(at(6))));

    assert_eq!(deletions.undo(first).unwrap().personas, some([1, 2]));
    assert_eq!(deletions.undo(first), None);
    assert_eq!(deletions.next_deadline(), Some(at(10)));
    deletions.tick(at(9));
    assert_eq!(deletions.in_flight(), []);
    deletions.tick(at(10));
    assert_eq!(deletions.in_flight(), some([3]));
    assert_eq!(deletions.undo(second), None);
    assert_eq!(deletions.next_deadline(), None);
}

#[test]
fn an_undone_batch_has_the_selection_from_before() {
    let mut selection = Selection::default();
    selection.add(&[persona(1).id, persona(3).id]);
    let mut deletions = Deletions::default();
    deletions.begin(some([1, 2]), selection.clone(), at(0));
    selection.clear();
    selection.add(&[persona(4).id]);
    let batch = deletions.undo(deletions.batches()[0].id).unwrap();
    selection.restore(&batch.selection);
    let is_selected = [1, 2, 3, 4].map(|id| selection.contains(&persona(id).id));
    assert_eq!(is_selected, [true, false, true, true]);
}

#[test]
fn a_batch_that_is_due_waits_for_the_request_in_flight() {
    let mut deletions = Deletions::default();
    begin(&mut deletions, [1], 0);
    begin(&mut deletions, [2], 1);
    deletions.tick(at(6));
    deletions.tick(at(7));
    assert_eq!(deletions.in_flight(), some([1]));
    assert_eq!(deletions.progress(), Some((0, 2)));
    deletions.on_response([Ok(Gone::Deleted)], at(8));
    assert_eq!(deletions.in_flight(), some([2]));
    assert_eq!(deletions.progress(), Some((1, 2)));
}

#[test]
fn lists_leave_out_what_waits_and_what_is_requested() {
    let mut deletions = due(60);
    begin(&mut deletions, [61], 7);
    let mut entries: Vec<_> =
        some([1, 59, 60, 61, 62]).into_iter().map(|it| Arc::new(Entry::new(it))).collect();
    deletions.leave_out(&mut entries);
    let left: Vec<_> = entries.iter().map(|entry| entry.persona.clone()).collect();
    assert_eq!(left, some([62]));
}

#[test]
fn fifty_are_requested_at_once() {
    let mut deletions = due(120);
    for (count, gone) in [(50, 0), (50, 50), (20, 100)] {
        assert_eq!(deletions.progress(), Some((gone, 120)));
        assert_eq!(deletions.in_flight().len(), count);
        assert!(deletions.holds(&persona(120)));
        let outcomes = std::iter::repeat_n(Ok(Gone::Deleted), count);
        assert_eq!(deletions.on_response(outcomes, at(6)).gone.len(), count);
    }
    assert_eq!((deletions.progress(), deletions.deleted()), (None, 120));
}

#[test]
fn a_rate_limit_pauses_and_what_failed_comes_back_with_its_reason() {
    let mut deletions = due(4);
    let outcomes = [
        outcome(Ok(Success { success: true })),
        outcome(refused(100, 33)),
        outcome(refused(80_001, 0)),
        outcome(refused(200, 0)),
    ];
    let settled = deletions.on_response(outcomes, at(7));
    let gone = vec![(persona(1), Gone::Deleted), (persona(2), Gone::Unknown)];
    assert_eq!(settled, Settled { gone, reload: true });
    assert_eq!(deletions.failed().len(), 1);
    assert_eq!(deletions.failed()[0].persona, persona(4));
    assert!(!deletions.holds(&persona(4)));

    let end = at(7) + PAUSE;
    assert_eq!((deletions.resume_at(), deletions.next_deadline()), (Some(end), Some(end)));
    deletions.tick(at(8));
    assert_eq!(deletions.in_flight(), []);
    deletions.tick(end);
    assert_eq!(deletions.in_flight(), some([3]));
    assert_eq!(deletions.resume_at(), None);
    assert!(!deletions.on_response([Ok(Gone::Deleted)], end).reload);
    deletions.retry(end);
    assert_eq!(deletions.batches()[0].personas, some([4]));
    assert_eq!((deletions.failed(), deletions.deleted()), (&[][..], 3));
}

#[test]
fn a_missing_outcome_is_ambiguous() {
    let mut deletions = due(2);
    assert!(deletions.on_response([Ok(Gone::Deleted)], at(6)).reload);
    assert_eq!(deletions.failed()[0].persona, persona(2));
    assert!(deletions.failed()[0].is_ambiguous);
    let Err(Reason::Failed(error)) = outcome(Err(BatchItemError::NoResponse)) else {
        panic!("it failed")
    };
    assert!(error.is_ambiguous());
}

#[test]
fn what_was_stopped_is_not_requested_again_after_a_rate_limit() {
    let mut deletions = due(60);
    deletions.stop();
    assert!(deletions.is_stopping());
    assert_eq!(deletions.progress(), Some((0, 50)));
    begin(&mut deletions, [90], 6);
    deletions.tick(at(12));
    let limited = std::iter::repeat_n(Err(Reason::Limit(None)), 50);
    let settled = Settled { gone: Vec::new(), reload: false };
    assert_eq!(deletions.on_response(limited, at(13)), settled);
    assert!(!deletions.is_stopping());
    assert_eq!(deletions.in_flight(), some([90]));
}

#[test]
fn stop_ends_a_pause() {
    let mut deletions = due(1);
    deletions.on_response([Err(Reason::Limit(Some(at(0))))], at(6));
    deletions.stop();
    assert_eq!((deletions.held(), deletions.next_deadline()), (0, None));
    assert!(!deletions.is_stopping());
}

#[test]
fn after_a_lost_request_only_what_was_in_flight_is_ambiguous() {
    let mut deletions = due(51);
    assert!(deletions.on_error(&DeletionError::NoResponse).reload);
    let unclear = deletions.failed().iter().filter(|failed| failed.is_ambiguous);
    assert_eq!((unclear.count(), deletions.failed().len()), (50, 51));
    begin(&mut deletions, [1], 7);
    assert_eq!(deletions.failed().len(), 50);
}

#[test]
fn what_was_not_requested_can_be_abandoned() {
    let mut deletions = due(60);
    begin(&mut deletions, [90, 91], 7);
    assert_eq!((deletions.unsent(), deletions.held()), (12, 62));
    assert_eq!(deletions.abandon(), 12);
    assert_eq!((deletions.unsent(), deletions.held()), (0, 50));
    assert_eq!(deletions.next_deadline(), None);
}
