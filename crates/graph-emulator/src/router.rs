//! Routing: from a request to its handler.

use std::{borrow::Cow, cell::Cell, collections::BTreeSet};

use messenger_personas::Method::{self, Delete, Get, Post};
use serde_json::Map;

use self::Handler::{Conversation, DebugToken, Message, Page, Person, Persona, User};
use crate::{
    auth,
    endpoints::{
        accounts,
        call::{Call, HandlerResult, Output},
        conversations, debug_token, message_attachments, messages, messenger_profile,
        node::Node,
        pages, people, personas, thread_control, users,
    },
    error::GraphError,
    faults,
    http::{Body, GraphResponse, ParsedRequest, Shape},
    model::{
        Caller, Counted, Edge, MessageRecord, PageRecord, PersonRecord, PersonaRecord, State,
        Timestamp,
    },
    usage,
};

/// The supported requests. The README's list and the edges that require a Page's token are derived
/// from this table.
#[rustfmt::skip]
const ROUTES: &[Route] = &[
    entry(Get, Page(pages::get), None, Tokens::PageOrUser),
    entry(Get, User(users::get), None, Tokens::User),
    entry(Get, User(accounts::list), Some("accounts"), Tokens::User),
    entry(Get, DebugToken(debug_token::get), None, Tokens::Any),

    entry(Post, Page(personas::create), Some("personas"), Tokens::Page),
    entry(Get, Page(personas::list), Some("personas"), Tokens::Page),
    entry(Get, Persona(personas::get), None, Tokens::Page),
    entry(Delete, Persona(personas::delete), None, Tokens::Page),

    entry(Post, Page(messages::send), Some("messages"), Tokens::Page),
    entry(Post, Page(message_attachments::upload), Some("message_attachments"), Tokens::Page),

    entry(Post, Page(messenger_profile::set), Some("messenger_profile"), Tokens::Page),
    entry(Get, Page(messenger_profile::get), Some("messenger_profile"), Tokens::Page),
    entry(Delete, Page(messenger_profile::delete), Some("messenger_profile"), Tokens::Page),

    entry(Get, Page(conversations::list), Some("conversations"), Tokens::Page),
    entry(Get, Conversation(conversations::get), None, Tokens::Page),
    entry(Get, Conversation(conversations::list_messages), Some("messages"), Tokens::Page),
    entry(Get, Message(conversations::get_message), None, Tokens::Page),
    entry(Get, Message(conversations::list_attachments), Some("attachments"), Tokens::Page),
    entry(Get, Person(people::get), None, Tokens::Page),

    entry(Post, Page(thread_control::pass), Some("pass_thread_control"), Tokens::Page),
    entry(Post, Page(thread_control::take), Some("take_thread_control"), Tokens::Page),
    entry(Post, Page(thread_control::release), Some("release_thread_control"), Tokens::Page),
    entry(Post, Page(thread_control::request), Some("request_thread_control"), Tokens::Page),
    entry(Post, Page(thread_control::extend), Some("extend_thread_control"), Tokens::Page),
    entry(Get, Page(thread_control::owner), Some("thread_owner"), Tokens::Page),
];

/// A supported request.
struct Route {
    method: Method,
    handler: Handler,
    edge: Option<&'static str>,
    tokens: Tokens,
}

/// The handler of a route, by the kind of its node.
#[derive(Clone, Copy)]
enum Handler {
    Page(fn(&Call<'_>, &PageRecord) -> HandlerResult),
    Persona(fn(&Call<'_>, &PersonaRecord) -> HandlerResult),
    Person(fn(&Call<'_>, &PersonRecord) -> HandlerResult),
    Conversation(fn(&Call<'_>, &PersonRecord) -> HandlerResult),
    Message(fn(&Call<'_>, usize, &MessageRecord) -> HandlerResult),
    User(fn(&Call<'_>) -> HandlerResult),
    DebugToken(fn(&Call<'_>) -> HandlerResult),
}

/// The access tokens that a route accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tokens {
    Page,
    User,
    PageOrUser,
    Any,
}

const fn entry(
    method: Method,
    handler: Handler,
    edge: Option<&'static str>,
    tokens: Tokens,
) -> Route {
    Route { method, handler, edge, tokens }
}

impl Handler {
    /// Calls the handler. Returns `None` if the node is of another kind.
    fn call(self, call: &Call<'_>, node: &Node<'_>) -> Option<HandlerResult> {
        Some(match (self, node) {
            (Page(handler), Node::Page(page)) => handler(call, page),
            (Persona(handler), Node::Persona(persona)) => handler(call, persona),
            (Person(handler), Node::Person(person)) => handler(call, person),
            (Conversation(handler), Node::Conversation(person)) => handler(call, person),
            (Message(handler), Node::Message(number, message)) => handler(call, *number, message),
            (User(handler), Node::User) | (DebugToken(handler), Node::DebugToken) => handler(call),
            _ => return None,
        })
    }
}

/// Calls the handler of the first matching route.
fn route(call: &Call<'_>, node: &Node<'_>, id: &str, edge: Option<&str>) -> HandlerResult {
    let mut routes =
        ROUTES.iter().filter(|route| route.method == call.method && route.edge == edge);
    if let Some(result) = routes.find_map(|route| route.handler.call(call, node)) {
        return result;
    }
    match edge {
        Some(edge) if ROUTES.iter().all(|route| route.edge != Some(edge)) => {
            Err(GraphError::unknown_path(&[edge]))
        }
        _ => Err(GraphError::unsupported(call.method.as_form_value(), id)),
    }
}

/// Calls the handler for each node. The response for several nodes is an object with their ids as
/// keys.
fn route_all(
    call: &Call<'_>,
    nodes: &[(&str, Node<'_>)],
    edge: Option<&str>,
    is_several: bool,
) -> HandlerResult {
    let mut responses = Map::new();
    for (id, node) in nodes {
        let output = route(call, node, id, edge)?;
        if !is_several {
            return Ok(output);
        }
        let body = serde_json::from_str(&output.body).unwrap_or_default();
        responses.insert((*id).to_owned(), body);
    }
    Ok(Output::new(call, &responses))
}

/// Whether the edge requires a Page's token.
fn needs_page_token(edge: &str) -> bool {
    ROUTES.iter().any(|route| route.edge == Some(edge) && route.tokens == Tokens::Page)
}

/// Handles a request that is not a batch.
pub(crate) fn handle(state: &State, request: &ParsedRequest<'_>, now: Timestamp) -> GraphResponse {
    if request.http.method == "OPTIONS" {
        return preflight(state, request)
            .unwrap_or_else(|error| GraphResponse::error(request.version, error));
    }
    let response = authenticate(state, request, now)
        .unwrap_or_else(|error| GraphResponse::error(request.version, error));
    GraphResponse { shape: request.shape.clone(), ..response }
}

/// Checks the format, the token, its proof and the path, in this order. Only requests that pass are
/// counted.
fn authenticate(
    state: &State,
    request: &ParsedRequest<'_>,
    now: Timestamp,
) -> Result<GraphResponse, GraphError> {
    let params = &request.params;
    Shape::check(params)?;
    let verb = request.verb();
    let target = Target::parse(request, &verb)?;
    let token = auth::token(request);
    let caller = auth::identify(state, token.as_deref(), target.is_me())?;
    let token = token.as_deref().unwrap_or_default();
    let now = state.now(now);
    auth::check_proof(state, params, token, now)?;
    let edge = match target.rest {
        [] => None,
        [edge] => Some(edge.as_ref()),
        longer => return Err(GraphError::unknown_path(longer)),
    };
    let is_page = matches!(caller, Caller::Page(_));
    if !is_page && edge.is_some_and(needs_page_token) {
        return Err(GraphError::page_token_needed());
    }
    let method = match verb.as_str() {
        "get" | "head" => Get,
        "post" => Post,
        "delete" => Delete,
        other => return Err(GraphError::unsupported(other, target.first_id())),
    };
    let call = Call {
        state,
        now,
        origin: &request.http.origin,
        version: request.version,
        token,
        caller,
        method,
        params,
        layout: request.shape.layout,
        rows: Cell::default(),
    };
    let nodes = target.ids.iter().map(|id| Ok((id.as_str(), Node::find(&call, id)?)));
    Ok(dispatch(&call, &nodes.collect::<Result<Vec<_>, _>>()?, edge, target.is_several))
}

/// The nodes that a request is for.
struct Target<'a> {
    ids: Vec<String>,
    /// Whether they are from the parameter `ids`.
    is_several: bool,
    /// The path after them.
    rest: &'a [Cow<'a, str>],
}

impl<'a> Target<'a> {
    /// # Errors
    /// If there is no id, if `ids` is empty or has more than 50, or if it is sent without an edge and
    /// the version is v26.0 or newer.
    fn parse(request: &'a ParsedRequest<'_>, verb: &str) -> Result<Self, GraphError> {
        let path = request.path.as_slice();
        let version = request.version;
        let is_read = matches!(verb, "get" | "head");
        let is_edge = |name: &str| ROUTES.iter().any(|route| route.edge == Some(name));
        match (path, request.params.comma_separated("ids").filter(|_| is_read)) {
            ([], Some(_)) if !version.supports_root_ids() => Err(GraphError::ids_ended()),
            ([], Some(ids)) => Self::several(&ids, path),
            ([edge], Some(ids)) if is_edge(edge) => Self::several(&ids, path),
            ([id, rest @ ..], _) => {
                Ok(Self { ids: vec![id.clone().into_owned()], is_several: false, rest })
            }
            ([], _) => Err(GraphError::no_node(verb)),
        }
    }

    fn several(ids: &str, rest: &'a [Cow<'a, str>]) -> Result<Self, GraphError> {
        let mut unique = BTreeSet::new();
        for id in ids.split(',') {
            unique.insert(id.trim().to_owned());
        }
        if unique.contains("") {
            return Err(GraphError::empty_id());
        }
        if unique.len() > MOST_IDS {
            return Err(GraphError::too_many_ids(MOST_IDS, unique.len()));
        }
        Ok(Self { ids: unique.into_iter().collect(), is_several: true, rest })
    }

    fn first_id(&self) -> &str {
        self.ids.first().map_or("", String::as_str)
    }

    fn is_me(&self) -> bool {
        self.first_id() == "me" && !self.is_several
    }
}

/// Applies faults and rate limits, then calls the handler.
fn dispatch(
    call: &Call<'_>,
    nodes: &[(&str, Node<'_>)],
    edge: Option<&str>,
    is_several: bool,
) -> GraphResponse {
    let scope = nodes.first().map_or(Edge::Pages, |(_, node)| node.scope(edge));
    let page_id = match &call.caller {
        Caller::Page(page_id) => Some(page_id),
        Caller::User | Caller::App => None,
    };
    let counted = Counted::on(scope, page_id, call.now);
    let outcome = faults::trigger(call, scope);
    let full = usage::error(call.state.meters(), &counted);
    let mut changes = outcome.changes;
    let body = match (outcome.body, full) {
        (Some(body), _) => body,
        (None, Some(error)) => Body::Error(Box::new(error)),
        (None, None) => match route_all(call, nodes, edge, is_several) {
            Ok(output) => {
                changes.extend(output.changes);
                Body::Json(output.body)
            }
            Err(error) => Body::Error(Box::new(error)),
        },
    };
    GraphResponse {
        changes,
        usage: usage::headers(call.state.meters(), &counted),
        // Each node counts as a call.
        counted: vec![counted; nodes.len()],
        fault: outcome.fault,
        ..GraphResponse::new(call.version, body)
    }
}

/// Answers a CORS preflight. It fails if the URL has an invalid token, as in Graph.
fn preflight(state: &State, request: &ParsedRequest<'_>) -> Result<GraphResponse, GraphError> {
    if let Some(token) = auth::token(request) {
        auth::identify(state, Some(&token), false)?;
    }
    Ok(GraphResponse::new(request.version, Body::Preflight))
}

const MOST_IDS: usize = 50;

#[cfg(test)]
mod tests {
    use std::{fmt::Write as _, mem};

    use messenger_personas::HttpResponse;
    use serde_json::{Value, json};

    use super::*;
    use crate::http::Request;
    use crate::test_support::{ORIGIN, TOKEN, TestClient, codes};

    fn send(method: &str, target: &str) -> (HttpResponse, Value) {
        let response = TestClient::demo().send(&Request::new(method, ORIGIN, target));
        let body = serde_json::from_slice(&response.body).unwrap_or_default();
        (response, body)
    }

    /// The README's table of endpoints.
    fn table() -> String {
        let mut table = "| method | path | access token |\n|---|---|---|\n".to_owned();
        for Route { method, handler, edge, tokens } in ROUTES {
            let node = match handler {
                Page(_) => "{page-id}",
                Persona(_) => "{persona-id}",
                Person(_) => "{psid}",
                Conversation(_) => "{conversation-id}",
                Message(_) => "{message-id}",
                User(_) => "me",
                DebugToken(_) => "debug_token",
            };
            let edge = edge.map(|edge| format!("/{edge}")).unwrap_or_default();
            let tokens = match tokens {
                Tokens::Page => "Page",
                Tokens::User => "user",
                Tokens::PageOrUser => "Page, user",
                Tokens::Any => "Page, user, app",
            };
            let method = method.as_str();
            writeln!(table, "| `{method}` | `/{node}{edge}` | {tokens} |").unwrap();
        }
        table
    }

    #[test]
    fn the_readme_lists_every_route() {
        let table = table();
        assert!(include_str!("../README.md").contains(&table), "the README lacks\n{table}");
    }

    #[test]
    fn no_two_routes_are_for_the_same_request() {
        for (index, route) in ROUTES.iter().enumerate() {
            let is_same = |other: &&Route| {
                (other.method, other.edge) == (route.method, route.edge)
                    && mem::discriminant(&other.handler) == mem::discriminant(&route.handler)
            };
            assert_eq!(ROUTES[..index].iter().filter(is_same).count(), 0, "{index}");
        }
    }

    #[test]
    fn a_post_can_override_its_method() {
        let mut client = TestClient::demo();
        let id = client.create_persona("Adam");
        let mut form = |target: &str, body: String| {
            let mut request = Request::new("POST", ORIGIN, target);
            let form = "application/x-www-form-urlencoded";
            request.headers.push(("content-type".to_owned(), form.to_owned()));
            request.body = format!("{body}&access_token={TOKEN}").into_bytes();
            serde_json::from_slice::<Value>(&client.send(&request).body).unwrap()
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
    fn a_get_cannot_override_its_method() {
        let mut client = TestClient::demo();
        let id = client.create_persona("Adam");
        client.get(&format!("/{id}?method=delete"));
        assert_eq!(client.get(&format!("/{id}"))["name"], "Adam");
    }

    #[test]
    fn several_nodes_are_read_by_their_ids_before_version_26() {
        let mut client = TestClient::demo();
        let (page, psid) = (client.page_id.clone(), client.psid.clone());
        let personas = client.persona_ids();
        let (adam, eve) = (&personas[0], &personas[1]);
        let answer = client.get(&format!("/v25.0/?ids={adam},{eve},{adam}&fields=name"));
        assert_eq!(answer.as_object().unwrap().len(), 2);
        for id in [adam, eve] {
            assert_eq!(answer[id], client.get(&format!("/{id}?fields=name")), "{id}");
        }
        let answer = client.get(&format!("/v21.0?ids[0]={page}&ids[1]={psid}&fields=name,id"));
        assert_eq!(answer[&psid], json!({"name": "Ana Petrova", "id": psid}));
        let answer = client.get(&format!("/v26.0/personas?ids={page}&limit=1"));
        assert_eq!(answer[&page]["data"][0]["id"], *adam);
        let item = json!({"method": "GET", "relative_url": format!("v25.0/?ids={adam}")});
        let batch = client.post("/", &json!({"batch": [item]}));
        assert_eq!(batch[0]["code"], 200, "{batch}");
    }

    #[test]
    fn several_nodes_fail_if_one_of_them_fails() {
        let mut client = TestClient::demo();
        let adam = client.persona_ids().remove(0);
        let many = (1..=51).map(|id| id.to_string()).collect::<Vec<_>>().join(",");
        for (target, expected) in [
            (format!("/v25.0/?ids={adam},1"), (100, Some(33))),
            (format!("/v25.0/?ids={adam},adam"), (803, None)),
            (format!("/v25.0/?ids={adam}&fields=foo"), (100, None)),
            (format!("/v25.0/?ids={adam},"), (2500, None)),
            ("/v25.0/?ids=".to_owned(), (2500, None)),
            (format!("/v25.0/?ids={many}"), (100, None)),
            (format!("/v25.0/conversations?ids={adam}"), (100, Some(33))),
            (format!("/v26.0/?ids={adam}"), (100, None)),
            (format!("/?ids={adam}"), (100, None)),
        ] {
            assert_eq!(codes(&client.get(&target)), expected, "{target}");
        }
        assert_eq!(codes(&client.delete(&format!("/v25.0/?ids={adam}"))), (100, None));
        assert_eq!(client.get(&format!("/{adam}?ids=1"))["id"], adam);
    }

    #[test]
    fn each_invalid_path_has_its_codes() {
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
            let (response, body) = send(method, &format!("{path}?access_token={TOKEN}"));
            assert_eq!(codes(&body), expected, "{method} {path}");
            assert_eq!(response.status, 400);
        }
        assert_eq!(send("GET", "/v99.0/me").1["error"]["message"], "Unknown path components: /me");
    }

    #[test]
    fn each_invalid_token_has_its_message() {
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
            let (_, body) = send("GET", target);
            assert_eq!(body["error"]["code"], code, "{target}");
            assert_eq!(body["error"]["message"], message);
            assert_eq!(body["error"]["type"], "OAuthException");
        }
    }

    #[test]
    fn the_response_names_its_version() {
        for (target, version) in [
            ("/v25.0/me", "v25.0"),
            ("/v3.2/me", "v21.0"),
            ("/me", "v26.0"),
            ("/v27.0/me", "v26.0"),
        ] {
            let (response, _) = send("GET", &format!("{target}?access_token={TOKEN}"));
            assert_eq!(response.header("facebook-api-version"), Some(version), "{target}");
        }
    }

    #[test]
    fn any_origin_can_send_and_read() {
        let (preflight, _) = send("OPTIONS", "/v26.0/me/personas");
        assert_eq!(preflight.status, 200);
        assert_eq!(
            preflight.header("access-control-allow-headers"),
            Some("authorization, content-type")
        );
        assert_eq!(preflight.header("access-control-allow-methods"), Some("GET, POST, DELETE"));
        assert!(preflight.body.is_empty());
        let (refused, _) = send("OPTIONS", "/v26.0/me/personas?access_token=expired");
        assert_eq!(refused.status, 400);
        let (good, _) = send("GET", &format!("/me?access_token={TOKEN}"));
        let (bad, _) = send("GET", "/me");
        for response in [preflight, refused, good, bad] {
            assert_eq!(response.header("access-control-allow-origin"), Some("*"));
            assert_eq!(response.header("vary"), Some("Origin, Accept-Encoding"));
        }
    }

    #[test]
    fn head_is_get_without_a_body() {
        let (response, _) = send("HEAD", &format!("/me?access_token={TOKEN}"));
        assert_eq!((response.status, response.body.len()), (200, 0));
    }

    #[test]
    fn no_bytes_cause_a_panic() {
        let mut client = TestClient::demo();
        let segments =
            ["%", "%zz", "%ff", "{", "é", "\0", "?", "#", "//", "&&=", "me", "v26.0", "_emulator"];
        let bodies: [&[u8]; 6] = [b"", b"{", b"\xff", b"[[[", b"=&=", b"{'a':'"];
        for (index, (a, b)) in
            segments.iter().flat_map(|a| segments.iter().map(move |b| (a, b))).enumerate()
        {
            for method in ["GET", "POST", "DELETE", "OPTIONS", "", "É"] {
                let mut request = Request::new(method, "", &format!("/{a}/{b}?{b}={a}&{a}"));
                request.body = bodies[index % bodies.len()].to_vec();
                request.headers = vec![
                    ("authorization".to_owned(), format!("Bearer {a}{b}")),
                    ("content-type".to_owned(), (*b).to_owned()),
                ];
                client.send(&request);
                request.headers[0].1 = format!("Bearer {TOKEN}");
                client.send(&request);
            }
        }
    }
}
