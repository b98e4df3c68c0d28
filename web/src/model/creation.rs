//! How a persona is known to be created.

/// How it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creation {
    /// Graph responded with its id.
    Confirmed,
    /// There was no response, and it was found in the list afterwards.
    Found,
}

impl Creation {
    /// The name in the address.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Confirmed => "now",
            Self::Found => "found",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Confirmed, Self::Found].into_iter().find(|creation| creation.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_it() {
        for creation in [Creation::Confirmed, Creation::Found] {
            assert_eq!(Creation::from_name(creation.name()), Some(creation));
        }
        assert_eq!(Creation::from_name("yes"), None);
    }
}
