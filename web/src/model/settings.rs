//! What a user can choose in the settings.

/// Light or dark colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those of the system.
    #[default]
    System,
    /// Light ones.
    Light,
    /// Dark ones.
    Dark,
}

impl Theme {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name to store; `None` for the default.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// The theme with a stored name; the default for any other.
    #[must_use]
    pub fn from_name(name: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}

/// How high the rows of lists are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    /// High enough for a finger.
    #[default]
    Comfortable,
    /// More rows at a time.
    Compact,
}

impl Density {
    /// In the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Comfortable, Self::Compact];

    /// The name to store; `None` for the default.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Comfortable => None,
            Self::Compact => Some("compact"),
        }
    }

    /// The density with a stored name; the default for any other.
    #[must_use]
    pub fn from_name(name: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|density| density.name() == name).unwrap_or_default()
    }

    /// The other one.
    #[must_use]
    pub fn toggled(self) -> Self {
        match self {
            Self::Comfortable => Self::Compact,
            Self::Compact => Self::Comfortable,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_names_are_read_back() {
        for theme in Theme::ALL {
            assert_eq!(Theme::from_name(theme.name()), theme);
        }
        for density in Density::ALL {
            assert_eq!(Density::from_name(density.name()), density);
            assert_eq!(density.toggled().toggled(), density);
        }
        assert_eq!(Theme::from_name(Some("purple")), Theme::System);
    }
}
