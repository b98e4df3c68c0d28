//! `GET /me` with a user's token
//!
//! <https://developers.facebook.com/docs/graph-api/reference/user/>

use serde_json::{Value, json};

use crate::{
    endpoints::{
        accounts,
        call::{Call, HandlerResult, Output},
        fields::{self, NodeType, Query},
    },
    model::USER_ID,
};

/// Returns the token's owner.
pub(crate) fn get(call: &Call<'_>) -> HandlerResult {
    let query = Query::from_params(call.params)?;
    let user = fields::to_object(&query.select(&USER)?, |field| {
        Ok(match field.name {
            "name" => json!("Demo Admin"),
            "id" => json!(USER_ID),
            "accounts" => accounts::listing(call, field.query)?.into_field(),
            _ => Value::Null,
        })
    })?;
    Ok(Output::new(call, &user))
}

const USER: NodeType = NodeType {
    name: "User",
    fields: &["name", "id", "accounts", "email", "first_name", "last_name", "picture"],
    default: &["name", "id"],
};

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        http::Request,
        test_support::{ORIGIN, TestClient, USER_TOKEN},
    };

    #[test]
    fn accounts_can_be_a_field_of_a_user() {
        let mut client = TestClient::demo();
        let fields = "name,email,accounts.limit(1){name,tasks}";
        let target = format!("/me?fields={fields}&access_token={USER_TOKEN}");
        let response = client.send(&Request::new("GET", ORIGIN, &target));
        let me: Value = serde_json::from_slice(&response.body).unwrap();
        assert_eq!((&me["name"], &me["email"]), (&json!("Demo Admin"), &Value::Null));
        let page = &me["accounts"]["data"][0];
        assert_eq!(
            (&page["name"], &page["id"]),
            (&json!("Jasper's Market"), &json!(client.page_id))
        );
        assert!(page["tasks"].is_array());
        assert!(me["accounts"]["paging"]["next"].as_str().unwrap().contains("/accounts?"));
    }
}
