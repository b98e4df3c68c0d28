//! Versions of the Graph API.

use std::{borrow::Cow, fmt};

use crate::error::GraphError;

/// A supported version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version(u16);

impl Version {
    const OLDEST: Self = Self(21);
    const NEWEST: Self = Self(26);

    /// Whether the version supports `GET /?ids=1,2`, which v26.0 removed.
    pub(crate) fn supports_root_ids(self) -> bool {
        self.0 < 26
    }
}

impl Default for Version {
    /// For requests without a version. In Graph it depends on the app's settings.
    fn default() -> Self {
        Self::NEWEST
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}.0", self.0)
    }
}

/// Splits the version from a path. For versions that Meta removed, the oldest supported version is
/// returned.
pub(crate) fn split<'a, 'b>(
    segments: &'a [Cow<'b, str>],
) -> Result<(Version, &'a [Cow<'b, str>]), GraphError> {
    let Some((first, rest)) = segments.split_first() else {
        return Ok((Version::default(), segments));
    };
    let Some((major, minor)) = numbers(first) else {
        return Ok((Version::default(), segments));
    };
    if major < Version::OLDEST.0 {
        return Ok((Version::OLDEST, rest));
    }
    if major > Version::NEWEST.0 || minor != 0 {
        return Err(GraphError::unknown_path(if rest.is_empty() { segments } else { rest }));
    }
    Ok((Version(major), rest))
}

/// Whether the segment has the form of a version.
pub(crate) fn is_version(segment: &str) -> bool {
    numbers(segment).is_some()
}

/// Parses `v26.0` to 26 and 0.
fn numbers(segment: &str) -> Option<(u16, u16)> {
    let (major, minor) = segment.strip_prefix('v')?.split_once('.')?;
    let number = |text: &str| {
        let digits = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    Some((number(major)?, number(minor)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_versions_map_to_the_oldest_and_future_ones_are_unknown() {
        for (asked, answers) in [
            ("v26.0", Some("v26.0")),
            ("v21.0", Some("v21.0")),
            ("v20.0", Some("v21.0")),
            ("v2.12", Some("v21.0")),
            ("v27.0", None),
            ("v25.1", None),
            ("v999.0", None),
        ] {
            let segments = [Cow::from(asked), Cow::from("me")];
            let version = split(&segments).map(|(version, rest)| {
                assert_eq!(rest, ["me"]);
                version.to_string()
            });
            assert_eq!(version.ok().as_deref(), answers, "{asked}");
        }
    }

    #[test]
    fn a_path_without_version_is_not_split() {
        let segments = [Cow::from("v26"), Cow::from("personas")];
        assert_eq!(split(&segments).unwrap(), (Version::NEWEST, &segments[..]));
        assert_eq!(split(&[]).unwrap().1.len(), 0);
    }
}
