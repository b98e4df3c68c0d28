//! Rate limits and failures of Graph itself.

use super::GraphError;

impl GraphError {
    pub(crate) fn app_limit_reached() -> Self {
        Self::new(4, "(#4) Application request limit reached").with_status(403).transient()
    }

    /// The limit of a Page's requests other than messages, with a Page's token.
    pub(crate) fn page_limit_reached() -> Self {
        Self::too_many_calls(80_001, "Page")
    }

    /// The limit of a Page's requests, with a user's token.
    pub(crate) fn page_limit_reached_by_user() -> Self {
        Self::new(32, "(#32) Page request limit reached")
    }

    /// The limit of a Page's messages.
    pub(crate) fn messenger_limit_reached() -> Self {
        Self::too_many_calls(80_006, "Messenger")
    }

    pub(crate) fn custom_limit_reached() -> Self {
        Self::new(613, "(#613) Calls to this api have exceeded the rate limit.")
    }

    pub(crate) fn service_unavailable() -> Self {
        Self::new(2, "An unexpected error has occurred. Please retry your request later.")
            .with_status(500)
            .transient()
    }

    pub(crate) fn unknown() -> Self {
        Self::new(1, "An unknown error occurred.").with_status(500)
    }

    /// As [`unknown`](Self::unknown), with the subcode that Meta documents.
    pub(crate) fn unknown_with_subcode() -> Self {
        Self::unknown().with_subcode(99)
    }

    pub(crate) fn too_much_data() -> Self {
        let message = "Please reduce the amount of data you're asking for, then retry your request";
        Self::new(1, message).with_status(500)
    }

    fn too_many_calls(code: u32, account: &str) -> Self {
        let message = format!(
            "(#{code}) There have been too many calls to this {account} account. Wait a bit and \
             try again. For more info, please refer to \
             https://developers.facebook.com/docs/graph-api/overview/rate-limiting."
        );
        Self::new(code, message)
    }
}
