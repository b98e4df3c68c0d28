//! Messages, conversations and people.

use serde_json::json;

use super::{GraphError, truncate};

impl GraphError {
    pub(crate) fn message_and_action() -> Self {
        let message = "(#100) Cannot send both message and state at the same time.";
        Self::new(100, message).with_subcode(2_018_014)
    }

    pub(crate) fn no_message_and_no_action() -> Self {
        Self::new(100, "(#100) Must send either message or state").with_subcode(2_018_015)
    }

    pub(crate) fn message_empty() -> Self {
        let message = "(#100) Message cannot be empty, must provide valid attachment or text";
        Self::new(100, message).with_subcode(2_018_034)
    }

    pub(crate) fn text_and_attachment() -> Self {
        let message = "(#100) Only one of text or attachment can be specified";
        Self::new(100, message).with_subcode(2_018_018)
    }

    /// The message is not one of the newest of its conversation.
    pub(crate) fn message_not_readable() -> Self {
        let message = "This Message has been deleted by the user or the business.";
        Self::new(9_000_001, message)
    }

    pub(crate) fn no_matching_user() -> Self {
        Self::new(100, "(#100) No matching user found").with_subcode(2_018_001)
    }

    pub(crate) fn person_unavailable() -> Self {
        Self::new(551, "(#551) This person isn't available right now.").with_subcode(1_545_041)
    }

    pub(crate) fn no_profile() -> Self {
        Self::new(100, "(#100) No profile available for this user.").with_subcode(2_018_218)
    }

    /// The comment or post already has a reply.
    pub(crate) fn already_replied() -> Self {
        Self::new(10900, "(#10900) Activity already replied to")
    }

    pub(crate) fn action_needs_id() -> Self {
        Self::new(100, "(#100) A sender action needs a recipient with an id.")
    }

    pub(crate) fn action_takes_no_persona() -> Self {
        let message = "(#100) Only typing_on and typing_off are supported with persona_id.";
        Self::new(100, message)
    }

    pub(crate) fn persona_not_active(id: &str) -> Self {
        let message = format!(
            "(#100) Invalid parameter: persona_id {} is no active persona of this Page.",
            truncate(id)
        );
        Self::new(100, message)
    }

    pub(crate) fn outside_window() -> Self {
        Self::new(10, "(#10) This message is sent outside of allowed window.")
            .with_subcode(2_018_278)
    }

    /// As [`outside_window`](Self::outside_window), for the tag of news Pages.
    pub(crate) fn news_outside_window() -> Self {
        Self::outside_window().with_subcode(2_018_065)
    }

    pub(crate) fn invalid_tag() -> Self {
        Self::new(100, "(#100) Invalid tag.")
    }

    /// The tag was ended in April 2026.
    pub(crate) fn ended_tag() -> Self {
        Self::new(100, "Invalid parameter").with_subcode(1_893_061)
    }

    pub(crate) fn tag_needs_message_tag() -> Self {
        Self::new(100, "(#100) Param tag needs messaging_type MESSAGE_TAG.")
    }

    pub(crate) fn tag_needs_feedback_template() -> Self {
        let message = "(#100) Param tag CUSTOMER_FEEDBACK needs a customer feedback template.";
        Self::new(100, message)
    }

    pub(crate) fn thread_controlled_by_another_app() -> Self {
        let message =
            "(#10) Message failed to send because another app is controlling this thread now.";
        Self::new(10, message).with_subcode(2_018_300)
    }

    pub(crate) fn not_the_default_app() -> Self {
        let message = "(#10) Only the default app of this Page can take the thread control.";
        Self::new(10, message)
    }

    pub(crate) fn invalid_duration() -> Self {
        let message = "(#100) Param duration must be a number of seconds between 1 and 604800";
        Self::new(100, message)
    }

    pub(crate) fn invalid_app_id() -> Self {
        Self::new(100, "(#100) Incorrect App ID.").with_subcode(2_018_164)
    }

    /// As printed in fbsamples/original-coast-clothing#67.
    pub(crate) fn blocked_url() -> Self {
        let message = "Your message couldn't be sent because it includes content that other \
                       people on Facebook have reported as abusive.";
        Self {
            user_message: Some(String::new()),
            data: Some(Box::new(json!({"sentry_block_data": "", "help_center_id": 0}))),
            ..Self::new(368, message).with_subcode(1_346_003)
        }
    }
}
