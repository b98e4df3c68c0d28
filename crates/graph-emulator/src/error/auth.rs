//! Access tokens, permissions and proofs of the app's secret.

use super::{Class, GraphError, truncate};

impl GraphError {
    pub(crate) fn token_missing() -> Self {
        Self::new(104, "An access token is required to request this resource.")
    }

    /// `/me` without a token, or with the app's.
    pub(crate) fn no_current_user() -> Self {
        let message =
            "An active access token must be used to query information about the current user.";
        Self::new(2500, message)
    }

    pub(crate) fn token_unknown(token: &str) -> Self {
        let message = if token.starts_with("EAA") {
            format!("Malformed access token {}", truncate(token))
        } else {
            "Invalid OAuth access token - Cannot parse access token".to_owned()
        };
        Self::new(190, message)
    }

    pub(crate) fn token_expired(expired_at: &str, now: &str) -> Self {
        let message = format!(
            "Error validating access token: Session has expired on {expired_at}. The current time \
             is {now}."
        );
        Self::new(190, message).with_subcode(463)
    }

    pub(crate) fn token_invalidated() -> Self {
        let message = "Error validating access token: The session is invalid because the user \
                       logged out.";
        Self::new(190, message).with_subcode(467)
    }

    pub(crate) fn page_token_needed() -> Self {
        Self::new(190, "(#190) This method must be called with a Page Access Token")
            .with_subcode(2_069_032)
    }

    pub(crate) fn permission_missing() -> Self {
        Self::new(10, "(#10) Application does not have permission for this action")
            .with_subcode(1_404_170)
            .with_status(403)
    }

    pub(crate) fn app_secret_proof_required() -> Self {
        Self::app_secret_proof("API calls from the server require an appsecret_proof argument")
    }

    pub(crate) fn app_secret_proof_invalid() -> Self {
        Self::app_secret_proof("Invalid appsecret_proof provided in the API argument")
    }

    fn app_secret_proof(message: &str) -> Self {
        Self { class: Class::GraphMethod, ..Self::new(100, message) }
    }
}
