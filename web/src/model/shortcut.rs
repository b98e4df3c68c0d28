//! What single keys do.

/// Something that a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Goes to the search.
    Search,
    /// Goes to the next row.
    Next,
    /// Goes to the row before.
    Previous,
    /// Chooses the row, or chooses it no more.
    Select,
    /// Deletes the rows that are chosen, or the one that the focus is on.
    Delete,
    /// Goes to the form for a new persona.
    Create,
    /// Goes to the list.
    GoPersonas,
    /// Goes to the conversations.
    GoConversations,
    /// Goes to the activity.
    GoActivity,
    /// Shows what keys do.
    Sheet,
}

impl Action {
    /// Each with its keys, as they are pressed one after the other.
    pub const ALL: [(Self, &'static [&'static str]); 10] = [
        (Self::Search, &["/"]),
        (Self::Next, &["j"]),
        (Self::Previous, &["k"]),
        (Self::Select, &["x"]),
        (Self::Delete, &["Delete"]),
        (Self::Create, &["c"]),
        (Self::GoPersonas, &["g", "p"]),
        (Self::GoConversations, &["g", "c"]),
        (Self::GoActivity, &["g", "a"]),
        (Self::Sheet, &["?"]),
    ];
}

/// The keys that were pressed, as far as they may be the start of something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys(Vec<String>);

impl Keys {
    /// What is to be done now that `key` was pressed.
    pub fn press(&mut self, key: &str) -> Option<Action> {
        self.0.push(key.to_owned());
        if let Some(action) = self.whole() {
            self.0.clear();
            return Some(action);
        }
        if !self.is_start() {
            // What leads nowhere may be the start of something else.
            self.0.clear();
            self.0.push(key.to_owned());
            if let Some(action) = self.whole() {
                self.0.clear();
                return Some(action);
            }
            if !self.is_start() {
                self.0.clear();
            }
        }
        None
    }

    fn whole(&self) -> Option<Action> {
        Action::ALL.into_iter().find(|(_, keys)| self.0 == *keys).map(|(action, _)| action)
    }

    fn is_start(&self) -> bool {
        Action::ALL.iter().any(|(_, keys)| {
            keys.len() > self.0.len()
                && keys.iter().zip(&self.0).all(|(key, pressed)| key == pressed)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_one_after_the_other_do_something() {
        for (pressed, done) in [
            (&["j"][..], &[Some(Action::Next)][..]),
            (&["g", "p"], &[None, Some(Action::GoPersonas)]),
            (&["g", "j"], &[None, Some(Action::Next)]),
            (&["g", "g", "c"], &[None, None, Some(Action::GoConversations)]),
            (&["q", "c"], &[None, Some(Action::Create)]),
            (&["g", "q", "p"], &[None, None, None]),
        ] {
            let mut keys = Keys::default();
            let did: Vec<_> = pressed.iter().map(|key| keys.press(key)).collect();
            assert_eq!(did, done, "{pressed:?}");
        }
    }

    #[test]
    fn no_keys_stand_for_two_things() {
        for (index, (_, keys)) in Action::ALL.iter().enumerate() {
            let others = Action::ALL.iter().skip(index + 1);
            assert!(others.into_iter().all(|(_, other)| !other.starts_with(keys)), "{keys:?}");
        }
    }
}
