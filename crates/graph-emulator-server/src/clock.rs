//! The clock that the emulator is given, as configured with `--clock`.

use std::{
    str::FromStr,
    time::{Instant, SystemTime, UNIX_EPOCH},
};

use graph_emulator::Timestamp;

/// Source of the time. The emulator can advance its own clock beyond it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClockChoice {
    /// This machine's clock.
    #[default]
    Machine,
    /// A clock that starts at this time.
    From(Timestamp),
    /// The time of the start, which does not advance.
    Frozen,
}

impl FromStr for ClockChoice {
    type Err = String;

    /// Parses `frozen` or a time such as `2026-01-01T00:00:00Z`.
    fn from_str(text: &str) -> Result<Self, String> {
        if text == "frozen" {
            return Ok(Self::Frozen);
        }
        parse_timestamp(text)
            .map(Self::From)
            .ok_or_else(|| "it is frozen, or a time in UTC such as 2026-01-01T00:00:00Z".to_owned())
    }
}

/// A running clock.
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
            ClockChoice::From(start) => Self::From(start, Instant::now()),
            ClockChoice::Frozen => Self::Frozen(machine_time()),
        }
    }

    pub(crate) fn now(self) -> Timestamp {
        match self {
            Self::Machine => machine_time(),
            Self::From(start, since) => {
                start.after_ms(u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX))
            }
            Self::Frozen(time) => time,
        }
    }
}

fn machine_time() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_unix_ms(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

/// Parses a time such as `2026-01-01T00:00:00Z`, with an optional fraction of a second.
fn parse_timestamp(text: &str) -> Option<Timestamp> {
    let (day, time) = text.strip_suffix('Z')?.split_once('T')?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [year, month, day] = parse_numbers(day, '-', [4, 2, 2])?;
    let [hour, minute, second] = parse_numbers(time, ':', [2, 2, 2])?;
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
    // Days from civil: a year that starts in March ends with its leap day.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let before = 365 * y + y / 4 - y / 100 + y / 400;
    let days = before + (153 * m + 2) / 5 + day - 1 - 719_468;
    let seconds = ((days * 24 + hour) * 60 + minute) * 60 + second;
    Some(Timestamp::from_unix_ms(seconds * 1000 + ms))
}

/// Parses three numbers with these counts of digits.
fn parse_numbers(text: &str, separator: char, digits: [usize; 3]) -> Option<[u64; 3]> {
    let mut parts = text.split(separator).zip(digits).map(|(part, digits)| {
        let is_number = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse().ok()).flatten()
    });
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    (text.matches(separator).count() == 2).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timestamp_is_parsed() {
        for text in [
            "1970-01-01T00:00:00.000Z",
            "2000-02-29T00:00:00.000Z",
            "2024-02-28T23:59:59.999Z",
            "2026-01-01T00:00:00.000Z",
            "2026-11-22T09:23:45.007Z",
            "2400-12-31T23:59:59.100Z",
        ] {
            assert_eq!(parse_timestamp(text).unwrap().to_string(), text);
        }
        assert_eq!(
            parse_timestamp("2026-01-01T00:00:00Z"),
            parse_timestamp("2026-01-01T00:00:00.0009Z")
        );
    }

    #[test]
    fn an_invalid_timestamp_is_refused() {
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
    fn a_frozen_clock_does_not_advance() {
        let clock = Clock::start(ClockChoice::Frozen);
        assert_eq!(clock.now(), clock.now());
        let start = Timestamp::from_unix_ms(1_767_225_600_000);
        let running = Clock::start(ClockChoice::From(start)).now();
        assert!(running >= start && running.ms_since(start) < 60_000);
    }
}
