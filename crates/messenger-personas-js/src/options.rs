//! Options of a call: a signal, a timeout and retries.

use std::time::Duration;

use messenger_personas_client::Options;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::error::RequestError;

/// Options of a call. What is not set is as in the client.
#[wasm_bindgen]
#[derive(Clone, Debug, Default)]
pub struct CallOptions {
    signal: Option<AbortSignal>,
    timeout: Option<Duration>,
    max_retries: Option<u32>,
}

#[wasm_bindgen]
impl CallOptions {
    /// Options that change nothing.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Aborts the call.
    pub fn signal(&mut self, signal: AbortSignal) {
        self.signal = Some(signal);
    }

    /// Milliseconds that one attempt may take.
    ///
    /// # Errors
    /// A `RequestError` unless it is a whole number from 1 to 2,147,483,647.
    pub fn timeout(&mut self, milliseconds: f64) -> Result<(), JsValue> {
        self.timeout = Some(parse_timeout(milliseconds)?);
        Ok(())
    }

    /// Maximum number of retries.
    ///
    /// # Errors
    /// A `RequestError` unless it is a whole number from 0 to 20.
    #[wasm_bindgen(js_name = maxRetries)]
    pub fn max_retries(&mut self, count: f64) -> Result<(), JsValue> {
        self.max_retries = Some(parse_max_retries(count)?);
        Ok(())
    }
}

impl CallOptions {
    /// The signal, and the options of the client with the changes of this call.
    pub(crate) fn resolve(self, client: &Options) -> (Option<AbortSignal>, Options) {
        let mut options = client.clone();
        if let Some(timeout) = self.timeout {
            options.timeout = timeout;
        }
        if let Some(max_retries) = self.max_retries {
            options.retry.max_retries = max_retries;
        }
        (self.signal, options)
    }
}

/// The maximum of `setTimeout`.
pub(crate) fn parse_timeout(milliseconds: f64) -> Result<Duration, RequestError> {
    let milliseconds =
        parse_whole("timeout is not a whole number of milliseconds", milliseconds, 1, MAX_TIMEOUT)?;
    Ok(Duration::from_millis(milliseconds.into()))
}

/// More retries would only hide that something is broken.
pub(crate) fn parse_max_retries(count: f64) -> Result<u32, RequestError> {
    parse_whole("maxRetries is not a whole number", count, 0, 20)
}

/// Converts `number` to an integer from `min` to `max`. An error starts with `problem`.
pub(crate) fn parse_whole(
    problem: &str,
    number: f64,
    min: u32,
    max: u32,
) -> Result<u32, RequestError> {
    let is_valid = number.fract() == 0.0 && (f64::from(min)..=f64::from(max)).contains(&number);
    if !is_valid {
        return Err(RequestError::new(format!("{problem} from {min} to {max}")));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number is whole and in the range"
    )]
    Ok(number as u32)
}

const MAX_TIMEOUT: u32 = i32::MAX as u32;
