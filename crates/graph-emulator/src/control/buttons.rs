//! What a person can press: buttons of templates, and those of the Page's Messenger profile.

use std::fmt;

use serde_json::{Value, json};

use super::context::{Control, ControlError};
use crate::model::{MessageRecord, PersonRecord, Sender};

/// Something that sends a postback when it is pressed.
#[derive(Clone, Copy)]
pub(super) struct Button<'a> {
    pub(super) title: &'a str,
    pub(super) payload: &'a str,
    place: Place,
}

/// Where a button is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Template,
    PersistentMenu,
    GetStarted,
    IceBreakers,
}

/// The button with this payload, and with this title if there is one.
pub(super) fn find<'a>(
    control: &Control<'a>,
    person: &'a PersonRecord,
    title: Option<&str>,
    payload: Option<&str>,
) -> Result<Button<'a>, ControlError> {
    let buttons = buttons(control, person);
    let is_named = |button: &&Button<'_>| {
        payload == Some(button.payload) && title.is_none_or(|title| title == button.title)
    };
    let is_shown = |button: &&Button<'_>| button.place != Place::IceBreakers || person.is_new();
    let named = || buttons.iter().filter(is_named);
    match named().find(is_shown) {
        Some(button) => Ok(*button),
        None if named().next().is_some() => Err(ControlError(409, ICE_BREAKER.to_owned())),
        None => {
            let shown: Vec<_> = buttons.iter().filter(is_shown).collect();
            Err(ControlError(400, choice(&shown)))
        }
    }
}

/// The messages of the Page to this person, the newest first.
pub(super) fn messages_of_page<'a>(
    control: &Control<'a>,
    person: &'a PersonRecord,
) -> impl Iterator<Item = &'a MessageRecord> {
    let state = control.state;
    let messages = person.messages.iter().rev().filter_map(|&it| state.message_numbered(it));
    messages.filter(|message| matches!(message.from, Sender::Page { .. }))
}

/// The buttons of the Messenger profile, and those that the person was sent, the newest first.
fn buttons<'a>(control: &Control<'a>, person: &'a PersonRecord) -> Vec<Button<'a>> {
    let mut buttons = Vec::new();
    let page = control.state.page(&person.page_id);
    let property = |name: &str| page?.messenger_profile.get(name);
    if let Some(menus) = property("persistent_menu") {
        collect_postbacks(menus, Place::PersistentMenu, &mut buttons);
    }
    let payload = property("get_started").and_then(|button| button.get("payload")?.as_str());
    buttons.extend(payload.map(|payload| Button {
        title: GET_STARTED,
        payload,
        place: Place::GetStarted,
    }));
    if let Some(questions) = property("ice_breakers") {
        collect_questions(questions, &mut buttons);
    }
    for message in messages_of_page(control, person) {
        for attachment in &message.extras().attachments {
            collect_postbacks(attachment, Place::Template, &mut buttons);
        }
    }
    buttons
}

/// Adds the postback buttons at any depth.
fn collect_postbacks<'a>(value: &'a Value, place: Place, buttons: &mut Vec<Button<'a>>) {
    match value {
        Value::Object(members) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str);
            if text("type") == Some("postback")
                && let (Some(title), Some(payload)) = (text("title"), text("payload"))
            {
                buttons.push(Button { title, payload, place });
            }
            for value in members.values() {
                collect_postbacks(value, place, buttons);
            }
        }
        Value::Array(items) => {
            for value in items {
                collect_postbacks(value, place, buttons);
            }
        }
        _ => {}
    }
}

/// Adds the questions of ice breakers, in all locales.
fn collect_questions<'a>(value: &'a Value, buttons: &mut Vec<Button<'a>>) {
    for item in value.as_array().into_iter().flatten() {
        let text = |name: &str| item.get(name).and_then(Value::as_str);
        if let (Some(title), Some(payload)) = (text("question"), text("payload")) {
            buttons.push(Button { title, payload, place: Place::IceBreakers });
        } else if let Some(questions) = item.get("call_to_actions") {
            collect_questions(questions, buttons);
        }
    }
}

fn choice(buttons: &[&Button<'_>]) -> String {
    if buttons.is_empty() {
        return NOTHING.to_owned();
    }
    let named: Vec<String> = buttons.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    let more = match buttons.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!("say which button is pressed by its payload; there is {}{more}", named.join(", "))
}

impl fmt::Display for Button<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        json!({"title": self.title, "payload": self.payload}).fmt(f)?;
        match self.place {
            Place::Template => Ok(()),
            Place::PersistentMenu => f.write_str(" in the persistent menu"),
            Place::GetStarted => f.write_str(" of get_started"),
            Place::IceBreakers => f.write_str(" of the ice breakers"),
        }
    }
}

/// The title in the postback of `get_started`, in English.
const GET_STARTED: &str = "Get Started";
/// Maximum number of buttons in an error.
const MOST_NAMED: usize = 20;
const NOTHING: &str = "there is no button to press: the Page has sent this person no template with \
                       a postback button, and its Messenger profile has no get_started and no \
                       persistent_menu with one";
const ICE_BREAKER: &str = "ice breakers are shown before the first message only, and this \
                           conversation has begun; press one as a person without messages, such \
                           as one of a seed of your own";

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        model::Seed,
        test_support::{TOKEN, TestClient, template},
    };

    const PROFILE: &str = "/me/messenger_profile";

    fn press(client: &mut TestClient, body: &Value) -> Value {
        let target = format!("/_emulator/people/{}/postbacks", client.psid);
        client.post(&target, body)
    }

    fn pressed(client: &mut TestClient, payload: &str) -> (String, String) {
        let answer = press(client, &json!({ "payload": payload }));
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        (text("title"), text("payload"))
    }

    fn error_of(client: &mut TestClient, body: &Value) -> String {
        let answer = press(client, body);
        answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// A client with a person who has no messages.
    fn with_new_person() -> TestClient {
        let mut client = TestClient::demo();
        let people = json!([{"name": "Ana"}, {"name": "Ben", "messages":
            [{"text": "Hi", "minutes_ago": 5}]}]);
        let page = json!({"name": "A", "access_token": TOKEN, "people": people});
        let seed = json!({ "pages": [page] }).to_string();
        client.emulator = crate::Emulator::new(Seed::parse(&seed).unwrap(), client.now);
        let people = client.get("/_emulator/pages")["pages"][0]["people"].clone();
        client.psid = people[0]["psid"].as_str().unwrap().to_owned();
        client.late_psid = people[1]["psid"].as_str().unwrap().to_owned();
        client
    }

    fn menu(locale: &str, items: &Value) -> Value {
        json!({"locale": locale, "call_to_actions": items})
    }

    fn postback(title: &str, payload: &str) -> Value {
        json!({"type": "postback", "title": title, "payload": payload})
    }

    #[test]
    fn get_started_can_be_pressed_and_opens_the_window() {
        let mut client = with_new_person();
        assert!(error_of(&mut client, &json!({"payload": "START"})).contains("get_started"));
        client.post(PROFILE, &json!({"get_started": {"payload": "START"}}));
        let expected = r#"there is {"title":"Get Started","payload":"START"} of get_started"#;
        assert!(error_of(&mut client, &json!({"payload": "X"})).ends_with(expected));
        assert!(client.send_text("Early", &json!({}))["error"].is_object());
        assert_eq!(pressed(&mut client, "START"), ("Get Started".to_owned(), "START".to_owned()));
        assert!(client.send_text("Welcome", &json!({}))["message_id"].is_string());
        client.psid.clone_from(&client.late_psid);
        assert_eq!(pressed(&mut client, "START").1, "START");
        let blocked = format!("/_emulator/people/{}", client.psid);
        client.post(&blocked, &json!({"blocked": true}));
        assert!(error_of(&mut client, &json!({"payload": "START"})).contains("blocked"));
    }

    #[test]
    fn items_of_the_persistent_menu_can_be_pressed_until_it_is_removed() {
        let mut client = TestClient::demo();
        let link = json!({"type": "web_url", "title": "Shop", "url": "https://a.example"});
        let menus = json!([
            menu("default", &json!([postback("Help", "HELP"), link])),
            menu("de_DE", &json!([postback("Hilfe", "HELP"), postback("Menü", "MENU")])),
        ]);
        let profile = json!({"get_started": {"payload": "START"}, "persistent_menu": menus});
        assert_eq!(client.post(PROFILE, &profile)["result"], "success");
        assert_eq!(pressed(&mut client, "HELP").0, "Help");
        assert_eq!(pressed(&mut client, "MENU").0, "Menü");
        let german = press(&mut client, &json!({"payload": "HELP", "title": "Hilfe"}));
        assert_eq!(german["title"], "Hilfe");
        let message = error_of(&mut client, &json!({"payload": "https://a.example"}));
        assert!(message.contains(r#""payload":"MENU"} in the persistent menu"#), "{message}");
        assert!(!message.contains("Shop"), "{message}");
        let button = json!({"template_type": "button", "text": "Hi",
            "buttons": [postback("Help me", "HELP")]});
        client.send_text("", &template(&button));
        let sent = press(&mut client, &json!({"payload": "HELP", "title": "Help me"}));
        assert_eq!(sent["title"], "Help me");
        let target = format!("{PROFILE}?fields=persistent_menu");
        assert_eq!(client.delete(&target)["result"], "success");
        assert!(error_of(&mut client, &json!({"payload": "MENU"})).contains("Help me"));
        assert_eq!(pressed(&mut client, "HELP").0, "Help me");
        let of_other_page = format!("/_emulator/people/{}/postbacks", client.other_psid);
        let refused = client.post(&of_other_page, &json!({"payload": "START"}));
        assert!(refused["error"]["message"].as_str().unwrap().contains("no button"));
    }

    #[test]
    fn ice_breakers_can_be_pressed_before_the_first_message() {
        let question = json!({"question": "Where are you?", "payload": "WHERE"});
        let localized = json!([{"locale": "default", "call_to_actions": [question]}]);
        for ice_breakers in [json!([question]), localized] {
            let mut client = with_new_person();
            client.post(PROFILE, &json!({ "ice_breakers": ice_breakers }));
            let listed = error_of(&mut client, &json!({}));
            assert!(listed.contains(r#""payload":"WHERE"} of the ice breakers"#), "{listed}");
            let expected = ("Where are you?".to_owned(), "WHERE".to_owned());
            assert_eq!(pressed(&mut client, "WHERE"), expected);
            let begun = error_of(&mut client, &json!({"payload": "WHERE"}));
            assert!(begun.contains("first message"), "{begun}");
            client.psid.clone_from(&client.late_psid);
            let begun = error_of(&mut client, &json!({"payload": "WHERE"}));
            assert!(begun.contains("first message"), "{begun}");
            assert!(error_of(&mut client, &json!({"payload": "X"})).contains("no button"));
        }
    }

    #[test]
    fn an_error_names_twenty_buttons() {
        let mut client = TestClient::demo();
        let items: Vec<_> = (0..20).map(|it| postback("A", &format!("P{it}"))).collect();
        let profile = json!({"get_started": {"payload": "START"},
            "persistent_menu": [menu("default", &json!(items))]});
        client.post(PROFILE, &profile);
        let message = error_of(&mut client, &json!({"payload": "X"}));
        assert!(message.contains("P19") && message.ends_with(", and 1 more"), "{message}");
    }
}
