//! Takes secrets out of texts that come from elsewhere.

use alloc::{borrow::Cow, string::String, vec, vec::Vec};

use crate::{
    percent::{self, UNRESERVED},
    search,
};

/// `text` with each of `secrets`, and whatever stands under a [secret's name](NAMES), replaced by
/// `…`.
///
/// A secret is found as it is and as it stands in an address. What is too short to be one is left:
/// hiding it would tear words apart.
pub(crate) fn redact<'a>(text: &str, secrets: impl Iterator<Item = &'a str>) -> String {
    let mut text = without_named(text);
    for secret in secrets.filter(|secret| secret.len() >= SHORTEST_SECRET) {
        for written in written(secret) {
            if let Some(hidden) = hidden(&text, &written) {
                text = hidden.into();
            }
        }
    }
    text.into_owned()
}

/// `text` with `secret` replaced wherever it stands; `None` if it stands nowhere.
fn hidden(text: &str, secret: &str) -> Option<String> {
    let (before, mut rest) = search::split(text, secret)?;
    let mut kept = String::from(before);
    loop {
        kept.push_str(HIDDEN);
        let Some((before, after)) = search::split(rest, secret) else { break };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    Some(kept)
}

/// `secret` as it is, and as browsers, servers and this crate write it into an address.
fn written(secret: &str) -> Vec<Cow<'_, str>> {
    let mut all = vec![Cow::Borrowed(secret)];
    let parts: Vec<_> = secret.split('|').collect();
    if parts.len() > 1 {
        all.extend(["%257C", "\\u007c"].map(|bar| parts.join(bar).into()));
    }
    for plain in [b"", UNRESERVED] {
        let encoded = percent::encoded(secret, plain);
        if encoded != secret {
            all.push(lower_case_escapes(&encoded).into());
            all.push(encoded.into());
        }
    }
    all
}

/// `%2F` as `%2f`.
fn lower_case_escapes(encoded: &str) -> String {
    let mut since_percent = 3;
    let lower = |c: char| {
        since_percent = if c == '%' { 0 } else { since_percent + 1 };
        if since_percent <= 2 { c.to_ascii_lowercase() } else { c }
    };
    encoded.chars().map(lower).collect()
}

/// Whether a member or parameter called `name` holds a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    name.rfind('_').is_some_and(|underscore| after_name(name, underscore) == Some(""))
}

fn without_named(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut done = 0;
    // Every name holds one underscore, and looking for one byte is fast.
    for (underscore, _) in text.match_indices('_') {
        let Some(value) = after_name(text, underscore).and_then(assigned) else { continue };
        let start = text.len() - value.len();
        if start < done {
            continue;
        }
        let end = start + end(value);
        if end > start {
            kept.push_str(text.get(done..start).unwrap_or_default());
            kept.push_str(HIDDEN);
            done = end;
        }
    }
    if done == 0 {
        return text.into();
    }
    kept.push_str(text.get(done..).unwrap_or_default());
    kept.into()
}

/// What follows a secret's name whose underscore is there.
fn after_name(text: &str, underscore: usize) -> Option<&str> {
    let (before, after) = (text.get(..underscore)?, text.get(underscore + 1..)?);
    NAMES.iter().find_map(|(first, last)| {
        before.ends_with(first).then(|| after.strip_prefix(last)).flatten()
    })
}

/// `rest` from the value on, if something is assigned in it: `":"x`, `=x`, `%3Dx`.
fn assigned(mut rest: &str) -> Option<&str> {
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

/// Where a value ends; an escaped slash, `\/`, is part of it.
fn end(value: &str) -> usize {
    let ends = |(index, c): &(usize, char)| match c {
        '\\' => !value.get(index + 1..).is_some_and(|rest| rest.starts_with('/')),
        '"' | '\'' | '&' | ',' | ';' | '{' | '}' | '[' | ']' | '(' | ')' | '<' | '>' => true,
        c => c.is_whitespace(),
    };
    value.char_indices().find(ends).map_or(value.len(), |(index, _)| index)
}

/// `access_token`, `client_secret` and the like, without the underscore before the last word.
const NAMES: [(&str, &str); 8] = [
    ("access", "token"),
    ("appsecret", "proof"),
    ("client", "secret"),
    ("exchange", "token"),
    ("input", "token"),
    ("messages", "token"),
    ("notif", "token"),
    ("oauth", "token"),
];

/// What can stand between a name and its value, plain and encoded, and whether it assigns.
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

const HIDDEN: &str = "…";

/// Graph's tokens are far longer; a gateway's stand-in such as `x` is no secret.
const SHORTEST_SECRET: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_repeats_a_secret_is_cleaned() {
        for (text, cleaned) in [
            ("Malformed access token 123|abc+de", "Malformed access token …"),
            ("?token=123%7Cabc%2Bde&limit=1", "?token=…&limit=1"),
            ("?token=123%7cabc%2bde&limit=1", "?token=…&limit=1"),
        ] {
            assert_eq!(redact(text, ["123|abc+de"].into_iter()), cleaned);
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
    fn what_stands_under_a_secrets_name_is_hidden_whoevers_it_is() {
        for (text, cleaned) in [
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
            assert_eq!(redact(text, [].into_iter()), cleaned);
        }
    }

    #[test]
    fn a_name_without_a_value_hides_nothing() {
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
    fn a_long_text_of_names_is_cleaned_at_once() {
        let text = "access_token=".repeat(8000);
        assert!(redact(&text, [].into_iter()).len() < 100);
    }

    #[test]
    fn the_names_are_known_by_themselves() {
        for name in ["access_token", "input_token", "oauth_token", "appsecret_proof"] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in ["token", "access_token_type", "appsecret_time", "", "_"] {
            assert!(!is_secret_name(name), "{name}");
        }
    }
}
