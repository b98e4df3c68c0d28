//! `/_emulator/people/{psid}/thread_owner`

use serde_json::json;

use super::{
    access,
    context::{Control, ControlError, ControlResult, Output},
    people,
};
use crate::model::{Change, ThreadOwner, own_app};

/// `GET …/thread_owner`: the app that controls the conversation.
pub(super) fn get(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_person(control, psid)?;
    Ok(report(control.state.thread_owner(person, control.now).as_ref()))
}

/// `POST …/thread_owner`: gives an app control of the conversation, for a day or for `seconds`.
/// Requests of other apps fail. Without an `app_id`, the conversation becomes idle.
pub(super) fn set(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_person(control, psid)?;
    let params = control.params()?;
    let Some(app_id) = params.text("app_id") else {
        let message = "say which app has the conversation: {\"app_id\": \"263902037430900\"}, or \
                       \"\" for none";
        return Err(ControlError(400, message.to_owned()));
    };
    let app_id = access::parse_app_id(&app_id)?;
    let seconds = params.text("seconds").map_or(Ok(A_DAY), |text| text.trim().parse::<u64>());
    let seconds = seconds.map_err(|_| ControlError(400, "seconds is a whole number".to_owned()))?;
    let until = control.now.after_ms(seconds.saturating_mul(1000));
    let is_held = app_id.is_some() && app_id != own_app();
    let owner = app_id.clone().map(|app_id| ThreadOwner { app_id, until, is_held });
    let psid = person.psid.clone();
    let change = Change::ThreadOwnerSet {
        psid,
        app_id,
        until,
        is_held,
        by_other_app: true,
        at: control.now,
    };
    Ok(report(owner.as_ref()).with_changes([change]))
}

fn report(owner: Option<&ThreadOwner>) -> Output {
    Output::new(&json!({
        "app_id": owner.map(|owner| &owner.app_id),
        "expires_at": owner.map(|owner| owner.until.to_string()),
        "is_held": owner.is_some_and(|owner| owner.is_held),
    }))
}

const A_DAY: u64 = 24 * 60 * 60;
