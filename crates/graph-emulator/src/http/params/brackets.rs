//! Names with brackets, such as `recipient[id]`: objects and lists as PHP's `http_build_query`
//! encodes them.
//!
//! The crate `serde_qs` parses such names too. It is not used, because query, form, JSON and
//! multipart bodies are merged, lists can start at 1 and have gaps, and errors name the members of
//! an object in their order.

use indexmap::IndexMap;
use serde_json::Value;

/// Values by name and key, in the order of the request. A tree inside of it can be a single value.
#[derive(Debug, Default)]
pub(super) struct Tree {
    members: IndexMap<String, Tree>,
    /// The key of the next item, if this is a list.
    next: u64,
    value: Option<Value>,
}

impl Tree {
    /// Adds a value with a name such as `message[quick_replies][0][title]`. It replaces an earlier
    /// value with the same name, as in PHP.
    ///
    /// # Errors
    /// The name without its brackets, if there are more than `most` of them.
    pub(super) fn insert(&mut self, name: &str, value: Value, most: usize) -> Result<(), String> {
        let (name, keys) = split(name);
        if keys.len() > most {
            return Err(name.to_owned());
        }
        let mut tree = self.members.entry(name.to_owned()).or_default();
        for key in keys {
            tree.value = None;
            let key = tree.key(key);
            tree = tree.members.entry(key).or_default();
        }
        *tree = Self { value: Some(value), ..Self::default() };
        Ok(())
    }

    /// The values by the names outside of brackets.
    pub(super) fn into_members(self) -> impl Iterator<Item = (String, Value)> {
        self.members.into_iter().map(|(name, tree)| (name, tree.into_value()))
    }

    /// The key itself, or the next free one for `[]`.
    fn key(&mut self, key: &str) -> String {
        let key = if key.is_empty() { self.next.to_string() } else { key.to_owned() };
        if let Some(index) = index(&key) {
            self.next = self.next.max(index.saturating_add(1));
        }
        key
    }

    /// An object, or a list if all keys are numbers. Gaps are closed.
    fn into_value(mut self) -> Value {
        if let Some(value) = self.value {
            return value;
        }
        if self.members.keys().any(|key| index(key).is_none()) {
            return Value::Object(self.into_members().collect());
        }
        self.members.sort_by_cached_key(|key, _| index(key));
        self.into_members().map(|(_, value)| value).collect()
    }
}

/// `a`, `["b", ""]` of `a[b][]`. Text after the last bracket is ignored. A name
/// that starts with a bracket, or has an unclosed one, is a plain name.
fn split(name: &str) -> (&str, Vec<&str>) {
    let mut keys = Vec::new();
    let at = name.find('[').filter(|&at| at > 0).unwrap_or(name.len());
    let (base, mut rest) = name.split_at_checked(at).unwrap_or((name, ""));
    while let Some((key, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        keys.push(key);
        rest = after;
    }
    if keys.is_empty() { (name, keys) } else { (base, keys) }
}

/// The index in a list; `None` for other keys, such as `01`.
fn index(key: &str) -> Option<u64> {
    let is_number = key.bytes().all(|byte| byte.is_ascii_digit());
    let is_short = key == "0" || !key.starts_with('0');
    key.parse().ok().filter(|_| is_number && is_short)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Value {
        let mut tree = Tree::default();
        for (name, value) in pairs {
            tree.insert(name, json!(value), 32).unwrap();
        }
        Value::Object(tree.into_members().collect::<Map<_, _>>())
    }

    #[test]
    fn brackets_are_objects_and_lists() {
        for (pairs, expected) in [
            (&[("a[b]", "1"), ("a[c][d]", "2")][..], json!({"a": {"b": "1", "c": {"d": "2"}}})),
            (&[("a[0]", "1"), ("a[1]", "2")], json!({"a": ["1", "2"]})),
            (&[("a[3]", "1"), ("a[1]", "2")], json!({"a": ["2", "1"]})),
            (&[("a[]", "1"), ("a[]", "2")], json!({"a": ["1", "2"]})),
            (&[("a[5]", "1"), ("a[2]", "2"), ("a[]", "3")], json!({"a": ["2", "1", "3"]})),
            (&[("a[][b]", "1"), ("a[][b]", "2")], json!({"a": [{"b": "1"}, {"b": "2"}]})),
            (&[("a[1][b]", "1"), ("a[1][c]", "2")], json!({"a": [{"b": "1", "c": "2"}]})),
            (&[("a[0]", "1"), ("a[b]", "2")], json!({"a": {"0": "1", "b": "2"}})),
            (&[("a[01]", "1")], json!({"a": {"01": "1"}})),
            (&[("a[+1]", "1")], json!({"a": {"+1": "1"}})),
        ] {
            assert_eq!(read(pairs), expected, "{pairs:?}");
        }
    }

    #[test]
    fn members_stay_in_order_and_the_last_value_wins() {
        let object = read(&[("a[z]", "1"), ("a[b]", "2"), ("a[z]", "3")]);
        assert_eq!(object.to_string(), r#"{"a":{"z":"3","b":"2"}}"#);
        assert_eq!(read(&[("a", "1"), ("a[b]", "2")]), json!({"a": {"b": "2"}}));
        assert_eq!(read(&[("a[b]", "1"), ("a", "2")]), json!({"a": "2"}));
    }

    #[test]
    fn a_single_bracket_is_part_of_the_name() {
        for name in ["a[", "a]", "a[b", "[a]", "[", "[]", ""] {
            assert_eq!(read(&[(name, "1")]), json!({(name): "1"}), "{name}");
        }
        assert_eq!(read(&[("a[b]c", "1"), ("a[d]e[f]", "2")]), json!({"a": {"b": "1", "d": "2"}}));
    }

    #[test]
    fn brackets_are_parsed_to_a_bounded_depth() {
        let name = |depth: usize| format!("a{}", "[b]".repeat(depth));
        let mut tree = Tree::default();
        assert_eq!(tree.insert(&name(32), json!(1), 32), Ok(()));
        assert_eq!(tree.insert(&name(33), json!(1), 32), Err("a".to_owned()));
        assert_eq!(tree.insert(&name(100_000), json!(1), 32), Err("a".to_owned()));
    }
}
