//! Tests of the files of the console.

use crate::client::{Folder, Running, start_error};

const HTML: &str = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";

fn started(folder: &Folder) -> Running {
    folder.write("index.html", "<!DOCTYPE html>the console");
    folder.write("personas-console-19ad2a1d4f7b7c8e_bg.wasm", "wasm");
    folder.write("boot.js", "boot");
    Running::start(&["--port", "0", "--console", &folder.path("")])
}

#[test]
fn screens_get_the_console_and_other_paths_get_graph() {
    let folder = Folder::new("screens");
    let server = started(&folder);
    for target in [
        "/",
        "/connect",
        "/personas",
        "/personas/new",
        "/personas/1500099769717137?q=a",
        "/conversations",
        "/conversations/24550379916680477",
        "/activity",
        "/settings",
    ] {
        let screen = server.call("GET", target, &[HTML], b"");
        assert_eq!(
            (screen.status, screen.text().as_str()),
            (200, "<!DOCTYPE html>the console"),
            "{target}"
        );
        assert_eq!(screen.header("cache-control"), Some("no-cache"));
        assert_eq!(screen.header("content-type"), Some("text/html; charset=utf-8"));
    }
    for target in ["/1353/personas", "/me", "/v26.0/me", "/_emulator/health"] {
        let response = server.call("GET", target, &[HTML], b"");
        assert!(response.json().is_object(), "{target}");
    }
    assert_eq!(server.get("/personas").json()["error"]["code"], 104);
}

#[test]
fn files_have_types_and_headers_and_hashed_ones_are_cached_for_good() {
    let folder = Folder::new("files");
    let server = started(&folder);
    let wasm = server.get("/personas-console-19ad2a1d4f7b7c8e_bg.wasm");
    assert_eq!(wasm.text(), "wasm");
    assert_eq!(wasm.header("content-type"), Some("application/wasm"));
    assert_eq!(wasm.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let boot = server.get("/boot.js");
    assert_eq!(boot.header("content-type"), Some("text/javascript; charset=utf-8"));
    assert_eq!(boot.header("cache-control"), Some("no-cache"));
    for response in [wasm, boot] {
        let policy = response.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(policy.ends_with("frame-ancestors 'none'"));
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(response.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(response.header("cross-origin-opener-policy"), Some("same-origin"));
    }
}

#[test]
fn clients_that_accept_brotli_get_it() {
    let folder = Folder::new("packed");
    folder.write("personas-console-19ad2a1d4f7b7c8e_bg.wasm.br", "br");
    let server = started(&folder);
    let ask = |headers: &[&str]| {
        server.call("GET", "/personas-console-19ad2a1d4f7b7c8e_bg.wasm", headers, b"")
    };
    let packed = ask(&["Accept-Encoding: gzip, br"]);
    assert_eq!((packed.status, packed.text().as_str()), (200, "br"));
    assert_eq!(packed.header("content-encoding"), Some("br"));
    assert_eq!(packed.header("content-type"), Some("application/wasm"));
    assert_eq!(packed.header("vary"), Some("accept-encoding"));
    let plain = ask(&["Accept-Encoding: gzip"]);
    assert_eq!((plain.text().as_str(), plain.header("content-encoding")), ("wasm", None));
    assert_eq!(plain.header("vary"), Some("accept-encoding"));
    assert_ne!(plain.header("etag"), packed.header("etag"));
}

#[test]
fn an_unchanged_file_is_not_sent_again() {
    let folder = Folder::new("same");
    let server = started(&folder);
    let first = server.call("GET", "/personas", &[HTML], b"");
    let known = format!("If-None-Match: \"other\", {}", first.header("etag").unwrap());
    let again = server.call("GET", "/personas", &[HTML, &known], b"");
    assert_eq!((again.status, again.text().as_str()), (304, ""));
    assert_eq!(again.header("etag"), first.header("etag"));
    assert!(again.header("content-security-policy").is_some());
    folder.write("index.html", "<!DOCTYPE html>another console");
    let other = server.call("GET", "/personas", &[HTML, &known], b"");
    assert_eq!((other.status, other.text().as_str()), (200, "<!DOCTYPE html>another console"));
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let folder = Folder::new("outside");
    folder.write("secret.txt", "secret");
    std::fs::create_dir_all(folder.path("dist")).unwrap();
    folder.write("dist/index.html", "<!DOCTYPE html>the console");
    folder.write("dist/.hidden", "secret");
    std::os::unix::fs::symlink(folder.path("secret.txt"), folder.path("dist/link.txt")).unwrap();
    let server = Running::start(&["--port", "0", "--console", &folder.path("dist")]);
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/a/../../secret.txt",
        "/.hidden",
        "/link.txt",
        "//secret.txt",
        "/..%5csecret.txt",
        "/secret.txt%00",
    ] {
        for accept in [HTML, "Accept: */*"] {
            let response = server.call("GET", target, &[accept], b"");
            assert!(
                !response.text().contains("secret\n") && response.text() != "secret",
                "{target}"
            );
        }
    }
}

#[test]
fn other_paths_than_files_are_passed_to_graph() {
    let folder = Folder::new("no-file");
    std::fs::create_dir_all(folder.path("snippets")).unwrap();
    let server = started(&folder);
    let long = format!("/{}.js", "a".repeat(5000));
    for target in ["/snippets", "/snippets/", "/boot.js/", "/boot.js/a", "/%ff", "/%00", &long] {
        assert_eq!(server.get(target).json()["error"]["type"], "OAuthException", "{target}");
        let screen = server.call("GET", target, &[HTML], b"");
        assert_eq!(screen.text(), "<!DOCTYPE html>the console", "{target}");
    }
    assert!(server.post("/boot.js", "").json()["error"].is_object());
    let head = server.call("HEAD", "/boot.js", &[], b"");
    assert_eq!(
        (head.status, head.text().as_str(), head.header("content-length")),
        (200, "", Some("4"))
    );
}

#[test]
fn a_folder_without_a_console_is_refused() {
    let folder = Folder::new("no-console");
    let error = start_error(&["--port", "0", "--console", &folder.path("")]);
    assert!(error.contains("there is no console in"), "{error}");
}

#[test]
fn without_a_console_a_browser_gets_a_welcome_page() {
    let server = Running::start(&["--port", "0"]);
    let response = server.call("GET", "/", &[HTML], b"");
    assert!(response.text().starts_with("This is graph-emulator"));
}
