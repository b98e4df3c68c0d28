//! `POST /{page-id}/personas`, then `DELETE /{persona-id}`
//!
//! Replaces a persona by a new one: Graph has no update. [Meta's page][doc]
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
/// The persona id changes: update every bot that sends as the old one. Messages that the old
/// persona sent keep its name and picture. The new persona is created first, so that one of them
/// always exists.
///
/// After an error, run the operation again: it continues where it stopped and does not create the
/// persona twice. If it is unknown whether the persona was created, [`step`](Operation::step)
/// returns [`Step::NeedsResolution`]: search for it with
/// [`FindCreatedPersona`](crate::FindCreatedPersona) and call [`resolve`](Self::resolve).
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "nothing is sent until the operation is run"]
pub struct ReplacePersona {
    old: PersonaId,
    new: CreatePersona,
    progress: Progress,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Progress {
    Start,
    /// The create was sent and its outcome is unknown.
    CreateUnknown,
    Created(PersonaId, DeleteState),
    Deleted(PersonaId),
}

/// Whether a delete of the old persona may have been applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum DeleteState {
    NotSent,
    /// Sent once; a rejection proves that nothing was applied.
    Sent,
    /// Sent before, with an unknown outcome. A rejection of a later one proves nothing about it.
    MaybeApplied,
}

impl ReplacePersona {
    /// Replaces `old` by `new`. `old` is not checked first: if it does not exist, the delete is
    /// rejected after `new` was created.
    pub fn new(old: PersonaId, new: CreatePersona) -> Self {
        Self { old, new, progress: Progress::Start }
    }

    /// Resumes an operation that stopped after `created` was created: only the delete is left. It
    /// may have been applied before the stop, so it succeeds if `old` no longer exists.
    pub fn resume(old: PersonaId, new: CreatePersona, created: PersonaId) -> Self {
        Self { old, new, progress: Progress::Created(created, DeleteState::MaybeApplied) }
    }

    /// The persona that is replaced.
    #[must_use]
    pub fn old(&self) -> &PersonaId {
        &self.old
    }

    /// The request that creates the new persona.
    #[must_use]
    pub fn new_persona(&self) -> &CreatePersona {
        &self.new
    }

    /// Id of the new persona, once it is known to exist.
    #[must_use]
    pub fn created(&self) -> Option<&PersonaId> {
        match &self.progress {
            Progress::Created(id, _) | Progress::Deleted(id) => Some(id),
            Progress::Start | Progress::CreateUnknown => None,
        }
    }

    /// `true` while it is unknown whether the new persona was created.
    #[must_use]
    pub fn needs_resolution(&self) -> bool {
        self.progress == Progress::CreateUnknown
    }

    /// Resolves an unknown create: `found` is the new persona, or `None` to create it again. Does
    /// nothing unless [`needs_resolution`](Self::needs_resolution) is `true`.
    ///
    /// A search right after a timeout can miss the persona: Graph may still be fetching the picture.
    /// Search again later, or let a person decide.
    pub fn resolve(&mut self, found: Option<PersonaId>) {
        if self.needs_resolution() {
            self.progress = match found {
                Some(id) => Progress::Created(id, DeleteState::NotSent),
                None => Progress::Start,
            };
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
                ..DeletePersona::new(self.old.clone()).prepare()
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
                Progress::Created(body.json::<CreatedPersona>()?.id, DeleteState::NotSent)
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
            Step::Send(prepared) => (prepared.request.path, prepared.idempotency),
            other => panic!("{other:?}"),
        }
    }

    fn respond(replace: &mut ReplacePersona, json: &str) {
        replace.on_sent();
        replace.on_success(&success_body(json), &graph(CallStyle::Form)).unwrap();
    }

    #[test]
    fn the_new_persona_is_created_before_the_old_one_is_deleted() {
        let mut replace = replace();
        assert_eq!(path(&replace), ("134/personas".to_owned(), Idempotency::NonIdempotent));
        respond(&mut replace, r#"{"id":"312"}"#);
        assert_eq!(replace.created(), Some(&id("312")));
        assert_eq!(path(&replace), ("311".to_owned(), Idempotency::Idempotent));
        respond(&mut replace, r#"{"success":true}"#);
        assert_eq!(replace.step(), Step::Done(CreatedPersona { id: id("312") }));
    }

    #[test]
    fn the_persona_is_not_created_twice() {
        let mut replace = replace();
        respond(&mut replace, r#"{"id":"312"}"#);
        replace.on_sent();
        replace.on_rejected();
        assert_eq!(path(&replace).0, "311");
        let resumed = ReplacePersona::resume(id("311"), replace.new_persona().clone(), id("312"));
        assert_eq!(path(&resumed).0, "311");
        assert!(matches!(resumed.step(), Step::Send(prepared) if prepared.maybe_applied));
    }

    #[test]
    fn a_repeated_delete_may_have_been_applied() {
        let maybe_applied = |replace: &ReplacePersona| match replace.step() {
            Step::Send(prepared) => prepared.maybe_applied,
            other => panic!("{other:?}"),
        };
        let mut replace = replace();
        respond(&mut replace, r#"{"id":"312"}"#);
        assert!(!maybe_applied(&replace));
        replace.on_sent();
        assert!(maybe_applied(&replace));
        replace.on_rejected();
        assert!(!maybe_applied(&replace));
        replace.on_sent();
        replace.on_sent();
        replace.on_rejected();
        assert!(maybe_applied(&replace), "the outcome of the first one is still unknown");
    }

    #[test]
    fn a_rejected_create_can_be_sent_again() {
        let mut replace = replace();
        replace.on_sent();
        replace.on_rejected();
        assert_eq!(path(&replace).0, "134/personas");
    }

    #[test]
    fn an_unknown_create_needs_a_resolution() {
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
