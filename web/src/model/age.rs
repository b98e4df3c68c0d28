//! How long ago something happened.

/// A time in the past, in the largest unit that it fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Less than a minute ago.
    Now,
    /// In minutes.
    Minutes(u64),
    /// In hours.
    Hours(u64),
    /// In days.
    Days(u64),
    /// In months of 30 days.
    Months(u64),
    /// In years of 365 days.
    Years(u64),
}

impl Age {
    /// The age of `time` at `now`, both in milliseconds since 1970. A time in the future is now.
    #[must_use]
    pub fn of(time: u64, now: u64) -> Self {
        let minutes = now.saturating_sub(time) / 60_000;
        let (hours, days) = (minutes / 60, minutes / (60 * 24));
        match (minutes, days) {
            (0, _) => Self::Now,
            (1..60, _) => Self::Minutes(minutes),
            (_, 0) => Self::Hours(hours),
            (_, 1..30) => Self::Days(days),
            (_, 30..365) => Self::Months(days / 30),
            _ => Self::Years(days / 365),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_in_the_largest_unit() {
        const MINUTE: u64 = 60_000;
        const DAY: u64 = 24 * 60 * MINUTE;
        for (age, expected) in [
            (0, Age::Now),
            (MINUTE - 1, Age::Now),
            (MINUTE, Age::Minutes(1)),
            (60 * MINUTE - 1, Age::Minutes(59)),
            (60 * MINUTE, Age::Hours(1)),
            (DAY - 1, Age::Hours(23)),
            (DAY, Age::Days(1)),
            (30 * DAY - 1, Age::Days(29)),
            (30 * DAY, Age::Months(1)),
            (364 * DAY, Age::Months(12)),
            (800 * DAY, Age::Years(2)),
        ] {
            assert_eq!(Age::of(10, 10 + age), expected, "{age}");
        }
        assert_eq!(Age::of(10, 5), Age::Now);
    }
}
