//! `/{page-id}/personas` and `/{persona-id}`
//!
//! <https://developers.facebook.com/documentation/business-messaging/messenger-platform/send-messages/personas>

use messenger_personas::{
    CreatedPersona, Persona, PersonaName, PersonaNameError, PictureUrl, Success, UrlProblem,
};
use serde_json::json;

use crate::{
    endpoints::{
        call::{Call, HandlerResult, Output},
        fields::{NodeType, Query, SelectedField},
        paging::{self, Listing, Paging},
    },
    error::GraphError,
    json::Object,
    model::{Change, PageRecord, PersonaRecord, picture},
};

/// `POST /{page-id}/personas`
pub(crate) fn create(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    let name = parse_name(&call.params.required("name")?)?;
    let url = parse_picture_url(&call.params.required("profile_picture_url")?)?;
    let id = call.state.next_persona_id().ok_or_else(GraphError::unknown)?;
    let persona = Persona {
        id: id.clone(),
        name: Some(name.to_string()),
        profile_picture_url: Some(picture::to_stored_url(call.origin, url.as_str())),
    };
    Ok(Output::new(call, &CreatedPersona { id }).with_changes([Change::PersonaCreated {
        page_id: page.id.clone(),
        persona,
        at: call.now,
    }]))
}

/// `GET /{page-id}/personas`
pub(crate) fn list(call: &Call<'_>, page: &PageRecord) -> HandlerResult {
    Ok(Output::new(call, &listing(call, page, &Query::from_params(call.params)?)?))
}

/// Lists the personas of a Page, the newest first.
pub(crate) fn listing(
    call: &Call<'_>,
    page: &PageRecord,
    query: &Query,
) -> Result<Listing, GraphError> {
    let fields = query.select(&PERSONA)?;
    let node_id = page.id.as_str();
    let slice = paging::slice(call, query, node_id, &page.personas)?;
    let personas = slice.numbers.iter().filter_map(|&number| call.state.persona_numbered(number));
    let data = personas.map(|record| object(call, &record.persona, &fields)).collect();
    let kept = paging::repeated_params(query, &[]);
    Ok(Listing { data, paging: Paging::new(call, (node_id, "personas"), &kept, &slice) })
}

/// `GET /{persona-id}`
pub(crate) fn get(call: &Call<'_>, record: &PersonaRecord) -> HandlerResult {
    let query = Query::from_params(call.params)?;
    Ok(Output::new(call, &object(call, &record.persona, &query.select(&PERSONA)?)))
}

/// `DELETE /{persona-id}`
#[expect(clippy::unnecessary_wraps, reason = "a handler")]
pub(crate) fn delete(call: &Call<'_>, record: &PersonaRecord) -> HandlerResult {
    let persona_id = record.persona.id.clone();
    Ok(Output::new(call, &Success { success: true })
        .with_changes([Change::PersonaDeleted { persona_id, at: call.now }]))
}

fn object(call: &Call<'_>, persona: &Persona, fields: &[SelectedField<'_>]) -> Object {
    let shown =
        if call.state.rehosts_pictures { picture::to_rehosted_url } else { picture::to_public_url };
    let value = |field: &str| match field {
        "name" => json!(persona.name),
        "profile_picture_url" => {
            let url = persona.profile_picture_url.as_ref();
            json!(url.map(|url| shown(call.origin, url)))
        }
        _ => json!(persona.id),
    };
    Object(fields.iter().map(|field| (field.name, value(field.name))).collect())
}

fn parse_name(text: &str) -> Result<PersonaName, GraphError> {
    PersonaName::parse(text).map_err(|error| match error {
        PersonaNameError::Empty => GraphError::empty("name"),
        PersonaNameError::TooLong { .. } => {
            GraphError::too_long("name", PersonaName::MAX_CHARACTERS)
        }
        _ => GraphError::param("name", "must be one line of text"),
    })
}

fn parse_picture_url(text: &str) -> Result<PictureUrl, GraphError> {
    PictureUrl::parse(text).map_err(|error| match error.problem {
        UrlProblem::Empty => GraphError::empty("profile_picture_url"),
        _ => GraphError::not_a_url("profile_picture_url"),
    })
}

const PERSONA: NodeType = NodeType {
    name: "Persona",
    fields: &["name", "profile_picture_url", "id"],
    default: &["name", "profile_picture_url", "id"],
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::{
        http::Request,
        test_support::{ORIGIN, TOKEN, TestClient, codes},
    };

    #[test]
    fn a_created_persona_is_first_in_the_list_and_can_be_read() {
        let mut client = TestClient::demo();
        let id = client.create_persona("Zoë 😀");
        assert_eq!(id.len(), 16);
        assert_eq!(client.persona_ids().first(), Some(&id));
        assert_eq!(client.persona_ids().len(), 4);
        let picture = "https://example.com/a.jpg";
        assert_eq!(
            client.get(&format!("/v26.0/{id}")),
            json!({"name": "Zoë 😀", "profile_picture_url": picture, "id": id})
        );
        assert_eq!(client.get(&format!("/{id}?fields=name")), json!({"name": "Zoë 😀", "id": id}));
    }

    #[test]
    fn members_are_in_graphs_order_and_slashes_escaped() {
        let mut client = TestClient::demo();
        let id = client.create_persona("Zoë");
        let target = format!("/{id}?access_token={TOKEN}");
        let response = client.send(&Request::new("GET", ORIGIN, &target));
        assert_eq!(
            String::from_utf8(response.body).unwrap(),
            format!(
                r#"{{"name":"Zo\u00eb","profile_picture_url":"https:\/\/example.com\/a.jpg","id":"{id}"}}"#
            )
        );
    }

    #[test]
    fn each_invalid_create_has_its_message() {
        let url = "https://example.com/a.jpg";
        let mut client = TestClient::demo();
        for (body, message) in [
            (json!({"profile_picture_url": url}), "(#100) The parameter name is required"),
            (
                json!({"name": " ", "profile_picture_url": url}),
                "(#100) param name must be non-empty.",
            ),
            (
                json!({"name": "é".repeat(51), "profile_picture_url": url}),
                "(#100) Length of param name must be less than or equal to 50",
            ),
            (
                json!({"name": "a\nb", "profile_picture_url": url}),
                "(#100) param name must be one line of text.",
            ),
            (json!({"name": "A"}), "(#100) The parameter profile_picture_url is required"),
            (
                json!({"name": "A", "profile_picture_url": ""}),
                "(#100) param profile_picture_url must be non-empty.",
            ),
            (
                json!({"name": "A", "profile_picture_url": "adam.jpg"}),
                "(#100) profile_picture_url should represent a valid URL",
            ),
        ] {
            let answer = client.post("/me/personas", &body);
            assert_eq!(answer["error"]["message"], message, "{body}");
            assert_eq!(codes(&answer), (100, None));
        }
        assert_eq!(client.persona_ids().len(), 3);
        client.create_persona(&"é".repeat(50));
    }

    #[test]
    fn a_deleted_persona_is_unknown_and_its_id_is_not_reused() {
        let mut client = TestClient::demo();
        let id = client.create_persona("Adam");
        assert_eq!(client.delete(&format!("/{id}")), json!({"success": true}));
        for (answer, verb) in [
            (client.get(&format!("/{id}")), "get"),
            (client.delete(&format!("/{id}")), "delete"),
            (client.post(&format!("/{id}"), &json!({"name": "B"})), "post"),
        ] {
            assert_eq!(codes(&answer), (100, Some(33)));
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(
                message.starts_with(&format!("Unsupported {verb} request. Object with ID '{id}'"))
            );
        }
        assert_ne!(client.create_persona("Adam"), id);
    }

    #[test]
    fn there_is_no_update() {
        let mut client = TestClient::demo();
        let id = client.create_persona("Adam");
        let answer = client.post(&format!("/{id}"), &json!({"name": "Eve"}));
        assert_eq!(codes(&answer), (100, Some(33)));
        assert!(
            answer["error"]["message"].as_str().unwrap().starts_with("Unsupported post request")
        );
        assert_eq!(client.get(&format!("/{id}"))["name"], "Adam");
    }

    #[test]
    fn another_pages_persona_is_unknown() {
        let mut client = TestClient::demo();
        let request = Request::new(
            "GET",
            ORIGIN,
            "/me/personas?access_token=EAABemulatorDemoJaspersBakeryTokenZDZD",
        );
        let body: serde_json::Value = serde_json::from_slice(&client.send(&request).body).unwrap();
        let foreign = body["data"][0]["id"].as_str().unwrap().to_owned();
        for id in [foreign.as_str(), "1", &"9".repeat(99)] {
            assert_eq!(codes(&client.get(&format!("/{id}"))), (100, Some(33)), "{id}");
            assert_eq!(codes(&client.delete(&format!("/{id}"))), (100, Some(33)), "{id}");
        }
    }

    #[test]
    fn an_unknown_field_of_a_persona_fails() {
        let mut client = TestClient::demo();
        let answer = client.get("/me/personas?fields=name,created_time");
        assert_eq!(
            answer["error"]["message"],
            "(#100) Tried accessing nonexisting field (created_time) on node type (Persona)"
        );
    }

    #[test]
    fn pictures_are_rehosted_also_after_a_reset() {
        let mut client = TestClient::demo();
        client.emulator = client.emulator.rehosting_pictures();
        client.post("/_emulator/reset", &json!({}));
        let id = client.create_persona("Adam");
        let one = client.get(&format!("/{id}"));
        let url = one["profile_picture_url"].as_str().unwrap();
        assert!(url.starts_with(&format!("{ORIGIN}/_emulator/pictures/")), "{url}");
        assert_eq!(client.get("/me/personas")["data"][0], one);
    }

    #[test]
    fn a_picture_of_the_emulator_follows_it_to_another_origin() {
        let mut client = TestClient::demo();
        let url = format!("{ORIGIN}/_emulator/pictures/zoe.svg");
        let body = json!({"name": "Zoë", "profile_picture_url": url});
        let id = client.post("/me/personas", &body)["id"].as_str().unwrap().to_owned();
        assert_eq!(client.get(&format!("/{id}"))["profile_picture_url"], url);
        let elsewhere =
            Request::new("GET", "http://localhost:9", &format!("/{id}?access_token={TOKEN}"));
        let body = String::from_utf8(client.send(&elsewhere).body).unwrap();
        assert!(body.contains(r"http:\/\/localhost:9\/_emulator\/pictures\/zoe.svg"));
    }
}
