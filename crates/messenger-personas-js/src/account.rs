//! What the core says about the Pages that a person works for.

use js_sys::{Array, Object, Reflect};
use messenger_personas::{AccessToken, Account};
use wasm_bindgen::{JsCast, JsValue};

/// Tells of each account in a listing whether its tasks include messages, and takes away a token
/// that is none.
pub(crate) fn judge(listing: &JsValue) {
    let get = |value: &JsValue, name: &str| Reflect::get(value, &name.into()).unwrap_or_default();
    let set = |value: &JsValue, name: &str, member: JsValue| {
        // These are plain objects, which take everything.
        let _set = Reflect::set(value, &name.into(), &member);
    };
    for account in Array::from(&get(listing, "data")).iter() {
        let tasks = Array::from(&get(&account, "tasks"));
        let may_message = tasks
            .iter()
            .filter_map(|task| task.as_string())
            .any(|task| Account::is_messaging(&task));
        set(&account, "mayMessage", may_message.into());
        let token = get(&account, "accessToken").as_string();
        if token.is_some_and(|token| AccessToken::parse(&token).is_err()) {
            let _deleted =
                Reflect::delete_property(account.unchecked_ref::<Object>(), &"accessToken".into());
        }
    }
}
