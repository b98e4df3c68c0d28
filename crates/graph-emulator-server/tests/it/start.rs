//! Tests of the command line and of errors at start.

use std::{
    io::{Read, Write},
    process::{Command, Stdio},
};

use crate::client::{Folder, Running, start_error};

#[test]
fn a_taken_port_says_what_to_do() {
    let first = Running::start(&["--port", "0"]);
    let port = first.address.rsplit(':').next().unwrap();
    let error = start_error(&["--port", port]);
    assert!(error.contains(&format!("port {port} of 127.0.0.1 is taken")), "{error}");
    assert!(error.contains("--port"), "{error}");
}

#[test]
fn other_machines_are_allowed_with_a_flag_only() {
    let error = start_error(&["--port", "0", "--host", "0.0.0.0"]);
    assert!(error.contains("--allow-remote"), "{error}");
}

#[test]
fn a_seed_file_is_loaded_or_refused_with_the_path_to_the_error() {
    let folder = Folder::new("seed-file");
    let seed =
        folder.write("seed.json", r#"{"pages":[{"name":"Corner Shop","access_token":"T"}]}"#);
    let server = Running::start(&["--port", "0", "--seed", &seed]);
    assert_eq!(server.get("/me?access_token=T").json()["name"], "Corner Shop");
    let wrong = folder.write("wrong.json", r#"{"pages":[{"name":"A","personas":[{"name":""}]}]}"#);
    let error = start_error(&["--port", "0", "--seed", &wrong]);
    assert!(error.contains("pages[0].personas[0].name: the name is empty"), "{error}");
    let error = start_error(&["--port", "0", "--seed", &folder.path("none.json")]);
    assert!(error.contains("cannot read the seed"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_terminate_signal_stops_it_without_an_error() {
    let mut server = Running::start(&["--port", "0"]);
    let pid = server.child.id().to_string();
    let kill = Command::new("kill").args(["-TERM", &pid]).stderr(Stdio::null()).status().unwrap();
    assert!(kill.success());
    assert!(server.child.wait().unwrap().success());
}

#[test]
fn the_help_names_every_flag() {
    let help = Command::new(env!("CARGO_BIN_EXE_graph-emulator")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    for flag in [
        "--host",
        "--port",
        "--data",
        "--seed",
        "--clock",
        "--log",
        "--rehost-pictures",
        "--console",
        "--webhook",
        "--verify-token",
        "--webhook-fields",
        "--app-secret",
        "--allow-remote",
        "4010",
        "Jasper's Market",
    ] {
        assert!(help.contains(flag), "{flag}");
    }
    for line in help.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

#[test]
fn an_invalid_flag_is_refused_with_what_is_valid() {
    for (flag, value, part) in [
        ("--clock", "yesterday", "a time in UTC such as 2026-01-01T00:00:00Z"),
        ("--port", "70000", "a port is a number from 1 to 65535"),
        ("--log", "all", "it is off, requests or full"),
    ] {
        let error = start_error(&[flag, value]);
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn the_clock_starts_at_the_configured_time() {
    let args = ["--port", "0", "--clock", "2026-01-01T00:00:00Z"];
    let now = Running::start(&args).get("/_emulator/clock").json()["now"].clone();
    assert!(now.as_str().unwrap().starts_with("2026-01-01T00:00:"), "{now}");
    let frozen = Running::start(&["--port", "0", "--clock", "frozen"]);
    let read = || frozen.get("/_emulator/clock").json()["now"].clone();
    let before = read();
    frozen.get("/me");
    assert_eq!(read(), before);
}

#[test]
fn pictures_are_rehosted_with_a_flag_only() {
    let create = "name=A&profile_picture_url=https://a.example/b&\
                  access_token=EAABemulatorDemoJaspersMarketTokenZDZD";
    for (flag, start) in
        [(None, "https://a.example/b"), (Some("--rehost-pictures"), "http://127.0.0.1:")]
    {
        let args: Vec<&str> = ["--port", "0"].into_iter().chain(flag).collect();
        let server = Running::start(&args);
        let id = server.post("/me/personas", create).json()["id"].as_str().unwrap().to_owned();
        let (_, _, token) = server.market();
        let read = server.get(&format!("/{id}?access_token={token}")).json();
        let url = read["profile_picture_url"].as_str().unwrap();
        assert!(url.starts_with(start), "{url}");
        if flag.is_some() {
            let path = url.strip_prefix(&format!("http://{}", server.address)).unwrap();
            assert_eq!(server.get(path).header("content-type"), Some("image/svg+xml"));
        }
    }
}

#[test]
fn the_log_has_a_line_for_each_request_and_no_token() {
    let mut server = Running::start_logged(&["--port", "0", "--log", "full"]);
    let token = "EAABemulatorDemoJaspersMarketTokenZDZD";
    server.post("/_emulator/faults", "fault=transient");
    server.get(&format!("/v26.0/me?access_token={token}"));
    server.get(&format!("/{token}/personas"));
    server.post("/_emulator/faults", "fault=reset");
    let bearer = format!("Authorization: Bearer {token}");
    let mut reset = std::net::TcpStream::connect(&server.address).unwrap();
    let request = format!("GET /me HTTP/1.1\r\nHost: localhost\r\n{bearer}\r\n\r\n");
    reset.write_all(request.as_bytes()).unwrap();
    assert!(reset.read_to_end(&mut Vec::new()).is_err());
    server.call("GET", "/me", &["Host: evil.example", &bearer], b"");
    let lines = server.log_until("{method=GET path=/me}: status=403");
    for (line, parts) in lines.iter().zip([
        &["request{method=POST path=/_emulator/faults}: status=200 ms=", " bytes="][..],
        &["request{method=GET path=/v26.0/me}: status=500 ms=", " fault=transient", " error=2"],
        &["request{method=GET path=/…/personas}: status=400 ms=", " error="],
        &["request{method=POST path=/_emulator/faults}: status=200 ", " changes=fault_armed"],
        &["request{method=GET path=/me}: status=500 ", " fault=reset changes=fault_used"],
        &["request{method=GET path=/me}: status=403 ms="],
    ]) {
        for part in parts {
            assert!(line.contains(part), "{part}: {line}");
        }
    }
    assert_eq!(lines.len(), 6, "{lines:?}");
    assert!(!lines.iter().any(|line| line.contains("EAAB")), "{lines:?}");
}

#[test]
fn the_log_of_requests_has_faults_and_no_changes() {
    let mut server = Running::start_logged(&["--port", "0", "--log", "requests"]);
    server.post("/_emulator/faults", "fault=transient");
    server.get("/me?access_token=EAABemulatorDemoJaspersMarketTokenZDZD");
    let lines = server.log_until("path=/me}");
    assert_eq!(lines.len(), 2);
    let (head, ms) = lines[1].split_once(" ms=").unwrap();
    assert_eq!(head, "request{method=GET path=/me}: status=500");
    assert_eq!(ms.split_once(' ').unwrap().1, "fault=transient");
}
