//! The focus after a deletion.

use messenger_personas::{Persona, PersonaId};

/// The row to focus when the `deleted` personas leave a list: the next one that stays, or the one
/// before.
pub fn next_row<'a>(
    rows: impl IntoIterator<Item = &'a PersonaId>,
    deleted: &[Persona],
) -> Option<&'a PersonaId> {
    let (mut before, mut is_behind) = (None, false);
    for id in rows {
        match (deleted.iter().any(|persona| persona.id == *id), is_behind) {
            (true, _) => is_behind = true,
            (false, true) => return Some(id),
            (false, false) => before = Some(id),
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(ids: impl IntoIterator<Item = u32>) -> Vec<Persona> {
        let id = |id: u32| PersonaId::parse(&id.to_string()).unwrap();
        let persona = |it| Persona { id: id(it), name: None, profile_picture_url: None };
        ids.into_iter().map(persona).collect()
    }

    #[test]
    fn the_focus_goes_to_the_next_row_or_to_the_one_before() {
        let rows = some(1..=5);
        let next = |deleted: &[u32]| {
            let deleted = some(deleted.iter().copied());
            let ids = rows.iter().map(|persona| &persona.id);
            next_row(ids, &deleted).map(|id| id.as_str().to_owned())
        };
        for (deleted, focused) in [
            (&[2][..], Some("3")),
            (&[5], Some("4")),
            (&[2, 3], Some("4")),
            (&[2, 4], Some("3")),
            (&[1, 2, 3, 4], Some("5")),
            (&[4, 5], Some("3")),
            (&[1, 2, 3, 4, 5], None),
        ] {
            assert_eq!(next(deleted).as_deref(), focused, "{deleted:?}");
        }
    }
}
