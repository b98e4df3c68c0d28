//! Replacing a persona, which Graph cannot change: the new one first, then the old one goes.

use messenger_personas::Persona;

use super::persona_draft::PersonaDraft;

/// How far it is. It is kept while one looks at other screens, so that it can go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The persona that is to go.
    pub old: Persona,
    /// What the new one is to look like.
    pub draft: PersonaDraft,
    /// The new one, once it is there.
    pub new: Option<Persona>,
}

impl Replacement {
    /// Begins with what the old one looks like.
    #[must_use]
    pub fn of(old: Persona) -> Self {
        let draft = PersonaDraft {
            name: old.name.clone().unwrap_or_default(),
            picture_url: old.profile_picture_url.clone().unwrap_or_default(),
        };
        Self { old, draft, new: None }
    }

    /// Whether the new one would look like the old one.
    #[must_use]
    pub fn changes_nothing(&self) -> bool {
        let same = Self::of(self.old.clone()).draft;
        self.draft.name.trim() == same.name.trim()
            && self.draft.picture_url.trim() == same.picture_url.trim()
    }

    /// Those of `all` that are half done, as a text that can be kept.
    pub fn write<'a>(all: impl Iterator<Item = &'a Self>) -> Option<String> {
        let half_done = all.filter_map(|it| Some((&it.old, it.new.as_ref()?)));
        serde_json::to_string(&half_done.collect::<Vec<_>>()).ok()
    }

    /// What [`write`](Self::write) wrote; nothing of another text.
    #[must_use]
    pub fn read(text: &str) -> Vec<Self> {
        let pairs: Vec<(Persona, Persona)> = serde_json::from_str(text).unwrap_or_default();
        let half_done = |(old, new)| Self { new: Some(new), ..Self::of(old) };
        pairs.into_iter().map(half_done).collect()
    }

    /// For bots: the old id and the new one, in JSON. Both are digits.
    #[must_use]
    pub fn map(&self) -> Option<String> {
        let new = self.new.as_ref()?;
        Some(format!(r#"{{"{}":"{}"}}"#, self.old.id, new.id))
    }
}

#[cfg(test)]
mod tests {
    use messenger_personas::PersonaId;

    use super::*;

    fn persona(id: &str, name: &str) -> Persona {
        Persona {
            id: PersonaId::parse(id).unwrap(),
            name: Some(name.to_owned()),
            profile_picture_url: Some("https://example.com/a.jpg".to_owned()),
        }
    }

    #[test]
    fn it_begins_as_the_old_one_and_says_when_nothing_changes() {
        let mut replacement = Replacement::of(persona("1", "Adam"));
        assert!(replacement.changes_nothing());
        " Adam ".clone_into(&mut replacement.draft.name);
        assert!(replacement.changes_nothing());
        "Adam Z.".clone_into(&mut replacement.draft.name);
        assert!(!replacement.changes_nothing());
    }

    #[test]
    fn what_is_half_done_is_kept_and_nothing_else() {
        let begun = Replacement::of(persona("1", "Adam"));
        let half_done = Replacement {
            new: Some(persona("3", "Zoë \"Z\"")),
            ..Replacement::of(persona("2", "Zoë"))
        };
        let text = Replacement::write([&begun, &half_done].into_iter()).unwrap();
        assert_eq!(Replacement::read(&text), [half_done]);
        for odd in ["", "{}", "[[{}]]"] {
            assert_eq!(Replacement::read(odd), []);
        }
    }

    #[test]
    fn bots_get_a_map_from_the_old_id_to_the_new_one() {
        let mut replacement = Replacement::of(persona("1", "Adam"));
        assert_eq!(replacement.map(), None);
        replacement.new = Some(persona("2", "Adam Z."));
        assert_eq!(replacement.map().unwrap(), r#"{"1":"2"}"#);
    }
}
