//! `/_emulator/people/{psid}/postbacks` and `/_emulator/people/{psid}/reads`

use serde_json::{Value, json};

use super::{
    context::{Control, ControlError, ControlResult, Output},
    people,
};
use crate::model::{Change, MessageRecord, PersonRecord, Sender};

/// `POST …/postbacks`: the person presses a button that they were sent, which opens the window for
/// 24 hours.
pub(super) fn press(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_active_person(control, psid)?;
    let params = control.params()?;
    let (payload, title) = (params.text("payload"), params.text("title"));
    let buttons = buttons(control, person);
    let pressed = buttons.iter().find(|(button_title, button_payload)| {
        payload.as_deref() == Some(button_payload)
            && title.as_deref().is_none_or(|title| title == *button_title)
    });
    let Some((title, payload)) = pressed else { return Err(ControlError(400, choice(&buttons))) };
    let message_id = control.state.next_postback_id();
    let body = json!({"message_id": message_id, "title": title, "payload": payload});
    let change = Change::PostbackReceived {
        message_id,
        psid: person.psid.clone(),
        title: (*title).to_owned(),
        payload: (*payload).to_owned(),
        at: control.now,
    };
    Ok(Output::new(&body).with_changes([change]))
}

/// `POST …/reads`: the person has read all that the Page sent.
pub(super) fn read(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_active_person(control, psid)?;
    let Some(newest) = messages_of_page(control, person).next() else {
        let message = "the Page has sent nothing to this person, so there is nothing to read; send \
                       a message first";
        return Err(ControlError(409, message.to_owned()));
    };
    let change = Change::PersonRead { psid: person.psid.clone(), at: control.now };
    let changes = if control.state.unread_by(person).is_some() { vec![change] } else { Vec::new() };
    Ok(Output::new(&json!({"watermark": newest.at.unix_ms()})).with_changes(changes))
}

/// Titles and payloads of the buttons that the person can press, the newest first.
fn buttons<'a>(control: &Control<'a>, person: &'a PersonRecord) -> Vec<(&'a str, &'a str)> {
    let mut buttons = Vec::new();
    for message in messages_of_page(control, person) {
        for attachment in &message.extras().attachments {
            collect(attachment, &mut buttons);
        }
    }
    buttons
}

/// The messages of the Page to this person, the newest first.
fn messages_of_page<'a>(
    control: &Control<'a>,
    person: &'a PersonRecord,
) -> impl Iterator<Item = &'a MessageRecord> {
    let state = control.state;
    let messages = person.messages.iter().rev().filter_map(|&it| state.message_numbered(it));
    messages.filter(|message| matches!(message.from, Sender::Page { .. }))
}

/// Adds the postback buttons in a template.
fn collect<'a>(value: &'a Value, buttons: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::Object(members) => {
            let text = |name: &str| members.get(name).and_then(Value::as_str);
            if text("type") == Some("postback")
                && let (Some(title), Some(payload)) = (text("title"), text("payload"))
            {
                buttons.push((title, payload));
            }
            members.values().for_each(|value| collect(value, buttons));
        }
        Value::Array(items) => items.iter().for_each(|value| collect(value, buttons)),
        _ => {}
    }
}

fn choice(buttons: &[(&str, &str)]) -> String {
    if buttons.is_empty() {
        return "there is no button to press: the Page has sent this person no template with a \
                postback button"
            .to_owned();
    }
    let named: Vec<String> = buttons
        .iter()
        .take(MOST_NAMED)
        .map(|(title, payload)| json!({"title": title, "payload": payload}).to_string())
        .collect();
    format!("say which button is pressed by its payload; there is {}", named.join(", "))
}

/// Maximum number of buttons in an error.
const MOST_NAMED: usize = 10;
