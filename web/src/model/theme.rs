//! Light or dark colours.

/// Which colours are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colours {
    /// Those of the system.
    #[default]
    System,
    /// Light ones.
    Light,
    /// Dark ones.
    Dark,
}

impl Colours {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// What is kept of the choice; nothing for the system's.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The choice that was kept; anything else is none.
    #[must_use]
    pub fn read(name: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|colours| colours.name() == name).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_was_chosen() {
        for colours in Colours::ALL {
            assert_eq!(Colours::read(colours.name()), colours);
        }
        assert_eq!(Colours::read(Some("purple")), Colours::System);
    }
}
