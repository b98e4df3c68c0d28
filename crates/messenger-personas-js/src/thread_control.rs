//! `client.threadControl`.

use std::time::Duration;

use messenger_personas::{ControlThread, ExtendDuration, GetThreadOwner, ThreadAction};
use wasm_bindgen::prelude::*;

use crate::{
    client::Client,
    error::RequestError,
    input::{Body, parse},
    request::{Request, ResponseKind},
    schema::{
        Kind, Object,
        request::{CONTROL_THREAD, EXTEND_THREAD, PASS_THREAD},
        response,
        walker::get,
    },
};

#[wasm_bindgen]
impl Client {
    /// A request that passes a conversation to another app.
    #[wasm_bindgen(js_name = passThread)]
    pub fn pass_thread(&self, body: &JsValue) -> Result<Request, JsValue> {
        self.control_thread("threadControl.pass", body, &PASS_THREAD, |body| {
            Ok(ThreadAction::Pass {
                target_app_id: body.required("target_app_id")?,
                metadata: body.optional("metadata"),
            })
        })
    }

    /// A request that takes a conversation.
    #[wasm_bindgen(js_name = takeThread)]
    pub fn take_thread(&self, body: &JsValue) -> Result<Request, JsValue> {
        self.control_thread("threadControl.take", body, &CONTROL_THREAD, |body| {
            Ok(ThreadAction::Take { metadata: body.optional("metadata") })
        })
    }

    /// A request that releases a conversation.
    #[wasm_bindgen(js_name = releaseThread)]
    pub fn release_thread(&self, body: &JsValue) -> Result<Request, JsValue> {
        self.control_thread("threadControl.release", body, &CONTROL_THREAD, |body| {
            Ok(ThreadAction::Release { metadata: body.optional("metadata") })
        })
    }

    /// A request that asks the app that owns a conversation for it.
    #[wasm_bindgen(js_name = requestThread)]
    pub fn request_thread(&self, body: &JsValue) -> Result<Request, JsValue> {
        self.control_thread("threadControl.request", body, &CONTROL_THREAD, |body| {
            Ok(ThreadAction::Request { metadata: body.optional("metadata") })
        })
    }

    /// A request that keeps a conversation for longer.
    #[wasm_bindgen(js_name = extendThread)]
    pub fn extend_thread(&self, body: &JsValue) -> Result<Request, JsValue> {
        self.control_thread("threadControl.extend", body, &EXTEND_THREAD, |body| {
            let seconds = get(&body.0, "duration").as_f64().unwrap_or_default();
            let duration = Duration::try_from_secs_f64(seconds).unwrap_or_default();
            let duration = ExtendDuration::new(duration).map_err(RequestError::new)?;
            Ok(ThreadAction::Extend { duration })
        })
    }

    /// A request that reads which app owns a conversation.
    #[wasm_bindgen(js_name = getThreadOwner)]
    pub fn get_thread_owner(&self, psid: &str) -> Result<Request, JsValue> {
        let get = GetThreadOwner::new(self.page_id.clone(), parse(psid)?);
        Ok(Request::new(&get, ResponseKind::ThreadOwner))
    }
}

impl Client {
    fn control_thread(
        &self,
        call: &str,
        body: &JsValue,
        object: &'static Object,
        action: fn(&Body) -> Result<ThreadAction, RequestError>,
    ) -> Result<Request, JsValue> {
        let body = Body::check(call, body, &Kind::Object(object))?;
        let psid = body.object("recipient").required("id")?;
        let control = ControlThread::new(self.page_id.clone(), psid, action(&body)?);
        Ok(Request::object(&control, &response::SUCCESS))
    }
}
