//! Which app has a conversation.

use core::time::Duration;

use messenger_personas::{
    AppId, ControlThread, GetThreadOwner, KeepFor, Metadata, PageId, Psid, ThreadAction,
};
use wasm_bindgen::JsValue;

use super::{Operation, word};
use crate::{fields::Fields, input::checked, outcome::Failure};

pub(super) fn owner(input: &JsValue, call: &str, page_id: &PageId) -> Result<Operation, Failure> {
    let psid = word(input, call, Psid::parse)?;
    Ok(Operation::one(&GetThreadOwner::new(page_id.clone(), psid), "owner"))
}

pub(super) fn control(input: JsValue, call: &str, page_id: &PageId) -> Result<Operation, Failure> {
    let fields = Fields::any(input, call)?;
    let only = |known: &[&str]| {
        fields.only(known)?;
        fields.maybe("metadata", Metadata::parse)
    };
    let action = match call.rsplit('.').next().unwrap_or_default() {
        "pass" => ThreadAction::Pass {
            metadata: only(&["psid", "targetAppId", "metadata"])?,
            target_app_id: fields.parsed("targetAppId", AppId::parse)?,
        },
        "take" => ThreadAction::Take { metadata: only(&TOLD)? },
        "release" => ThreadAction::Release { metadata: only(&TOLD)? },
        "request" => ThreadAction::Request { metadata: only(&TOLD)? },
        "extend" => {
            fields.only(&["psid", "duration"])?;
            let seconds = fields.maybe_number("duration", "number of seconds", (1, u32::MAX))?;
            let seconds = seconds.ok_or_else(|| fields.wrong("duration", "is missing"))?;
            let duration = checked(KeepFor::new(Duration::from_secs(seconds.into())))?;
            ThreadAction::Extend { duration }
        }
        _ => return Err(Failure::request(&["there is no call ", call].concat())),
    };
    let psid = fields.parsed("psid", Psid::parse)?;
    Ok(Operation::one(&ControlThread::new(page_id.clone(), psid, action), "done"))
}

const TOLD: [&str; 2] = ["psid", "metadata"];
