//! The time outside the emulator, as `--clock` has it.

use std::{
    str::FromStr,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use graph_emulator::Timestamp;

/// Which time the emulator is given. Its own clock may be ahead of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClockChoice {
    /// This machine's.
    #[default]
    Machine,
    /// Starts at this moment, then runs.
    From(Timestamp),
    /// Stands at the moment of the start.
    Frozen,
}

impl FromStr for ClockChoice {
    type Err = String;

    /// `frozen`, or a moment such as `2026-01-01T00:00:00Z`.
    fn from_str(text: &str) -> Result<Self, String> {
        if text == "frozen" {
            return Ok(Self::Frozen);
        }
        moment(text).map(Self::From).ok_or_else(|| {
            "it is frozen, or a moment in UTC such as 2026-01-01T00:00:00Z".to_owned()
        })
    }
}

/// A clock that was started.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clock {
    Machine,
    From(Timestamp, Instant),
    Frozen(Timestamp),
}

impl Clock {
    pub(crate) fn start(choice: ClockChoice) -> Self {
        match choice {
            ClockChoice::Machine => Self::Machine,
            ClockChoice::From(moment) => Self::From(moment, Instant::now()),
            ClockChoice::Frozen => Self::Frozen(machine()),
        }
    }

    pub(crate) fn now(self) -> Timestamp {
        match self {
            Self::Machine => machine(),
            Self::From(moment, since) => {
                moment.after_ms(u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX))
            }
            Self::Frozen(moment) => moment,
        }
    }
}

fn machine() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_unix_ms(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// The moment in `2026-01-01T00:00:00Z`, with or without a fraction of the second.
fn moment(text: &str) -> Option<Timestamp> {
    let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [year, month, day] = numbers(day, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if year < 1970 || !(1..=days).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let ms: u64 = fraction.chars().chain("00".chars()).take(3).collect::<String>().parse().ok()?;
    // Years that start in March have their leap day last.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let before = 365 * y + y / 4 - y / 100 + y / 400;
    let days = before + (153 * m + 2) / 5 + day - 1 - 719_468;
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
    Some(Timestamp::from_unix_ms(seconds * 1000 + ms))
}

/// Three numbers with so many digits each.
fn numbers(text: &str, between: char, digits: [usize; 3]) -> Option<[u64; 3]> {
    let mut parts = text.split(between).zip(digits).map(|(part, digits)| {
        let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse().ok()).flatten()
    });
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    (text.matches(between).count() == 2).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_it_is_written() {
        for text in [
            "1970-01-01T00:00:00.000Z",
            "2000-02-29T00:00:00.000Z",
            "2024-02-28T23:59:59.999Z",
            "2026-01-01T00:00:00.000Z",
            "2026-11-22T09:23:45.007Z",
            "2400-12-31T23:59:59.100Z",
        ] {
            assert_eq!(moment(text).unwrap().to_string(), text);
        }
        assert_eq!(moment("2026-01-01T00:00:00Z"), moment("2026-01-01T00:00:00.0009Z"));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "now",
            "2026-01-01",
            "2026-01-01T00:00:00",
            "2026-13-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00.+1Z",
            "1969-12-31T23:59:59Z",
            "2026-01-01-01T00:00:00Z",
            "26-01-01T00:00:00Z",
            "2026-1-01T00:00:00Z",
        ] {
            assert!(text.parse::<ClockChoice>().is_err(), "{text}");
        }
        assert_eq!("frozen".parse(), Ok(ClockChoice::Frozen));
    }

    #[test]
    fn a_frozen_clock_stands() {
        let clock = Clock::start(ClockChoice::Frozen);
        assert_eq!(clock.now(), clock.now());
        let start = Timestamp::from_unix_ms(1_767_225_600_000);
        let running = Clock::start(ClockChoice::From(start)).now();
        assert!(running >= start && running.ms_since(start) < 60_000);
    }
}
