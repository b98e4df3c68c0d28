//! Graph over TCP, among others the examples of Meta's page.

use serde_json::json;

use crate::client::Running;

#[test]
fn the_pages_curl_lines_answer_as_documented() {
    let server = Running::start(&["--port", "0"]);
    let (page, psid, token) = server.market();

    let picture = "https%3A%2F%2Fwww.facebook.com%2Fphoto.php%2Ffbid%2Fadam-image.jpg";
    let created = server.call(
        "POST",
        &format!("/{page}/personas?name=Adam&profile_picture_url={picture}&access_token={token}"),
        &["Accept: */*", "User-Agent: curl/8.5.0"],
        b"",
    );
    assert_eq!(created.status, 200);
    assert_eq!(created.header("content-type"), Some("application/json; charset=UTF-8"));
    let id = created.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(created.text(), format!(r#"{{"id":"{id}"}}"#));

    let listed = server.get(&format!("/v26.0/{page}/personas?access_token={token}"));
    let persona = format!(
        r#"{{"name":"Adam","profile_picture_url":"https:\/\/www.facebook.com\/photo.php\/fbid\/adam-image.jpg","id":"{id}"}}"#
    );
    assert!(listed.text().starts_with(&format!(r#"{{"data":[{persona},"#)));
    assert!(listed.json()["paging"]["cursors"]["after"].is_string());

    let one = server.get(&format!("/v26.0/{id}?access_token={token}"));
    assert_eq!(one.text(), persona);

    let sent = server.call(
        "POST",
        &format!(
            "/v26.0/{page}/messages?recipient=%7B%20%22id%22%3A%22{psid}%22%20%7D\
             &message=%7B%20%22text%22%3A%22Hello%20world!%22%20%7D\
             &persona_id={id}&access_token={token}"
        ),
        &[],
        b"",
    );
    let message_id = sent.json()["message_id"].as_str().unwrap().to_owned();
    assert_eq!(sent.text(), format!(r#"{{"recipient_id":"{psid}","message_id":"{message_id}"}}"#));

    let typing = server.call(
        "POST",
        &format!(
            "/v26.0/{page}/messages?recipient=%7B%20'id'%3A'{psid}'%20%7D\
             &sender_action=typing_on&persona_id={id}&access_token={token}"
        ),
        &[],
        b"",
    );
    assert_eq!(typing.text(), format!(r#"{{"recipient_id":"{psid}"}}"#));
    let thread = server.get(&format!("/_emulator/people/{psid}/messages")).json();
    assert_eq!(thread["typing"]["persona"]["name"], "Adam");

    let deleted = server.call("DELETE", &format!("/v26.0/{id}?access_token={token}"), &[], b"");
    assert_eq!(deleted.text(), r#"{"success":true}"#);

    let outbox = server.get("/_emulator/outbox").json();
    assert_eq!(outbox["messages"][0]["message_id"], message_id);
    assert_eq!(outbox["messages"][0]["persona"]["name"], "Adam");
    assert_eq!(outbox["messages"][0]["text"], "Hello world!");
}

#[test]
fn both_call_styles_work_over_a_socket() {
    let server = Running::start(&["--port", "0"]);
    let (page, _, token) = server.market();
    let bearer = format!("Authorization: Bearer {token}");
    let json = "Content-Type: application/json";
    let body = r#"{"name":"Zoë","profile_picture_url":"https://example.com/a.jpg"}"#;
    let target = format!("/v26.0/{page}/personas");
    let created = server.call("POST", &target, &[&bearer, json], body.as_bytes());
    let id = created.json()["id"].as_str().unwrap().to_owned();
    let read = server.post(&format!("/v26.0/{id}"), &format!("method=get&access_token={token}"));
    assert_eq!(read.json()["name"], "Zoë");
    let deleted = server.call("DELETE", &format!("/v26.0/{id}"), &[&bearer], b"");
    assert_eq!(deleted.json(), json!({"success": true}));
}

#[test]
fn errors_have_graphs_status_headers_and_envelope() {
    let server = Running::start(&["--port", "0"]);
    let refused = server.get("/v26.0/me/personas?access_token=EAABwrong");
    assert_eq!(refused.status, 400);
    let body = refused.json();
    assert_eq!(body["error"]["code"], 190);
    assert_eq!(refused.header("x-fb-request-id"), body["error"]["fbtrace_id"].as_str());
    assert_eq!(refused.header("access-control-allow-origin"), Some("*"));
    assert_eq!(refused.header("facebook-api-version"), Some("v26.0"));
    assert!(refused.header("www-authenticate").unwrap().contains("invalid_token"));
}

#[test]
fn a_body_over_1_mib_is_refused_in_graphs_words() {
    let server = Running::start(&["--port", "0"]);
    let long = vec![b'a'; 1024 * 1024 + 1];
    let refused = server.call("POST", "/me/personas", &[], &long);
    assert_eq!((refused.status, &refused.json()["error"]["code"]), (400, &json!(100)));
    assert_eq!(server.get("/_emulator/health").json()["status"], "ok");
}

#[test]
fn a_file_of_several_megabytes_can_be_uploaded() {
    let server = Running::start(&["--port", "0"]);
    let (_, _, token) = server.market();
    let message = r#"{"attachment":{"type":"video","payload":{"is_reusable":true}}}"#;
    let mut body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\n{message}\r\n--b\r\n\
         Content-Disposition: form-data; name=\"filedata\"; filename=\"a.mp4\"\r\n\
         Content-Type: video/mp4\r\n\r\n"
    )
    .into_bytes();
    body.resize(body.len() + 5_000_000, b'v');
    body.extend(b"\r\n--b--\r\n");
    let target = format!("/me/message_attachments?access_token={token}");
    let kind = "Content-Type: multipart/form-data; boundary=b";
    let uploaded = server.call("POST", &target, &[kind], &body).json();
    assert!(uploaded["attachment_id"].is_string(), "{uploaded}");
}

#[test]
fn pictures_and_paging_start_with_the_address_that_was_called() {
    let server = Running::start(&["--port", "0"]);
    let (page, _, token) = server.market();
    let host = format!("localhost:{}", server.address.rsplit(':').next().unwrap());
    let target = format!("/v26.0/{page}/personas?limit=1&access_token={token}");
    let listed = server.call("GET", &target, &[&format!("Host: {host}")], b"").json();
    let origin = format!("http://{host}/");
    assert!(listed["data"][0]["profile_picture_url"].as_str().unwrap().starts_with(&origin));
    assert!(listed["paging"]["next"].as_str().unwrap().starts_with(&origin));
}

#[test]
fn a_foreign_host_name_is_refused() {
    let server = Running::start(&["--port", "0"]);
    for host in ["evil.example", "evil.example:4010"] {
        let refused = server.call("GET", "/_emulator/pages", &[&format!("Host: {host}")], b"");
        assert_eq!(refused.status, 403);
        assert!(!refused.text().contains("EAAB"));
    }
}

#[test]
fn only_pages_of_this_machine_may_use_the_control_plane_and_all_may_use_graph() {
    let server = Running::start(&["--port", "0"]);
    let called = |origin: &str, target: &str| {
        server.call("GET", target, &[&format!("Origin: {origin}")], b"").status
    };
    for path in ["/_emulator/pages", "/%5femulator/pages", "//_emulator/pages"] {
        for origin in ["https://evil.example", "null"] {
            assert_eq!(called(origin, path), 403, "{origin} {path}");
        }
        assert_eq!(called("http://localhost:8080", path), 200, "{path}");
    }
    assert_eq!(called("https://evil.example", "/me"), 400);
}

#[test]
fn unusual_requests_get_a_response() {
    let server = Running::start(&["--port", "0"]);
    for (method, target, status) in [
        ("HEAD", "/", 400),
        ("HEAD", "/_emulator/events", 200),
        ("POST", "/_emulator/events", 404),
        ("OPTIONS", "/me", 200),
        ("OPTIONS", "*", 200),
        ("CONNECT", "localhost:1", 400),
        ("PURGE", "/me", 400),
        ("GET", "http://localhost/_emulator/health", 200),
        ("GET", "//", 400),
        ("GET", "/%00%ff/{a}/*b", 400),
    ] {
        let response = server.call(method, target, &[], b"");
        assert_eq!(response.status, status, "{method} {target}: {response:?}");
    }
}

#[test]
fn a_batch_has_the_headers_of_graph_only() {
    let server = Running::start(&["--port", "0"]);
    let (_, _, token) = server.market();
    let batch = r#"[{"method":"GET","relative_url":"me"}]"#;
    let response = server.post("/", &format!("access_token={token}&batch={batch}"));
    assert_eq!((response.status, response.header("allow")), (200, None));
    assert_eq!(response.json()[0]["code"], 200);
}
