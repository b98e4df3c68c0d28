//! What is a guess: nothing public says how Graph does it.

use serde::Serialize;

/// A behaviour that could not be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Guess {
    /// What happens.
    pub situation: &'static str,
    /// What the emulator answers or does.
    pub emulated: &'static str,
    /// Why that.
    pub reason: &'static str,
}

/// Every guess of this emulator.
pub const GUESSES: &[Guess] = &[
    Guess {
        situation: "A persona is created with an empty name or picture, or without one",
        emulated: "400, code 100, \"The parameter name is required\" or \"param name must be non-empty.\"",
        reason: "The wording is captured from other edges.",
    },
    Guess {
        situation: "A persona is created with a name of more than 50 characters",
        emulated: "400, code 100; a character is a Unicode code point, and the white space around a name is cut off",
        reason: "Meta documents the limit, and neither the error nor the unit.",
    },
    Guess {
        situation: "A persona is created with a line break or control character in its name",
        emulated: "400, code 100",
        reason: "Nothing is documented; the client refuses such names too.",
    },
    Guess {
        situation: "A persona is created with a picture that is no address",
        emulated: "400, code 100, \"profile_picture_url should represent a valid URL\"",
        reason: "The wording is captured from other edges.",
    },
    Guess {
        situation: "A persona is created with a picture at http: or on localhost",
        emulated: "It is accepted, and no picture is ever fetched",
        reason: "Whether Meta takes http: is not documented; it refuses localhost on other edges, but the demo's own pictures are there.",
    },
    Guess {
        situation: "A persona's picture is read back",
        emulated: "The address that was sent",
        reason: "Meta documents a copy on its own servers; a capture of 2018 shows the original address.",
    },
    Guess {
        situation: "Personas are listed",
        emulated: "Newest first, 25 unless asked otherwise, at most 100 without a word",
        reason: "Order and default are captured; the most is not documented.",
    },
    Guess {
        situation: "A list is asked for with a limit that is no number above 0",
        emulated: "400, code 100",
        reason: "Nothing is documented.",
    },
    Guess {
        situation: "A list is asked for with a cursor that is none, or another Page's",
        emulated: "400, code 100, \"The After Cursor specified exceeds the max limit supported by this endpoint\"",
        reason: "The wording is captured from other edges.",
    },
    Guess {
        situation: "A list is asked for with after and before at once, or with the cursor of a deleted persona",
        emulated: "after wins; the cursor still marks its place",
        reason: "Nothing is documented beyond \"don't store cursors\".",
    },
    Guess {
        situation: "A field is asked for that a persona does not have",
        emulated: "400, code 100, with the node type called Persona",
        reason: "The pattern is captured, the name of the type is not.",
    },
    Guess {
        situation: "A deleted persona is read or deleted again",
        emulated: "400, code 100/33, as for an unknown id",
        reason: "Meta documents a soft delete, and not what it looks like from outside.",
    },
    Guess {
        situation: "A message or typing dots are sent as a persona that is unknown, deleted or another Page's",
        emulated: "400, code 100, naming persona_id",
        reason: "Meta says that it can no longer send; one client saw refusals, and messages that went out as the Page (fault persona_dropped).",
    },
    Guess {
        situation: "mark_seen is sent with a persona_id",
        emulated: "400, code 100",
        reason: "Meta says that personas have typing_on and typing_off only.",
    },
    Guess {
        situation: "typing_on is sent outside the 24-hour window",
        emulated: "400, code 10/2018278, as for a message; typing_off and mark_seen are accepted",
        reason: "Nothing is documented.",
    },
    Guess {
        situation: "A person sees dots of two senders at once",
        emulated: "The dots that came last are shown; typing_off and messages of the other sender do not end them",
        reason: "Nothing is documented.",
    },
    Guess {
        situation: "A message has no text, a blank one, or one of 2,000 characters",
        emulated: "400, code 100; a character is a Unicode code point",
        reason: "Meta documents \"less than 2000 characters\", and neither the error nor the unit.",
    },
    Guess {
        situation: "recipient or message is not JSON, or the JSON has single quotes",
        emulated: "400, code 100; single quotes are accepted",
        reason: "Meta's own examples have single quotes; the error is not documented.",
    },
    Guess {
        situation: "messaging_type or sender_action has an unknown value",
        emulated: "400, code 100, naming the values",
        reason: "Nothing is documented. A messaging_type that is left out is accepted, as in Meta's examples.",
    },
    Guess {
        situation: "The token of one Page is used on another Page or its edges",
        emulated: "400, code 100/33, as for an unknown id",
        reason: "That is what is captured for personas of another Page; Meta's list of errors also has 200.",
    },
    Guess {
        situation: "A user's token is used on a persona",
        emulated: "400, code 190/2069032",
        reason: "That is captured for edges of a Page.",
    },
    Guess {
        situation: "A token is none",
        emulated: "190, \"Malformed access token …\" if it starts with EAA, else \"Cannot parse access token\"",
        reason: "Both are captured, and not when which of them comes.",
    },
    Guess {
        situation: "A token stands in several places, or a parameter in query and body",
        emulated: "The Authorization header wins, then access_token; the body wins over the query",
        reason: "Nothing is documented.",
    },
    Guess {
        situation: "The body cannot be read: broken JSON, not UTF-8, too long",
        emulated: "400, code 100",
        reason: "Nothing is documented. Multipart bodies are not emulated and refused in the same way.",
    },
    Guess {
        situation: "The verb is overridden by the parameter method",
        emulated: "On POST only; get, post and delete are known",
        reason: "Meta's SDKs do so; it was not tried against Meta's servers.",
    },
    Guess {
        situation: "A call has no version",
        emulated: "The newest version answers",
        reason: "Meta lets the app's settings decide; an older page says the oldest version.",
    },
    Guess {
        situation: "A version is unknown",
        emulated: "400, code 2500, naming the path after the version",
        reason: "Code and wording are captured, and not which part of the path is named.",
    },
    Guess {
        situation: "A browser sends a preflight",
        emulated: "GET, POST and DELETE with authorization and content-type are allowed; a bad token in the URL is refused with 400",
        reason: "The refusal was seen; the headers on Meta's preflight answers are not captured.",
    },
    Guess {
        situation: "A browser reads facebook-api-version or another header",
        emulated: "No header is exposed",
        reason: "Access-Control-Expose-Headers of graph.facebook.com is not captured.",
    },
    Guess {
        situation: "The content type of an answer",
        emulated: "text/javascript, unless Accept names application/json or is */* alone",
        reason: "Both were captured, with and without an Accept that names JSON.",
    },
    Guess {
        situation: "HTTP status of refusals",
        emulated: "400; 403 for faults of permission and app limit, 500 for codes 1 and 2",
        reason: "400 is captured for nearly all; the others are seen or allowed by Meta's schema, and may vary.",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_guess_says_what_and_why() {
        for guess in GUESSES {
            for text in [guess.situation, guess.emulated, guess.reason] {
                assert!(text.len() > 5 && text.trim() == text, "{guess:?}");
            }
        }
    }
}
