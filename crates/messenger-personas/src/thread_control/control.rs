//! `POST /{page-id}/pass_thread_control`, `take_`, `release_`, `request_`, `extend_`
//!
//! Passes a conversation from app to app. [Meta's page][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversation-routing

use alloc::{format, string::ToString};
use core::time::Duration;

use crate::{
    ApiRequest, AppId, GraphRequest, Idempotency, Json, Metadata, PageId, Psid, Recipient, Success,
    ValueError,
};

/// Changes which app has a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlThread {
    /// The Page.
    pub page_id: PageId,
    /// With whom the conversation is.
    pub psid: Psid,
    /// What to do.
    pub action: ThreadAction,
}

impl ControlThread {
    /// Does this to the conversation with this person.
    #[must_use]
    pub fn new(page_id: PageId, psid: Psid, action: ThreadAction) -> Self {
        Self { page_id, psid, action }
    }
}

impl GraphRequest for ControlThread {
    type Output = Success;

    fn api_request(&self) -> ApiRequest {
        let parts =
            ApiRequest::post(format!("{}/{}_thread_control", self.page_id, self.action.verb()))
                .json("recipient", Json::of(&Recipient::Id(self.psid.clone())));
        match &self.action {
            ThreadAction::Pass { target_app_id, metadata } => parts
                .text("target_app_id", target_app_id.as_str())
                .optional_text("metadata", metadata.as_ref().map(Metadata::as_str)),
            ThreadAction::Take { metadata }
            | ThreadAction::Release { metadata }
            | ThreadAction::Request { metadata } => {
                parts.optional_text("metadata", metadata.as_ref().map(Metadata::as_str))
            }
            ThreadAction::Extend { duration } => parts.text("duration", duration.0.to_string()),
        }
    }

    /// What tells another app is not told twice; taking and extending only set a state.
    fn idempotency(&self) -> Idempotency {
        match self.action {
            ThreadAction::Take { .. } | ThreadAction::Extend { .. } => Idempotency::Idempotent,
            _ => Idempotency::NonIdempotent,
        }
    }
}

/// What to do with a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ThreadAction {
    /// Give it to another app.
    Pass {
        /// Which; [`AppId::page_inbox`] is the Page's own inbox.
        target_app_id: AppId,
        /// What the other app is told.
        metadata: Option<Metadata>,
    },
    /// Take it from the app that has it. Needs to be the Page's default app.
    Take {
        /// What the other app is told.
        metadata: Option<Metadata>,
    },
    /// Give it back.
    Release {
        /// What the default app is told.
        metadata: Option<Metadata>,
    },
    /// Ask for it, where the Page has no default app.
    Request {
        /// What the app that has it is told.
        metadata: Option<Metadata>,
    },
    /// Keep it longer than the usual 24 hours.
    Extend {
        /// How long from now.
        duration: ExtendDuration,
    },
}

impl ThreadAction {
    fn verb(&self) -> &'static str {
        match self {
            Self::Pass { .. } => "pass",
            Self::Take { .. } => "take",
            Self::Release { .. } => "release",
            Self::Request { .. } => "request",
            Self::Extend { .. } => "extend",
        }
    }
}

/// How long a conversation is kept: 1 second to 7 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtendDuration(u64);

impl ExtendDuration {
    /// The longest that Graph takes: 7 days.
    pub const MAX: Duration = Duration::from_hours(7 * 24);

    /// So long, in whole seconds.
    ///
    /// # Errors
    /// [`ValueError::Malformed`] if it is under a second or over 7 days.
    pub fn new(duration: Duration) -> Result<Self, ValueError> {
        if duration.as_secs() == 0 || duration > Self::MAX {
            return Err(ValueError::Malformed {
                field: "duration",
                expected: "is not usable: it is from 1 second to 7 days",
            });
        }
        Ok(Self(duration.as_secs()))
    }

    /// How long.
    #[must_use]
    pub fn as_duration(self) -> Duration {
        Duration::from_secs(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{answered, form, header};

    fn control(action: ThreadAction) -> ControlThread {
        ControlThread {
            page_id: PageId::parse("134").unwrap(),
            psid: Psid::parse("251").unwrap(),
            action,
        }
    }

    #[test]
    fn it_is_carried_in_both_styles() {
        let metadata = Metadata::parse("a note").ok();
        let pass = control(ThreadAction::Pass {
            target_app_id: AppId::page_inbox(),
            metadata: metadata.clone(),
        });
        assert_eq!(
            form(&pass),
            "POST /134/pass_thread_control recipient=%7B%22id%22%3A%22251%22%7D\
             &target_app_id=263902037430900&metadata=a%20note&method=post&access_token=TOKEN"
        );
        assert_eq!(
            header(&pass),
            r#"POST /134/pass_thread_control {"recipient":{"id":"251"},"target_app_id":"263902037430900","metadata":"a note"}"#
        );
        for (action, edge, rest) in [
            (ThreadAction::Take { metadata: None }, "take", ""),
            (ThreadAction::Release { metadata }, "release", r#","metadata":"a note""#),
            (ThreadAction::Request { metadata: None }, "request", ""),
            (
                ThreadAction::Extend {
                    duration: ExtendDuration::new(ExtendDuration::MAX).unwrap(),
                },
                "extend",
                r#","duration":"604800""#,
            ),
        ] {
            assert_eq!(
                header(&control(action)),
                format!(r#"POST /134/{edge}_thread_control {{"recipient":{{"id":"251"}}{rest}}}"#)
            );
        }
        assert!(answered(&pass, r#"{"success":true}"#).is_ok());
    }

    #[test]
    fn a_conversation_is_kept_for_at_most_7_days() {
        assert!(ExtendDuration::new(Duration::from_millis(999)).is_err());
        assert!(ExtendDuration::new(ExtendDuration::MAX + Duration::from_secs(1)).is_err());
    }
}
