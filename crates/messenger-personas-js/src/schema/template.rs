//! Templates: `payload` of an attachment of type `template`.

use messenger_personas::{
    AttachmentId, CountLimit, FacebookUrl, ProductId,
    message::template::{
        buttons::ButtonTemplateText,
        coupon::{CouponCode, CouponSubtitle, CouponText, CouponTitle},
        feedback::{
            ExpiryDays, FeedbackButtonTitle, FeedbackSubtitle, FeedbackTitle, FollowUpPlaceholder,
            QuestionId, QuestionTitle,
        },
        generic::{ElementSubtitle, ElementTitle, GenericElements},
        product::Products,
        receipt::{Country, Currency, ReceiptElements, ReceiptText},
    },
};
use wasm_bindgen::JsValue;

use super::{
    Kind, Member, Object, Presence,
    message::{BUTTONS, DEFAULT_ACTION, URL, exactly_one, goes_with},
    object, optional, parse, required,
    walker::has,
};

/// A template, by `template_type`.
pub(crate) const TEMPLATE: Kind = Kind::Variants {
    tag: "template_type",
    variants: &[
        ("generic", &GENERIC),
        ("button", &BUTTON),
        ("media", &MEDIA),
        ("receipt", &RECEIPT),
        ("product", &PRODUCT),
        ("coupon", &COUPON),
        ("customer_feedback", &CUSTOMER_FEEDBACK),
    ],
};

static GENERIC: Object = object(&[
    TEMPLATE_TYPE,
    required("elements", Kind::List(&Kind::Object(&GENERIC_ELEMENT), Some(GenericElements::LIMIT))),
    optional("image_aspect_ratio", Kind::Word(&["horizontal", "square"])),
    optional("sharable", Kind::Boolean),
]);

static GENERIC_ELEMENT: Object = Object {
    members: &[
        required("title", Kind::Limited(ElementTitle::LIMIT)),
        optional("subtitle", Kind::Limited(ElementSubtitle::LIMIT)),
        optional("image_url", URL),
        optional("default_action", Kind::Object(&DEFAULT_ACTION)),
        optional("buttons", BUTTONS),
    ],
    rule: Some(has_more_than_a_title),
};

static BUTTON: Object = object(&[
    TEMPLATE_TYPE,
    required("text", Kind::Limited(ButtonTemplateText::LIMIT)),
    required("buttons", BUTTONS),
]);

static MEDIA: Object = object(&[
    TEMPLATE_TYPE,
    required("elements", Kind::List(&Kind::Object(&MEDIA_ELEMENT), Some(ONE_ELEMENT))),
    optional("sharable", Kind::Boolean),
]);

static MEDIA_ELEMENT: Object = Object {
    members: &[
        required("media_type", Kind::Word(&["image", "video"])),
        optional("url", Kind::Parsed(parse::<FacebookUrl>)),
        optional("attachment_id", Kind::Parsed(parse::<AttachmentId>)),
        optional("buttons", BUTTONS),
    ],
    rule: Some(|element| exactly_one(element, &["url", "attachment_id"])),
};

static RECEIPT: Object = object(&[
    TEMPLATE_TYPE,
    required("recipient_name", RECEIPT_TEXT),
    optional("merchant_name", RECEIPT_TEXT),
    required("order_number", RECEIPT_TEXT),
    required("currency", Kind::Parsed(parse::<Currency>)),
    required("payment_method", RECEIPT_TEXT),
    optional("timestamp", Kind::Seconds),
    optional("order_url", URL),
    optional("elements", Kind::List(&Kind::Object(&RECEIPT_ELEMENT), Some(ReceiptElements::LIMIT))),
    optional("address", Kind::Object(&ADDRESS)),
    required("summary", Kind::Object(&SUMMARY)),
    optional("adjustments", Kind::List(&Kind::Object(&ADJUSTMENT), None)),
    optional("sharable", Kind::Boolean),
]);

static RECEIPT_ELEMENT: Object = object(&[
    required("title", RECEIPT_TEXT),
    optional("subtitle", RECEIPT_TEXT),
    optional("quantity", Kind::Integer(0, u32::MAX)),
    required("price", Kind::Amount),
    optional("currency", Kind::Parsed(parse::<Currency>)),
    optional("image_url", URL),
]);

static ADDRESS: Object = object(&[
    required("street_1", RECEIPT_TEXT),
    // Meta's example has an empty one.
    optional("street_2", Kind::Blankable(ReceiptText::LIMIT)),
    required("city", RECEIPT_TEXT),
    required("postal_code", RECEIPT_TEXT),
    required("state", RECEIPT_TEXT),
    required("country", Kind::Parsed(parse::<Country>)),
]);

static SUMMARY: Object = object(&[
    optional("subtotal", Kind::Amount),
    optional("shipping_cost", Kind::Amount),
    optional("total_tax", Kind::Amount),
    required("total_cost", Kind::Amount),
]);

static ADJUSTMENT: Object =
    object(&[required("name", RECEIPT_TEXT), required("amount", Kind::Amount)]);

static PRODUCT: Object = object(&[
    TEMPLATE_TYPE,
    required(
        "elements",
        Kind::List(
            &Kind::Object(&object(&[required("id", Kind::Parsed(parse::<ProductId>))])),
            Some(Products::LIMIT),
        ),
    ),
]);

static COUPON: Object = Object {
    members: &[
        TEMPLATE_TYPE,
        required("title", Kind::Limited(CouponTitle::LIMIT)),
        optional("subtitle", Kind::Limited(CouponSubtitle::LIMIT)),
        optional("coupon_code", Kind::Parsed(parse::<CouponCode>)),
        optional("coupon_url", URL),
        optional("coupon_url_button_title", Kind::Limited(CouponText::LIMIT)),
        optional("coupon_pre_message", Kind::Limited(CouponText::LIMIT)),
        optional("image_url", URL),
        optional("payload", Kind::Limited(CouponText::LIMIT)),
    ],
    rule: Some(|coupon| {
        if !has(coupon, "coupon_code") && !has(coupon, "coupon_url") {
            return Err("needs a coupon_code, a coupon_url, or both".to_owned());
        }
        goes_with(coupon, "coupon_url_button_title", "coupon_url")
    }),
};

static CUSTOMER_FEEDBACK: Object = object(&[
    TEMPLATE_TYPE,
    required("title", Kind::Parsed(parse::<FeedbackTitle>)),
    required("subtitle", Kind::Parsed(parse::<FeedbackSubtitle>)),
    required("button_title", Kind::Parsed(parse::<FeedbackButtonTitle>)),
    required("feedback_screens", Kind::List(&Kind::Object(&SCREEN), Some(ONE_SCREEN))),
    required("business_privacy", Kind::Object(&object(&[required("url", URL)]))),
    optional("expires_in_days", Kind::Integer(ExpiryDays::MIN as u32, ExpiryDays::MAX as u32)),
]);

static SCREEN: Object = object(&[required(
    "questions",
    Kind::List(
        &Kind::Variants {
            tag: "type",
            variants: &[
                ("csat", &CSAT_QUESTION),
                ("nps", &NPS_QUESTION),
                ("ces", &CES_QUESTION),
                ("free_form", &FREE_FORM_QUESTION),
            ],
        },
        Some(ONE_QUESTION),
    ),
)]);

static CSAT_QUESTION: Object = object(&[
    QUESTION_ID,
    required("type", Kind::Text),
    QUESTION_TITLE,
    Member {
        name: "score_option",
        presence: Presence::Default(|| JsValue::from_str("five_stars")),
        kind: Kind::Word(&["five_stars", "one_to_five", "five_emojis"]),
    },
    SCORE_LABEL,
    FOLLOW_UP,
]);

static NPS_QUESTION: Object = object(&[
    QUESTION_ID,
    required("type", Kind::Text),
    QUESTION_TITLE,
    Member {
        name: "score_option",
        presence: Presence::Default(|| JsValue::from_str("zero_to_ten")),
        kind: Kind::Word(&["zero_to_ten"]),
    },
    SCORE_LABEL,
    FOLLOW_UP,
]);

static CES_QUESTION: Object = object(&[
    QUESTION_ID,
    required("type", Kind::Text),
    QUESTION_TITLE,
    Member {
        name: "score_option",
        presence: Presence::Default(|| JsValue::from_str("one_to_seven")),
        kind: Kind::Word(&["one_to_seven"]),
    },
    SCORE_LABEL,
    FOLLOW_UP,
]);

static FREE_FORM_QUESTION: Object =
    object(&[QUESTION_ID, required("type", Kind::Text), QUESTION_TITLE]);

/// Meta's interface shows nothing for a card that has only a title.
fn has_more_than_a_title(element: &JsValue) -> Result<(), String> {
    let others = ["subtitle", "image_url", "default_action", "buttons"];
    if others.iter().any(|name| has(element, name)) {
        return Ok(());
    }
    Err("has only a title: add a subtitle, a picture, a link or a button".to_owned())
}

const TEMPLATE_TYPE: Member = required("template_type", Kind::Text);
const RECEIPT_TEXT: Kind = Kind::Limited(ReceiptText::LIMIT);
const QUESTION_ID: Member = required("id", Kind::Parsed(parse::<QuestionId>));
const QUESTION_TITLE: Member = optional("title", Kind::Parsed(parse::<QuestionTitle>));
const SCORE_LABEL: Member = optional(
    "score_label",
    Kind::Word(&["neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none"]),
);
const FOLLOW_UP: Member = optional(
    "follow_up",
    Kind::Object(&object(&[
        required("type", Kind::Word(&["free_form"])),
        optional("placeholder", Kind::Parsed(parse::<FollowUpPlaceholder>)),
    ])),
);
const ONE_ELEMENT: CountLimit =
    CountLimit { field: "elements of a media template", min: 1, max: 1 };
const ONE_SCREEN: CountLimit =
    CountLimit { field: "feedback_screens of a feedback template", min: 1, max: 1 };
const ONE_QUESTION: CountLimit =
    CountLimit { field: "questions of a feedback template", min: 1, max: 1 };
