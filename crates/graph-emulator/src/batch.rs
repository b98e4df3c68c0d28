//! Batches: `POST /`, `/{version}`, `/me`, `/{id}` and `/{id}/{edge}` with `batch`.
//!
//! <https://developers.facebook.com/docs/graph-api/batch-requests>

use messenger_personas::HttpResponse;
use serde::Serialize;
use serde_json::Value;

use crate::{
    auth,
    error::GraphError,
    http::{
        Body, Delivery, GraphResponse, ParsedRequest, Request, response,
        version::{self, Version},
    },
    json::{self, Layout},
    model::{State, Timestamp},
    router,
};

/// Parses a batch. Returns `None` for any other request, and a response with the error for an
/// invalid batch.
pub(crate) fn parse(
    state: &State,
    request: &ParsedRequest<'_>,
) -> Option<Result<Batch, Box<GraphResponse>>> {
    let is_batch = request.http.method == "POST"
        && request.verb() == "post"
        && request.path.len() <= 2
        && request.params.has("batch");
    is_batch.then(|| {
        let to_response = |error| Box::new(GraphResponse::error(request.version, error));
        Batch::read(state, request).map_err(to_response)
    })
}

/// Up to 50 parsed requests.
pub(crate) struct Batch {
    version: Version,
    items: Vec<Request>,
    include_headers: bool,
    /// Access token of the batch, for requests without one.
    token: Option<String>,
    /// The parameters of the token's proof.
    proof: Vec<(&'static str, String)>,
}

impl Batch {
    fn read(state: &State, request: &ParsedRequest<'_>) -> Result<Self, GraphError> {
        let params = &request.params;
        let token = auth::token(request);
        let is_me = request.path.first().is_some_and(|id| id == "me");
        auth::identify(state, token.as_deref(), is_me && token.is_none())?;
        let Some(Value::Array(items)) = json::parse_lenient(&params.required("batch")?) else {
            return Err(GraphError::param("batch", "must be an array"));
        };
        if items.is_empty() {
            return Err(GraphError::empty("batch"));
        }
        if items.len() > MOST {
            return Err(GraphError::too_many_requests_in_batch(MOST));
        }
        let include_headers = params.flag("include_headers") != Some(false);
        let version = request.version;
        let items = items
            .iter()
            .enumerate()
            .map(|(index, item)| to_request(index, item, &request.http.origin, version));
        let proof = ["appsecret_proof", "appsecret_time"]
            .into_iter()
            .filter_map(|name| Some((name, params.text(name)?.into_owned())));
        Ok(Self {
            version,
            items: items.collect::<Result<_, _>>()?,
            include_headers,
            token,
            proof: proof.collect(),
        })
    }

    /// Handles the requests in order. The changes of each are applied and counted before the next
    /// one.
    pub(crate) fn run(self, state: &mut State, now: Timestamp) -> GraphResponse {
        let (mut changes, mut counted) = (Vec::new(), Vec::new());
        let mut responses = Vec::new();
        for item in &self.items {
            let response = self.handle(item, state, now);
            let reply = response::to_reply(item, response, now);
            for change in &reply.changes {
                state.apply(change.clone());
            }
            for counted in &reply.counted {
                state.meters_mut().count(counted);
            }
            changes.extend(reply.changes);
            counted.extend(reply.counted);
            let is_missing = matches!(reply.delivery, Delivery::Never | Delivery::Reset);
            responses.push((!is_missing).then(|| Item::new(reply.response, self.include_headers)));
        }
        let body = Body::Json(json::to_graph_string(&responses, Layout::Compact));
        GraphResponse { changes, counted, ..GraphResponse::new(self.version, body) }
    }

    /// Handles one request, with the token and the proof of the batch if it has no token.
    fn handle(&self, item: &Request, state: &State, now: Timestamp) -> GraphResponse {
        let mut request = match ParsedRequest::parse(item) {
            Ok(request) => request,
            Err(response) => return *response,
        };
        if auth::own_token(&request).is_none() {
            request.batch_token = self.token.as_deref();
            for (name, value) in &self.proof {
                request.params.set_default(name, value.clone());
            }
        }
        router::handle(state, &request, now)
    }
}

/// Converts an item of a batch to a request.
fn to_request(
    index: usize,
    item: &Value,
    origin: &str,
    version: Version,
) -> Result<Request, GraphError> {
    let text = |name: &str| item.get(name).and_then(Value::as_str);
    let (Some(method), Some(url)) = (text("method"), text("relative_url")) else {
        return Err(GraphError::incomplete_request_in_batch(index));
    };
    let body = text("body").unwrap_or_default();
    let refers = |text: &str| text.contains("{result=");
    let has = |name: &str| item.get(name).is_some_and(|value| !value.is_null());
    if refers(url) || refers(body) || has("depends_on") || has("attached_files") {
        return Err(GraphError::unsupported_request_in_batch(index));
    }
    let url = url.trim_start_matches('/');
    let first = url.split(['/', '?', '#']).next().unwrap_or_default();
    let target =
        if version::is_version(first) { format!("/{url}") } else { format!("/{version}/{url}") };
    let method = method.to_ascii_uppercase();
    let takes_body = matches!(method.as_str(), "POST" | "PUT");
    let mut request = Request::new(&method, origin, &target);
    // Graph returns this content type in batches.
    request.headers.push(("accept".to_owned(), "text/javascript".to_owned()));
    if takes_body {
        let form = "application/x-www-form-urlencoded";
        request.headers.push(("content-type".to_owned(), form.to_owned()));
        request.body = body.as_bytes().to_vec();
    }
    Ok(request)
}

#[derive(Serialize)]
struct Item {
    code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<Vec<Header>>,
    body: String,
}

impl Item {
    fn new(response: HttpResponse, include_headers: bool) -> Self {
        let headers = response.headers.into_iter();
        let headers = headers.map(|(name, value)| Header { name: capitalize(&name), value });
        Self {
            code: response.status,
            headers: include_headers.then(|| headers.collect()),
            body: String::from_utf8_lossy(&response.body).into_owned(),
        }
    }
}

#[derive(Serialize)]
struct Header {
    name: String,
    value: String,
}

/// Converts `content-type` to `Content-Type`.
fn capitalize(name: &str) -> String {
    match name {
        "www-authenticate" => return "WWW-Authenticate".to_owned(),
        "etag" => return "ETag".to_owned(),
        _ => {}
    }
    let mut starts = true;
    name.chars()
        .map(|c| {
            let shown = if starts { c.to_ascii_uppercase() } else { c };
            starts = c == '-';
            shown
        })
        .collect()
}

const MOST: usize = 50;

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        emulator::Emulator,
        http::Request,
        model::Seed,
        test_support::{ORIGIN, TOKEN, TestClient, USER_TOKEN, codes},
    };

    const BAKERY: &str = "EAABemulatorDemoJaspersBakeryTokenZDZD";

    fn send_batch(client: &mut TestClient, items: &Value) -> Value {
        client.post("/", &json!({"batch": items, "include_headers": false}))
    }

    fn body(answer: &Value) -> Value {
        serde_json::from_str(answer["body"].as_str().unwrap()).unwrap()
    }

    #[test]
    fn each_request_of_a_batch_has_its_response_at_its_index() {
        let mut client = TestClient::demo();
        let id = client.persona_ids().remove(0);
        let responses = send_batch(
            &mut client,
            &json!([
                {"method": "DELETE", "relative_url": format!("v26.0/{id}")},
                {"method": "GET", "relative_url": format!("/{id}?fields=name")},
                {"method": "POST", "relative_url": "me/personas",
                    "body": "name=Zo%C3%AB+K.&profile_picture_url=https%3A%2F%2Fa.example%2Fb"},
                {"method": "get", "relative_url": "me/personas?limit=1"},
            ]),
        );
        let responses = responses.as_array().unwrap();
        let statuses: Vec<_> = responses.iter().map(|it| it["code"].as_u64().unwrap()).collect();
        assert_eq!(statuses, [200, 400, 200, 200]);
        assert_eq!(body(&responses[0]), json!({"success": true}));
        assert_eq!(codes(&body(&responses[1])), (100, Some(33)));
        assert_eq!(body(&responses[3])["data"][0]["id"], body(&responses[2])["id"]);
        assert_eq!(responses[0].get("headers"), None);
        assert_eq!(client.persona_ids().len(), 3);
    }

    #[test]
    fn a_batch_has_the_changes_of_all_requests() {
        let client = TestClient::demo();
        let mut request = Request::new("POST", ORIGIN, &format!("/?access_token={TOKEN}"));
        let create = "name=A&profile_picture_url=https://a.example/b";
        let item = json!({"method": "POST", "relative_url": "me/personas", "body": create});
        request.body = json!({"batch": [item, item]}).to_string().into_bytes();
        let mut journal = client.emulator.reset(client.now);
        let reply = client.emulator.answer(&request, client.now);
        assert_eq!(reply.changes.len(), 2);
        assert_eq!(reply, client.emulator.answer(&request, client.now));
        journal.extend(reply.changes);
        let emulator = Emulator::from_changes(Seed::empty(), journal);
        let mut rebuilt = TestClient { emulator, ..client };
        assert_eq!(rebuilt.persona_ids().len(), 5);
    }

    #[test]
    fn a_batch_can_be_posted_to_any_node_in_form_query_or_json() {
        let items = r#"[{"method":"GET","relative_url":"me"}]"#;
        let page_id = TestClient::demo().page_id;
        for node in ["", "v25.0", "me", "v25.0/me", &page_id, "v25.0/me/messages"] {
            for (query, body) in [
                (String::new(), format!("batch={items}")),
                (String::new(), format!(r#"{{"batch":{items}}}"#)),
                (format!("&batch={items}"), String::new()),
            ] {
                let target = format!("/{node}?access_token={TOKEN}{query}");
                let mut request = Request::new("POST", ORIGIN, &target);
                request.body = body.into_bytes();
                let response = TestClient::demo().send(&request);
                let responses: Value = serde_json::from_slice(&response.body).unwrap();
                assert_eq!(responses[0]["code"], 200, "{target}");
                let headers = responses[0]["headers"].as_array().unwrap();
                let content_type =
                    json!({"name": "Content-Type", "value": "text/javascript; charset=UTF-8"});
                assert!(headers.contains(&content_type), "{headers:?}");
                let version = if node.starts_with("v25") { "v25.0" } else { "v26.0" };
                let version = json!({"name": "Facebook-Api-Version", "value": version});
                assert!(headers.contains(&version), "{headers:?}");
            }
        }
    }

    #[test]
    fn a_request_in_a_batch_can_have_its_own_token() {
        let mut client = TestClient::demo();
        let responses = send_batch(
            &mut client,
            &json!([
                {"method": "GET", "relative_url": format!("me?access_token={BAKERY}")},
                {"method": "POST", "relative_url": "me/personas",
                    "body": format!("access_token={BAKERY}&name=B&profile_picture_url=https://a.b/c")},
                {"method": "GET", "relative_url": "me?access_token=x"},
                {"method": "GET", "relative_url": "me"},
            ]),
        );
        assert_eq!(body(&responses[0])["name"], "Jasper's Bakery");
        assert_eq!(codes(&body(&responses[2])), (190, None));
        assert_eq!(body(&responses[3])["name"], "Jasper's Market");
        assert_eq!(client.persona_ids().len(), 3);
    }

    #[test]
    fn faults_apply_to_each_request_of_a_batch() {
        let mut client = TestClient::demo();
        client.post("/_emulator/faults", &json!({"fault": "transient", "times": 2}));
        let item = json!({"method": "GET", "relative_url": "me"});
        let responses = send_batch(&mut client, &json!([item, item, item]));
        let statuses: Vec<_> =
            responses.as_array().unwrap().iter().map(|it| it["code"].as_u64().unwrap()).collect();
        assert_eq!(statuses, [500, 500, 200]);
        assert_eq!(client.get("/me")["name"], "Jasper's Market");
    }

    #[test]
    fn a_request_without_response_is_null_in_a_batch() {
        let mut client = TestClient::demo();
        client.post("/_emulator/faults", &json!({"fault": "no_answer"}));
        let create = "name=A&profile_picture_url=https://a.example/b";
        let item = json!({"method": "POST", "relative_url": "me/personas", "body": create});
        let responses =
            send_batch(&mut client, &json!([item, {"method": "GET", "relative_url": "me"}]));
        assert_eq!(responses[0], Value::Null);
        assert_eq!(responses[1]["code"], 200);
        assert_eq!(client.persona_ids().len(), 4);
    }

    #[test]
    fn an_invalid_batch_fails_as_a_whole() {
        let item = json!({"method": "GET", "relative_url": "me"});
        let create = "name=A&profile_picture_url=https://a.example/b";
        let create = json!({"method": "POST", "relative_url": "me/personas", "body": create});
        for (items, part) in [
            (json!([]), "param batch must be non-empty"),
            (json!({"a": 1}), "param batch must be an array"),
            (json!("x"), "param batch must be an array"),
            (json!(vec![item.clone(); 51]), "Maximum batch size is 50"),
            (json!([create, "x"]), "batch[1] must have a method and a relative_url"),
            (json!([create, {"method": "GET"}]), "batch[1] must have"),
            (
                json!([create, {"method": "GET", "relative_url": "{result=a:$.id}"}]),
                "batch[1] refers to another call",
            ),
            (
                json!([create, {"method": "POST", "relative_url": "me", "body": "a={result=a:$.id}"}]),
                "batch[1] refers to another call",
            ),
            (
                json!([create, {"method": "GET", "relative_url": "me", "depends_on": "a"}]),
                "batch[1] refers",
            ),
        ] {
            let mut client = TestClient::demo();
            let answer = send_batch(&mut client, &items);
            let message = answer["error"]["message"].as_str().unwrap();
            assert!(message.contains(part), "{message}");
            assert_eq!(codes(&answer), (100, None));
            assert_eq!(client.persona_ids().len(), 3);
        }
        let mut client = TestClient::demo();
        let responses = send_batch(&mut client, &json!(vec![item; 50]));
        assert_eq!(responses.as_array().unwrap().len(), 50);
    }

    #[test]
    fn a_batch_needs_a_valid_token() {
        let items = format!(r#"[{{"method":"GET","relative_url":"me?access_token={TOKEN}"}}]"#);
        for (target, expected) in
            [("/", (104, None)), ("/me", (2500, None)), ("/me?access_token=x", (190, None))]
        {
            let mut request = Request::new("POST", ORIGIN, target);
            request.body = format!("batch={items}").into_bytes();
            let response = TestClient::demo().send(&request);
            let answer: Value = serde_json::from_slice(&response.body).unwrap();
            assert_eq!(codes(&answer), expected, "{target}");
        }
        let mut request = Request::new("POST", ORIGIN, &format!("/?access_token={USER_TOKEN}"));
        request.body = format!("batch={items}").into_bytes();
        let response = TestClient::demo().send(&request);
        let responses: Value = serde_json::from_slice(&response.body).unwrap();
        assert_eq!(body(&responses[0])["name"], "Jasper's Market");
    }

    #[test]
    fn a_batch_contains_neither_batches_nor_control_requests() {
        let mut client = TestClient::demo();
        let inner = r#"batch=[{"method":"GET","relative_url":"me"}]"#;
        let responses = send_batch(
            &mut client,
            &json!([
                {"method": "POST", "relative_url": "me", "body": inner},
                {"method": "POST", "relative_url": "", "body": inner},
                {"method": "POST", "relative_url": "/_emulator/reset"},
                {"method": "GET", "relative_url": "https://graph.facebook.com/me"},
            ]),
        );
        for (answer, expected) in responses.as_array().unwrap().iter().zip([
            (100, Some(33)),
            (100, None),
            (803, None),
            (2500, None),
        ]) {
            assert_eq!(codes(&body(answer)), expected, "{answer}");
        }
    }

    #[test]
    fn a_get_is_not_a_batch() {
        let mut client = TestClient::demo();
        assert_eq!(client.get("/me?batch=[]")["name"], "Jasper's Market");
    }
}
