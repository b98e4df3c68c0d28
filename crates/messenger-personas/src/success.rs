//! The response `{"success":true}`.

use serde::{Deserialize, Deserializer, Serialize, de};

/// The response `{"success":true}` to a request without other results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Success {
    /// Always `true`: any other value is an error.
    #[cfg_attr(test, ts(type = "true"))]
    #[serde(deserialize_with = "deserialize_true")]
    pub success: bool,
}

fn deserialize_true<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
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
    fn success_is_true() {
        assert!(serde_json::from_str::<Success>(r#"{"success":true}"#).is_ok());
        assert!(serde_json::from_str::<Success>(r#"{"success":false}"#).is_err());
        assert!(serde_json::from_str::<Success>("{}").is_err());
    }
}
