//! Checks a JavaScript value against a schema and copies it.
//!
//! The copy has plain objects and arrays only, and no member that the schema does not know. So a
//! getter or a proxy cannot change a value between the check and its use, and the access token in
//! `paging.next` stays out of what is handed to JavaScript. A row of a listing that a copy would equal
//! is passed on instead.

use std::{cell::OnceCell, fmt};

use js_sys::{Array, JSON, Number, Object as JsObject, Reflect, RegExp};
use messenger_personas::message::template::receipt::Amount;
use wasm_bindgen::prelude::*;

use super::{Kind, Member, Object, Presence};

/// Checks `value`, which a caller passed. Unknown members are errors.
///
/// # Errors
/// [`Invalid`], with the path to the value at fault.
pub(crate) fn check_input(value: &JsValue, kind: &Kind) -> Result<JsValue, Invalid> {
    Walker::new(Direction::Input).value(value.clone(), kind)
}

/// Checks `value`, which Graph sent. Unknown members, and optional members with an unexpected value,
/// are left out.
///
/// # Errors
/// [`Invalid`] if a required member is missing or has an unexpected value.
pub(crate) fn check_response(value: &JsValue, object: &Object) -> Result<JsValue, Invalid> {
    Walker::new(Direction::Response).object(value, object)
}

/// Checks a list edge's response.
///
/// # Errors
/// [`Invalid`] if it is not a listing, or an id in it is a number that JavaScript cannot represent.
pub(crate) fn check_listing(value: &JsValue, item: &Object) -> Result<JsValue, Invalid> {
    Walker::new(Direction::Response).listing(value, item)
}

/// A member of `object`; `undefined` if it has none.
pub(crate) fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}

/// The text in a member of `object`.
pub(crate) fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}

/// `false` for a revoked proxy too, for which `Array.isArray` throws.
fn is_array(value: &JsValue) -> bool {
    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
        fn is_array(value: &JsValue) -> Result<bool, JsValue>;
    }
    is_array(value).unwrap_or_default()
}

/// `true` if `object` has a member `name`.
pub(crate) fn has(object: &JsValue, name: &str) -> bool {
    !get(object, name).is_null_or_undefined()
}

/// A value that does not fit its schema. It never repeats the value, which could be a token.
#[derive(Debug, PartialEq)]
pub(crate) struct Invalid {
    path: String,
    reason: Reason,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Reason {
    /// Continues a sentence whose subject is the path: "is missing".
    Predicate(String),
    /// A sentence of the core.
    Sentence(String),
    /// An id is a number that JavaScript rounds.
    RoundedId,
}

impl Invalid {
    fn predicate(predicate: impl Into<String>) -> Self {
        Self { path: String::new(), reason: Reason::Predicate(predicate.into()) }
    }

    fn sentence(sentence: String) -> Self {
        Self { path: String::new(), reason: Reason::Sentence(sentence) }
    }

    fn in_member(mut self, name: &str) -> Self {
        let separator = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = [name, separator, &self.path].concat();
        self
    }

    fn in_item(mut self, index: u32) -> Self {
        let separator = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = ["[", &index.to_string(), "]", separator, &self.path].concat();
        self
    }

    /// `true` if an id is a number that JavaScript rounds.
    pub(crate) fn is_rounded_id(&self) -> bool {
        self.reason == Reason::RoundedId
    }

    /// The sentence for a value that was passed to `call`.
    pub(crate) fn describe(&self, call: &str) -> String {
        let path = if self.path.is_empty() { call } else { &self.path };
        match &self.reason {
            Reason::Predicate(predicate) => [path, " ", predicate].concat(),
            Reason::Sentence(sentence) => [path, ": ", sentence].concat(),
            Reason::RoundedId => [path, " is a number that JavaScript rounds"].concat(),
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe("it"))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Input,
    Response,
}

struct Walker {
    direction: Direction,
    digits: OnceCell<RegExp>,
}

impl Walker {
    fn new(direction: Direction) -> Self {
        Self { direction, digits: OnceCell::new() }
    }

    fn object(&self, value: &JsValue, object: &Object) -> Result<JsValue, Invalid> {
        self.object_with_keys(value, object, &keys_of(object))
    }

    /// `keys` are those of `object`; a listing needs them for every row.
    fn object_with_keys(
        &self,
        value: &JsValue,
        object: &Object,
        keys: &[JsValue],
    ) -> Result<JsValue, Invalid> {
        self.check_object(value)?;
        if self.direction == Direction::Input {
            refuse_unknown(value, object.members)?;
        }
        let copy = JsObject::new();
        for (member, key) in object.members.iter().zip(keys) {
            let found = match self.direction {
                Direction::Input => Reflect::get(value, key)
                    .map_err(|_| Invalid::predicate("cannot be read").in_member(member.name))?,
                // Parsed JSON has no getters.
                Direction::Response => value.unchecked_ref::<Indexed>().get(key),
            };
            if let Some(checked) = self.member(found, member)? {
                copy.unchecked_ref::<Indexed>().set(key, &checked);
            }
        }
        let copy = JsValue::from(copy);
        if let Some(rule) = object.rule {
            rule(&copy).map_err(Invalid::predicate)?;
        }
        Ok(copy)
    }

    fn check_object(&self, value: &JsValue) -> Result<(), Invalid> {
        let is_array = match self.direction {
            Direction::Input => is_array(value),
            Direction::Response => Array::is_array(value),
        };
        if value.is_object() && !is_array {
            return Ok(());
        }
        Err(Invalid::predicate(mismatch("an object", value)))
    }

    fn member(&self, found: JsValue, member: &Member) -> Result<Option<JsValue>, Invalid> {
        let checked = if found.is_null_or_undefined() || is_blank(&found, &member.kind) {
            Ok(None)
        } else {
            self.value(found, &member.kind).map(Some)
        };
        let checked = match (checked, member.presence) {
            // An optional member of a response must not cost the rest.
            (Err(_), Presence::Optional | Presence::Default(_))
                if self.direction == Direction::Response =>
            {
                None
            }
            (Err(invalid), _) => return Err(invalid.in_member(member.name)),
            (Ok(checked), _) => checked,
        };
        match (checked, member.presence) {
            (Some(checked), _) => Ok(Some(checked)),
            (None, Presence::Optional) => Ok(None),
            (None, Presence::Default(default)) => Ok(Some(default())),
            (None, Presence::Required) => {
                Err(Invalid::predicate("is missing").in_member(member.name))
            }
        }
    }

    fn value(&self, value: JsValue, kind: &Kind) -> Result<JsValue, Invalid> {
        if self.passes(&value, kind) { Ok(value) } else { self.other_value(&value, kind) }
    }

    /// `true` if the value is passed on as it is, without being copied into wasm memory.
    fn passes(&self, value: &JsValue, kind: &Kind) -> bool {
        match kind {
            Kind::Text => self.direction == Direction::Response && value.is_string(),
            Kind::Digits(_) => self.is_digits(value),
            Kind::Boolean => value.as_bool().is_some(),
            Kind::True => value.as_bool() == Some(true),
            _ => false,
        }
    }

    fn other_value(&self, value: &JsValue, kind: &Kind) -> Result<JsValue, Invalid> {
        match kind {
            Kind::Text => self.text(value).map(Into::into),
            Kind::Limited(limit) | Kind::Blankable(limit) => {
                let text = self.text(value)?;
                limit.check(&text).map_err(|error| Invalid::sentence(error.to_string()))?;
                Ok(text.into())
            }
            Kind::Parsed(parse) | Kind::Digits(parse) => {
                parse(&self.text(value)?).map(Into::into).map_err(Invalid::sentence)
            }
            Kind::Word(words) => match value.as_string() {
                Some(word) if words.contains(&word.as_str()) => Ok(word.into()),
                _ => Err(Invalid::predicate(["is not ", &words.join(" or ")].concat())),
            },
            Kind::Boolean => Err(Invalid::predicate(mismatch("true or false", value))),
            Kind::True => Err(Invalid::predicate("is not true")),
            Kind::Integer(min, max) => self.integer(value, *min, *max),
            Kind::Amount => amount(value),
            Kind::Seconds => seconds(value),
            Kind::Object(object) => self.object(value, object),
            Kind::Variants { tag, variants } => self.variant(value, tag, variants),
            Kind::List(kind, limit) => {
                let items = self.items(value, kind)?;
                if let Some(limit) = limit {
                    let count = items.length() as usize;
                    limit.check(count).map_err(|error| Invalid::sentence(error.to_string()))?;
                }
                Ok(items.into())
            }
            Kind::Listing(item) => self.listing(value, item),
        }
    }

    /// A text. Graph sometimes sends an id as a number.
    fn text(&self, value: &JsValue) -> Result<String, Invalid> {
        if let Some(text) = value.as_string() {
            // Half of a surrogate pair becomes U+FFFD.
            if self.direction == Direction::Input
                && text.contains('\u{fffd}')
                && JsValue::from_str(&text) != *value
            {
                return Err(Invalid::predicate(
                    "has half of a character: it was cut in the middle",
                ));
            }
            return Ok(text);
        }
        match (self.direction, value.as_f64()) {
            (Direction::Response, Some(_)) if Number::is_safe_integer(value) => {
                number_text(value).ok_or_else(|| Invalid::predicate("cannot be read"))
            }
            (Direction::Response, Some(number)) if number.fract() == 0.0 => {
                Err(Invalid { path: String::new(), reason: Reason::RoundedId })
            }
            _ => Err(Invalid::predicate(mismatch("a string", value))),
        }
    }

    /// `true` for the text of a valid id in a response, without copying it into wasm memory.
    fn is_digits(&self, value: &JsValue) -> bool {
        let digits = || RegExp::new("^[0-9]{1,32}$", "");
        self.direction == Direction::Response
            && value.is_string()
            && self.digits.get_or_init(digits).unchecked_ref::<Pattern>().test(value)
    }

    fn integer(&self, value: &JsValue, min: u32, max: u32) -> Result<JsValue, Invalid> {
        let number = match (self.direction, value.as_string()) {
            (Direction::Response, Some(text)) => text.parse::<u32>().ok().map(f64::from),
            _ => value.as_f64(),
        };
        match number {
            Some(number)
                if number.fract() == 0.0 && (f64::from(min)..=f64::from(max)).contains(&number) =>
            {
                Ok(number.into())
            }
            _ => Err(Invalid::predicate(format!("is not a whole number from {min} to {max}"))),
        }
    }

    fn variant(
        &self,
        value: &JsValue,
        tag: &str,
        variants: &[(&str, &Object)],
    ) -> Result<JsValue, Invalid> {
        self.check_object(value)?;
        let word = text(value, tag).unwrap_or_default();
        match variants.iter().find(|(name, _)| *name == word) {
            Some((_, object)) => {
                let copy = self.object(value, object)?;
                // A getter can return another word the second time.
                copy.unchecked_ref::<Indexed>()
                    .set(&JsValue::from_str(tag), &JsValue::from_str(&word));
                Ok(copy)
            }
            None if has(value, tag) => {
                let words: Vec<_> = variants.iter().map(|(name, _)| *name).collect();
                let predicate = ["is not ", &words.join(" or ")].concat();
                Err(Invalid::predicate(predicate).in_member(tag))
            }
            None => Err(Invalid::predicate("is missing").in_member(tag)),
        }
    }

    fn items(&self, value: &JsValue, kind: &Kind) -> Result<Array, Invalid> {
        if !is_array(value) {
            return Err(Invalid::predicate(mismatch("an array", value)));
        }
        let unreadable = |_| Invalid::predicate("cannot be read");
        let length = Reflect::get(value, &JsValue::from_str("length")).map_err(unreadable)?;
        let length = length.as_f64().unwrap_or_default();
        let copy = Array::new();
        for index in (0..u32::MAX).take_while(|index| f64::from(*index) < length) {
            let item = Reflect::get_u32(value, index)
                .map_err(|thrown| unreadable(thrown).in_item(index))?;
            match self.value(item, kind) {
                Ok(item) => drop(copy.push(&item)),
                Err(_) if self.direction == Direction::Response => {}
                Err(invalid) => return Err(invalid.in_item(index)),
            }
        }
        Ok(copy)
    }

    /// A list edge's response without `paging`, whose addresses contain the access token.
    fn listing(&self, value: &JsValue, item: &Object) -> Result<JsValue, Invalid> {
        let rows = get(value, "data");
        if !value.is_object() || !is_array(&rows) {
            return Err(Invalid::predicate("is not a listing"));
        }
        let rows: Array = rows.unchecked_into();
        let keys = keys_of(item);
        let (data, malformed) = (Array::new(), Array::new());
        for index in 0..rows.length() {
            match self.row(rows.get(index), item, &keys) {
                Ok(row) => drop(data.push(&row)),
                Err(invalid) if invalid.is_rounded_id() => return Err(invalid.in_item(index)),
                Err(_) => drop(malformed.push(&index.into())),
            }
        }
        let paging = get(value, "paging");
        let cursors = get(&paging, "cursors");
        let cursor = |name| text(&cursors, name).map_or(JsValue::NULL, JsValue::from);
        let listing = JsObject::new();
        for (name, value) in [
            ("data", data.into()),
            ("hasMore", has(&paging, "next").into()),
            ("hasPrevious", has(&paging, "previous").into()),
            ("after", cursor("after")),
            ("before", cursor("before")),
            ("malformed", malformed.into()),
        ] {
            listing.unchecked_ref::<Indexed>().set(&JsValue::from_str(name), &value);
        }
        Ok(listing.into())
    }

    /// Copies a row of a listing, unless the copy would equal it: copying takes twice as long as
    /// finding that out.
    fn row(&self, row: JsValue, item: &Object, keys: &[JsValue]) -> Result<JsValue, Invalid> {
        if row.is_object() && self.has_only_passing_members(&row, item, keys) {
            Ok(row)
        } else {
            self.object_with_keys(&row, item, keys)
        }
    }

    fn has_only_passing_members(&self, row: &JsValue, item: &Object, keys: &[JsValue]) -> bool {
        let mut passing = 0;
        for (member, key) in item.members.iter().zip(keys) {
            let found = row.unchecked_ref::<Indexed>().get(key);
            if self.passes(&found, &member.kind) {
                passing += 1;
            } else if !(found.is_undefined() && matches!(member.presence, Presence::Optional)) {
                return false;
            }
        }
        passing > 0 && JsObject::keys(row.unchecked_ref::<JsObject>()).length() == passing
    }
}

/// The names of the members as JavaScript strings.
fn keys_of(object: &Object) -> Vec<JsValue> {
    object.members.iter().map(|member| JsValue::from_str(member.name)).collect()
}

/// A misspelt `persona_id` would send as the Page.
fn refuse_unknown(value: &JsValue, members: &[Member]) -> Result<(), Invalid> {
    let Ok(keys) = Reflect::own_keys(value) else {
        return Err(Invalid::predicate("cannot be read"));
    };
    for key in keys.iter() {
        let name = key.as_string();
        if name.as_deref().is_some_and(|name| members.iter().any(|member| member.name == name)) {
            continue;
        }
        // A token that is used as a name is not repeated.
        let name = match name.filter(|name| name.len() <= LONGEST_NAME) {
            Some(name) => ["\"", &name, "\""].concat(),
            None => "such member".to_owned(),
        };
        let known: Vec<_> = members.iter().map(|member| member.name).collect();
        let takes = if known.is_empty() { "nothing".to_owned() } else { known.join(", ") };
        return Err(Invalid::predicate(["has no ", &name, ": it takes ", &takes].concat()));
    }
    Ok(())
}

fn is_blank(value: &JsValue, kind: &Kind) -> bool {
    matches!(kind, Kind::Blankable(_)) && value.as_string().is_some_and(|text| text.is_empty())
}

fn amount(value: &JsValue) -> Result<JsValue, Invalid> {
    let Some(text) = value.as_string().or_else(|| number_text(value)) else {
        return Err(Invalid::predicate(mismatch("a number", value)));
    };
    match Amount::parse(&text) {
        Ok(amount) => Ok(Number::parse_float(amount.as_str()).into()),
        Err(error) => Err(Invalid::sentence(error.to_string())),
    }
}

fn seconds(value: &JsValue) -> Result<JsValue, Invalid> {
    let is_digits =
        |text: &String| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(text) = value.as_string().filter(is_digits) {
        return Ok(text.into());
    }
    if Number::is_safe_integer(value)
        && let Some(text) = number_text(value).filter(is_digits)
    {
        return Ok(text.into());
    }
    Err(Invalid::predicate("is not a whole number of seconds since 1970"))
}

/// A number as JavaScript writes it.
fn number_text(value: &JsValue) -> Option<String> {
    value.as_f64()?;
    JSON::stringify(value).ok()?.as_string()
}

/// What `value` should be, and what it is.
fn mismatch(expected: &str, value: &JsValue) -> String {
    let actual = if is_array(value) {
        "an array"
    } else if value.is_null() {
        "null"
    } else if value.is_object() {
        "an object"
    } else if value.is_string() {
        "a string"
    } else if value.as_f64().is_some() {
        "a number"
    } else if value.as_bool().is_some() {
        "a boolean"
    } else {
        "something else"
    };
    ["is ", expected, ", not ", actual].concat()
}

#[wasm_bindgen]
extern "C" {
    /// An object whose members are accessed by `object[key]`, which is faster than `Reflect`.
    type Indexed;

    #[wasm_bindgen(method, indexing_getter)]
    fn get(this: &Indexed, key: &JsValue) -> JsValue;

    #[wasm_bindgen(method, indexing_setter)]
    fn set(this: &Indexed, key: &JsValue, value: &JsValue);

    /// A regular expression that takes a string without copying it.
    type Pattern;

    #[wasm_bindgen(method)]
    fn test(this: &Pattern, value: &JsValue) -> bool;
}

const LONGEST_NAME: usize = 40;
