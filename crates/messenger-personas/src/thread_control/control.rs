//! `POST /{page-id}/pass_thread_control`, `take_`, `release_`, `request_`, `extend_`
//!
//! Moves a conversation between apps. [Meta's documentation][doc]
//!
//! [doc]: https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversation-routing

use std::time::Duration;

use crate::{
    ApiRequest, AppId, GraphRequest, Idempotency, Json, Metadata, PageId, Psid, Recipient, Success,
    ValueError,
};

/// Changes or extends the ownership of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ControlThread {
    /// Page.
    pub page_id: PageId,
    /// PSID of the person in the conversation.
    pub psid: Psid,
    /// Thread control action.
    pub action: ThreadAction,
}

impl ControlThread {
    /// Creates a request that applies `action` to the conversation with `psid`.
    #[must_use]
    pub fn new(page_id: PageId, psid: Psid, action: ThreadAction) -> Self {
        Self { page_id, psid, action }
    }
}

impl GraphRequest for ControlThread {
    type Output = Success;

    fn api_request(&self) -> ApiRequest {
        let request =
            ApiRequest::post(format!("{}/{}_thread_control", self.page_id, self.action.verb()))
                .json("recipient", Json::encode(&Recipient::Id(self.psid.clone())));
        match &self.action {
            ThreadAction::Pass { target_app_id, metadata } => request
                .text("target_app_id", target_app_id.as_str())
                .optional_text("metadata", metadata.as_ref().map(Metadata::as_str)),
            ThreadAction::Take { metadata }
            | ThreadAction::Release { metadata }
            | ThreadAction::Request { metadata } => {
                request.optional_text("metadata", metadata.as_ref().map(Metadata::as_str))
            }
            ThreadAction::Extend { duration } => request.text("duration", duration.0.to_string()),
        }
    }

    /// Taking and extending set a state; the other actions notify another app every time.
    fn idempotency(&self) -> Idempotency {
        match self.action {
            ThreadAction::Take { .. } | ThreadAction::Extend { .. } => Idempotency::Idempotent,
            _ => Idempotency::NonIdempotent,
        }
    }
}

/// A thread control action.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ThreadAction {
    /// Passes the conversation to another app.
    Pass {
        /// App that receives the conversation; [`AppId::page_inbox`] is the Page's inbox.
        target_app_id: AppId,
        /// Metadata for the receiving app.
        metadata: Option<Metadata>,
    },
    /// Takes the conversation from its owner. Only for the Page's default app.
    Take {
        /// Metadata for the previous owner.
        metadata: Option<Metadata>,
    },
    /// Releases the conversation to the Page's default app.
    Release {
        /// Metadata for the default app.
        metadata: Option<Metadata>,
    },
    /// Requests the conversation from its owner, if the Page has no default app.
    Request {
        /// Metadata for the owner.
        metadata: Option<Metadata>,
    },
    /// Extends the ownership beyond the default 24 hours.
    Extend {
        /// Duration, counted from now.
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

/// The duration of [`ThreadAction::Extend`]: 1 second to 7 days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtendDuration(u64);

impl ExtendDuration {
    /// The maximum that Graph accepts: 7 days.
    pub const MAX: Duration = Duration::from_hours(7 * 24);

    /// Creates a duration, rounded down to whole seconds.
    ///
    /// # Errors
    /// [`ValueError::Malformed`] if `duration` is shorter than 1 second or longer than 7 days.
    pub fn new(duration: Duration) -> Result<Self, ValueError> {
        if duration.as_secs() == 0 || duration > Self::MAX {
            return Err(ValueError::Malformed {
                field: "duration",
                expected: "is not valid: it must be from 1 second to 7 days",
            });
        }
        Ok(Self(duration.as_secs()))
    }

    /// Returns the duration.
    #[must_use]
    pub fn as_duration(self) -> Duration {
        Duration::from_secs(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_util::{form, header, parsed};

    fn control(action: ThreadAction) -> ControlThread {
        ControlThread {
            page_id: PageId::parse("134").unwrap(),
            psid: Psid::parse("251").unwrap(),
            action,
        }
    }

    #[test]
    fn the_request_is_encoded_in_both_call_styles() {
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
        assert!(parsed(&pass, r#"{"success":true}"#).is_ok());
    }

    #[test]
    fn ownership_is_extended_by_1_second_to_7_days() {
        assert!(ExtendDuration::new(Duration::from_millis(999)).is_err());
        assert!(ExtendDuration::new(ExtendDuration::MAX + Duration::from_secs(1)).is_err());
    }
}
