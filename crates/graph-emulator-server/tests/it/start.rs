//! Starting, and the sentences when that fails.

use std::process::{Command, Stdio};

use crate::client::{Folder, Running, failed};

#[test]
fn a_taken_port_says_what_to_do() {
    let first = Running::start(&["--port", "0"]);
    let port = first.address.rsplit(':').next().unwrap();
    let said = failed(&["--port", port]);
    assert!(said.contains(&format!("port {port} of 127.0.0.1 is taken")), "{said}");
    assert!(said.contains("--port"), "{said}");
}

#[test]
fn other_machines_are_let_in_only_if_that_is_said() {
    let said = failed(&["--port", "0", "--host", "0.0.0.0"]);
    assert!(said.contains("--allow-remote"), "{said}");
}

#[test]
fn a_seed_file_is_loaded_or_refused_with_the_place() {
    let folder = Folder::new("seed-file");
    let seed =
        folder.write("seed.json", r#"{"pages":[{"name":"Corner Shop","access_token":"T"}]}"#);
    let server = Running::start(&["--port", "0", "--seed", &seed]);
    assert_eq!(server.get("/me?access_token=T").json()["name"], "Corner Shop");
    let wrong = folder.write("wrong.json", r#"{"pages":[{"name":"A","personas":[{"name":""}]}]}"#);
    let said = failed(&["--port", "0", "--seed", &wrong]);
    assert!(said.contains("pages[0].personas[0].name: the name is empty"), "{said}");
    let said = failed(&["--port", "0", "--seed", &folder.path("none.json")]);
    assert!(said.contains("cannot read the seed"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_terminate_signal_ends_it_in_good_order() {
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
    for flag in ["--host", "--port", "--data", "--seed", "--console", "--allow-remote", "4010"] {
        assert!(help.contains(flag), "{flag}");
    }
}
