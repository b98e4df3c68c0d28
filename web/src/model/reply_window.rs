//! How long a Page may write to a person: 24 hours after the person's last message, and people, not
//! bots, up to seven days with the tag `HUMAN_AGENT`.

use std::time::Duration;

/// What may be sent to a person. Times are in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyWindow {
    /// Everything, until this time.
    Open {
        /// When it closes.
        until: u64,
    },
    /// What a person writes, with the tag `HUMAN_AGENT`, until this time.
    HumanAgent {
        /// When that ends.
        until: u64,
    },
    /// Nothing, until the person writes again.
    Closed,
    /// It is open; until when is not known.
    OpenNow,
    /// The 24 hours are over. Whether the seven days are is not known.
    Over,
    /// Neither is known.
    Unknown,
}

impl ReplyWindow {
    /// The window at `now` of a person who last wrote at `wrote_at`. `can_reply` is what Graph says of
    /// a conversation whose messages were not read.
    #[must_use]
    pub fn at(now: u64, wrote_at: Option<u64>, can_reply: Option<bool>) -> Self {
        let Some(wrote_at) = wrote_at else {
            return match can_reply {
                Some(true) => Self::OpenNow,
                Some(false) => Self::Over,
                None => Self::Unknown,
            };
        };
        let [day, week] =
            [STANDARD, HUMAN_AGENT].map(|length| wrote_at.saturating_add(millis(length)));
        if now < day {
            Self::Open { until: day }
        } else if now < week {
            Self::HumanAgent { until: week }
        } else {
            Self::Closed
        }
    }

    /// Whether a message without a tag is refused.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::HumanAgent { .. } | Self::Closed | Self::Over)
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

const STANDARD: Duration = Duration::from_hours(24);
const HUMAN_AGENT: Duration = Duration::from_hours(7 * 24);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_closes_after_a_day_and_for_people_after_a_week() {
        const HOUR: u64 = 3_600_000;
        let (day, week) = (24 * HOUR, 7 * 24 * HOUR);
        for (age, expected) in [
            (0, ReplyWindow::Open { until: day + 5 }),
            (day - 1, ReplyWindow::Open { until: day + 5 }),
            (day, ReplyWindow::HumanAgent { until: week + 5 }),
            (week - 1, ReplyWindow::HumanAgent { until: week + 5 }),
            (week, ReplyWindow::Closed),
        ] {
            assert_eq!(ReplyWindow::at(5 + age, Some(5), Some(true)), expected, "{age}");
        }
    }

    #[test]
    fn graphs_word_counts_where_no_message_was_read() {
        for (can_reply, expected, is_closed) in [
            (Some(true), ReplyWindow::OpenNow, false),
            (Some(false), ReplyWindow::Over, true),
            (None, ReplyWindow::Unknown, false),
        ] {
            let window = ReplyWindow::at(9, None, can_reply);
            assert_eq!((window, window.is_closed()), (expected, is_closed));
        }
    }
}
