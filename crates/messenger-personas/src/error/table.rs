//! Meaning of each Graph error code and subcode, one row each.
//!
//! Sources: Graph's pages on errors and on rate limits; the Messenger Platform error reference of
//! 2026-06-25; and captures in public issues for -1/2018012 (fbmq#21), 10/2018028,
//! 11 (original-coast-clothing#65), 100/1893061 (chatwoot#14669), 100/2018005
//! (messaging-apis#334), 100/2018032 (messenger-bot-samples#24), 100/2018048 (Ampalibe#99),
//! 100/2018063 (bottender#90), 100/2018145 (fb-messenger-php#90), 190/2069032 and 368/1346003
//! (original-coast-clothing#67).
//!
//! Only -1 was captured of the negative codes. The row for the others is a guess on the safe side:
//! a send that fails with one is ambiguous.

#![expect(clippy::unreadable_literal, reason = "a search for a code of Meta's pages finds its row")]

use super::{ErrorSource, GraphErrorKind, Retryability};

/// Meaning of one code or subcode.
pub(super) struct Row {
    /// First and last code of a range; usually equal.
    codes: (i32, i32),
    /// Subcode; `None` applies to the code alone and to subcodes without a row.
    pub(super) subcode: Option<i32>,
    pub(super) kind: GraphErrorKind,
    pub(super) source: ErrorSource,
    pub(super) retryability: Retryability,
    /// What to do next, if it differs from the kind's advice.
    pub(super) advice: Option<&'static str>,
}

impl Row {
    /// `true` if Graph failed internally, so that it is unknown whether the request was applied.
    fn is_internal_failure(&self) -> bool {
        // 1/99 is an unknown error too, although its usual cause is a missing permission.
        self.kind == GraphErrorKind::Service || (self.codes.0, self.subcode) == (1, Some(99))
    }
}

/// `true` if the code means that Graph failed internally and the subcode is not known to mean
/// anything else for this code.
pub(super) fn is_internal_failure(code: i64, subcode: Option<i64>) -> bool {
    let exact = subcode.is_some().then(|| find_exact(code, subcode)).flatten();
    exact.or_else(|| find_exact(code, None)).is_some_and(Row::is_internal_failure)
        // Subcodes that are captured with these codes only.
        || matches!(subcode, Some(1357046 | 2018012))
        || matches!(code, 1357046 | 2018012)
}

/// `true` if code and subcode have a row of their own.
pub(super) fn is_known(code: i64, subcode: Option<i64>) -> bool {
    find_exact(code, subcode).is_some()
}

fn find_exact(code: i64, subcode: Option<i64>) -> Option<&'static Row> {
    let subcode = match subcode {
        Some(subcode) => Some(i32::try_from(subcode).ok()?),
        None => None,
    };
    find(clamp(code), subcode).and_then(|index| ROWS.get(index))
}

/// A negative code stays negative; a large one has no row.
fn clamp(code: i64) -> i32 {
    i32::try_from(code).unwrap_or(if code < 0 { i32::MIN } else { i32::MAX })
}

/// The row of a code and subcode.
///
/// Meta's reference lists some numbers as codes, such as 2018300, that captures show as subcodes
/// (pymessenger#93, chatwoot#6632). They are found as either.
pub(super) fn row(code: i64, subcode: Option<i64>) -> &'static Row {
    index(code, subcode).and_then(|index| ROWS.get(index)).unwrap_or(&UNKNOWN)
}

/// One sentence that says what happened.
pub(super) fn meaning(code: i64, subcode: Option<i64>) -> &'static str {
    index(code, subcode).and_then(|index| MEANINGS.get(index)).unwrap_or(&UNKNOWN_MEANING)
}

fn index(code: i64, subcode: Option<i64>) -> Option<usize> {
    let code = clamp(code);
    let by_subcode = subcode.and_then(|subcode| i32::try_from(subcode).ok()).and_then(|subcode| {
        find(code, Some(subcode))
            .or_else(|| (subcode >= UNIQUE_FROM).then(|| find(subcode, None)).flatten())
    });
    by_subcode.or_else(|| find(code, None))
}

/// A single code has its row below a range that contains it, so the last match is the closest.
fn find(code: i32, subcode: Option<i32>) -> Option<usize> {
    let matches = |row: &Row| {
        let (first, last) = row.codes;
        (first..=last).contains(&code) && row.subcode == subcode
    };
    ROWS.iter().rposition(matches)
}

/// From here on, a number has the same meaning as a code and as a subcode.
const UNIQUE_FROM: i32 = 1_000_000;

static UNKNOWN: Row = Row {
    codes: (0, 0),
    subcode: None,
    kind: GraphErrorKind::Unknown,
    source: ErrorSource::Unknown,
    retryability: Retryability::Never,
    advice: None,
};

static UNKNOWN_MEANING: &str = "Graph refused, with a code that is not known here.";

/// `codes / subcode  kind source retryability  meaning  -> advice`.
///
/// Meanings are a separate list, so that a program that never asks for one does not contain
/// them.
macro_rules! rows {
    ($($first:literal $(..= $last:literal)? $(/ $subcode:literal)?
        $kind:ident $source:ident $retryability:ident $meaning:literal $(-> $advice:expr)?;)*) => {
        static ROWS: &[Row] = &[$(Row {
            codes: ($first, rows!(@or $first $($last)?)),
            subcode: rows!(@option $($subcode)?),
            kind: GraphErrorKind::$kind,
            source: ErrorSource::$source,
            retryability: Retryability::$retryability,
            advice: rows!(@option $($advice)?),
        }),*];
        static MEANINGS: &[&str] = &[$($meaning),*];
    };
    (@or $first:literal) => { $first };
    (@or $first:literal $last:literal) => { $last };
    (@option) => { None };
    (@option $value:expr) => { Some($value) };
}

// Ordered by code, then subcode; the row without a subcode first.
rows! {
    -2147483648..=-1 Service Meta Soon "Graph failed internally.";
    -1/2018012 Service Meta Soon "The Send API failed internally.";
    1 Service Meta Soon "Graph failed and does not say why."
        -> "Wait a moment, then try again; if this was a list, ask for fewer items at once.";
    1/99 Permission App Never "Graph failed, mostly because the app lacks a permission."
        -> "Check the app's permissions, its Advanced Access and its business verification.";
    1/1357046 Service Meta Never "Graph's reply got lost inside Meta; the message was sent.";
    2 Service Meta Soon "Graph is out of order for the moment, or the person blocked the Page.";
    2/2018344 Permission Page Never "The Page has not accepted the privacy terms for labels."
        -> "Have an admin of the Page accept Meta's privacy terms for custom labels.";
    3 Permission App Never "The app lacks the capability for this call.";
    4 RateLimit App Soon "The app made too many calls.";
    4/2018022 RateLimit App Soon "The app wrote to too many phone numbers.";
    4/2018354 RateLimit Request Later "Two marketing messages came too close together."
        -> "Keep to the frequency that the person agreed to before sending the next one.";
    9/2018352 RateLimit Person Later "The person has reached the limit of opt-ins."
        -> "Wait before asking this person for another opt-in.";
    10 Permission App Never "The app may not do this.";
    10/1404170 Permission App Never "The app may not do this.";
    10/1893015 PersonUnavailable Person Never "The person has stopped messages on this topic."
        -> "Send nothing more on this topic until the person opts in again.";
    10/1893063 Blocked Page Later "The Page may not send messages for a while."
        -> RESTRICTED;
    10/2018028 Permission App Never "The app may write only to people with a role on it."
        -> ROLE_ON_APP;
    10/2018065 OutsideWindow Person Never
        "The person last wrote over 24 hours ago, and the Page may not send news.";
    10/2018108 PersonUnavailable Person Never "The person cannot receive messages right now.";
    10/2018278 OutsideWindow Person Never "The person last wrote over 24 hours ago.";
    10/2018336 Blocked Request Never "Meta holds this message back from the conversation.";
    10/2534022 OutsideWindow Person Never "The person last wrote over 24 hours ago.";
    10/2534077 Permission Page Never
        "The Page's link to Instagram is broken, or two-factor authentication is missing."
        -> "Link the Instagram account to the Page again and turn on two-factor authentication.";
    11 UnknownPath Request Never "The feature is deprecated."
        -> "Leave the deprecated feature out: Meta's changelog names what replaces it.";
    17 RateLimit Token Soon "The token's owner made too many calls.";
    32 RateLimit Page Soon "Too many calls were made for this Page.";
    100 InvalidParameter Request Never "A parameter is missing or not acceptable.";
    100/33 UnknownObject Request Never "There is nothing with this id that the token may see.";
    100/1893061 InvalidParameter Request Never "Messenger no longer takes this message tag."
        -> "Leave the tag out within 24 hours of the person's last message; use HUMAN_AGENT later.";
    100/2018001 PersonUnavailable Request Never "This Page knows no person with this id.";
    100/2018005 Picture Request Never "The upload does not contain exactly one file."
        -> "Upload exactly one file, with a file name, in the multipart field filedata.";
    100/2018008 Picture Request Soon "Meta could not fetch the file.";
    100/2018014 InvalidParameter Request Never "One call held a message and a sender action."
        -> "Send the message and the sender action in a call each.";
    100/2018032 InvalidParameter Request Never "A value in the message is not valid."
        -> "Check the addresses and payloads in the message, for example for unfilled placeholders.";
    100/2018047 Picture Request Never "The file is not of the announced type.";
    100/2018048 Service Meta Soon "The sender action failed.";
    100/2018063 InvalidParameter Page Never "The domain is not whitelisted for the Page."
        -> "Add the domain to whitelisted_domains in the Page's Messenger profile.";
    100/2018074 UnknownObject Request Never "The attachment is unknown, or not this Page's."
        -> "Upload the attachment again with this Page's token.";
    100/2018109 Picture Request Never "The file is too large.";
    100/2018145 InvalidParameter Page Never "A persistent menu needs a Get Started button."
        -> "Set get_started in the Page's Messenger profile before persistent_menu.";
    100/2018164 InvalidParameter Request Never "The app id is wrong.";
    100/2018294 Picture Request Soon "The video took too long to fetch, or is damaged."
        -> "Check the video and its address: Meta waits 75 seconds for it.";
    100/2018320 InvalidParameter Request Never "A product id is wrong.";
    100/2018328 InvalidParameter Request Never "This Graph version has no product template."
        -> "Ask Graph v8.0 or a later version.";
    100/2534013 Permission Page Never "No Instagram account is linked to the Page."
        -> "Link the Instagram account to the Page.";
    100/2534014 PersonUnavailable Request Never "Instagram knows no person with this id.";
    100/2534015 InvalidParameter Request Never "Instagram does not take these values.";
    100/2534025 InvalidParameter Request Never "Instagram does not take a reply to this comment.";
    100/2534029 Blocked Page Never "Meta has blocked this business."
        -> "Have the block lifted in Meta Business Suite before sending again.";
    100/2534037 ThreadTaken App Never "Another app has this conversation on Instagram.";
    102 AccessToken Token Never "The session behind the token is over.";
    104 AccessToken Request Never "The request has no access token.";
    190 AccessToken Token Never "The access token is malformed, expired or revoked.";
    190/458 AccessToken Token Never "The token's owner has removed the app."
        -> "Have the token's owner log in to the app again, then connect with the new token.";
    190/459 AccessToken Token Never "Facebook wants the token's owner to log in." -> LOG_IN;
    190/460 AccessToken Token Never "The token's owner has changed the password.";
    190/463 AccessToken Token Never "The access token has expired.";
    190/464 AccessToken Token Never "The token's owner has not confirmed the account." -> LOG_IN;
    190/467 AccessToken Token Never "The access token is no longer valid.";
    190/492 AccessToken Token Never "The token's owner has no suitable role on the Page."
        -> "Give the token's owner the MESSAGING task on the Page, then connect with a new token.";
    190/2069032 AccessToken Token Never "This is a person's token where a Page's is needed."
        -> "Connect with the Page's own token, which its owner finds under /me/accounts.";
    200..=299 Permission App Never "A permission is missing.";
    200/1545041 PersonUnavailable Person Never "The person cannot receive messages right now.";
    200/2018021 Permission App Never "Writing to phone numbers needs a fee to be paid." -> BY_PSID;
    200/2018027 Permission App Never "The app may not write to phone numbers." -> BY_PSID;
    200/2018028 Permission App Never "The app may write only to people with a role on it."
        -> ROLE_ON_APP;
    200/2534041 Permission Page Never "The Instagram account gives no access to its messages."
        -> "Have the account's owner allow access to messages in Instagram's settings.";
    230 Permission App Never "The permissions do not allow a message to this person.";
    341 RateLimit App Soon "The app has reached a limit.";
    368 Blocked Page Later "Meta has blocked this for a while, by its policies.";
    368/1346003 Blocked Request Never "Meta takes the content or an address in it for abusive."
        -> "Use another address: Meta blocks pictures and links on tunnel domains.";
    506 InvalidParameter Request Never "The same was posted just before."
        -> "Change the content before posting again.";
    551 PersonUnavailable Person Never "The person cannot receive messages right now.";
    551/1545041 PersonUnavailable Person Never "The person cannot receive messages right now.";
    613 RateLimit App Soon "Too many calls of this sort were made.";
    613/1996 RateLimit App Soon "The app suddenly makes unusually many calls.";
    613/1893016 InvalidParameter Request Never "The person was asked for this opt-in before."
        -> "Do not ask this person for the same opt-in again.";
    613/2018338 Blocked Page Later "People may find the Page's tagged messages abusive."
        -> "Send far fewer tagged messages, or Meta may restrict the Page.";
    613/2534040 RateLimit App Soon "Too many calls of this sort were made.";
    803 UnknownObject Request Never "There is nothing with this id or name.";
    1200 Service Meta Soon "Messages cannot be sent for the moment.";
    2022 Blocked Page Later "The Page may not send commerce messages for a while." -> RESTRICTED;
    2500 UnknownPath Request Never "The path or version is unknown, or /me came without a token."
        -> "Check the Graph version, the address that calls are sent to, and that a token goes along.";
    10303 InvalidParameter Request Never "The account_linking_token is not valid.";
    10900 InvalidParameter Request Never "This post or comment takes no such reply.";
    10903 InvalidParameter Request Never "This post or comment takes no such reply.";
    10904 InvalidParameter Request Never "This post or comment takes no such reply.";
    24001..=24005 Permission App Never "A feature is not open here." -> FEATURE;
    36103 Permission App Never "A feature is not open here." -> FEATURE;
    80001 RateLimit Page Soon "Too many calls were made for this Page.";
    80002 RateLimit Page Soon "Too many calls were made for this Instagram account.";
    80006 RateLimit Page Soon "Too many Messenger calls were made for this Page.";
    1609005 Picture Request Never "Meta could not read the page behind a link."
        -> "Check that the address is public and answers quickly.";
    2018144 Permission App Never "A feature is not open here." -> FEATURE;
    2018154 Permission App Never "A feature is not open here." -> FEATURE;
    2018163 Permission App Never "A feature is not open here." -> FEATURE;
    2018166 Permission App Never "A feature is not open here." -> FEATURE;
    2018171 Permission App Never "A feature is not open here." -> FEATURE;
    2018218 PersonUnavailable Person Never "This person has no profile that can be read."
        -> "Go on without the profile: people who are known by phone number only have none.";
    2018234 Permission App Never "A feature is not open here." -> FEATURE;
    2018247 Permission App Never "The app may not read this person's profile."
        -> "Get the feature Business Asset User Profile Access for the app.";
    2018300 ThreadTaken App Never "Another app has this conversation.";
    2018321 ThreadTaken Page Later "The person is going through the Page's automated questions."
        -> "Wait until the automated questions are over, or take thread control.";
    2018389..=2018396 Permission App Never "A feature is not open here." -> FEATURE;
    2071000..=2071099 Permission App Never "A feature is not open here." -> FEATURE;
    9000001 UnknownObject Request Never "The message was deleted, or is too old to be read."
        -> "Go on without this message: only the 20 latest of a conversation can be read.";
}

const BY_PSID: &str =
    "Use the person's PSID, or arrange phone number matching for the app with Meta.";
const FEATURE: &str = "Read Graph's message: a feature that this crate does not use is refused.";
const LOG_IN: &str =
    "Have the token's owner log in at facebook.com and do what it asks, then connect again.";
const RESTRICTED: &str = "Wait until Meta lifts the restriction that it has put on the Page.";
const ROLE_ON_APP: &str = "Get Advanced Access to pages_messaging and set the app live, or write \
                           to somebody with a role on the app.";

#[cfg(test)]
mod tests {
    use super::*;

    fn is_sentence(text: &str) -> bool {
        text.ends_with('.') && !text.contains(". ") && text.starts_with(char::is_uppercase)
    }

    #[test]
    fn rows_are_ordered_and_unique() {
        for pair in ROWS.windows(2) {
            let key = |row: &Row| (row.codes.0, row.subcode);
            assert!(key(&pair[0]) < key(&pair[1]), "{:?}", key(&pair[1]));
        }
        assert!(ROWS.iter().all(|row| row.codes.0 <= row.codes.1));
    }

    #[test]
    fn meaning_and_advice_are_one_short_sentence_each() {
        for row in ROWS.iter().chain([&UNKNOWN]) {
            let advice = row.advice.unwrap_or_else(|| row.kind.advice());
            assert!(is_sentence(advice), "{advice}");
            assert!(advice.len() <= 200, "{advice}");
        }
        for meaning in MEANINGS.iter().chain([&UNKNOWN_MEANING]) {
            assert!(is_sentence(meaning), "{meaning}");
            assert!(meaning.len() <= 80, "{meaning}");
        }
    }

    #[test]
    fn the_closest_row_is_found() {
        for (code, subcode, meaning) in [
            (1, Some(99), "Graph failed, mostly because the app lacks a permission."),
            (1, Some(98), "Graph failed and does not say why."),
            (230, None, "The permissions do not allow a message to this person."),
            (231, Some(5), "A permission is missing."),
            (10, Some(2018300), "Another app has this conversation."),
            (100, Some(2018218), "This person has no profile that can be read."),
            (100, Some(17), "A parameter is missing or not acceptable."),
            (77, Some(2018300), "Another app has this conversation."),
            (-1, Some(2018012), "The Send API failed internally."),
            (-1, Some(-1), "Graph failed internally."),
            (-3, None, "Graph failed internally."),
            (i64::MIN, None, "Graph failed internally."),
            (i64::MAX, None, UNKNOWN_MEANING),
        ] {
            assert_eq!(super::meaning(code, subcode), meaning, "{code}/{subcode:?}");
        }
    }
}
