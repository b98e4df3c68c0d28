//! Tests of the journal.

use crate::client::{Folder, Running, start_error};

#[test]
fn acknowledged_changes_survive_a_kill() {
    let folder = Folder::new("survives");
    let file = folder.path("personas.db");
    let args = ["--port", "0", "--data", &file];
    let server = Running::start(&args);
    let (page, psid, token) = server.market();
    let create = format!("name=Zoe&profile_picture_url=https://a.example/b&access_token={token}");
    let created = server.post(&format!("/{page}/personas"), &create).json();
    let id = created["id"].as_str().unwrap();
    let say = format!(
        "recipient={{'id':'{psid}'}}&message={{'text':'Hi'}}&persona_id={id}&access_token={token}"
    );
    assert_eq!(server.post(&format!("/{page}/messages"), &say).status, 200);
    let targets = [
        format!("/{page}/personas?limit=100&access_token={token}"),
        "/_emulator/pages".to_owned(),
        "/_emulator/outbox".to_owned(),
        format!("/_emulator/people/{psid}/messages"),
    ];
    let elsewhere = "Host: localhost:1";
    let read = |server: &Running| -> Vec<_> {
        targets.iter().map(|target| server.call("GET", target, &[elsewhere], b"").json()).collect()
    };
    let before = read(&server);
    // Dropping it kills the process.
    drop(server);
    let server = Running::start(&args);
    assert_eq!(read(&server), before);
    let again = server.post(&format!("/{page}/personas"), &create).json();
    assert_ne!(again["id"], created["id"]);
}

#[test]
fn a_seed_fills_an_empty_store_and_leaves_a_filled_one_alone() {
    let folder = Folder::new("seeds");
    let file = folder.path("personas.db");
    let empty = Running::start(&["--port", "0", "--data", &file, "--seed", "empty"]);
    assert_eq!(empty.get("/_emulator/pages").text(), r#"{"pages":[]}"#);
    drop(empty);
    let filled = Running::start(&["--port", "0", "--data", &file]);
    assert_eq!(filled.get("/_emulator/pages").text(), r#"{"pages":[]}"#);
    assert_eq!(filled.post("/_emulator/reset", "").status, 200);
    assert_eq!(filled.market().2, "EAABemulatorDemoJaspersMarketTokenZDZD");
    drop(filled);
    let reset = Running::start(&["--port", "0", "--data", &file, "--seed", "empty"]);
    assert_eq!(reset.market().2, "EAABemulatorDemoJaspersMarketTokenZDZD");
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_left_as_it_is() {
    let folder = Folder::new("newer");
    let file = folder.path("personas.db");
    drop(Running::start(&["--port", "0", "--data", &file]));
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let error = start_error(&["--port", "0", "--data", &file]);
    assert!(error.contains("was written by a newer graph-emulator (format 99"), "{error}");
    let connection = rusqlite::Connection::open(&file).unwrap();
    let rows: i64 =
        connection.query_row("SELECT count(*) FROM change", [], |row| row.get(0)).unwrap();
    assert!(rows > 5);
}

#[test]
fn a_file_that_is_something_else_is_refused() {
    let folder = Folder::new("foreign");
    let text = folder.write("notes.txt", &"not a database, and long enough to be one ".repeat(50));
    let database = folder.path("other.db");
    let connection = rusqlite::Connection::open(&database).unwrap();
    connection.execute_batch("CREATE TABLE mine (x)").unwrap();
    drop(connection);
    for file in [&text, &database] {
        let error = start_error(&["--port", "0", "--data", file]);
        assert!(error.contains("is not a journal of graph-emulator"), "{error}");
    }
    let error = start_error(&["--port", "0", "--data", &folder.path("missing/personas.db")]);
    assert!(error.contains("cannot keep the state in"), "{error}");
    assert!(
        error.contains("choose another file with --data, in a folder that is there"),
        "{error}"
    );
    let error = start_error(&["--port", "0", "--data", &folder.path("")]);
    assert!(error.contains("is a folder: name a file in it with --data"), "{error}");
}

#[test]
fn a_read_only_file_is_refused() {
    let folder = Folder::new("read-only");
    let file = folder.path("personas.db");
    drop(Running::start(&["--port", "0", "--data", &file]));
    let mut permissions = std::fs::metadata(&file).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&file, permissions).unwrap();
    let error = start_error(&["--port", "0", "--data", &file]);
    assert!(error.contains("cannot be written, it is read-only: allow it"), "{error}");
}

#[test]
fn a_file_that_was_only_just_begun_is_filled() {
    let folder = Folder::new("begun");
    for (name, batch) in [
        ("empty.db", ""),
        ("mode.db", "PRAGMA journal_mode = WAL"),
        (
            "table.db",
            "CREATE TABLE change (number INTEGER PRIMARY KEY, json TEXT NOT NULL);
             PRAGMA application_id = 0x50657273; PRAGMA user_version = 1",
        ),
    ] {
        let file = folder.write(name, "");
        rusqlite::Connection::open(&file).unwrap().execute_batch(batch).unwrap();
        let server = Running::start(&["--port", "0", "--data", &file]);
        assert_eq!(server.market().2, "EAABemulatorDemoJaspersMarketTokenZDZD", "{name}");
    }
}

#[test]
fn a_damaged_file_is_refused_and_left_as_it_is() {
    let folder = Folder::new("damaged");
    let file = folder.path("personas.db");
    drop(Running::start(&["--port", "0", "--data", &file]));
    // Takes the file apart behind the first page.
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.pragma_update(None, "journal_mode", "DELETE").unwrap();
    drop(connection);
    let mut bytes = std::fs::read(&file).unwrap();
    let page = 4096;
    bytes[page..].fill(0xff);
    std::fs::write(&file, &bytes).unwrap();
    let error = start_error(&["--port", "0", "--data", &file]);
    assert!(error.contains("cannot be read") && error.contains("--data"), "{error}");
    assert_eq!(std::fs::read(&file).unwrap()[page..], bytes[page..]);
}

#[test]
fn a_file_in_use_is_refused() {
    let folder = Folder::new("in-use");
    let file = folder.path("personas.db");
    let _first = Running::start(&["--port", "0", "--data", &file]);
    let error = start_error(&["--port", "0", "--data", &file]);
    assert!(error.contains("is in use by another graph-emulator"), "{error}");
}

#[test]
fn a_change_that_cannot_be_read_is_named() {
    let folder = Folder::new("broken");
    let file = folder.path("personas.db");
    drop(Running::start(&["--port", "0", "--data", &file]));
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.execute("INSERT INTO change (json) VALUES ('{\"change\":\"x\"}')", []).unwrap();
    drop(connection);
    let error = start_error(&["--port", "0", "--data", &file]);
    assert!(error.contains("cannot be read (unknown variant `x`"), "{error}");
}
