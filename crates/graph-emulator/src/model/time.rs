//! Timestamps. The caller provides the time; nothing here reads a clock.

use std::fmt;

use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// Milliseconds since the Unix epoch. `Display` is ISO 8601: `2026-11-23T10:00:00.000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(u64);

impl Timestamp {
    /// From milliseconds since the Unix epoch.
    #[must_use]
    pub fn from_unix_ms(ms: u64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub fn unix_ms(self) -> u64 {
        self.0
    }

    /// The time `ms` milliseconds later.
    #[must_use]
    pub fn after_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// The time `ms` milliseconds earlier, at the earliest the Unix epoch.
    #[must_use]
    pub fn before_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_sub(ms))
    }

    /// Milliseconds since `earlier`; 0 if that is in the future.
    #[must_use]
    pub fn ms_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Formats as Graph does: `2026-07-12T19:11:07+0000`.
    pub(crate) fn to_graph_string(self) -> String {
        format!("{:.0}+0000", Offset::UTC.to_datetime(self.to_jiff()))
    }

    /// At the latest the end of the year 9999.
    fn to_jiff(self) -> jiff::Timestamp {
        let ms = i64::try_from(self.0).ok();
        ms.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok()).unwrap_or(jiff::Timestamp::MAX)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.to_jiff())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_formatted_in_iso_8601() {
        for (ms, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_709_164_799_999, "2024-02-28T23:59:59.999Z"),
            (1_795_339_425_007, "2026-11-22T09:23:45.007Z"),
        ] {
            assert_eq!(Timestamp::from_unix_ms(ms).to_string(), text);
        }
        assert_eq!(
            Timestamp::from_unix_ms(1_795_339_425_007).to_graph_string(),
            "2026-11-22T09:23:45+0000"
        );
        assert!(Timestamp::from_unix_ms(u64::MAX).to_string().ends_with('Z'));
    }
}
