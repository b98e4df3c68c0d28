//! `client.batch`.

use js_sys::{Array, Promise};
use messenger_personas::{Batch, GraphRequest};
use wasm_bindgen::prelude::*;

use crate::{
    client::{Client, promise},
    error::{CallError, RequestError},
    options::CallOptions,
    request::Request,
};

#[wasm_bindgen]
impl Client {
    /// Sends requests in one. The promise resolves to an array of their outcomes, as
    /// `Promise.allSettled` has them.
    pub fn batch(&self, requests: Vec<Request>, options: CallOptions) -> Result<Promise, JsValue> {
        let batch = Batch::new(requests).map_err(RequestError::new)?;
        let (client, signal, options) = self.resolve(options);
        Ok(promise(signal, async move {
            let responses = client.send_with(&batch, &options).await?;
            let outcomes =
                batch.requests().iter().zip(responses).map(|(request, response)| match response {
                    Ok(decoded) => outcome("fulfilled", "value", &decoded.0),
                    Err(error) => {
                        let idempotency = request.idempotency();
                        let error = CallError::BatchItem { error, idempotency };
                        outcome("rejected", "reason", &error.into_js())
                    }
                });
            Ok(outcomes.collect::<Array>().into())
        }))
    }
}

fn outcome(status: &str, name: &str, value: &JsValue) -> JsValue {
    let entries =
        Array::of2(&Array::of2(&"status".into(), &status.into()), &Array::of2(&name.into(), value));
    js_sys::Object::from_entries(&entries).map(JsValue::from).unwrap_or_default()
}
