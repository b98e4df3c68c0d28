//! Removes secrets from text that comes from outside this crate.

use std::borrow::Cow;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::encode::percent_encode;

/// Returns `text` with each of `secrets`, and each value under the [name of a secret](NAMES),
/// replaced by `…`.
///
/// Finds secrets as they are, percent-encoded, and with `|` escaped as in JSON. Does not search for secrets of
/// fewer than [`SHORTEST_SECRET`] bytes, which would match parts of ordinary words.
pub(crate) fn redact<'a>(text: &str, secrets: impl Iterator<Item = &'a str>) -> String {
    let mut text = redact_named(text).into_owned();
    for secret in secrets.filter(|secret| secret.len() >= SHORTEST_SECRET) {
        for encoded in encodings(secret) {
            if text.contains(&*encoded) {
                text = text.replace(&*encoded, REDACTED);
            }
        }
    }
    text
}

/// Returns `secret` unchanged, and in the encodings of browsers, servers and this crate.
fn encodings(secret: &str) -> Vec<Cow<'_, str>> {
    let mut encodings = vec![Cow::Borrowed(secret)];
    if secret.contains('|') {
        encodings.extend(
            ["%257C", "%257c", "\\u007C", "\\u007c"].map(|bar| secret.replace('|', bar).into()),
        );
    }
    for encoded in [utf8_percent_encode(secret, NON_ALPHANUMERIC), percent_encode(secret)] {
        let encoded = encoded.to_string();
        if encoded != secret {
            encodings.push(lower_case_escapes(&encoded).into());
            encodings.push(encoded.into());
        }
    }
    encodings
}

/// Changes percent-escapes to lower case: `%2F` to `%2f`.
fn lower_case_escapes(encoded: &str) -> String {
    let mut since_percent = 3;
    let lower = |c: char| {
        since_percent = if c == '%' { 0 } else { since_percent + 1 };
        if since_percent <= 2 { c.to_ascii_lowercase() } else { c }
    };
    encoded.chars().map(lower).collect()
}

/// `true` if the value of a member or parameter with this name is a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    name.rfind('_').is_some_and(|underscore| after_name(name, underscore) == Some(""))
}

/// Replaces the values of members and parameters that are named like a secret.
fn redact_named(text: &str) -> Cow<'_, str> {
    let mut redacted = String::new();
    let mut copied = 0;
    // Each name contains an underscore, and a search for one byte is fast.
    for (underscore, _) in text.match_indices('_') {
        let Some(value) = after_name(text, underscore).and_then(assigned_value) else { continue };
        let start = text.len() - value.len();
        if start < copied {
            continue;
        }
        let end = start + value_len(value);
        if end > start {
            redacted.push_str(text.get(copied..start).unwrap_or_default());
            redacted.push_str(REDACTED);
            copied = end;
        }
    }
    if copied == 0 {
        return text.into();
    }
    redacted.push_str(text.get(copied..).unwrap_or_default());
    redacted.into()
}

/// Returns the text after the name of a secret whose last underscore is at `underscore`; `None` if
/// there is no such name.
fn after_name(text: &str, underscore: usize) -> Option<&str> {
    let (before, after) = (text.get(..underscore)?, text.get(underscore + 1..)?);
    NAMES.iter().find_map(|(first, last)| {
        before.ends_with(first).then(|| after.strip_prefix(last)).flatten()
    })
}

/// Returns the text from the value on, after an assignment such as `":"x`, `=x` or `%3Dx`.
fn assigned_value(mut rest: &str) -> Option<&str> {
    let mut assigns = false;
    loop {
        let next = BETWEEN.iter().find_map(|(token, is_sign)| {
            let (start, after) = rest.split_at_checked(token.len())?;
            start.eq_ignore_ascii_case(token).then_some((after, is_sign))
        });
        let Some((after, is_sign)) = next else { return assigns.then_some(rest) };
        assigns |= is_sign;
        rest = after;
    }
}

/// Returns the length of the value at the start of `value`. An escaped slash, `\/`, is part of it.
fn value_len(value: &str) -> usize {
    let ends = |(index, c): &(usize, char)| match c {
        '\\' => !value.get(index + 1..).is_some_and(|rest| rest.starts_with('/')),
        '"' | '\'' | '&' | ',' | ';' | '{' | '}' | '[' | ']' | '(' | ')' | '<' | '>' => true,
        c => c.is_whitespace(),
    };
    value.char_indices().find(ends).map_or(value.len(), |(index, _)| index)
}

/// Names of secrets, such as `access_token`, split at the last underscore. Longer names that end in
/// one of them, such as `page_access_token`, count too.
const NAMES: [(&str, &str); 10] = [
    ("access", "token"),
    ("appsecret", "proof"),
    ("client", "secret"),
    ("exchange", "token"),
    ("input", "token"),
    ("linking", "token"),
    ("messages", "token"),
    ("notif", "token"),
    ("oauth", "token"),
    ("verify", "token"),
];

/// Separators between a name and its value, encoded or not; `true` if one assigns the value.
const BETWEEN: [(&str, bool); 24] = [
    ("=", true),
    (":", true),
    ("\"", false),
    ("'", false),
    (" ", false),
    ("\n", false),
    ("\r", false),
    ("\t", false),
    ("[", false),
    ("]", false),
    ("{", false),
    ("%5B", false),
    ("%5D", false),
    ("%255B", false),
    ("%255D", false),
    ("%3D", true),
    ("%3A", true),
    ("%22", false),
    ("%253D", true),
    ("%253A", true),
    ("%2522", false),
    ("\\u003D", true),
    ("\\u0022", false),
    ("\\", false),
];

const REDACTED: &str = "…";

/// Minimum length of a secret to search for, in bytes. Graph's tokens are far longer; a shorter
/// text is a placeholder, such as `x` for a gateway.
const SHORTEST_SECRET: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_redacted_in_every_encoding() {
        for (text, expected) in [
            ("Malformed access token 123|abc+de", "Malformed access token …"),
            ("?token=123%7Cabc%2Bde&limit=1", "?token=…&limit=1"),
            ("?token=123%7cabc%2bde&limit=1", "?token=…&limit=1"),
        ] {
            assert_eq!(redact(text, ["123|abc+de"].into_iter()), expected);
        }
        for text in ["1%257CaB-C_D.E~f", r"1\u007caB-C_D.E~f"] {
            assert_eq!(redact(text, ["1|aB-C_D.E~f"].into_iter()), "…", "{text}");
        }
        for text in ["1|aB-C_D.E~f", "1%7CaB-C_D.E~f", "1%7caB-C_D.E~f", "1%7CaB%2DC%5FD%2EE%7Ef"] {
            assert_eq!(redact(text, ["1|aB-C_D.E~f"].into_iter()), "…", "{text}");
        }
        assert_eq!(redact("An unexpected error", ["x"].into_iter()), "An unexpected error");
    }

    #[test]
    fn values_of_secret_names_are_redacted() {
        for (text, expected) in [
            ("?access_token=EAA|b-c&limit=1", "?access_token=…&limit=1"),
            ("https://a/?limit=1&access_token=EAA%7Cb", "https://a/?limit=1&access_token=…"),
            (r#"{"access_token":"EAAB","id":"1"}"#, r#"{"access_token":"…","id":"1"}"#),
            (r#"{"access_token" : "EAAB"}"#, r#"{"access_token" : "…"}"#),
            (r#"{"page_access_token":"EAAB"}"#, r#"{"page_access_token":"…"}"#),
            (r#"{"input_token":["EAAB"]}"#, r#"{"input_token":["…"]}"#),
            (r#"{"appsecret_proof":5,"id":1}"#, r#"{"appsecret_proof":…,"id":1}"#),
            (r#"{"body":"{\"access_token\":\"EAAB\"}"}"#, r#"{"body":"{\"access_token\":\"…\"}"}"#),
            (
                r#""{\\\"oauth_token\\\": \\\"EAAB\\\",\\\"a\\\":1}""#,
                r#""{\\\"oauth_token\\\": \\\"…\\\",\\\"a\\\":1}""#,
            ),
            (
                r#"{"next":"https:\/\/a\/?access_token=EA\/B\u0026after=c"}"#,
                r#"{"next":"https:\/\/a\/?access_token=…\u0026after=c"}"#,
            ),
            (r"access_token\u003dEAAB", r"access_token\u003d…"),
            ("%22access_token%22%3a%22EAAB", "%22access_token%22%3a%22…"),
            ("access_token%253DEAAB", "access_token%253D…"),
            ("access_token%5B%5D=EAAB&a=1", "access_token%5B%5D=…&a=1"),
            (r#"{"access_token":{"t":"EAAB"}}"#, r#"{"access_token":{"…":"EAAB"}}"#),
            ("fb_exchange_token=EAAB&client_secret=0f", "fb_exchange_token=…&client_secret=…"),
            ("notification_messages_token=EAAB", "notification_messages_token=…"),
            (
                "access_token=A&access_token=B input_token: C",
                "access_token=…&access_token=… input_token: …",
            ),
        ] {
            assert_eq!(redact(text, [].into_iter()), expected);
        }
    }

    #[test]
    fn a_name_without_a_value_is_kept() {
        for text in [
            r#"{"name":"access_token","id":"1"}"#,
            r#"{"data":[{"name":"access_token"},{"name":"Adam"}]}"#,
            r#"{"access_token":"","id":"1"}"#,
            "(#100) The parameter access_token is required.",
            "access_token",
            "access_token=",
            "access_token_type=bearer, many access_tokens: 2",
            "profile_picture_url=https://a.example/_token=x",
        ] {
            assert_eq!(redact(text, [].into_iter()), text);
        }
    }

    #[test]
    fn a_long_text_of_names_is_redacted() {
        let text = "access_token=".repeat(8000);
        assert!(redact(&text, [].into_iter()).len() < 100);
    }

    #[test]
    fn secret_names_are_recognised() {
        for name in ["access_token", "input_token", "oauth_token", "appsecret_proof"] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["token", "access_token_type", "appsecret_time", "", "_"] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
