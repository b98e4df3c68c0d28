//! Percent-encoding, as addresses and forms have it: without tables, which weigh more than this.

use alloc::string::String;

/// `value`, all of it encoded but letters, digits and `plain`.
pub(crate) fn encoded(value: &str, plain: &[u8]) -> String {
    let mut text = String::new();
    push(&mut text, value, plain);
    text
}

/// Writes [`encoded`] behind `text`.
pub(crate) fn push(text: &mut String, value: &str, plain: &[u8]) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push('%');
            text.extend([byte >> 4, byte & 15].map(digit));
        }
    }
}

fn digit(value: u8) -> char {
    char::from(if value < 10 { b'0' + value } else { b'A' + value - 10 })
}

/// RFC 3986's unreserved characters, besides letters and digits.
pub(crate) const UNRESERVED: &[u8] = b"-._~";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_may_mean_something_is_encoded() {
        assert_eq!(encoded("aZ09-._~", UNRESERVED), "aZ09-._~");
        assert_eq!(
            encoded("a/b c?é€😀\n%", UNRESERVED),
            "a%2Fb%20c%3F%C3%A9%E2%82%AC%F0%9F%98%80%0A%25"
        );
        assert_eq!(encoded("-_", b""), "%2D%5F");
    }
}
