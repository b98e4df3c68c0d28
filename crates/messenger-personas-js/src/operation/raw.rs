//! Any other call, in the caller's own words.

use messenger_personas::{Json, Method, RawRequest};

use super::Operation;
use crate::{
    given::{Given, checked},
    outcome::Failure,
};

pub(super) fn read(given: &Given) -> Result<Operation, Failure> {
    let method = match given.number(0) {
        Some(1) => Method::Post,
        Some(2) => Method::Delete,
        _ => Method::Get,
    };
    let mut request = checked(RawRequest::new(method, &given.text(1).unwrap_or_default()))?;
    for place in (2..given.count()).step_by(3) {
        let name = given.text(place).unwrap_or_default();
        let value = given.text(place + 2).unwrap_or_default();
        request = checked(if given.flag(place + 1) {
            request.text(&name, &value)
        } else {
            request.json(&name, Json::from_encoded(value))
        })?;
    }
    Operation::one(&request, "json")
}
