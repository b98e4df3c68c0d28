//! `GET /{page-id}/personas`, one listing after the other
//!
//! Searches for a persona that may have been created. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas

use std::collections::BTreeSet;

use crate::{
    CreatePersona, Cursor, DecodeReason, Graph, GraphRequest, ListPersonas, ListRequest, Paging,
    Persona, PersonaId, ResponseError,
    operation::{Operation, Step},
    response::SuccessBody,
};

/// Searches for a persona whose create received no response.
///
/// The result is the first persona with the same name that is not [known](Self::known), in Graph's
/// order (newest first in captures), or `None`. A list that cannot be read completely is an error,
/// because the persona could be in the rest.
///
/// `None` does not prove that the persona was not created: Graph may still be fetching the picture.
/// Search again later with a new operation, or let a person decide.
///
/// Only the name can be compared: Graph may store the picture under another URL, and returns no
/// creation time. Pass the ids of the [known](Self::known) personas, or an older persona with the
/// same name may be taken for the new one.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent until the operation is run"]
pub struct FindCreatedPersona {
    request: ListPersonas,
    name: String,
    known: BTreeSet<PersonaId>,
    seen: Vec<Cursor>,
    state: State,
}

#[derive(Clone, Debug)]
enum State {
    Searching,
    Found(Persona),
    NotFound,
}

impl FindCreatedPersona {
    /// Searches for the persona that `create` may have created.
    pub fn new(create: &CreatePersona) -> Self {
        Self {
            request: ListPersonas {
                paging: Paging::limit(100),
                ..ListPersonas::new(create.page_id.clone())
            },
            name: create.name.to_string(),
            known: BTreeSet::new(),
            seen: Vec::new(),
            state: State::Searching,
        }
    }

    /// Ignores personas that existed before the create.
    pub fn known(mut self, ids: impl IntoIterator<Item = PersonaId>) -> Self {
        self.known.extend(ids);
        self
    }
}

impl Operation for FindCreatedPersona {
    type Output = Option<Persona>;

    fn step(&self) -> Step<Option<Persona>> {
        match &self.state {
            State::Found(persona) => Step::Done(Some(persona.clone())),
            State::NotFound => Step::Done(None),
            State::Searching => Step::Send(self.request.prepare()),
        }
    }

    /// The outcome of a read does not matter.
    fn on_sent(&mut self) {}

    fn on_success(&mut self, body: &SuccessBody, _: &Graph) -> Result<(), ResponseError> {
        let listing = body.listing::<Persona>()?;
        // The persona could be in a row that cannot be read, or that has no name.
        let is_readable = listing.malformed.is_empty()
            && listing.iter().all(|it| it.name.is_some() || self.known.contains(&it.id));
        let next = listing.next().cloned();
        let is_complete = match &next {
            Some(cursor) => !self.seen.contains(cursor),
            None => !listing.has_more,
        };
        self.seen.extend(next.clone());
        let found = listing.data.into_iter().find(|persona| {
            persona.name.as_deref() == Some(&self.name) && !self.known.contains(&persona.id)
        });
        match (found, next) {
            (Some(persona), _) => self.state = State::Found(persona),
            // A cursor that repeats would be followed forever; a list without a cursor to go on
            // would look like a list without the persona.
            _ if !is_complete || !is_readable => {
                return Err(body.decode_error(DecodeReason::UnexpectedShape));
            }
            (None, Some(cursor)) => self.request = self.request.after(cursor),
            (None, None) => self.state = State::NotFound,
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

    fn find() -> FindCreatedPersona {
        FindCreatedPersona::new(&CreatePersona {
            page_id: PageId::parse("134").unwrap(),
            name: PersonaName::parse("Adam").unwrap(),
            profile_picture_url: PictureUrl::parse("https://example.com/a.jpg").unwrap(),
        })
    }

    fn respond(find: &mut FindCreatedPersona, json: &str) -> Result<(), ResponseError> {
        assert!(matches!(find.step(), Step::Send(_)));
        find.on_sent();
        find.on_success(&success_body(json), &graph(CallStyle::Form))
    }

    fn found(find: &FindCreatedPersona) -> Option<String> {
        match find.step() {
            Step::Done(persona) => persona.map(|persona| persona.id.to_string()),
            other => panic!("{other:?}"),
        }
    }

    const MORE: &str = r#"{"data":[{"id":"5","name":"Eve"},{"id":"4","name":"Adam"}],
        "paging":{"cursors":{"after":"a"},"next":"x"}}"#;
    const LAST: &str = r#"{"data":[{"id":"3","name":"Adam"}]}"#;

    #[test]
    fn the_first_unknown_persona_with_the_name_is_found() {
        let mut first = find();
        respond(&mut first, MORE).unwrap();
        assert_eq!(found(&first).as_deref(), Some("4"));
        let mut second = find().known(PersonaId::parse("4"));
        respond(&mut second, MORE).unwrap();
        respond(&mut second, LAST).unwrap();
        assert_eq!(found(&second).as_deref(), Some("3"));
        let mut none = find().known(["3", "4"].map(|id| PersonaId::parse(id).unwrap()));
        respond(&mut none, MORE).unwrap();
        respond(&mut none, LAST).unwrap();
        assert_eq!(found(&none), None);
    }

    #[test]
    fn an_incomplete_list_is_an_error() {
        let known = PersonaId::parse("4").unwrap();
        let mut repeats = find().known([known]);
        respond(&mut repeats, MORE).unwrap();
        assert!(respond(&mut repeats, MORE).is_err());
        let broken = r#"{"data":[],"paging":{"next":"x"}}"#;
        assert!(respond(&mut find(), broken).is_err());
        let listing: Listing<Persona> = success_body(broken).json().unwrap();
        assert!(listing.has_more);
    }

    #[test]
    fn a_row_that_cannot_be_read_is_an_error() {
        for row in [r#"{"name":"Adam"}"#, r#"{"id":"9"}"#] {
            let json = format!(r#"{{"data":[{{"id":"5","name":"Eve"}},{row}]}}"#);
            assert!(respond(&mut find(), &json).is_err(), "{row}");
        }
        let mut known = find().known(PersonaId::parse("9"));
        assert!(respond(&mut known, r#"{"data":[{"id":"9"}]}"#).is_ok());
    }
}
