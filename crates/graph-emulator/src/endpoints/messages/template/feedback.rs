//! The customer feedback template.
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/templates/customer-feedback-template>

use crate::endpoints::field::Field;
use crate::error::GraphError;

pub(super) fn check(form: &Field<'_>) -> Result<(), GraphError> {
    form.check_keys(KEYS)?;
    for (name, most) in [("title", 65), ("subtitle", 80), ("button_title", 20)] {
        check_no_url(&form.required(name)?, most)?;
    }
    let privacy = form.required("business_privacy")?;
    privacy.check_keys(&["url"])?;
    privacy.required("url")?.url()?;
    if let Some(days) = form.member("expires_in_days")
        && !days.number().is_some_and(|days| (1..=7).contains(&days))
    {
        return Err(days.error("must be from 1 to 7"));
    }
    for screen in form.required("feedback_screens")?.items(1, 1)? {
        screen.check_keys(&["questions"])?;
        screen.required("questions")?.items(1, 1)?.iter().try_for_each(question)?;
    }
    Ok(())
}

fn question(question: &Field<'_>) -> Result<(), GraphError> {
    question.check_keys(QUESTION_KEYS)?;
    let id = question.required("id")?;
    if !id.text_within(80)?.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Err(id.error("must have letters, digits and underscores only"));
    }
    let kind = question.required("type")?.one_of(&["csat", "nps", "ces", "free_form"])?;
    if let Some(title) = question.member("title") {
        check_no_url(&title, 85)?;
        if title.text()?.chars().count() < 5 {
            return Err(GraphError::too_short(&title.path, 5));
        }
    }
    question.optional_one_of("score_label", LABELS)?;
    let options: &[&str] = match kind {
        "csat" => &["one_to_five", "five_stars", "five_emojis"],
        "nps" => &["zero_to_ten"],
        "ces" => &["one_to_seven"],
        _ => &[],
    };
    question.optional_one_of("score_option", options)?;
    let Some(follow_up) = question.member("follow_up") else { return Ok(()) };
    if kind == "free_form" {
        return Err(follow_up.error("needs a score"));
    }
    follow_up.check_keys(&["type", "placeholder"])?;
    follow_up.required("type")?.one_of(&["free_form"])?;
    follow_up.member("placeholder").map_or(Ok(()), |text| check_no_url(&text, 65))
}

fn check_no_url(text: &Field<'_>, most: usize) -> Result<(), GraphError> {
    let lower = text.text_within(most)?.to_ascii_lowercase();
    if lower.contains("http://") || lower.contains("https://") || lower.contains("www.") {
        return Err(text.error("must not have a URL"));
    }
    Ok(())
}

const KEYS: &[&str] = &[
    "template_type",
    "sharable",
    "title",
    "subtitle",
    "button_title",
    "feedback_screens",
    "business_privacy",
    "expires_in_days",
];
const QUESTION_KEYS: &[&str] = &["id", "type", "title", "score_label", "score_option", "follow_up"];
const LABELS: &[&str] = &["neg_pos", "hard_easy", "dis_sat", "unlike_like", "poor_great", "none"];

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::test_support::{TestClient, codes, template};

    #[test]
    fn a_feedback_form_has_one_question() {
        let form = json!({
            "template_type": "customer_feedback",
            "title": "Rate us",
            "subtitle": "Please",
            "button_title": "Rate",
            "business_privacy": {"url": "https://a.example"},
        });
        let question = json!({"id": "q_1", "type": "csat", "score_option": "five_stars",
            "follow_up": {"type": "free_form"}});
        let asked = |questions: Value, more: Value| {
            let mut form = form.clone();
            form["feedback_screens"] = json!([{"questions": questions}]);
            for (name, value) in more.as_object().unwrap() {
                form[name] = value.clone();
            }
            codes(&TestClient::demo().send_text("", &template(&form)))
        };
        let with = |name: &str, value: Value| {
            let mut question = question.clone();
            question[name] = value;
            asked(json!([question]), json!({}))
        };
        let one = json!([question]);
        assert_eq!(asked(one.clone(), json!({"expires_in_days": 7})), (0, None));
        assert_eq!(asked(one.clone(), json!({"expires_in_days": "7"})), (0, None));
        assert_eq!(asked(one.clone(), json!({"expires_in_days": 8})), (100, None));
        assert_eq!(asked(one.clone(), json!({"title": "See https://a.example"})), (100, None));
        assert_eq!(asked(one, json!({"button_title": "é".repeat(21)})), (100, None));
        assert_eq!(asked(json!([question, question]), json!({})), (105, None));
        assert_eq!(asked(json!([]), json!({})), (194, None));
        assert_eq!(with("title", json!("Four")), (100, None));
        assert_eq!(with("title", json!("Fiver")), (0, None));
        assert_eq!(with("id", json!("a b")), (100, None));
        assert_eq!(with("type", json!("free_form")), (100, None));
        assert_eq!(with("score_option", json!("zero_to_ten")), (100, None));
        assert_eq!(with("score_label", json!("none")), (0, None));
    }
}
