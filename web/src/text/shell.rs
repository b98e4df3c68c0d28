//! What is said around every screen.

use super::number;

/// How many commands and personas fit.
#[must_use]
pub fn palette_found(count: usize) -> String {
    match count {
        0 => "Nothing fits. A persona is found once it is loaded.".to_owned(),
        1 => "1 choice".to_owned(),
        _ => format!("{} choices", number(count)),
    }
}

/// How long something cannot be tried yet.
#[must_use]
pub fn countdown(seconds: u64) -> String {
    match seconds {
        0 => "It can be tried again now.".to_owned(),
        _ => format!("It can be tried again in {}:{:02}.", seconds / 60, seconds % 60),
    }
}

/// That the computer is offline.
pub const OFFLINE: &str = "You are offline. What is loaded stays; what you write is kept, and \
    nothing is sent until the connection is back.";

/// That the screens are on their way.
pub const COMING: &str = "Loading the screens…";

/// That they did not arrive.
pub const MISSING: &str = "Part of the console did not arrive";

/// What to do then.
pub const MISSING_NEXT: &str = "The connection broke, or the server was changed meanwhile. Try again; if \
    that does not help, reload the page. You stay connected only if you chose to keep that for this tab.";

/// That an answer takes long.
pub const SLOW: &str = "This takes longer than usual. It is still being waited for.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_have_two_digits() {
        assert_eq!(countdown(62), "It can be tried again in 1:02.");
        assert_eq!(countdown(0), "It can be tried again now.");
    }
}
