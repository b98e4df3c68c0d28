//! `/{page-id}` and `/me`
//!
//! <https://developers.facebook.com/docs/graph-api/reference/page/>

use serde_json::{Value, json};

use crate::{
    endpoints::{
        call::{Call, HandlerResult, Output},
        fields::{self, NodeType},
    },
    json::Object,
    model::{PageRecord, USER_ID, picture},
};

/// `GET /{page-id}`, and `GET /me` with a Page's token
pub(crate) fn get(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    let fields = fields::parse_names(call.params, &PAGE)?;
    let member = |field| (field, value(call, page, field));
    Ok(Output::new(call, &Object(fields.into_iter().map(member).collect())))
}

/// The value of a field of a Page.
pub(crate) fn value(call: &Call<'_>, page: &PageRecord, field: &str) -> Value {
    match field {
        "name" => json!(page.name),
        "access_token" => json!(page.access_token),
        "category" => json!(page.category()),
        "picture" => json!({"data": {
            "height": 50,
            "is_silhouette": false,
            "url": picture::to_public_url(call.origin, &page.picture_url),
            "width": 50,
        }}),
        "id" => json!(page.id),
        _ => Value::Null,
    }
}

/// `GET /me` with a user's token
pub(crate) fn get_user(call: &Call<'_>) -> HandlerResult {
    let value = |field: &str| match field {
        "name" => json!("Demo Admin"),
        "id" => json!(USER_ID),
        _ => Value::Null,
    };
    let fields = fields::parse_names(call.params, &USER)?;
    Ok(Output::new(call, &Object(fields.into_iter().map(|field| (field, value(field))).collect())))
}

const PAGE: NodeType = NodeType {
    name: "Page",
    fields: &["name", "picture", "access_token", "category", "id"],
    default: &["name", "id"],
};
const USER: NodeType = NodeType { name: "User", fields: &["name", "id"], default: &["name", "id"] };

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{
        http::Request,
        test_support::{ORIGIN, TestClient, USER_TOKEN, codes},
    };

    #[test]
    fn me_is_the_page_behind_the_token() {
        let mut client = TestClient::demo();
        let id = client.page_id.clone();
        let me = json!({"name": "Jasper's Market", "id": id});
        assert_eq!(client.get("/me"), me);
        assert_eq!(client.get(&format!("/v24.0/{id}?fields=name")), me);
    }

    #[test]
    fn a_picture_is_nested_in_data() {
        let mut client = TestClient::demo();
        let me = client.get("/me?fields=picture");
        assert_eq!(
            me["picture"],
            json!({"data": {
                "height": 50,
                "is_silhouette": false,
                "url": format!("{ORIGIN}/_emulator/pictures/pages/jaspers-market.svg"),
                "width": 50,
            }})
        );
    }

    #[test]
    fn another_page_is_unknown_to_a_page() {
        let mut client = TestClient::demo();
        let other = client.other_page_id.clone();
        for target in [format!("/{other}"), format!("/{other}/personas")] {
            assert_eq!(codes(&client.get(&target)), (100, Some(33)), "{target}");
        }
        let body = json!({"recipient": {"id": client.psid}, "message": {"text": "Hi"}});
        assert_eq!(codes(&client.post(&format!("/{other}/messages"), &body)), (100, Some(33)));
    }

    #[test]
    fn a_user_token_reads_pages_but_not_their_edges() {
        let mut client = TestClient::demo();
        let id = client.page_id.clone();
        let persona = client.persona_ids().remove(0);
        let mut ask = |target: &str| {
            let target = format!("{target}?access_token={USER_TOKEN}");
            let response = client.send(&Request::new("GET", ORIGIN, &target));
            serde_json::from_slice::<serde_json::Value>(&response.body).unwrap()
        };
        assert_eq!(ask(&format!("/{id}"))["name"], "Jasper's Market");
        assert_eq!(ask("/me")["name"], "Demo Admin");
        for target in [format!("/{id}/personas"), "/me/messages".to_owned(), format!("/{persona}")]
        {
            let answer = ask(&target);
            assert_eq!(codes(&answer), (190, Some(2_069_032)), "{target}");
            assert_eq!(
                answer["error"]["message"],
                "(#190) This method must be called with a Page Access Token"
            );
        }
    }
}
