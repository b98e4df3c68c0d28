//! `GET /debug_token?input_token=…`
//!
//! <https://developers.facebook.com/docs/graph-api/reference/debug_token/>

use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    auth,
    endpoints::call::{Call, HandlerResult, Output},
    error::GraphError,
    json::{self, Object},
    model::{APP_ID, APP_NAME, Caller, USER_ID},
};

/// Returns the facts of the token in `input_token`. An invalid token is no error.
pub(crate) fn get(call: &Call<'_>) -> HandlerResult {
    let token = call.params.required("input_token")?;
    let data = match auth::identify(call.state, Some(token.trim()), false) {
        Ok(caller) => valid(call, &caller),
        Err(error) => invalid(&error),
    };
    Ok(Output::new(call, &DebugTokenBody { data }))
}

#[derive(Serialize)]
struct DebugTokenBody {
    data: Object,
}

fn valid(call: &Call<'_>, caller: &Caller) -> Object {
    let mut data = vec![("app_id", json!(APP_ID)), ("type", json!(token_type(caller)))];
    data.push(("application", json!(APP_NAME)));
    if *caller == Caller::App {
        data.extend([("is_valid", json!(true)), ("scopes", json!([]))]);
        return Object(data);
    }
    let targets: Vec<_> = match caller {
        Caller::Page(page_id) => vec![page_id],
        _ => call.state.pages().map(|page| &page.id).collect(),
    };
    let granular: Vec<Value> =
        SCOPES.iter().map(|scope| json!({"scope": scope, "target_ids": targets})).collect();
    data.extend([
        ("data_access_expires_at", json!(0)),
        ("expires_at", json!(0)),
        ("is_valid", json!(true)),
        ("issued_at", json!(ISSUED_AT)),
    ]);
    if let Caller::Page(page_id) = caller {
        data.push(("profile_id", json!(page_id)));
    }
    data.extend([
        ("scopes", json!(SCOPES)),
        ("granular_scopes", json!(granular)),
        ("user_id", json!(USER_ID)),
    ]);
    Object(data)
}

fn invalid(error: &GraphError) -> Object {
    let mut members = vec![("code", json!(error.code)), ("message", json!(error.message))];
    members.extend(error.subcode.map(|subcode| ("subcode", json!(subcode))));
    Object(vec![
        ("error", json::to_value(&Object(members))),
        ("is_valid", json!(false)),
        ("scopes", json!([])),
    ])
}

fn token_type(caller: &Caller) -> &'static str {
    match caller {
        Caller::Page(_) => "PAGE",
        Caller::User => "USER",
        Caller::App => "APP",
    }
}

const SCOPES: &[&str] =
    &["pages_show_list", "pages_messaging", "pages_read_engagement", "pages_manage_metadata"];
/// 2025-11-23, before the time of any test.
const ISSUED_AT: u64 = 1_763_856_000;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        http::Request,
        model::APP_SECRET,
        test_support::{ORIGIN, TOKEN, TestClient, USER_TOKEN, codes},
    };

    fn get(target: &str, token: &str) -> Value {
        let mut request = Request::new("GET", ORIGIN, target);
        request.headers.push(("authorization".to_owned(), format!("Bearer {token}")));
        serde_json::from_slice(&TestClient::demo().send(&request).body).unwrap()
    }

    fn app_token() -> String {
        format!("{APP_ID}|{APP_SECRET}")
    }

    #[test]
    fn each_kind_of_token_can_inspect_each_kind() {
        for token in [TOKEN, USER_TOKEN, &app_token()] {
            let answer = get(&format!("/debug_token?input_token={TOKEN}"), token);
            assert_eq!(answer["data"]["type"], "PAGE");
            assert_eq!(answer["data"]["profile_id"], TestClient::demo().page_id);
            assert_eq!(answer["data"]["is_valid"], true);
            assert_eq!(answer["data"]["expires_at"], 0);
            assert_eq!(answer["data"]["user_id"], USER_ID);
            let answer = get(&format!("/v26.0/debug_token?input_token={USER_TOKEN}"), token);
            assert_eq!(answer["data"]["type"], "USER");
            assert_eq!(answer["data"]["profile_id"], Value::Null);
            let scope = &answer["data"]["granular_scopes"][1];
            assert_eq!(scope["scope"], "pages_messaging");
            assert_eq!(scope["target_ids"].as_array().unwrap().len(), 2);
            let answer = get(&format!("/debug_token?input_token={}", app_token()), token);
            let app = json!({"data": {"app_id": APP_ID, "type": "APP", "application": APP_NAME,
                "is_valid": true, "scopes": []}});
            assert_eq!(answer, app);
        }
    }

    #[test]
    fn an_invalid_token_is_reported_without_an_error() {
        for (token, message) in [
            ("EAABx", "Malformed access token EAABx"),
            ("x", "Invalid OAuth access token - Cannot parse access token"),
        ] {
            let answer = get(&format!("/debug_token?input_token={token}"), &app_token());
            let error = json!({"code": 190, "message": message});
            assert_eq!(answer["data"], json!({"error": error, "is_valid": false, "scopes": []}));
        }
    }

    #[test]
    fn debug_token_needs_both_tokens() {
        assert_eq!(codes(&get("/debug_token?input_token=x", "y")), (190, None));
        let answer = get("/debug_token", &app_token());
        assert_eq!(answer["error"]["message"], "(#100) The parameter input_token is required");
    }

    #[test]
    fn an_app_token_has_no_pages() {
        let page_id = TestClient::demo().page_id;
        assert_eq!(codes(&get("/me", &app_token())), (2500, None));
        assert_eq!(codes(&get(&format!("/{page_id}"), &app_token())), (100, Some(33)));
        let target = format!("/{page_id}/personas");
        assert_eq!(codes(&get(&target, &app_token())), (190, Some(2_069_032)));
    }
}
