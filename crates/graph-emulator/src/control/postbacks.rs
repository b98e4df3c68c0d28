//! `/_emulator/people/{psid}/postbacks` and `/_emulator/people/{psid}/reads`

use serde_json::json;

use super::{
    buttons,
    context::{Control, ControlError, ControlResult, Output},
    people,
};
use crate::model::Change;

/// `POST …/postbacks`: the person presses a button that they were sent, Get Started, an item of the
/// persistent menu or an ice breaker, which opens the window for 24 hours.
pub(super) fn press(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_active_person(control, psid)?;
    let params = control.params()?;
    let (title, payload) = (params.text("title"), params.text("payload"));
    let button = buttons::find(control, person, title.as_deref(), payload.as_deref())?;
    let message_id = control.state.next_postback_id();
    let (title, payload) = (button.title.to_owned(), button.payload.to_owned());
    let body = json!({"message_id": message_id, "title": title, "payload": payload});
    let psid = person.psid.clone();
    let change = Change::PostbackReceived { message_id, psid, title, payload, at: control.now };
    Ok(Output::new(&body).with_changes([change]))
}

/// `POST …/reads`: the person has read all that the Page sent.
pub(super) fn read(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_active_person(control, psid)?;
    let Some(newest) = buttons::messages_of_page(control, person).next() else {
        let message = "the Page has sent nothing to this person, so there is nothing to read; send \
                       a message first";
        return Err(ControlError(409, message.to_owned()));
    };
    let change = Change::PersonRead { psid: person.psid.clone(), at: control.now };
    let changes = if control.state.unread_by(person).is_some() { vec![change] } else { Vec::new() };
    Ok(Output::new(&json!({"watermark": newest.at.unix_ms()})).with_changes(changes))
}
