//! Graph's versions: which are there, and which answers for which.

use std::{borrow::Cow, fmt};

use crate::error::GraphError;

/// A version that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version(u16);

impl Version {
    const OLDEST: Self = Self(21);
    const NEWEST: Self = Self(26);
}

impl Default for Version {
    /// Answers calls without a version. Meta lets the app's settings decide; this one is new.
    fn default() -> Self {
        Self::NEWEST
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "v{}.0", self.0)
    }
}

/// The version that answers, and the path after the one that was asked for. Versions that have
/// ended are answered by the oldest one there is.
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

/// Whether it is written as a version is.
pub(crate) fn is_version(segment: &str) -> bool {
    numbers(segment).is_some()
}

/// 26 and 0 of `v26.0`.
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
    fn ended_versions_are_answered_by_the_oldest_and_future_ones_are_unknown() {
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
    fn a_path_without_a_version_is_whole() {
        let segments = [Cow::from("v26"), Cow::from("personas")];
        assert_eq!(split(&segments).unwrap(), (Version::NEWEST, &segments[..]));
        assert_eq!(split(&[]).unwrap().1.len(), 0);
    }
}
