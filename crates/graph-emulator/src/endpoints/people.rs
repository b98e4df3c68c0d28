//! `GET /{psid}`
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/identity/user-profile>

use serde_json::{Value, json};

use crate::{
    endpoints::{
        call::{Call, HandlerResult, Output},
        fields::{self, NodeType},
    },
    error::GraphError,
    json::Object,
    model::{PersonRecord, picture},
};

/// Returns a person's profile, as far as the app can read it.
pub(crate) fn get(call: &Call<'_>, person: &PersonRecord) -> HandlerResult {
    let fields = fields::parse_names(call.params, &PERSON)?;
    if !person.has_profile {
        return Err(GraphError::no_profile());
    }
    if !call.state.page(&person.page_id).is_some_and(|page| page.has_profile_access) {
        return Ok(Output::new(call, &Object(Vec::new())));
    }
    let (first, last) = person.name.split_once(' ').unwrap_or((&person.name, ""));
    let value = |field: &str| match field {
        "name" => json!(person.name),
        "first_name" => json!(first),
        "last_name" if !last.is_empty() => json!(last),
        "profile_pic" => json!(picture::to_public_url(call.origin, &person.picture_url)),
        "id" => json!(person.psid),
        _ => Value::Null,
    };
    let members = fields.into_iter().map(|field| (field, value(field)));
    // Unknown values and those that need a permission are omitted.
    Ok(Output::new(call, &Object(members.filter(|(_, value)| !value.is_null()).collect())))
}

const PERSON: NodeType = NodeType {
    name: "User",
    fields: &[
        "first_name",
        "last_name",
        "profile_pic",
        "name",
        "locale",
        "timezone",
        "gender",
        "id",
    ],
    default: &["first_name", "last_name", "profile_pic", "id"],
};

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        http::Request,
        test_support::{ORIGIN, TestClient, USER_TOKEN, codes},
    };

    #[test]
    fn a_name_is_split_into_parts() {
        let mut client = TestClient::demo();
        let psid = client.psid.clone();
        let picture = format!("{ORIGIN}/_emulator/pictures/ana-petrova.svg");
        let person = json!({"first_name": "Ana", "last_name": "Petrova", "profile_pic": picture,
            "id": psid});
        assert_eq!(client.get(&format!("/v26.0/{psid}")), person);
        assert_eq!(
            client.get(&format!("/{psid}?fields=name,locale,gender")),
            json!({"name": "Ana Petrova", "id": psid})
        );
        let answer = client.get(&format!("/{psid}?fields=email"));
        assert_eq!(codes(&answer), (100, None));
    }

    #[test]
    fn an_app_without_access_gets_an_empty_object() {
        let mut client = TestClient::demo();
        let (psid, page) = (client.psid.clone(), format!("/_emulator/pages/{}", client.page_id));
        let shown = client.post(&page, &json!({"profile_access": false}));
        assert_eq!(shown["profile_access"], false);
        assert_eq!(client.get(&format!("/{psid}?fields=first_name")), json!({}));
        client.post(&page, &json!({"profile_access": true}));
        assert_eq!(client.get(&format!("/{psid}"))["first_name"], "Ana");
    }

    #[test]
    fn a_person_without_profile_fails() {
        let mut client = TestClient::demo();
        let psid = client.psid.clone();
        client.post(&format!("/_emulator/people/{psid}"), &json!({"has_profile": false}));
        assert_eq!(codes(&client.get(&format!("/{psid}"))), (100, Some(2_018_218)));
    }

    #[test]
    fn a_person_is_visible_to_their_page_only() {
        let mut client = TestClient::demo();
        let other = client.other_psid.clone();
        assert_eq!(codes(&client.get(&format!("/{other}"))), (100, Some(33)));
        let target = format!("/{other}?access_token={USER_TOKEN}");
        let response = client.send(&Request::new("GET", ORIGIN, &target));
        let answer: Value = serde_json::from_slice(&response.body).unwrap();
        assert_eq!(codes(&answer), (190, Some(2_069_032)));
    }
}
