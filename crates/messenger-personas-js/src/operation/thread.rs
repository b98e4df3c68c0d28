//! Which app has a conversation.

use std::time::Duration;

use messenger_personas::{
    AppId, ControlThread, ExtendDuration, Metadata, PageId, Psid, ThreadAction,
};

use super::Operation;
use crate::{
    given::{Given, checked},
    outcome::Failure,
};

pub(super) fn control(given: &Given, call: &str, page_id: &PageId) -> Result<Operation, Failure> {
    let metadata = |place| given.maybe(place, Metadata::parse);
    let action = match call {
        "threadControl.pass" => ThreadAction::Pass {
            target_app_id: given.parsed(1, AppId::parse)?,
            metadata: metadata(2)?,
        },
        "threadControl.take" => ThreadAction::Take { metadata: metadata(1)? },
        "threadControl.release" => ThreadAction::Release { metadata: metadata(1)? },
        "threadControl.request" => ThreadAction::Request { metadata: metadata(1)? },
        _ => {
            let seconds = given.number(1).unwrap_or_default();
            let duration = checked(ExtendDuration::new(Duration::from_secs(seconds.into())))?;
            ThreadAction::Extend { duration }
        }
    };
    let psid = given.parsed(0, Psid::parse)?;
    Operation::one(&ControlThread::new(page_id.clone(), psid, action), "done")
}
