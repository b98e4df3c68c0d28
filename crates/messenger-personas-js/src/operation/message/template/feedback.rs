//! The customer feedback template.

use messenger_personas::{
    WebUrl,
    message::template::feedback::{
        FeedbackButtonTitle, FeedbackSubtitle, FeedbackTitle, FollowUpPlaceholder, QuestionId,
        QuestionTitle,
    },
};

use super::alone;
use crate::shape::{Kind, Shape, Union, maybe, needed, parsed};

pub(super) static FEEDBACK: Shape = Shape {
    name: "the template",
    members: &[
        needed("templateType", "template_type", Kind::Word(&["customer_feedback"])),
        needed("title", "title", Kind::Text(parsed::<FeedbackTitle>)),
        needed("subtitle", "subtitle", Kind::Text(parsed::<FeedbackSubtitle>)),
        needed("buttonTitle", "button_title", Kind::Text(parsed::<FeedbackButtonTitle>)),
        needed("feedbackScreens", "feedback_screens", Kind::Each(&SCREEN, alone)),
        needed("businessPrivacy", "business_privacy", Kind::Object(&PRIVACY)),
        maybe("expiresInDays", "expires_in_days", Kind::Number("number", 1, 7)),
    ],
    rule: None,
};

static SCREEN: Union = Union {
    name: "feedbackScreens",
    tag: "",
    words: &[],
    shapes: &[&Shape {
        name: "feedbackScreens",
        members: &[needed("questions", "questions", Kind::Each(&QUESTION, alone))],
        rule: None,
    }],
};

static PRIVACY: Shape = Shape {
    name: "businessPrivacy",
    members: &[needed("url", "url", Kind::Text(parsed::<WebUrl>))],
    rule: None,
};

static QUESTION: Union = Union {
    name: "a question",
    tag: "type",
    words: &["csat", "nps", "ces", "free_form"],
    shapes: &[&SATISFACTION, &RECOMMENDATION, &EFFORT, &FREE_FORM],
};

static SATISFACTION: Shape = Shape {
    name: "a question",
    members: &[
        needed("id", "id", Kind::Text(parsed::<QuestionId>)),
        maybe("title", "title", Kind::Text(parsed::<QuestionTitle>)),
        needed("type", "type", Kind::Word(&["csat"])),
        maybe(
            "scoreOption",
            "score_option",
            Kind::Usual(&["five_stars", "one_to_five", "five_emojis"]),
        ),
        maybe(
            "scoreLabel",
            "score_label",
            Kind::Word(&["neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none"]),
        ),
        maybe("followUp", "follow_up", Kind::Object(&FOLLOW_UP)),
    ],
    rule: None,
};

static RECOMMENDATION: Shape = Shape {
    name: "a question",
    members: &[
        needed("id", "id", Kind::Text(parsed::<QuestionId>)),
        maybe("title", "title", Kind::Text(parsed::<QuestionTitle>)),
        needed("type", "type", Kind::Word(&["nps"])),
        maybe("scoreOption", "score_option", Kind::Usual(&["zero_to_ten"])),
        maybe(
            "scoreLabel",
            "score_label",
            Kind::Word(&["neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none"]),
        ),
        maybe("followUp", "follow_up", Kind::Object(&FOLLOW_UP)),
    ],
    rule: None,
};

static EFFORT: Shape = Shape {
    name: "a question",
    members: &[
        needed("id", "id", Kind::Text(parsed::<QuestionId>)),
        maybe("title", "title", Kind::Text(parsed::<QuestionTitle>)),
        needed("type", "type", Kind::Word(&["ces"])),
        maybe("scoreOption", "score_option", Kind::Usual(&["one_to_seven"])),
        maybe(
            "scoreLabel",
            "score_label",
            Kind::Word(&["neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none"]),
        ),
        maybe("followUp", "follow_up", Kind::Object(&FOLLOW_UP)),
    ],
    rule: None,
};

static FREE_FORM: Shape = Shape {
    name: "a question",
    members: &[
        needed("id", "id", Kind::Text(parsed::<QuestionId>)),
        maybe("title", "title", Kind::Text(parsed::<QuestionTitle>)),
        needed("type", "type", Kind::Word(&["free_form"])),
    ],
    rule: None,
};

static FOLLOW_UP: Shape = Shape {
    name: "followUp",
    members: &[
        needed("type", "type", Kind::Word(&["free_form"])),
        maybe("placeholder", "placeholder", Kind::Text(parsed::<FollowUpPlaceholder>)),
    ],
    rule: None,
};
