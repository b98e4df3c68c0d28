//! `/_emulator/tokens`, `/_emulator/pages/{page-id}` and `/_emulator/people/{psid}`: tokens and
//! permissions

use messenger_personas::{AppId, PageId};
use serde::Serialize;
use serde_json::json;

use super::{
    context::{Control, ControlError, ControlResult, Output},
    people,
};
use crate::model::{APP_ID, Caller, Change};

/// `GET /_emulator/tokens`: all tokens and their owners.
pub(super) fn tokens(control: &Control<'_>) -> Output {
    let mut tokens = vec![Token {
        value: format!("{APP_ID}|{}", control.state.app_secret()),
        r#type: "app",
        page_id: None,
    }];
    tokens.extend(control.state.callers().map(|(token, caller)| {
        let (r#type, page_id) = match caller {
            Caller::Page(page_id) => ("page", Some(page_id)),
            Caller::User => ("user", None),
            Caller::App => ("app", None),
        };
        Token { value: token.to_owned(), r#type, page_id }
    }));
    Output::new(&Tokens { tokens })
}

/// `POST /_emulator/pages/{page-id}`: omitted values stay unchanged.
pub(super) fn set_page(control: &Control<'_>, page_id: &str) -> ControlResult {
    let page = PageId::parse(page_id).ok().and_then(|id| control.state.page(&id));
    let Some(page) = page else {
        let message = "no Page has this id; GET /_emulator/pages lists those there are";
        return Err(ControlError(404, message.to_owned()));
    };
    let page_id = page.id.clone();
    let params = control.params()?;
    let mut changes = Vec::new();
    let (mut default_app, mut is_granted) = (page.default_app.clone(), page.has_profile_access);
    if let Some(text) = params.text("default_app_id") {
        default_app = parse_app_id(&text)?;
        let app_id = default_app.clone();
        changes.push(Change::DefaultAppSet { page_id: page_id.clone(), app_id });
    }
    if let Some(text) = params.text("profile_access") {
        let message = "profile_access is true or false";
        is_granted = text.trim().parse().map_err(|_| ControlError(400, message.to_owned()))?;
        changes.push(Change::ProfileAccessSet { page_id: page_id.clone(), is_granted });
    }
    if changes.is_empty() {
        let message = "say what is to change: {\"default_app_id\": \"263902037430900\"}, or \"\" \
                       for none, or {\"profile_access\": false}";
        return Err(ControlError(400, message.to_owned()));
    }
    let body = json!({"id": page_id, "default_app_id": default_app, "profile_access": is_granted});
    Ok(Output::new(&body).with_changes(changes))
}

/// `POST /_emulator/people/{psid}`: omitted values stay unchanged.
pub(super) fn set_person(control: &Control<'_>, psid: &str) -> ControlResult {
    let person = people::find_person(control, psid)?;
    let params = control.params()?;
    let yes_or_no = |name: &str| {
        let given = params.text(name);
        let is_set = given.map(|text| text.trim().parse::<bool>()).transpose();
        is_set.map_err(|_| ControlError(400, format!("{name} is true or false")))
    };
    let (has_profile, is_blocked) = (yes_or_no("has_profile")?, yes_or_no("blocked")?);
    let psid = &person.psid;
    let mut changes = Vec::new();
    changes.extend(has_profile.map(|is_there| Change::ProfileSet { psid: psid.clone(), is_there }));
    changes.extend(
        is_blocked.map(|is_blocked| Change::PersonBlocked { psid: psid.clone(), is_blocked }),
    );
    if changes.is_empty() {
        let message = "say whether there is a profile of them: {\"has_profile\": false}, or whether \
                       they have blocked the Page: {\"blocked\": true}";
        return Err(ControlError(400, message.to_owned()));
    }
    let body = json!({
        "psid": psid,
        "has_profile": has_profile.unwrap_or(person.has_profile),
        "blocked": is_blocked.unwrap_or(person.has_blocked),
    });
    Ok(Output::new(&body).with_changes(changes))
}

/// Parses an app id; `None` if the text is empty.
pub(super) fn parse_app_id(text: &str) -> Result<Option<AppId>, ControlError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    AppId::parse(text).map(Some).map_err(|error| ControlError(400, error.to_string()))
}

#[derive(Serialize)]
struct Tokens<'a> {
    tokens: Vec<Token<'a>>,
}

#[derive(Serialize)]
struct Token<'a> {
    #[serde(rename = "access_token")]
    value: String,
    r#type: &'static str,
    page_id: Option<&'a PageId>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::test_support::{TOKEN, TestClient, USER_TOKEN, codes};

    #[test]
    fn tokens_are_listed_with_their_owners() {
        let mut client = TestClient::demo();
        let tokens = client.get("/_emulator/tokens");
        let tokens = tokens["tokens"].as_array().unwrap();
        assert_eq!(tokens.len(), 4);
        assert_eq!(tokens[0]["type"], "app");
        let market = json!({"access_token": TOKEN, "type": "page", "page_id": client.page_id});
        assert!(tokens.contains(&market));
        let user = json!({"access_token": USER_TOKEN, "type": "user", "page_id": null});
        assert!(tokens.contains(&user));
    }

    #[test]
    fn a_person_who_blocked_the_page_is_unavailable() {
        let mut client = TestClient::demo();
        let person = format!("/_emulator/people/{}", client.psid);
        let blocked = client.post(&person, &json!({"blocked": true}));
        assert_eq!(blocked, json!({"psid": client.psid, "has_profile": true, "blocked": true}));
        let dots = json!({"message": null, "sender_action": "typing_on"});
        for answer in [client.send_text("Hi", &json!({})), client.send_text("", &dots)] {
            assert_eq!(codes(&answer), (551, Some(1_545_041)));
        }
        let write = format!("{person}/messages");
        let refused = client.post(&write, &json!({"text": "Hi"}));
        assert!(refused["error"]["message"].as_str().unwrap().contains("blocked"), "{refused}");
        client.post(&person, &json!({"blocked": false}));
        assert!(client.send_text("Hi", &json!({}))["message_id"].is_string());
    }

    #[test]
    fn errors_name_what_can_be_set() {
        let mut client = TestClient::demo();
        let (page, psid) = (client.page_id.clone(), client.psid.clone());
        for (target, body, part) in [
            (format!("pages/{page}"), json!({}), "default_app_id"),
            (format!("pages/{page}"), json!({"default_app_id": "x"}), "digits only"),
            (format!("pages/{page}"), json!({"profile_access": "x"}), "true or false"),
            ("pages/1".to_owned(), json!({"profile_access": true}), "no Page has this id"),
            (format!("people/{psid}"), json!({}), "has_profile"),
            (format!("people/{psid}"), json!({"blocked": "x"}), "blocked is true or false"),
            ("people/1".to_owned(), json!({"has_profile": true}), "no person has this"),
            (format!("people/{psid}/thread_owner"), json!({}), "app_id"),
            (
                format!("people/{psid}/thread_owner"),
                json!({"app_id": "1", "seconds": "x"}),
                "seconds",
            ),
        ] {
            let answer = client.post(&format!("/_emulator/{target}"), &body);
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains(part), "{target}: {message}");
        }
    }
}
