//! The customer feedback template: one question about how it was.
//!
//! Sent later than 24 hours after the person wrote, it needs the tag
//! [`CustomerFeedback`](crate::MessageTag::CustomerFeedback).
//! [Meta's page](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/templates/customer-feedback-template)

use alloc::{borrow::ToOwned, string::String};

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    ValueError, WebUrl, search,
    value::{check_text, text_traits},
};

/// A question about how it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedbackTemplate {
    /// What it is about.
    pub title: FeedbackTitle,
    /// Why it is asked.
    pub subtitle: FeedbackSubtitle,
    /// What the button that opens it says.
    pub button_title: FeedbackButtonTitle,
    /// The question: Messenger takes exactly one.
    #[serde(rename = "feedback_screens", serialize_with = "only_screen")]
    pub question: Question,
    /// Your privacy policy.
    #[serde(rename = "business_privacy", serialize_with = "privacy")]
    pub privacy_url: WebUrl,
    /// How long it can be answered; one day if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in_days: Option<ExpiryDays>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Your name for it, by which the answer comes back.
    pub id: QuestionId,
    /// How it is answered.
    #[serde(flatten)]
    pub kind: QuestionKind,
    /// The question; Messenger has one of its own, in the person's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<QuestionTitle>,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuestionKind {
    /// With a score.
    Score(ScoreQuestion),
    /// In words, up to 400 characters.
    FreeForm,
}

impl Serialize for QuestionKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::FreeForm => map.serialize_entry("type", "free_form")?,
            Self::Score(question) => {
                let (kind, option) = question.score.words();
                map.serialize_entry("type", kind)?;
                if let Some(label) = question.label {
                    map.serialize_entry("score_label", &label)?;
                }
                map.serialize_entry("score_option", option)?;
                if let Some(follow_up) = &question.follow_up {
                    map.serialize_entry("follow_up", follow_up)?;
                }
            }
        }
        map.end()
    }
}

/// A question that is answered with a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreQuestion {
    /// The scale.
    pub score: Score,
    /// The words at its ends; the scale's usual ones if absent.
    pub label: Option<ScoreLabel>,
    /// A field for words below it.
    pub follow_up: Option<FollowUp>,
}

/// A scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Score {
    /// How content the person is (CSAT), in stars.
    SatisfactionStars,
    /// The same, in numbers from 1 to 5.
    SatisfactionNumbers,
    /// The same, in faces.
    SatisfactionEmojis,
    /// How likely the person is to recommend you (NPS), from 0 to 10.
    Recommendation,
    /// How easy it was (CES), from 1 to 7.
    Effort,
}

impl Score {
    /// The question's type and its `score_option`.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::SatisfactionStars => ("csat", "five_stars"),
            Self::SatisfactionNumbers => ("csat", "one_to_five"),
            Self::SatisfactionEmojis => ("csat", "five_emojis"),
            Self::Recommendation => ("nps", "zero_to_ten"),
            Self::Effort => ("ces", "one_to_seven"),
        }
    }
}

/// The words at the ends of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ScoreLabel {
    /// Negative to positive.
    NegPos,
    /// Hard to easy.
    HardEasy,
    /// Dissatisfied to satisfied.
    DisSat,
    /// Unlikely to likely.
    UnlikeLike,
    /// Poor to great.
    PoorGreat,
    /// No words.
    None,
}

/// A field for words below a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "free_form")]
pub struct FollowUp {
    /// What stands in it while it is empty; Messenger has words of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<FollowUpPlaceholder>,
}

/// Your name for a question: letters, digits and `_`, at most 80.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct QuestionId(String);

impl QuestionId {
    /// The id in `text`.
    ///
    /// # Errors
    /// [`ValueError`] if it is empty, too long, or has another character in it.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        const FIELD: &str = "id of a question";
        check_text(FIELD, 80, text)?;
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return Err(ValueError::Malformed {
                field: FIELD,
                expected: "has another character than letters, digits and _",
            });
        }
        Ok(Self(text.to_owned()))
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits! {
    QuestionId: ValueError;
}

/// From 1 to 7 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ExpiryDays(u8);

impl ExpiryDays {
    /// So many days.
    ///
    /// # Errors
    /// [`ValueError`] if there is none, or more than 7.
    pub fn new(days: u8) -> Result<Self, ValueError> {
        crate::value::check_count("days", 1, 7, days.into())?;
        Ok(Self(days))
    }

    /// How many.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

/// Types for texts in which Messenger takes no address.
macro_rules! plain_texts {
    ($($(#[$doc:meta])* $name:ident, $field:literal, $min:literal, $max:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// `text`, unchanged.
            ///
            /// # Errors
            /// [`ValueError`] if it is blank, too short, too long, or has an address in it.
            pub fn parse(text: &str) -> Result<Self, ValueError> {
                check_text($field, $max, text)?;
                if text.chars().count() < $min {
                    return Err(ValueError::Malformed {
                        field: $field,
                        expected: concat!("is too short: Messenger takes at least ", $min, " characters"),
                    });
                }
                if has_address(text) {
                    return Err(ValueError::Malformed {
                        field: $field,
                        expected: "has an address in it, which Messenger does not take here",
                    });
                }
                Ok(Self(text.to_owned()))
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        text_traits! { $name: ValueError; }
    )*};
}

plain_texts! {
    /// What a feedback template is about: at most 65 characters, no address.
    FeedbackTitle, "title of a feedback template", 1, 65;
    /// Why feedback is asked for: at most 80 characters, no address.
    FeedbackSubtitle, "subtitle of a feedback template", 1, 80;
    /// What a feedback template's button says: at most 20 characters, no address.
    FeedbackButtonTitle, "button title of a feedback template", 1, 20;
    /// A question: 5 to 85 characters, no address.
    QuestionTitle, "title of a question", 5, 85;
    /// What stands in an empty field: at most 65 characters, no address.
    FollowUpPlaceholder, "placeholder of a question", 1, 65;
}

fn has_address(text: &str) -> bool {
    // What stands before it in its word is no letter or digit, such as a bracket.
    let is_address = |word: &str| {
        let word = word.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
    };
    search::find(text, "://").is_some() || text.split_whitespace().any(is_address)
}

fn only_screen<S: Serializer>(question: &Question, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Screen<'a> {
        questions: [&'a Question; 1],
    }
    [Screen { questions: [question] }].serialize(serializer)
}

fn privacy<S: Serializer>(url: &WebUrl, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry("url", url)?;
    map.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::template::{Template, written};

    fn feedback(kind: QuestionKind) -> String {
        written(&Template::CustomerFeedback(Box::new(FeedbackTemplate {
            title: FeedbackTitle::parse("Rate us").unwrap(),
            subtitle: FeedbackSubtitle::parse("It helps").unwrap(),
            button_title: FeedbackButtonTitle::parse("Rate").unwrap(),
            question: Question {
                id: QuestionId::parse("how_1").unwrap(),
                kind,
                title: QuestionTitle::parse("How was it?").ok(),
            },
            privacy_url: WebUrl::parse("https://example.com/privacy").unwrap(),
            expires_in_days: ExpiryDays::new(3).ok(),
        })))
    }

    #[test]
    fn it_is_written_as_documented() {
        let score = ScoreQuestion {
            score: Score::SatisfactionStars,
            label: Some(ScoreLabel::NegPos),
            follow_up: Some(FollowUp { placeholder: FollowUpPlaceholder::parse("More?").ok() }),
        };
        assert_eq!(
            feedback(QuestionKind::Score(score)),
            r#"{"template_type":"customer_feedback","title":"Rate us","subtitle":"It helps","button_title":"Rate","feedback_screens":[{"questions":[{"id":"how_1","type":"csat","score_label":"neg_pos","score_option":"five_stars","follow_up":{"type":"free_form","placeholder":"More?"},"title":"How was it?"}]}],"business_privacy":{"url":"https://example.com/privacy"},"expires_in_days":3}"#
        );
        assert!(
            feedback(QuestionKind::FreeForm)
                .contains(r#"[{"id":"how_1","type":"free_form","title":"How was it?"}]"#)
        );
    }

    #[test]
    fn each_scale_has_its_own_options() {
        for (score, expected) in [
            (Score::SatisfactionNumbers, r#""type":"csat","score_option":"one_to_five""#),
            (Score::SatisfactionEmojis, r#""type":"csat","score_option":"five_emojis""#),
            (Score::Recommendation, r#""type":"nps","score_option":"zero_to_ten""#),
            (Score::Effort, r#""type":"ces","score_option":"one_to_seven""#),
        ] {
            let question = ScoreQuestion { score, label: None, follow_up: None };
            assert!(feedback(QuestionKind::Score(question)).contains(expected), "{expected}");
        }
    }

    #[test]
    fn each_text_has_its_limits_and_no_address() {
        assert!(FeedbackTitle::parse(&"a".repeat(66)).is_err());
        assert!(FeedbackSubtitle::parse(&"a".repeat(81)).is_err());
        assert!(FeedbackButtonTitle::parse(&"a".repeat(21)).is_err());
        assert!(QuestionTitle::parse("Why?").is_err());
        assert!(QuestionTitle::parse(&"a".repeat(86)).is_err());
        assert!(FollowUpPlaceholder::parse(&"a".repeat(66)).is_err());
        assert!(FeedbackTitle::parse("Awww. How did it go?").is_ok());
        for text in ["see https://example.com", "see (WWW.example.com)"] {
            assert!(FeedbackTitle::parse(text).is_err());
        }
        for text in ["", "a b", "ä", &"a".repeat(81)] {
            assert!(QuestionId::parse(text).is_err(), "{text}");
        }
        assert!(ExpiryDays::new(0).is_err());
        assert!(ExpiryDays::new(8).is_err());
    }
}
