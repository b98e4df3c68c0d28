//! The Page's personas, as far as they are loaded, without the requests.

use std::{collections::HashSet, sync::Arc};

use messenger_personas::{Cursor, Listing, Persona, PersonaId};
use messenger_personas_client::PaginationError;

use super::{rate_limit::rate_limit_wait, search::Entry};

/// The rows that are loaded. A reload replaces them one listing at a time, so that they stay on the
/// screen meanwhile; a failed reload removes none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonaList {
    rows: Vec<Arc<Entry>>,
    /// How many rows, from the first, are from the current load. The others are older.
    fresh: usize,
    fresh_ids: HashSet<PersonaId>,
    /// Personas that were deleted here. A response that was requested earlier can still have them.
    deleted: HashSet<PersonaId>,
    /// Where to continue; `None` is the start of the list.
    next: Option<Cursor>,
}

impl PersonaList {
    /// The rows, in Graph's order.
    #[must_use]
    pub fn rows(&self) -> &[Arc<Entry>] {
        &self.rows
    }

    /// The persona with this id, if it is loaded.
    #[must_use]
    pub fn find(&self, id: &PersonaId) -> Option<&Persona> {
        self.rows.iter().map(|row| &row.persona).find(|persona| persona.id == *id)
    }

    /// Whether the persona was deleted here.
    #[must_use]
    pub fn is_deleted(&self, id: &PersonaId) -> bool {
        self.deleted.contains(id)
    }

    /// The cursor of the next listing; `None` is the start of the list.
    #[must_use]
    pub fn next(&self) -> Option<&Cursor> {
        self.next.as_ref()
    }

    /// Starts from the first listing again.
    pub fn restart(&mut self) {
        self.fresh = 0;
        self.fresh_ids.clear();
        self.next = None;
    }

    /// Adds the next listing; `None` is the end of the list. Returns whether more follows.
    pub fn add(&mut self, listing: Option<Listing<Persona>>) -> bool {
        let next = listing.as_ref().and_then(|listing| listing.next().cloned());
        let has_more = listing.as_ref().is_some_and(|listing| listing.has_more);
        let mut older = self.rows.split_off(self.fresh.min(self.rows.len()));
        for persona in listing.map(|listing| listing.data).unwrap_or_default() {
            if !self.deleted.contains(&persona.id) && self.fresh_ids.insert(persona.id.clone()) {
                self.rows.push(Arc::new(Entry::new(persona)));
            }
        }
        self.fresh = self.rows.len();
        older.retain(|row| has_more && !self.fresh_ids.contains(&row.persona.id));
        self.rows.append(&mut older);
        self.next = next;
        has_more
    }

    /// Puts a created persona first.
    pub fn insert(&mut self, persona: Persona) {
        self.remove(&persona.id);
        self.fresh += 1;
        self.fresh_ids.insert(persona.id.clone());
        self.rows.insert(0, Arc::new(Entry::new(persona)));
    }

    /// Removes a persona that was deleted here.
    pub fn delete(&mut self, id: &PersonaId) {
        self.deleted.insert(id.clone());
        self.remove(id);
    }

    /// Removes a persona that Graph does not have.
    pub fn remove(&mut self, id: &PersonaId) {
        let Some(place) = self.rows.iter().position(|row| row.persona.id == *id) else { return };
        self.rows.remove(place);
        if place < self.fresh {
            self.fresh -= 1;
            self.fresh_ids.remove(id);
        }
    }
}

/// The progress of loading the list.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadState {
    /// Nothing was requested.
    Idle,
    /// A listing is requested.
    Loading,
    /// Graph limits the requests. Loading continues at `until`, in milliseconds since 1970.
    Limited {
        /// The end of the wait.
        until: u64,
    },
    /// The user stopped it. There is more.
    Stopped,
    /// Everything is loaded.
    Complete,
    /// A request failed.
    Failed(PaginationError),
}

impl LoadState {
    /// The state after a request failed at `now`, in milliseconds since 1970. `attempt` counts the
    /// rate limits one after the other.
    #[must_use]
    pub fn after_error(error: PaginationError, attempt: u32, now: u64) -> Self {
        let wait = match &error {
            PaginationError::Request(error) => rate_limit_wait(error, attempt),
            _ => None,
        };
        match wait {
            Some(wait) => {
                let wait = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
                Self::Limited { until: now.saturating_add(wait) }
            }
            None => Self::Failed(error),
        }
    }

    /// Whether every persona is loaded: what is not found is not there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        *self == Self::Complete
    }

    /// Whether it goes on without the user.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::Loading | Self::Limited { .. })
    }
}

#[cfg(test)]
mod tests {
    use messenger_personas::{
        AccessToken, Graph, GraphRequest, HttpResponse, ListPersonas, PageId,
    };
    use messenger_personas_client::Error;

    use super::*;

    fn persona(id: &str) -> Persona {
        let id = PersonaId::parse(id).unwrap();
        Persona { id, name: Some("Adam".to_owned()), profile_picture_url: None }
    }

    fn listing(ids: &[&str], after: Option<&str>) -> Listing<Persona> {
        let data: Vec<_> =
            ids.iter().map(|id| format!(r#"{{"id":"{id}","name":"Adam"}}"#)).collect();
        let paging = after.map_or_else(String::new, |after| {
            format!(r#","paging":{{"cursors":{{"after":"{after}"}},"next":"https://x.example/"}}"#)
        });
        let json = format!(r#"{{"data":[{}]{paging}}}"#, data.join(","));
        parse(&HttpResponse::json(200, json)).unwrap()
    }

    fn parse(response: &HttpResponse) -> Result<Listing<Persona>, PaginationError> {
        let graph = Graph::new(AccessToken::parse("TOKEN").unwrap());
        let request = ListPersonas::new(PageId::parse("1").unwrap());
        request.parse_response(&graph, response.clone()).map_err(|error| Error::from(error).into())
    }

    fn ids(list: &PersonaList) -> Vec<&str> {
        list.rows().iter().map(|row| row.persona.id.as_str()).collect()
    }

    #[test]
    fn a_list_is_loaded_listing_by_listing() {
        let mut list = PersonaList::default();
        assert!(list.add(Some(listing(&["1", "2"], Some("a")))));
        assert_eq!(list.next().map(Cursor::as_str), Some("a"));
        assert!(!list.add(Some(listing(&["2", "3"], None))));
        assert_eq!(ids(&list), ["1", "2", "3"]);
        assert_eq!(list.next(), None);
    }

    #[test]
    fn a_reload_keeps_the_older_rows_until_the_end() {
        let mut list = PersonaList::default();
        list.add(Some(listing(&["1", "2", "3"], None)));
        list.restart();
        assert!(list.add(Some(listing(&["4", "2"], Some("a")))));
        assert_eq!(ids(&list), ["4", "2", "1", "3"]);
        list.add(Some(listing(&["3"], None)));
        assert_eq!(ids(&list), ["4", "2", "3"]);
    }

    #[test]
    fn what_changed_here_is_not_undone_by_a_late_listing() {
        let mut list = PersonaList::default();
        list.add(Some(listing(&["1", "2"], Some("a"))));
        list.delete(&PersonaId::parse("3").unwrap());
        list.insert(persona("9"));
        list.add(Some(listing(&["3", "9", "4"], None)));
        assert_eq!(ids(&list), ["9", "1", "2", "4"]);
        assert!(list.is_deleted(&PersonaId::parse("3").unwrap()));
    }

    #[test]
    fn a_persona_that_is_created_again_is_one_row() {
        let mut list = PersonaList::default();
        list.add(Some(listing(&["1", "2"], None)));
        list.insert(persona("2"));
        assert_eq!(ids(&list), ["2", "1"]);
        list.remove(&PersonaId::parse("2").unwrap());
        assert_eq!(ids(&list), ["1"]);
    }

    #[test]
    fn a_rate_limit_waits_as_long_as_graph_says_and_other_errors_end_it() {
        let refused = |json: &str, retry_after: Option<&str>| {
            let mut response = HttpResponse::json(400, json);
            if let Some(seconds) = retry_after {
                response.headers.push(("retry-after".to_owned(), seconds.to_owned()));
            }
            parse(&response).unwrap_err()
        };
        let limit = r#"{"error":{"message":"(#80006)","code":80006}}"#;
        let after = |error, attempt| LoadState::after_error(error, attempt, 1_000);
        let until = |seconds: u64| LoadState::Limited { until: 1_000 + seconds * 1_000 };
        assert_eq!(after(refused(limit, Some("62")), 0), until(62));
        assert_eq!(after(refused(limit, Some("1")), 0), until(1));
        for (attempt, seconds) in [(0, 30), (1, 60), (9, 480)] {
            assert_eq!(after(refused(limit, None), attempt), until(seconds));
        }
        let other = refused(r#"{"error":{"message":"(#10)","code":10}}"#, None);
        assert_eq!(after(other.clone(), 0), LoadState::Failed(other));
    }
}
