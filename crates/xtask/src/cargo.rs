//! Cargo, and what it says it built.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::command::Run;

impl Run {
    /// The Cargo that we were started by.
    pub(crate) fn cargo() -> Self {
        Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
    }

    /// Builds, and answers with the file of the target `name` that ends with `suffix`.
    pub(crate) fn build_file(self, name: &str, suffix: &str) -> Result<PathBuf> {
        let messages = self.arg("--message-format=json-render-diagnostics").read()?;
        messages
            .lines()
            .filter_map(|message| file_in(message, name, suffix))
            .next_back()
            .with_context(|| {
                format!("cargo built no {name}{suffix}; is the target still called that?")
            })
    }
}

/// The file in a message about a built target, as Cargo writes them.
fn file_in(message: &str, name: &str, suffix: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    if message.pointer("/target/name")? != name {
        return None;
    }
    let files = message.get("filenames")?.as_array()?;
    files.iter().filter_map(Value::as_str).find(|file| file.ends_with(suffix)).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_is_found_by_target_and_suffix() {
        let message = r#"{"reason":"compiler-artifact","target":{"kind":["cdylib"],"name":"pack"},
            "filenames":["/t/pack.d","/t/pack.wasm"],"executable":null}"#;

        assert_eq!(file_in(message, "pack", ".wasm"), Some(PathBuf::from("/t/pack.wasm")));
        assert_eq!(file_in(message, "pack", ".so"), None);
        assert_eq!(file_in(message, "other", ".wasm"), None);
    }

    #[test]
    fn other_messages_name_no_file() {
        assert_eq!(file_in(r#"{"reason":"build-finished","success":true}"#, "pack", ".wasm"), None);
        assert_eq!(file_in("not JSON", "pack", ".wasm"), None);
    }
}
