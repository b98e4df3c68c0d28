//! `GET /{page-id}/personas`, listing by listing
//!
//! Looks for a persona that may have been created. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use alloc::vec::Vec;
use alloc::{
    collections::BTreeSet,
    string::{String, ToString},
};

use crate::{
    CreatePersona, Cursor, DecodeReason, Graph, GraphRequest, ListPersonas, ListRequest, Listing,
    Paging, Persona, PersonaId, ResponseError,
    operation::{Operation, Step},
    response::SuccessBody,
};

/// Looks whether a persona whose create was never answered exists after all.
///
/// It comes to the first persona with that name that was not known before, in Graph's order, which
/// is the newest first in captures; `None` if the list has none. That the name is the same is all
/// there is to go by: Graph may keep the picture under another address, and tells no times. Tell it
/// [which personas were known](Self::known) before, or a namesake may be taken for the new one.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until it is run"]
pub struct FindCreatedPersona {
    request: ListPersonas,
    name: String,
    known: BTreeSet<PersonaId>,
    seen: Vec<Cursor>,
    outcome: Outcome,
}

#[derive(Clone, Debug)]
enum Outcome {
    Unknown,
    Found(Persona),
    NotThere,
}

impl FindCreatedPersona {
    /// Looks for what `create` may have made.
    pub fn new(create: &CreatePersona) -> Self {
        Self {
            request: ListPersonas {
                paging: Paging::limit(100),
                ..ListPersonas::new(create.page_id.clone())
            },
            name: create.name.to_string(),
            known: BTreeSet::new(),
            seen: Vec::new(),
            outcome: Outcome::Unknown,
        }
    }

    /// Passes over personas that were there before.
    pub fn known(mut self, ids: impl IntoIterator<Item = PersonaId>) -> Self {
        self.known.extend(ids);
        self
    }
}

impl Operation for FindCreatedPersona {
    type Output = Option<Persona>;

    fn step(&self) -> Step<Option<Persona>> {
        match &self.outcome {
            Outcome::Found(persona) => Step::Done(Some(persona.clone())),
            Outcome::NotThere => Step::Done(None),
            Outcome::Unknown => Step::Send(self.request.prepare()),
        }
    }

    /// Reading is never in doubt.
    fn on_sent(&mut self) {}

    fn on_success(&mut self, body: &SuccessBody, _: &Graph) -> Result<(), ResponseError> {
        let listing = body.json::<Listing<Persona>>()?;
        let next = listing.next().cloned();
        let leads_on = match &next {
            Some(cursor) => !self.seen.contains(cursor),
            None => !listing.has_more,
        };
        self.seen.extend(next.clone());
        let found = listing.data.into_iter().find(|persona| {
            persona.name.as_deref() == Some(&self.name) && !self.known.contains(&persona.id)
        });
        match (found, next) {
            (Some(persona), _) => self.outcome = Outcome::Found(persona),
            // A list without an end would otherwise be read for ever, and one that breaks off
            // would be taken for a list that has no such persona.
            _ if !leads_on => return Err(body.decode_error(DecodeReason::UnexpectedShape)),
            (None, Some(cursor)) => self.request = self.request.after(cursor),
            (None, None) => self.outcome = Outcome::NotThere,
        }
        Ok(())
    }

    fn on_rejected(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{graph, success_body};
    use crate::{CallStyle, Listing, PageId, PersonaName, PictureUrl};

    fn look() -> FindCreatedPersona {
        FindCreatedPersona::new(&CreatePersona {
            page_id: PageId::parse("134").unwrap(),
            name: PersonaName::parse("Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
        })
    }

    fn answer(look: &mut FindCreatedPersona, json: &str) -> Result<(), ResponseError> {
        assert!(matches!(look.step(), Step::Send(_)));
        look.on_sent();
        look.on_success(&success_body(json), &graph(CallStyle::Form))
    }

    fn found(look: &FindCreatedPersona) -> Option<String> {
        match look.step() {
            Step::Done(persona) => persona.map(|persona| persona.id.to_string()),
            other => panic!("{other:?}"),
        }
    }

    const MORE: &str = r#"{"data":[{"id":"5","name":"Eve"},{"id":"4","name":"Adam"}],
        "paging":{"cursors":{"after":"a"},"next":"x"}}"#;
    const LAST: &str = r#"{"data":[{"id":"3","name":"Adam"}]}"#;

    #[test]
    fn the_first_namesake_that_was_not_known_is_found() {
        let mut first = look();
        answer(&mut first, MORE).unwrap();
        assert_eq!(found(&first).as_deref(), Some("4"));
        let mut second = look().known(PersonaId::parse("4"));
        answer(&mut second, MORE).unwrap();
        answer(&mut second, LAST).unwrap();
        assert_eq!(found(&second).as_deref(), Some("3"));
        let mut none = look().known(["3", "4"].map(|id| PersonaId::parse(id).unwrap()));
        answer(&mut none, MORE).unwrap();
        answer(&mut none, LAST).unwrap();
        assert_eq!(found(&none), None);
    }

    #[test]
    fn a_list_that_leads_nowhere_is_not_a_list_without_the_persona() {
        let known = PersonaId::parse("4").unwrap();
        let mut repeats = look().known([known]);
        answer(&mut repeats, MORE).unwrap();
        assert!(answer(&mut repeats, MORE).is_err());
        let broken = r#"{"data":[],"paging":{"next":"x"}}"#;
        assert!(answer(&mut look(), broken).is_err());
        let listing: Listing<Persona> = success_body(broken).json().unwrap();
        assert!(listing.has_more);
    }
}
