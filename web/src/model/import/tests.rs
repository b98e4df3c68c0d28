use messenger_personas::{Operation, PageId};
use messenger_personas_client::{AmbiguousOutcome, NetworkError};

use super::{
    test_util::{graph_error, id, persona},
    *,
};

const PICTURE: &str = "https://a.example/a.png";

/// An import of these names, planned for a Page that has Adam (7).
fn planned(rows: &[(&str, &str)]) -> Import {
    let rows: Vec<_> = rows.iter().map(|(name, id)| format!("{name},{PICTURE},{id}")).collect();
    let mut import = Import::default();
    import.submit(&rows.join("\n")).unwrap();
    assert_eq!(*import.stage(), Stage::Checking);
    let page = PageId::parse("1").unwrap();
    let page = TargetPage { id: &page, name: None, on_emulator: false };
    import.plan(&page, &[persona("7", "Adam")]);
    import
}

fn started(rows: &[(&str, &str)]) -> Import {
    let mut import = planned(rows);
    import.start(true);
    import
}

fn job(import: &mut Import) -> (usize, Job) {
    match import.next_step() {
        NextStep::Run(index, job) => (index, job),
        other => panic!("{other:?}"),
    }
}

fn created(text: &str) -> CreatedPersona {
    CreatedPersona { id: id(text) }
}

/// Lets the next row fail.
fn fail(import: &mut Import, error: Error) {
    let (index, job) = job(import);
    import.record_attempt(index, job, Err(error));
}

fn lost() -> Error {
    let reason = NetworkError::Connection { origin: String::new(), reason: String::new() };
    Error::Ambiguous(AmbiguousOutcome::Network(reason))
}

#[test]
fn rows_are_checked_planned_and_carried_out() {
    let mut import = planned(&[("Eve", ""), ("Adam", ""), ("Bea", "")]);
    assert_eq!(*import.stage(), Stage::Planned);
    import.start(false);
    for (row, new, name) in [(0, "20", "Eve"), (2, "21", "Bea")] {
        assert!(import.is_running());
        let (index, job) = job(&mut import);
        assert_eq!(index, row);
        let changes = import.record_attempt(index, job, Ok(created(new)));
        assert_eq!(changes, [PersonaChange::Created(persona(new, name))]);
    }
    assert!(matches!(import.next_step(), NextStep::End));
    assert_eq!(*import.stage(), Stage::Finished);
}

#[test]
fn a_text_without_rows_changes_nothing_but_the_stage() {
    let mut import = planned(&[("Eve", "")]);
    assert_eq!(import.submit(""), Err(ParseError::Empty));
    assert_eq!(import, Import::default());
}

#[test]
fn unknown_columns_are_chosen_by_a_person() {
    let mut import = Import::default();
    import.submit("Porträt,Mitarbeiter\nhttps://a.example/a.png,Eve").unwrap();
    assert_eq!(*import.stage(), Stage::Mapping);
    import.map(&Mapping { name: Some(1), ..Mapping::default() });
    assert_eq!(*import.stage(), Stage::Mapping, "the picture is missing");
    import.set_header(false);
    import.map(&Mapping { name: Some(1), picture_url: Some(0), id: None });
    assert_eq!(*import.stage(), Stage::Checking);
    assert_eq!(import.records.len(), 2);
}

#[test]
fn a_page_that_cannot_be_listed_leads_back_to_the_rows() {
    let mut import = Import::default();
    import.submit("Eve,https://a.example/a.png").unwrap();
    import.fail_to_load(PaginationError::CursorLoop);
    assert_eq!(*import.stage(), Stage::Input(Some(PaginationError::CursorLoop)));
}

#[test]
fn a_stop_takes_effect_after_the_response() {
    let mut import = started(&[("Eve", ""), ("Bea", "")]);
    let (index, job) = job(&mut import);
    import.stop();
    assert!(import.is_stopping() && import.is_running());
    import.record_attempt(index, job, Ok(created("20")));
    assert!(matches!(import.next_step(), NextStep::End));
    assert_eq!(*import.stage(), Stage::Stopped(None));
    assert!(!import.is_stopping());
    import.resume();
    assert!(matches!(import.next_step(), NextStep::Run(1, _)));
}

#[test]
fn a_rate_limit_is_waited_for_longer_each_time() {
    let mut import = started(&[("Eve", "")]);
    for seconds in [30, 60, 120] {
        fail(&mut import, graph_error(r#""code":4"#));
        let wait = Duration::from_secs(seconds);
        assert!(matches!(import.next_step(), NextStep::Wait(duration) if duration == wait));
        assert!(import.is_running());
        import.resume();
    }
    fail(&mut import, graph_error(r#""code":4"#));
    import.stop();
    assert_eq!(*import.stage(), Stage::Stopped(None));
}

#[test]
fn the_wait_is_short_again_after_a_row_that_went_through() {
    let mut import = started(&[("Eve", ""), ("Bea", "")]);
    fail(&mut import, graph_error(r#""code":4"#));
    import.resume();
    let (index, job) = job(&mut import);
    import.record_attempt(index, job, Ok(created("20")));
    fail(&mut import, graph_error(r#""code":4"#));
    assert_eq!(*import.stage(), Stage::Waiting(Duration::from_secs(30)));
}

#[test]
fn a_refused_row_is_skipped_and_can_be_retried() {
    let mut import = started(&[("Eve", "")]);
    fail(&mut import, graph_error(r#""code":100"#));
    assert!(matches!(import.next_step(), NextStep::End));
    assert_eq!(*import.stage(), Stage::Finished);
    assert!(import.run().rows()[0].has_failed());
    import.retry();
    assert!(matches!(import.next_step(), NextStep::Run(0, _)));
}

#[test]
fn an_error_that_every_row_would_have_stops_the_import() {
    let mut import = started(&[("Eve", ""), ("Bea", "")]);
    let error = graph_error(r#""code":190"#);
    fail(&mut import, error.clone());
    let stopped = ImportError { request: RequestKind::Create, error };
    assert_eq!(*import.stage(), Stage::Stopped(Some(stopped)));
    assert!(matches!(import.next_step(), NextStep::End));
    assert_eq!(import.run().tally().pending, 2);
}

#[test]
fn a_lost_response_stops_the_import_and_is_resolved_first() {
    let mut import = started(&[("Eve", ""), ("Bea", "")]);
    fail(&mut import, lost());
    assert!(matches!(import.stage(), Stage::Stopped(Some(_))));
    import.resume();
    assert!(matches!(import.next_step(), NextStep::Find(0, _)));
    let failed = graph_error(r#""code":190"#);
    assert_eq!(import.record_search(0, Err(failed.clone())), []);
    let stopped = ImportError { request: RequestKind::List, error: failed };
    assert_eq!(*import.stage(), Stage::Stopped(Some(stopped)));
    import.resume();
    let changes = import.record_search(0, Ok(Some(id("20"))));
    assert_eq!(changes, [PersonaChange::Created(persona("20", "Eve"))]);
    assert!(matches!(import.next_step(), NextStep::Run(1, _)));
}

/// Both halves of a replacement, one attempt each.
#[test]
fn a_replacement_reports_each_of_its_changes_once() {
    let mut import = started(&[("Adam B.", "7")]);
    let (index, mut job) = job(&mut import);
    let Job::Replace { replace, .. } = &mut job else { panic!("{job:?}") };
    replace.on_sent();
    replace.resolve(Some(id("8")));
    let half_replaced = job.half_replaced().unwrap();
    let changes = import.record_attempt(index, job, Err(graph_error(r#""code":190"#)));
    assert_eq!(
        changes,
        [
            PersonaChange::Created(persona("8", "Adam B.")),
            PersonaChange::HalfReplaced(half_replaced)
        ]
    );
    assert!(matches!(
        import.stage(),
        Stage::Stopped(Some(ImportError { request: RequestKind::Delete, .. }))
    ));
    import.resume();
    // The old persona was deleted in the meantime.
    let (index, job) = self::job(&mut import);
    let gone = graph_error(r#""code":100,"error_subcode":33"#);
    let changes = import.record_attempt(index, job, Err(gone));
    assert_eq!(changes, [PersonaChange::Replaced(id("7"))]);
    assert_eq!(import.run().tally().replaced, 1);
}
