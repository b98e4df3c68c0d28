//! The customer feedback template: a survey with one question.
//!
//! Outside the 24-hour window it requires the tag
//! [`CustomerFeedback`](crate::MessageTag::CustomerFeedback).
//! [Meta's documentation](https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/templates/customer-feedback-template)

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    CountLimit, ValueError, WebUrl,
    value::{check_text, text_traits},
};

/// A survey with one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedbackTemplate {
    /// Title.
    pub title: FeedbackTitle,
    /// Subtitle.
    pub subtitle: FeedbackSubtitle,
    /// Title of the button that opens the survey.
    pub button_title: FeedbackButtonTitle,
    /// Question. Messenger accepts exactly one.
    #[serde(rename = "feedback_screens", serialize_with = "serialize_screens")]
    pub question: Question,
    /// URL of your privacy policy.
    #[serde(rename = "business_privacy", serialize_with = "serialize_privacy")]
    pub privacy_url: WebUrl,
    /// Days until the survey expires; 1 if `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in_days: Option<ExpiryDays>,
}

/// A question of a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Id under which the webhook reports the person's answer.
    pub id: QuestionId,
    /// Answer type.
    #[serde(flatten)]
    pub kind: QuestionKind,
    /// Text of the question; Messenger's default, in the person's language, if `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<QuestionTitle>,
}

/// The answer type of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum QuestionKind {
    /// A score.
    Score(ScoreQuestion),
    /// Text of up to 400 characters.
    FreeForm,
}

impl Serialize for QuestionKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::FreeForm => map.serialize_entry("type", "free_form")?,
            Self::Score(question) => {
                let (kind, option) = question.score.type_and_option();
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

/// A question answered with a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreQuestion {
    /// Scale.
    pub score: Score,
    /// Labels at the ends of the scale; the scale's defaults if `None`.
    pub label: Option<ScoreLabel>,
    /// Text field below the score; none if `None`.
    pub follow_up: Option<FollowUp>,
}

/// The scale of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Score {
    /// Customer satisfaction (CSAT), 1 to 5 stars.
    SatisfactionStars,
    /// Customer satisfaction (CSAT), 1 to 5.
    SatisfactionNumbers,
    /// Customer satisfaction (CSAT), 5 emojis.
    SatisfactionEmojis,
    /// Likelihood of a recommendation (NPS), 0 to 10.
    Recommendation,
    /// Customer effort (CES), 1 to 7.
    Effort,
}

impl Score {
    /// Returns the `type` and the `score_option` of the question.
    fn type_and_option(self) -> (&'static str, &'static str) {
        match self {
            Self::SatisfactionStars => ("csat", "five_stars"),
            Self::SatisfactionNumbers => ("csat", "one_to_five"),
            Self::SatisfactionEmojis => ("csat", "five_emojis"),
            Self::Recommendation => ("nps", "zero_to_ten"),
            Self::Effort => ("ces", "one_to_seven"),
        }
    }
}

/// The labels at the ends of a scale.
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
    /// No labels.
    None,
}

/// A text field below a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename = "free_form")]
pub struct FollowUp {
    /// Placeholder; Messenger's default if `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<FollowUpPlaceholder>,
}

/// The id of a question: 1 to 80 ASCII letters, digits and `_`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct QuestionId(String);

impl QuestionId {
    /// Parses a question id.
    ///
    /// # Errors
    /// [`ValueError`] if `text` is empty, too long, or contains another character.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        const FIELD: &str = "id of a question";
        check_text(FIELD, 80, text)?;
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return Err(ValueError::Malformed {
                field: FIELD,
                expected: "contains a character other than letters, digits and _",
            });
        }
        Ok(Self(text.to_owned()))
    }

    /// Returns the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

text_traits! {
    QuestionId: ValueError;
}

/// The lifetime of a survey: 1 to 7 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ExpiryDays(u8);

impl ExpiryDays {
    /// Minimum number of days.
    pub const MIN: u8 = 1;

    /// Maximum number of days.
    pub const MAX: u8 = 7;

    /// Creates a lifetime of `days` days.
    ///
    /// # Errors
    /// [`ValueError`] if `days` is 0 or more than 7.
    pub fn new(days: u8) -> Result<Self, ValueError> {
        let limit = CountLimit { field: "days", min: Self::MIN.into(), max: Self::MAX.into() };
        limit.check(days.into())?;
        Ok(Self(days))
    }

    /// Returns the number of days.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

/// Defines types for text in which Messenger accepts no URL.
macro_rules! plain_texts {
    ($($(#[$doc:meta])* $name:ident, $field:literal, $min:literal, $max:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Validates `text`, which stays unchanged.
            ///
            /// # Errors
            /// [`ValueError`] if `text` is blank, too short, too long, or contains a URL.
            pub fn parse(text: &str) -> Result<Self, ValueError> {
                check_text($field, $max, text)?;
                if text.chars().count() < $min {
                    return Err(ValueError::Malformed {
                        field: $field,
                        expected: concat!("is too short: Messenger takes at least ", $min, " characters"),
                    });
                }
                if contains_url(text) {
                    return Err(ValueError::Malformed {
                        field: $field,
                        expected: "contains a URL, which Messenger does not take here",
                    });
                }
                Ok(Self(text.to_owned()))
            }

            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        text_traits! { $name: ValueError; }
    )*};
}

plain_texts! {
    /// The title of a survey: not blank, at most 65 characters, no URL.
    FeedbackTitle, "title of a feedback template", 1, 65;
    /// The subtitle of a survey: not blank, at most 80 characters, no URL.
    FeedbackSubtitle, "subtitle of a feedback template", 1, 80;
    /// The title of the button that opens a survey: not blank, at most 20 characters, no URL.
    FeedbackButtonTitle, "button title of a feedback template", 1, 20;
    /// The text of a question: not blank, 5 to 85 characters, no URL.
    QuestionTitle, "title of a question", 5, 85;
    /// The placeholder of a text field: not blank, at most 65 characters, no URL.
    FollowUpPlaceholder, "placeholder of a question", 1, 65;
}

fn contains_url(text: &str) -> bool {
    // Punctuation before the URL, such as a bracket, is skipped.
    let is_www = |word: &str| {
        let word = word.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
    };
    text.contains("://") || text.split_whitespace().any(is_www)
}

fn serialize_screens<S: Serializer>(question: &Question, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Screen<'a> {
        questions: [&'a Question; 1],
    }
    [Screen { questions: [question] }].serialize(serializer)
}

fn serialize_privacy<S: Serializer>(url: &WebUrl, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry("url", url)?;
    map.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::template::{Template, encode_template};

    fn feedback(kind: QuestionKind) -> String {
        encode_template(&Template::CustomerFeedback(Box::new(FeedbackTemplate {
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
    fn the_template_is_encoded_as_documented() {
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
    fn each_scale_is_encoded_as_a_type_and_an_option() {
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
    fn texts_have_length_limits_and_contain_no_url() {
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
