//! Which screen an address shows.

/// A screen, or a part of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The first one there is.
    Home,
    /// The list of personas.
    Personas,
    /// The form for a new one.
    NewPersona,
    /// Several at once, and all as a file.
    Import,
    /// One persona.
    Persona,
    /// The replacement of one persona.
    Replace,
    /// The people, none of them chosen.
    NoConversation,
    /// The conversation with one of them.
    Conversation,
    /// There is none.
    NotFound,
}

impl Screen {
    /// The screen at `path`, and the part of the path that says of what, as it stands there.
    #[must_use]
    pub fn at(path: &str) -> (Self, Option<&str>) {
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let parts = (parts.next(), parts.next(), parts.next());
        match parts {
            (None | Some("connect"), None, None) => (Self::Home, None),
            (Some("personas"), None, None) => (Self::Personas, None),
            (Some("personas"), Some("new"), None) => (Self::NewPersona, None),
            (Some("personas"), Some("import"), None) => (Self::Import, None),
            (Some("personas"), id, None) => (Self::Persona, id),
            (Some("personas"), id, Some("replace")) => (Self::Replace, id),
            (Some("conversations"), None, None) => (Self::NoConversation, None),
            (Some("conversations"), psid, None) => (Self::Conversation, psid),
            _ => (Self::NotFound, None),
        }
    }

    /// What is drawn anew when it changes: people stay while one goes from one to the other.
    #[must_use]
    pub fn frame(self) -> Self {
        match self {
            Self::Conversation => Self::NoConversation,
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_shows_one_screen() {
        for (path, screen, of) in [
            ("/", Screen::Home, None),
            ("/connect", Screen::Home, None),
            ("/personas", Screen::Personas, None),
            ("/personas/", Screen::Personas, None),
            ("/personas/new", Screen::NewPersona, None),
            ("/personas/import", Screen::Import, None),
            ("/personas/12", Screen::Persona, Some("12")),
            ("/personas/12%2F3", Screen::Persona, Some("12%2F3")),
            ("/personas/12/3", Screen::NotFound, None),
            ("/personas/12/replace", Screen::Replace, Some("12")),
            ("/conversations", Screen::NoConversation, None),
            ("/conversations/7", Screen::Conversation, Some("7")),
            ("/conversations/7/8", Screen::NotFound, None),
            ("/connect/x", Screen::NotFound, None),
            ("/nowhere", Screen::NotFound, None),
        ] {
            assert_eq!(Screen::at(path), (screen, of), "{path}");
        }
    }
}
