//! `/{page-id}`
//!
//! <https://developers.facebook.com/docs/graph-api/reference/page/>

use serde_json::{Value, json};

use crate::{
    endpoints::{
        call::{Call, HandlerResult, Output},
        conversations,
        fields::{self, NodeType, Query, SelectedField},
        personas,
    },
    error::GraphError,
    json::Object,
    model::{Caller, PageRecord, ids, picture},
};

/// `GET /{page-id}`, and `GET /me` with a Page's token
pub(crate) fn get(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    let query = Query::from_params(call.params)?;
    Ok(Output::new(call, &object(call, page, &query.select(&PAGE)?)?))
}

/// A Page with the selected fields of [`PAGE`].
///
/// # Errors
/// If the arguments or fields of an edge are invalid, or the token is not the Page's.
pub(crate) fn object(
    call: &Call<'_>,
    page: &PageRecord,
    fields: &[SelectedField<'_>],
) -> Result<Object, GraphError> {
    fields::to_object(fields, |field| value(call, page, field))
}

fn value(
    call: &Call<'_>,
    page: &PageRecord,
    field: &SelectedField<'_>,
) -> Result<Value, GraphError> {
    Ok(match field.name {
        "name" => json!(page.name),
        "access_token" => json!(page.access_token),
        "category" => json!(page.category()),
        "category_list" => {
            let category = page.category();
            let id = ids::hash(category.as_bytes(), 0) % 1_000_000_000_000;
            json!([{"id": id.to_string(), "name": category}])
        }
        "tasks" => page.tasks.as_ref().map_or_else(|| json!(ALL_TASKS), |tasks| json!(tasks)),
        "picture" => json!({"data": {
            "height": 50,
            "is_silhouette": false,
            "url": picture::to_public_url(call.origin, &page.picture_url),
            "width": 50,
        }}),
        "id" => json!(page.id),
        "conversations" | "personas" if !matches!(call.caller, Caller::Page(_)) => {
            return Err(GraphError::page_token_needed());
        }
        "conversations" => conversations::listing(call, page, field.query)?.into_field(),
        "personas" => personas::listing(call, page, field.query)?.into_field(),
        _ => Value::Null,
    })
}

pub(crate) const PAGE: NodeType = NodeType {
    name: "Page",
    fields: &[
        "name",
        "picture",
        "access_token",
        "category",
        "category_list",
        "tasks",
        "id",
        "conversations",
        "personas",
        "about",
        "cover",
        "description",
        "emails",
        "fan_count",
        "followers_count",
        "instagram_business_account",
        "is_published",
        "link",
        "location",
        "phone",
        "single_line_address",
        "username",
        "verification_status",
        "website",
    ],
    default: &["name", "id"],
};
const ALL_TASKS: &[&str] =
    &["ADVERTISE", "ANALYZE", "CREATE_CONTENT", "MANAGE", "MESSAGING", "MODERATE"];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{
        emulator::Emulator,
        http::Request,
        model::Seed,
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

    #[test]
    fn edges_can_be_fields_of_a_page() {
        let mut client = TestClient::demo();
        let edges = "conversations.limit(2){senders{id},messages.limit(1){message,from{id}}}";
        let me = client.get(&format!("/v25.0/me?fields=name,{edges},personas.limit(2){{name}}"));
        assert_eq!((&me["name"], &me["id"]), (&json!("Jasper's Market"), &json!(client.page_id)));
        let conversations = &me["conversations"];
        assert_eq!(conversations["data"].as_array().unwrap().len(), 2);
        let first = conversations["data"][0].clone();
        assert_eq!(first["senders"], json!({"data": [{"id": client.psid}]}));
        let message = &first["messages"]["data"][0];
        assert_eq!(message["message"], "I need about ten, for tonight.");
        assert_eq!(message["from"], json!({"id": client.psid}));
        assert_eq!(first["messages"]["data"].as_array().unwrap().len(), 1);
        assert!(first["messages"]["paging"]["next"].is_string());
        let next = conversations["paging"]["next"].as_str().unwrap();
        let path = format!("{ORIGIN}/v25.0/{}/conversations?", client.page_id);
        assert!(next.starts_with(&path), "{next}");
        let second = client.get(next.strip_prefix(ORIGIN).unwrap());
        assert_eq!(second["data"].as_array().unwrap().len(), 2);
        assert!(second["data"][0]["messages"]["data"][0]["message"].is_string());
        let after = conversations["paging"]["cursors"]["after"].as_str().unwrap();
        let nested = client.get(&format!("/me?fields=conversations.after({after}).order(x)"));
        let ids = |listing: &serde_json::Value| {
            let data = listing["data"].as_array().unwrap();
            data.iter().map(|it| it["id"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&nested["conversations"]), ids(&second));
        let personas = me["personas"]["data"].as_array().unwrap();
        let names: Vec<_> = personas.iter().map(|it| it.as_object().unwrap().len()).collect();
        assert_eq!(names, [2, 2]);
        let own = format!("conversations.user_id({})", client.psid);
        let own = client.get(&format!("/me?fields={own}"));
        assert_eq!(own["conversations"]["data"], json!([{"id": first["id"]}]));
    }

    #[test]
    fn a_field_fails_as_its_edge_does() {
        let mut client = TestClient::demo();
        for (fields, expected) in [
            ("conversations{foo}", (100, None)),
            ("conversations{messages{from{foo}}}", (100, None)),
            ("personas.limit(0)", (100, None)),
            ("personas.after(x)", (100, None)),
            ("conversations.platform(sms)", (100, None)),
            ("messages", (100, None)),
        ] {
            let answer = client.get(&format!("/me?fields={fields}"));
            assert_eq!(codes(&answer), expected, "{fields}");
        }
        let target = format!("/me/accounts?fields=personas&access_token={USER_TOKEN}");
        let response = client.send(&Request::new("GET", ORIGIN, &target));
        let answer: serde_json::Value = serde_json::from_slice(&response.body).unwrap();
        assert_eq!(codes(&answer), (190, Some(2_069_032)));
    }

    #[test]
    fn empty_lists_and_fields_without_a_value_are_omitted() {
        let mut client = TestClient::demo();
        for id in client.persona_ids() {
            client.delete(&format!("/{id}"));
        }
        let me = client.get("/me?fields=personas,about,link,fan_count,username");
        assert_eq!(me, json!({"id": client.page_id}));
    }

    #[test]
    fn a_response_with_too_many_rows_fails() {
        let messages = json!(vec![json!({"text": "Hi", "minutes_ago": 1}); 100]);
        let people = json!(vec![json!({"name": "Ana", "messages": messages}); 100]);
        let seed = json!({"pages": [{"name": "A", "access_token": "T", "people": people}]});
        let mut client = TestClient::demo();
        let seed = Seed::parse(&seed.to_string()).unwrap();
        client.emulator = Emulator::new(seed, client.now);
        for (conversations, expected) in [(99, (0, None)), (100, (1, None))] {
            let fields = format!("conversations.limit({conversations}){{messages.limit(100)}}");
            let target = format!("/me?fields={fields}&access_token=T");
            let response = client.send(&Request::new("GET", ORIGIN, &target));
            let answer: serde_json::Value = serde_json::from_slice(&response.body).unwrap();
            assert_eq!(codes(&answer), expected, "{conversations}");
        }
    }
}
