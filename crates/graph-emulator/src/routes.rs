//! What is emulated.

use std::borrow::Cow;

use messenger_personas::Method;

use crate::{
    Counted, Edge, Request, Timestamp, accounts, app_secret,
    call::{Answered, Call, Node},
    caller::{self, Caller},
    conversations, debug_token,
    error::Refusal,
    fault, message_attachments, messages, pages,
    params::Params,
    people, personas,
    reply::{Outcome, Said, Shape},
    state::State,
    thread_control,
    version::{self, Version},
};

/// Every call that Graph takes here, and who answers it.
fn routed(call: &Call<'_>, node: &Node<'_>, id: &str, edge: Option<&str>) -> Answered {
    use Method::{Delete, Get, Post};
    match (call.method, node, edge) {
        (Get, Node::Page(page), None) => pages::get(call, page),
        (Get, Node::User, None) => pages::get_user(call),
        (Get, Node::User, Some("accounts")) => accounts::list(call),
        (Get, Node::DebugToken, None) => debug_token::get(call),

        (Post, Node::Page(page), Some("personas")) => personas::create(call, page),
        (Get, Node::Page(page), Some("personas")) => personas::list(call, page),
        (Get, Node::Persona(persona), None) => personas::get(call, persona),
        (Delete, Node::Persona(persona), None) => Ok(personas::delete(persona, call.now)),

        (Post, Node::Page(page), Some("messages")) => messages::send(call, page),
        (Post, Node::Page(page), Some("message_attachments")) => {
            message_attachments::upload(call, page)
        }

        (Get, Node::Page(page), Some("conversations")) => conversations::list(call, page),
        (Get, Node::Conversation(person), None) => conversations::get(call, person),
        (Get, Node::Conversation(person), Some("messages")) => {
            conversations::list_messages(call, person)
        }
        (Get, Node::Message(number, message), None) => {
            conversations::get_message(call, *number, message)
        }
        (Get, Node::Person(person), None) => people::get(call, person),

        (Post, Node::Page(page), Some("pass_thread_control")) => thread_control::pass(call, page),
        (Post, Node::Page(page), Some("take_thread_control")) => thread_control::take(call, page),
        (Post, Node::Page(page), Some("release_thread_control")) => {
            thread_control::release(call, page)
        }
        (Post, Node::Page(page), Some("request_thread_control")) => {
            thread_control::request(call, page)
        }
        (Post, Node::Page(page), Some("extend_thread_control")) => {
            thread_control::extend(call, page)
        }
        (Get, Node::Page(page), Some("thread_owner")) => thread_control::owner(call, page),

        (method, _, None) => Err(Refusal::unsupported(method.as_form_value(), id)),
        (method, _, Some(edge)) if edge == "accounts" || PAGES_OWN.contains(&edge) => {
            Err(Refusal::unsupported(method.as_form_value(), id))
        }
        (_, _, Some(edge)) => Err(Refusal::unknown_path(&[edge])),
    }
}

/// The edges that take a Page's token only.
const PAGES_OWN: &[&str] = &[
    "personas",
    "messages",
    "message_attachments",
    "conversations",
    "pass_thread_control",
    "take_thread_control",
    "release_thread_control",
    "request_thread_control",
    "extend_thread_control",
    "thread_owner",
];

/// What Graph says to `request`, which is no batch.
pub(crate) fn answer_one(state: &State, request: &Request, now: Timestamp) -> Outcome {
    let segments = request.segments();
    let (version, path) = match version::split(&segments) {
        Ok(split) => split,
        Err(refusal) => return Outcome::refused(Version::default(), refusal),
    };
    if request.method == "OPTIONS" {
        return preflight(state, request, version)
            .unwrap_or_else(|refusal| Outcome::refused(version, refusal));
    }
    let params = Params::read(request);
    let shape = match &params {
        Ok(params) => Shape::of(params),
        Err(_) => Shape::of(&Params::read_query(request)),
    };
    let outcome = params.and_then(|params| called(state, request, now, version, path, params));
    Outcome { shape, ..outcome.unwrap_or_else(|refusal| Outcome::refused(version, refusal)) }
}

/// Body, token and its proof, path: in this order. Only then does the call count.
fn called(
    state: &State,
    request: &Request,
    now: Timestamp,
    version: Version,
    path: &[Cow<'_, str>],
    params: Params,
) -> Result<Outcome, Refusal> {
    Shape::check(&params)?;
    let verb = verb(request, &params);
    let Some((id, rest)) = path.split_first() else {
        return Err(Refusal::no_node(&verb));
    };
    let token = caller::token(request, &params);
    let caller = caller::identify(state, token.as_deref(), id == "me")?;
    let token = token.as_deref().unwrap_or_default();
    let now = state.now(now);
    app_secret::check(state, &params, token, now)?;
    let edge = match rest {
        [] => None,
        [edge] => Some(edge.as_ref()),
        longer => return Err(Refusal::unknown_path(longer)),
    };
    let is_page = matches!(caller, Caller::Page(_));
    if !is_page && edge.is_some_and(|edge| PAGES_OWN.contains(&edge)) {
        return Err(Refusal::page_token_needed());
    }
    let method = match verb.as_str() {
        "get" | "head" => Method::Get,
        "post" => Method::Post,
        "delete" => Method::Delete,
        other => return Err(Refusal::unsupported(other, id)),
    };
    let origin = &request.origin;
    let call = Call { state, now, origin, version, token, caller, method, params };
    let node = call.node(id)?;
    Ok(carried_out(&call, &node, id, edge))
}

/// Faults, full meters, then the edge: in this order.
fn carried_out(call: &Call<'_>, node: &Node<'_>, id: &str, edge: Option<&str>) -> Outcome {
    let about = Edge::of(node, edge);
    let page_id = match &call.caller {
        Caller::Page(page_id) => Some(page_id),
        Caller::User | Caller::App => None,
    };
    let counted = Counted::on(about, page_id, call.now);
    let met = fault::met(call, about);
    let full = call.state.meters().refusal(&counted);
    let mut changes = met.changes;
    let said = match (met.said, full) {
        (Some(said), _) => said,
        (None, Some(refusal)) => Said::Refused(Box::new(refusal)),
        (None, None) => match routed(call, node, id, edge) {
            Ok(answer) => {
                changes.extend(answer.changes);
                Said::Json(answer.body)
            }
            Err(refusal) => Said::Refused(Box::new(refusal)),
        },
    };
    Outcome {
        changes,
        usage: call.state.meters().headers(&counted),
        counted: vec![counted],
        twist: met.twist,
        ..Outcome::new(call.version, said)
    }
}

/// The verb that is meant: a `POST` may carry another one in its parameter `method`.
fn verb(request: &Request, params: &Params) -> String {
    let carried = request.method.to_ascii_lowercase();
    match params.text("method") {
        Some(meant) if carried == "post" && !meant.is_empty() => {
            crate::error::shown(&meant).to_ascii_lowercase()
        }
        _ => carried,
    }
}

/// A browser asks whether it may ask. With a bad token in the URL it may not even do that.
fn preflight(state: &State, request: &Request, version: Version) -> Result<Outcome, Refusal> {
    if let Some(token) = caller::token(request, &Params::read_query(request)) {
        caller::identify(state, Some(&token), false)?;
    }
    Ok(Outcome::new(version, Said::Preflight))
}

#[cfg(test)]
mod tests {
    use messenger_personas::HttpResponse;
    use serde_json::{Value, json};

    use super::*;
    use crate::scene::{ORIGIN, Scene, TOKEN, codes};

    fn called(method: &str, target: &str) -> (HttpResponse, Value) {
        let response = Scene::demo().call(&Request::new(method, ORIGIN, target));
        let body = serde_json::from_slice(&response.body).unwrap_or_default();
        (response, body)
    }

    #[test]
    fn a_post_may_carry_any_verb() {
        let mut scene = Scene::demo();
        let id = scene.create("Adam");
        let mut form = |target: &str, body: String| {
            let mut request = Request::new("POST", ORIGIN, target);
            let form = "application/x-www-form-urlencoded";
            request.headers.push(("content-type".to_owned(), form.to_owned()));
            request.body = format!("{body}&access_token={TOKEN}").into_bytes();
            serde_json::from_slice::<Value>(&scene.call(&request).body).unwrap()
        };
        assert_eq!(
            form("/v26.0/me/personas", "limit=1&method=get".to_owned())["data"][0]["id"],
            id
        );
        assert_eq!(form(&format!("/{id}"), "method=DELETE".to_owned()), json!({"success": true}));
        let created = form(
            "/me/personas",
            "method=post&name=Zo%C3%AB+K.&profile_picture_url=https%3A%2F%2Fa.example%2Fb"
                .to_owned(),
        );
        assert!(created["id"].is_string());
        let answer = form("/me", "method=put".to_owned());
        assert!(
            answer["error"]["message"].as_str().unwrap().starts_with("Unsupported put request")
        );
    }

    #[test]
    fn a_get_does_not_become_a_delete() {
        let mut scene = Scene::demo();
        let id = scene.create("Adam");
        scene.get(&format!("/{id}?method=delete"));
        assert_eq!(scene.get(&format!("/{id}"))["name"], "Adam");
    }

    #[test]
    fn each_wrong_address_has_its_codes() {
        for (method, path, expected) in [
            ("GET", "/v27.0/me", (2500, None)),
            ("GET", "/me/foo", (2500, None)),
            ("GET", "/me/personas/foo", (2500, None)),
            ("GET", "/jaspersmarket", (803, None)),
            ("GET", "/../etc", (803, None)),
            ("GET", "/", (100, None)),
            ("POST", "/v26.0/", (100, None)),
            ("GET", "/1", (100, Some(33))),
            ("PUT", "/1", (100, Some(33))),
            ("DELETE", "/me/personas", (100, Some(33))),
            ("GET", "/me/messages", (100, Some(33))),
            ("POST", "/1/personas", (100, Some(33))),
        ] {
            let (response, body) = called(method, &format!("{path}?access_token={TOKEN}"));
            assert_eq!(codes(&body), expected, "{method} {path}");
            assert_eq!(response.status, 400);
        }
        assert_eq!(
            called("GET", "/v99.0/me").1["error"]["message"],
            "Unknown path components: /me"
        );
    }

    #[test]
    fn a_call_without_a_good_token_says_which_mistake_it_is() {
        for (target, code, message) in [
            ("/1/personas", 104, "An access token is required to request this resource."),
            (
                "/me",
                2500,
                "An active access token must be used to query information about the current user.",
            ),
            ("/me?access_token=EAABx", 190, "Malformed access token EAABx"),
            ("/1?access_token=x", 190, "Invalid OAuth access token - Cannot parse access token"),
        ] {
            let (_, body) = called("GET", target);
            assert_eq!(body["error"]["code"], code, "{target}");
            assert_eq!(body["error"]["message"], message);
            assert_eq!(body["error"]["type"], "OAuthException");
        }
    }

    #[test]
    fn the_version_that_answered_is_named() {
        for (target, version) in [
            ("/v25.0/me", "v25.0"),
            ("/v3.2/me", "v21.0"),
            ("/me", "v26.0"),
            ("/v27.0/me", "v26.0"),
        ] {
            let (response, _) = called("GET", &format!("{target}?access_token={TOKEN}"));
            assert_eq!(response.header("facebook-api-version"), Some(version), "{target}");
        }
    }

    #[test]
    fn browsers_may_ask_and_read_from_anywhere() {
        let (preflight, _) = called("OPTIONS", "/v26.0/me/personas");
        assert_eq!(preflight.status, 200);
        assert_eq!(
            preflight.header("access-control-allow-headers"),
            Some("authorization, content-type")
        );
        assert_eq!(preflight.header("access-control-allow-methods"), Some("GET, POST, DELETE"));
        assert!(preflight.body.is_empty());
        let (refused, _) = called("OPTIONS", "/v26.0/me/personas?access_token=expired");
        assert_eq!(refused.status, 400);
        let (good, _) = called("GET", &format!("/me?access_token={TOKEN}"));
        let (bad, _) = called("GET", "/me");
        for response in [preflight, refused, good, bad] {
            assert_eq!(response.header("access-control-allow-origin"), Some("*"));
            assert_eq!(response.header("vary"), Some("Origin, Accept-Encoding"));
        }
    }

    #[test]
    fn head_is_get_without_a_body() {
        let (response, _) = called("HEAD", &format!("/me?access_token={TOKEN}"));
        assert_eq!((response.status, response.body.len()), (200, 0));
    }

    #[test]
    fn nothing_panics_on_any_bytes() {
        let mut scene = Scene::demo();
        let odd =
            ["%", "%zz", "%ff", "{", "é", "\0", "?", "#", "//", "&&=", "me", "v26.0", "_emulator"];
        let bodies: [&[u8]; 6] = [b"", b"{", b"\xff", b"[[[", b"=&=", b"{'a':'"];
        for (index, (a, b)) in odd.iter().flat_map(|a| odd.iter().map(move |b| (a, b))).enumerate()
        {
            for method in ["GET", "POST", "DELETE", "OPTIONS", "", "É"] {
                let mut request = Request::new(method, "", &format!("/{a}/{b}?{b}={a}&{a}"));
                request.body = bodies[index % bodies.len()].to_vec();
                request.headers = vec![
                    ("authorization".to_owned(), format!("Bearer {a}{b}")),
                    ("content-type".to_owned(), (*b).to_owned()),
                ];
                scene.call(&request);
                request.headers[0].1 = format!("Bearer {TOKEN}");
                scene.call(&request);
            }
        }
    }
}
