//! `client.pages`, `client.people` and `client.conversations`.

use messenger_personas::{GetConversation, GetPage, GetPerson};
use wasm_bindgen::prelude::*;

use crate::{client::Client, input::parse, request::Request, schema::response};

#[wasm_bindgen]
impl Client {
    /// A request that reads a Page: the one of the client without an id, that of the token for `me`.
    #[wasm_bindgen(js_name = getPage)]
    #[expect(clippy::needless_pass_by_value, reason = "wasm-bindgen has no optional &str")]
    pub fn get_page(&self, id: Option<String>) -> Result<Request, JsValue> {
        let get = match id.as_deref() {
            None => GetPage::new(self.page_id.clone()),
            Some("me") => GetPage::me(),
            Some(id) => GetPage::new(parse(id)?),
        };
        Ok(Request::object(&get, &response::PAGE))
    }

    /// A request that reads a person.
    #[wasm_bindgen(js_name = getPerson)]
    pub fn get_person(&self, psid: &str) -> Result<Request, JsValue> {
        Ok(Request::object(&GetPerson::new(parse(psid)?), &response::PERSON))
    }

    /// A request that reads a conversation.
    #[wasm_bindgen(js_name = getConversation)]
    pub fn get_conversation(&self, id: &str) -> Result<Request, JsValue> {
        Ok(Request::object(&GetConversation::new(parse(id)?), &response::CONVERSATION))
    }
}
