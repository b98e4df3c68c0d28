//! The seconds of a countdown.

use std::time::Duration;

/// The whole seconds from `now` to `end`, rounded up.
#[must_use]
pub fn seconds_until(end: Duration, now: Duration) -> u64 {
    let left = end.saturating_sub(now);
    left.as_secs() + u64::from(left.subsec_millis() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_rounded_up() {
        let ms = Duration::from_millis;
        assert_eq!(seconds_until(ms(6000), ms(0)), 6);
        assert_eq!(seconds_until(ms(6000), ms(1)), 6);
        assert_eq!(seconds_until(ms(6000), ms(5001)), 1);
        assert_eq!(seconds_until(ms(6000), ms(7000)), 0);
    }
}
