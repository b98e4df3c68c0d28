//! `POST /{page-id}/personas`, then `DELETE /{persona-id}`
//!
//! Puts a new persona in the place of another one: Graph has no update. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use crate::{
    CreatePersona, CreatedPersona, DeletePersona, Graph, GraphRequest, PersonaId, PreparedRequest,
    ResponseError, Success,
    operation::{Operation, Step},
    response::SuccessBody,
};

/// Creates a persona, then deletes the one it replaces.
///
/// The id changes: whoever sends as the old persona has to be told. What the old one sent keeps
/// its name and picture. The new persona comes first, so that there is always one to speak.
///
/// Run it again after an error and it goes on where it stopped: a persona that was created is not
/// created twice. If nobody knows whether it was created, [`step`](Operation::step) says
/// [`Step::NeedsResolution`]: look, with [`FindCreatedPersona`](crate::FindCreatedPersona), and
/// [settle](Self::settle) it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "nothing is sent until it is run"]
pub struct ReplacePersona {
    old: PersonaId,
    new: CreatePersona,
    progress: Progress,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Progress {
    Start,
    /// The create went out, and nobody knows what became of it.
    CreateUnknown,
    Created(PersonaId, DeleteState),
    Deleted(PersonaId),
}

/// Whether a delete of the old persona may have been carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DeleteState {
    NotSent,
    /// The last one, which is out.
    Sent,
    /// One before the last, which no refusal of the last can take back.
    MaybeApplied,
}

impl Progress {
    fn created(id: PersonaId) -> Self {
        Self::Created(id, DeleteState::NotSent)
    }
}

impl ReplacePersona {
    /// `new` in the place of `old`. Nothing is checked about `old`: one that is gone already is
    /// refused when it is deleted, after `new` was created.
    pub fn new(old: PersonaId, new: CreatePersona) -> Self {
        Self { old, new, progress: Progress::Start }
    }

    /// A replacement that stopped after `created` was created: what is left is to delete the old
    /// one.
    pub fn resume(old: PersonaId, new: CreatePersona, created: PersonaId) -> Self {
        Self { old, new, progress: Progress::created(created) }
    }

    /// The persona that is replaced.
    #[must_use]
    pub fn old(&self) -> &PersonaId {
        &self.old
    }

    /// The persona that takes its place, as it is to be created.
    #[must_use]
    pub fn new_persona(&self) -> &CreatePersona {
        &self.new
    }

    /// The new persona's id, once it is known to exist.
    #[must_use]
    pub fn created(&self) -> Option<&PersonaId> {
        match &self.progress {
            Progress::Created(id, _) | Progress::Deleted(id) => Some(id),
            Progress::Start | Progress::CreateUnknown => None,
        }
    }

    /// Whether the new persona may or may not exist.
    #[must_use]
    pub fn needs_resolution(&self) -> bool {
        self.progress == Progress::CreateUnknown
    }

    /// Ends the doubt: `found` is the new persona, or `None` if it was not created after all and
    /// is to be created again. Without a doubt this does nothing.
    ///
    /// Not to find it right after a time-out proves little: Graph may still be fetching the
    /// picture. Look again after a while, or let a person decide.
    pub fn resolve(&mut self, found: Option<PersonaId>) {
        if self.needs_resolution() {
            self.progress = found.map_or(Progress::Start, Progress::created);
        }
    }
}

impl Operation for ReplacePersona {
    type Output = CreatedPersona;

    fn step(&self) -> Step<CreatedPersona> {
        match &self.progress {
            Progress::Start => Step::Send(self.new.prepare()),
            Progress::CreateUnknown => Step::NeedsResolution,
            Progress::Created(_, state) => Step::Send(PreparedRequest {
                maybe_applied: *state != DeleteState::NotSent,
                ..DeletePersona { persona_id: self.old.clone() }.prepare()
            }),
            Progress::Deleted(id) => Step::Done(CreatedPersona { id: id.clone() }),
        }
    }

    fn on_sent(&mut self) {
        match &mut self.progress {
            Progress::Start => self.progress = Progress::CreateUnknown,
            Progress::Created(_, state @ DeleteState::NotSent) => *state = DeleteState::Sent,
            Progress::Created(_, state) => *state = DeleteState::MaybeApplied,
            Progress::CreateUnknown | Progress::Deleted(_) => {}
        }
    }

    fn on_success(&mut self, body: &SuccessBody, _: &Graph) -> Result<(), ResponseError> {
        self.progress = match &self.progress {
            Progress::Start | Progress::CreateUnknown => {
                Progress::created(body.json::<CreatedPersona>()?.id)
            }
            Progress::Created(id, _) => {
                body.json::<Success>()?;
                Progress::Deleted(id.clone())
            }
            Progress::Deleted(id) => Progress::Deleted(id.clone()),
        };
        Ok(())
    }

    fn on_rejected(&mut self) {
        match &mut self.progress {
            Progress::CreateUnknown => self.progress = Progress::Start,
            Progress::Created(_, state @ DeleteState::Sent) => *state = DeleteState::NotSent,
            Progress::Created(..) | Progress::Start | Progress::Deleted(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{graph, success_body};
    use crate::{CallStyle, Idempotency, PageId, PersonaName, PictureUrl};

    fn id(text: &str) -> PersonaId {
        PersonaId::parse(text).unwrap()
    }

    fn replace() -> ReplacePersona {
        let new = CreatePersona {
            page_id: PageId::parse("134").unwrap(),
            name: PersonaName::parse("Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
        };
        ReplacePersona::new(id("311"), new)
    }

    fn path(replace: &ReplacePersona) -> (String, Idempotency) {
        match replace.step() {
            Step::Send(call) => (call.request.path, call.idempotency),
            other => panic!("{other:?}"),
        }
    }

    fn answer(replace: &mut ReplacePersona, json: &str) {
        replace.on_sent();
        replace.on_success(&success_body(json), &graph(CallStyle::Form)).unwrap();
    }

    #[test]
    fn the_new_persona_is_created_before_the_old_one_is_deleted() {
        let mut replace = replace();
        assert_eq!(path(&replace), ("134/personas".to_owned(), Idempotency::NonIdempotent));
        answer(&mut replace, r#"{"id":"312"}"#);
        assert_eq!(replace.created(), Some(&id("312")));
        assert_eq!(path(&replace), ("311".to_owned(), Idempotency::Idempotent));
        answer(&mut replace, r#"{"success":true}"#);
        assert_eq!(replace.step(), Step::Done(CreatedPersona { id: id("312") }));
    }

    #[test]
    fn what_was_created_is_not_created_twice() {
        let mut replace = replace();
        answer(&mut replace, r#"{"id":"312"}"#);
        replace.on_sent();
        replace.on_rejected();
        assert_eq!(path(&replace).0, "311");
        let resumed = ReplacePersona::resume(id("311"), replace.new_persona().clone(), id("312"));
        assert_eq!(resumed, replace);
    }

    #[test]
    fn a_delete_that_may_be_done_says_so_when_it_is_made_again() {
        let maybe_applied = |replace: &ReplacePersona| match replace.step() {
            Step::Send(call) => call.maybe_applied,
            other => panic!("{other:?}"),
        };
        let mut replace = replace();
        answer(&mut replace, r#"{"id":"312"}"#);
        assert!(!maybe_applied(&replace));
        replace.on_sent();
        assert!(maybe_applied(&replace));
        replace.on_rejected();
        assert!(!maybe_applied(&replace));
        replace.on_sent();
        replace.on_sent();
        replace.on_rejected();
        assert!(maybe_applied(&replace), "the first one is still in doubt");
    }

    #[test]
    fn a_refused_create_can_be_made_again() {
        let mut replace = replace();
        replace.on_sent();
        replace.on_rejected();
        assert_eq!(path(&replace).0, "134/personas");
    }

    #[test]
    fn a_create_in_doubt_waits_for_someone_to_look() {
        let mut replace = replace();
        replace.on_sent();
        assert_eq!(replace.step(), Step::NeedsResolution);
        assert!(replace.on_success(&success_body("{}"), &graph(CallStyle::Form)).is_err());
        assert!(replace.needs_resolution());
        let mut not_found = replace.clone();
        not_found.resolve(None);
        assert_eq!(path(&not_found).0, "134/personas");
        replace.resolve(Some(id("312")));
        assert_eq!(path(&replace).0, "311");
    }
}
