//! `POST /{page-id}/personas`, then `DELETE /{persona-id}`
//!
//! Puts a new persona in the place of another one: Graph has no update. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use crate::{
    Call, CreatePersona, CreatedPersona, DeletePersona, Done, Graph, GraphRequest, PersonaId,
    ResponseError,
    response::Accepted,
    sequence::{Sequence, Step},
};

/// Creates a persona, then deletes the one it replaces.
///
/// The id changes: whoever sends as the old persona has to be told. What the old one sent keeps
/// its name and picture. The new persona comes first, so that there is always one to speak.
///
/// Run it again after an error and it goes on where it stopped: a persona that was created is not
/// created twice. If nobody knows whether it was created, [`step`](Sequence::step) says
/// [`Step::Unsettled`]: look, with [`LookForPersona`](crate::LookForPersona), and
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
    InDoubt,
    Created(PersonaId, Doubt),
    Deleted(PersonaId),
}

/// Whether a delete of the old persona may have been carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doubt {
    No,
    /// The last one, which is out.
    Last,
    /// One before the last, which no refusal of the last can take back.
    Earlier,
}

impl Progress {
    fn created(id: PersonaId) -> Self {
        Self::Created(id, Doubt::No)
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
    pub fn resumed(old: PersonaId, new: CreatePersona, created: PersonaId) -> Self {
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
            Progress::Start | Progress::InDoubt => None,
        }
    }

    /// Whether the new persona may or may not exist.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        self.progress == Progress::InDoubt
    }

    /// Ends the doubt: `found` is the new persona, or `None` if it was not created after all and
    /// is to be created again. Without a doubt this does nothing.
    ///
    /// Not to find it right after a time-out proves little: Graph may still be fetching the
    /// picture. Look again after a while, or let a person decide.
    pub fn settle(&mut self, found: Option<PersonaId>) {
        if self.is_in_doubt() {
            self.progress = found.map_or(Progress::Start, Progress::created);
        }
    }
}

impl Sequence for ReplacePersona {
    type Output = CreatedPersona;

    fn step(&self) -> Step<CreatedPersona> {
        match &self.progress {
            Progress::Start => Step::Call(self.new.call()),
            Progress::InDoubt => Step::Unsettled,
            Progress::Created(_, doubt) => Step::Call(Call {
                may_be_done: *doubt != Doubt::No,
                ..DeletePersona { persona_id: self.old.clone() }.call()
            }),
            Progress::Deleted(id) => Step::Done(CreatedPersona { id: id.clone() }),
        }
    }

    fn sent(&mut self) {
        match &mut self.progress {
            Progress::Start => self.progress = Progress::InDoubt,
            Progress::Created(_, doubt @ Doubt::No) => *doubt = Doubt::Last,
            Progress::Created(_, doubt) => *doubt = Doubt::Earlier,
            Progress::InDoubt | Progress::Deleted(_) => {}
        }
    }

    fn answered(&mut self, accepted: &Accepted, _: &Graph) -> Result<(), ResponseError> {
        self.progress = match &self.progress {
            Progress::Start | Progress::InDoubt => {
                Progress::created(accepted.read::<CreatedPersona>()?.id)
            }
            Progress::Created(id, _) => {
                accepted.read::<Done>()?;
                Progress::Deleted(id.clone())
            }
            Progress::Deleted(id) => Progress::Deleted(id.clone()),
        };
        Ok(())
    }

    fn refused(&mut self) {
        match &mut self.progress {
            Progress::InDoubt => self.progress = Progress::Start,
            Progress::Created(_, doubt @ Doubt::Last) => *doubt = Doubt::No,
            Progress::Created(..) | Progress::Start | Progress::Deleted(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{accepted, graph};
    use crate::{CallStyle, PageId, PersonaName, PictureUrl, Replay};

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

    fn path(replace: &ReplacePersona) -> (String, Replay) {
        match replace.step() {
            Step::Call(call) => (call.parts.path, call.replay),
            other => panic!("{other:?}"),
        }
    }

    fn answer(replace: &mut ReplacePersona, json: &str) {
        replace.sent();
        replace.answered(&accepted(json), &graph(CallStyle::Form)).unwrap();
    }

    #[test]
    fn the_new_persona_is_created_before_the_old_one_is_deleted() {
        let mut replace = replace();
        assert_eq!(path(&replace), ("134/personas".to_owned(), Replay::Never));
        answer(&mut replace, r#"{"id":"312"}"#);
        assert_eq!(replace.created(), Some(&id("312")));
        assert_eq!(path(&replace), ("311".to_owned(), Replay::Delete));
        answer(&mut replace, r#"{"success":true}"#);
        assert_eq!(replace.step(), Step::Done(CreatedPersona { id: id("312") }));
    }

    #[test]
    fn what_was_created_is_not_created_twice() {
        let mut replace = replace();
        answer(&mut replace, r#"{"id":"312"}"#);
        replace.sent();
        replace.refused();
        assert_eq!(path(&replace).0, "311");
        let resumed = ReplacePersona::resumed(id("311"), replace.new_persona().clone(), id("312"));
        assert_eq!(resumed, replace);
    }

    #[test]
    fn a_delete_that_may_be_done_says_so_when_it_is_made_again() {
        let may_be_done = |replace: &ReplacePersona| match replace.step() {
            Step::Call(call) => call.may_be_done,
            other => panic!("{other:?}"),
        };
        let mut replace = replace();
        answer(&mut replace, r#"{"id":"312"}"#);
        assert!(!may_be_done(&replace));
        replace.sent();
        assert!(may_be_done(&replace));
        replace.refused();
        assert!(!may_be_done(&replace));
        replace.sent();
        replace.sent();
        replace.refused();
        assert!(may_be_done(&replace), "the first one is still in doubt");
    }

    #[test]
    fn a_refused_create_can_be_made_again() {
        let mut replace = replace();
        replace.sent();
        replace.refused();
        assert_eq!(path(&replace).0, "134/personas");
    }

    #[test]
    fn a_create_in_doubt_waits_for_someone_to_look() {
        let mut replace = replace();
        replace.sent();
        assert_eq!(replace.step(), Step::Unsettled);
        assert!(replace.answered(&accepted("{}"), &graph(CallStyle::Form)).is_err());
        assert!(replace.is_in_doubt());
        let mut not_found = replace.clone();
        not_found.settle(None);
        assert_eq!(path(&not_found).0, "134/personas");
        replace.settle(Some(id("312")));
        assert_eq!(path(&replace).0, "311");
    }
}
