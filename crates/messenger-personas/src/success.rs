//! What Graph answers to a call that only has to be carried out.

use serde::{Deserialize, Deserializer, Serialize, de};

/// Graph carried the call out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Success {
    /// Always true: an answer that says anything else is not read as one.
    #[serde(deserialize_with = "only_true")]
    pub success: bool,
}

fn only_true<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    if bool::deserialize(deserializer)? {
        Ok(true)
    } else {
        Err(de::Error::invalid_value(de::Unexpected::Bool(false), &"true"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_done_is_no_success() {
        assert!(serde_json::from_str::<Success>(r#"{"success":true}"#).is_ok());
        assert!(serde_json::from_str::<Success>(r#"{"success":false}"#).is_err());
        assert!(serde_json::from_str::<Success>("{}").is_err());
    }
}
