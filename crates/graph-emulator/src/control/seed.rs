//! `/_emulator/seed` and `/_emulator/reset`

use serde_json::json;

use super::context::{Control, ControlError, ControlResult, Output};
use crate::model::Seed;

/// `POST /_emulator/reset`: restores the initial state.
pub(super) fn reset(control: &Control<'_>) -> Output {
    let changes = control.seed.reset(control.outside);
    Output::new(&json!({"success": true})).with_changes(changes)
}

/// `POST /_emulator/seed`: replaces the state by another seed. A reset still restores the initial
/// one.
pub(super) fn replace(control: &Control<'_>) -> ControlResult {
    let text = String::from_utf8_lossy(&control.request.body);
    let seed = match control.params()?.text("seed").as_deref() {
        Some("demo") => Seed::demo(),
        Some("empty") => Seed::empty(),
        Some(_) => {
            let message = "say which: {\"seed\": \"demo\"} or {\"seed\": \"empty\"}, or post the \
                           seed itself, as in a file for --seed";
            return Err(ControlError(400, message.to_owned()));
        }
        None => Seed::parse(&text).map_err(|error| ControlError(400, error.to_string()))?,
    };
    let changes = seed.with_setup(control.seed.setup()).reset(control.outside);
    Ok(Output::new(&json!({"success": true})).with_changes(changes))
}
