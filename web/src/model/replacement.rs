//! The edit of a persona, as a state machine. Graph cannot change a persona, so a new one replaces it:
//! the new one is created, then the old one is deleted.

use messenger_personas::Persona;

use super::persona_draft::PersonaDraft;

/// A persona, and the one that replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The persona to delete.
    pub old: Persona,
    /// What the new one is to look like.
    pub draft: PersonaDraft,
    /// The progress.
    pub progress: Progress,
}

/// The progress of a [`Replacement`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The new persona is written.
    Writing,
    /// The new persona is created; the old one can be deleted.
    Created(Persona),
    /// The old persona is deleted.
    Finished(Persona),
}

impl Replacement {
    /// Begins with what the old one looks like.
    #[must_use]
    pub fn of(old: Persona) -> Self {
        let draft = PersonaDraft {
            name: old.name.clone().unwrap_or_default(),
            picture_url: old.profile_picture_url.clone().unwrap_or_default(),
        };
        Self { old, draft, progress: Progress::Writing }
    }

    /// The replacement of `old` by `new`, which is created.
    #[must_use]
    pub fn half_done(old: Persona, new: Persona) -> Self {
        Self { progress: Progress::Created(new), ..Self::of(old) }
    }

    /// The new persona is written, if it is not created yet. Returns whether anything changes.
    pub fn write(&mut self, draft: PersonaDraft) -> bool {
        let is_writing = self.progress == Progress::Writing;
        if is_writing {
            self.draft = draft;
        }
        is_writing && !self.changes_nothing()
    }

    /// The new persona is created.
    pub fn on_created(&mut self, new: Persona) {
        self.progress = Progress::Created(new);
    }

    /// The old persona is deleted.
    pub fn on_old_deleted(&mut self) {
        if let Progress::Created(new) = &self.progress {
            self.progress = Progress::Finished(new.clone());
        }
    }

    /// The new persona, if it exists.
    #[must_use]
    pub fn new_persona(&self) -> Option<&Persona> {
        match &self.progress {
            Progress::Writing => None,
            Progress::Created(new) | Progress::Finished(new) => Some(new),
        }
    }

    /// Whether the new persona exists, and the old one too.
    #[must_use]
    pub fn is_half_done(&self) -> bool {
        matches!(self.progress, Progress::Created(_))
    }

    /// Whether the new one would look like the old one.
    #[must_use]
    pub fn changes_nothing(&self) -> bool {
        let same = Self::of(self.old.clone()).draft;
        self.draft.name.trim() == same.name.trim()
            && self.draft.picture_url.trim() == same.picture_url.trim()
    }

    /// Those of `all` that are half done, as JSON.
    pub fn to_json<'a>(all: impl Iterator<Item = &'a Self>) -> Option<String> {
        let half_done = all.filter(|it| it.is_half_done());
        let pairs = half_done.filter_map(|it| Some((&it.old, it.new_persona()?)));
        serde_json::to_string(&pairs.collect::<Vec<_>>()).ok()
    }

    /// Those that [`to_json`](Self::to_json) wrote; none if the text is something else.
    #[must_use]
    pub fn from_json(text: &str) -> Vec<Self> {
        let pairs: Vec<(Persona, Persona)> = serde_json::from_str(text).unwrap_or_default();
        pairs.into_iter().map(|(old, new)| Self::half_done(old, new)).collect()
    }

    /// For bots: the old id and the new one, in JSON. Both are digits.
    #[must_use]
    pub fn map(&self) -> Option<String> {
        let new = self.new_persona()?;
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
        let half_done = Replacement::half_done(persona("2", "Zoë"), persona("3", "Zoë \"Z\""));
        let mut finished = Replacement::half_done(persona("4", "Bea"), persona("5", "Bea B."));
        finished.on_old_deleted();
        let text = Replacement::to_json([&begun, &half_done, &finished].into_iter()).unwrap();
        assert_eq!(Replacement::from_json(&text), [half_done]);
        for odd in ["", "{}", "[[{}]]"] {
            assert_eq!(Replacement::from_json(odd), []);
        }
    }

    #[test]
    fn bots_get_a_map_from_the_old_id_to_the_new_one() {
        let mut replacement = Replacement::of(persona("1", "Adam"));
        assert_eq!(replacement.map(), None);
        replacement.on_created(persona("2", "Adam Z."));
        assert_eq!(replacement.map().unwrap(), r#"{"1":"2"}"#);
    }

    #[test]
    fn the_new_one_is_written_then_created_then_the_old_one_is_deleted() {
        let (old, new) = (persona("1", "Adam"), persona("2", "Adam Z."));
        let mut replacement = Replacement::of(old.clone());
        assert!(!replacement.write(Replacement::of(old.clone()).draft));
        assert!(replacement.write(Replacement::of(new.clone()).draft));
        replacement.on_old_deleted();
        assert_eq!(replacement.progress, Progress::Writing);
        replacement.on_created(new.clone());
        assert!(replacement.is_half_done());
        assert!(!replacement.write(Replacement::of(old).draft));
        assert_eq!(replacement.draft.name, "Adam Z.");
        replacement.on_old_deleted();
        assert!(!replacement.is_half_done());
        assert_eq!(replacement.new_persona(), Some(&new));
    }
}
