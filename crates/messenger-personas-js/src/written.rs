//! Messages as JSON: `input.js` gives everything but the values, each of which a rule of the core
//! takes and writes.

use std::{fmt::Display, str::FromStr};

use messenger_personas::{
    AttachmentId, ButtonPayload, ButtonTitle, Buttons, FacebookUrl, HttpsUrl, Images, Json,
    MessageText, Metadata, PhoneNumber, ProductId, QuickReplies, QuickReplyPayload,
    QuickReplyTitle, TextLimit, ValueError, WebUrl,
    message::template::{
        buttons::ButtonTemplateText,
        coupon::{CouponCode, CouponSubtitle, CouponText, CouponTitle},
        feedback::{
            FeedbackButtonTitle, FeedbackSubtitle, FeedbackTitle, FollowUpPlaceholder, QuestionId,
            QuestionTitle,
        },
        generic::{ElementSubtitle, ElementTitle, GenericElements},
        product::Products,
        receipt::{Amount, Country, Currency, ReceiptElements, ReceiptText},
    },
};

use crate::{
    given::{Given, checked},
    outcome::Failure,
};

/// JSON from `pieces`: a text, then rule, value and the next text in turn.
pub(crate) fn json(pieces: &Given) -> Result<Json, Failure> {
    let mut pieces = (0..pieces.count()).map(|place| pieces.text(place).unwrap_or_default());
    let mut out = pieces.next().unwrap_or_default();
    while let (Some(rule), Some(value), Some(text)) = (pieces.next(), pieces.next(), pieces.next())
    {
        write(&mut out, &rule, &value)?;
        out.push_str(&text);
    }
    Ok(Json::from_encoded(out))
}

fn write(out: &mut String, rule: &str, value: &str) -> Result<(), Failure> {
    let Some((_, rule)) = RULES.iter().find(|(name, _)| *name == rule) else {
        return Err(Failure::request(&["there is no rule ", rule].concat()));
    };
    match rule {
        Rule::Within(limit) => {
            checked(limit.check(value))?;
            out.push_str(&encode(value)?);
        }
        Rule::Text(parse) => out.push_str(&encode(&parse(value)?)?),
        Rule::Number(parse) => out.push_str(&parse(value)?),
        // A character for each.
        Rule::Count(check) => checked(check(value.len()))?,
        Rule::Cards => checked(GenericElements::check_titles(value.bytes().map(|it| it == b'1')))?,
    }
    Ok(())
}

/// `text` as a JSON string.
fn encode(text: &str) -> Result<String, Failure> {
    checked(Json::from_serialize(text)).map(|json| json.to_string())
}

/// What a value has to be.
enum Rule {
    /// A text, written as it is.
    Within(TextLimit),
    /// A text, as a type of the core writes it.
    Text(fn(&str) -> Result<String, Failure>),
    /// A number, as a type of the core writes it.
    Number(fn(&str) -> Result<String, Failure>),
    /// So many items.
    Count(fn(usize) -> Result<(), ValueError>),
    /// So many cards, of which none has a title only.
    Cards,
}

/// What a type of the core makes of a text.
fn parsed<T: FromStr<Err: Display> + Display>(text: &str) -> Result<String, Failure> {
    checked(text.parse::<T>()).map(|value| value.to_string())
}

/// By the names that they have in the tables of `input.js`.
static RULES: [(&str, Rule); 36] = [
    ("Amount", Rule::Number(parsed::<Amount>)),
    ("AttachmentId", Rule::Text(parsed::<AttachmentId>)),
    ("ButtonPayload", Rule::Within(ButtonPayload::LIMIT)),
    ("ButtonTemplateText", Rule::Within(ButtonTemplateText::LIMIT)),
    ("ButtonTitle", Rule::Within(ButtonTitle::LIMIT)),
    ("Buttons", Rule::Count(Buttons::check_count)),
    ("Country", Rule::Text(parsed::<Country>)),
    ("CouponCode", Rule::Text(parsed::<CouponCode>)),
    ("CouponSubtitle", Rule::Within(CouponSubtitle::LIMIT)),
    ("CouponText", Rule::Within(CouponText::LIMIT)),
    ("CouponTitle", Rule::Within(CouponTitle::LIMIT)),
    ("Currency", Rule::Text(parsed::<Currency>)),
    ("ElementSubtitle", Rule::Within(ElementSubtitle::LIMIT)),
    ("ElementTitle", Rule::Within(ElementTitle::LIMIT)),
    ("FacebookUrl", Rule::Text(parsed::<FacebookUrl>)),
    ("FeedbackButtonTitle", Rule::Text(parsed::<FeedbackButtonTitle>)),
    ("FeedbackSubtitle", Rule::Text(parsed::<FeedbackSubtitle>)),
    ("FeedbackTitle", Rule::Text(parsed::<FeedbackTitle>)),
    ("FollowUpPlaceholder", Rule::Text(parsed::<FollowUpPlaceholder>)),
    ("GenericElements", Rule::Cards),
    ("HttpsUrl", Rule::Text(parsed::<HttpsUrl>)),
    ("Images", Rule::Count(Images::check_count)),
    ("MessageText", Rule::Within(MessageText::LIMIT)),
    ("Metadata", Rule::Within(Metadata::LIMIT)),
    ("PhoneNumber", Rule::Text(parsed::<PhoneNumber>)),
    ("ProductId", Rule::Text(parsed::<ProductId>)),
    ("Products", Rule::Count(Products::check_count)),
    ("QuestionId", Rule::Text(parsed::<QuestionId>)),
    ("QuestionTitle", Rule::Text(parsed::<QuestionTitle>)),
    ("QuickReplies", Rule::Count(QuickReplies::check_count)),
    ("QuickReplyPayload", Rule::Within(QuickReplyPayload::LIMIT)),
    ("QuickReplyTitle", Rule::Within(QuickReplyTitle::LIMIT)),
    ("ReceiptElements", Rule::Count(ReceiptElements::check_count)),
    ("ReceiptText", Rule::Within(ReceiptText::LIMIT)),
    ("Text", Rule::Text(|text| Ok(String::from(text)))),
    ("WebUrl", Rule::Text(parsed::<WebUrl>)),
];
