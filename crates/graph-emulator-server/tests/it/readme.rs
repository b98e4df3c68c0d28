//! What README.md and REFERENCE.md say works: their shell lines run as they are written.

use std::process::Command;

use graph_emulator::Fault;

use crate::client::{Folder, Running};

#[test]
fn the_shell_lines_of_the_readme_work() {
    run_shell_lines(README);
}

#[test]
fn the_shell_lines_of_the_reference_work() {
    run_shell_lines(REFERENCE);
}

#[test]
fn the_command_lines_of_the_readme_start_it() {
    let lines: Vec<_> =
        shell_lines(README).filter_map(|line| line.strip_prefix("graph-emulator")).collect();
    assert_eq!(lines.len(), 2);
    for line in lines {
        let mut args: Vec<_> = line.split_whitespace().collect();
        args.extend(["--port", "0"]);
        assert_eq!(Running::start(&args).get("/_emulator/health").status, 200);
    }
}

#[test]
fn the_seeds_in_the_readme_and_the_reference_are_valid() {
    let folder = Folder::new("readme-seeds");
    for page in [README, REFERENCE] {
        let seeds: Vec<_> =
            page.split('`').filter(|part| part.starts_with(r#"{"pages""#)).collect();
        assert_eq!(seeds.len(), 1);
        for seed in seeds {
            let seed = folder.write("seed.json", seed);
            let server = Running::start(&["--port", "0", "--seed", &seed]);
            assert_eq!(server.get("/me?access_token=T").json()["name"], "Corner Shop");
        }
    }
}

#[test]
fn the_readme_has_every_fault_and_the_reference_every_flag() {
    for fault in Fault::ALL {
        let cell = format!("`{fault}`");
        let has = |line: &str| line.starts_with("| `") && line.contains(&cell);
        assert!(README.lines().any(has), "{fault}");
    }
    let help = Command::new(env!("CARGO_BIN_EXE_graph-emulator")).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let flags = help.lines().filter_map(|line| line.trim().strip_prefix("--"));
    for flag in flags.filter_map(|line| line.split(' ').next()) {
        assert!(REFERENCE.contains(&format!("| `--{flag}")), "--{flag}");
    }
}

/// Runs the lines that call `curl` in one shell, and resets the emulator before each block.
fn run_shell_lines(page: &str) {
    let server = Running::start(&["--port", "0"]);
    let mut script = vec![SETUP.to_owned()];
    let blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    for block in blocks.filter(|block| block.contains("curl ")) {
        script.push("reset".to_owned());
        for line in block.lines() {
            if line.contains("quick_reply=") {
                script.push(OFFER_A_QUICK_REPLY.to_owned());
            }
            if line.contains("/postbacks") {
                script.push(SEND_A_BUTTON.to_owned());
            }
            if line.contains("# code ") {
                let (command, _) = line.split_once('#').unwrap();
                script.push(format!("if {command}; then exit 1; fi"));
            } else {
                script.push(line.to_owned());
            }
        }
    }
    assert!(script.len() > 10, "{script:?}");
    let script = script.join("\n").replace("127.0.0.1:4010", &server.address);
    let ran = Command::new("sh").args(["-euxc", &script]).output().unwrap();
    let stderr = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{}\n{stderr}", String::from_utf8_lossy(&ran.stdout));
}

fn shell_lines(page: &str) -> impl Iterator<Item = &str> {
    page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).flat_map(str::lines)
}

const README: &str = include_str!("../../README.md");
const REFERENCE: &str = include_str!("../../REFERENCE.md");

/// `curl` fails on errors of HTTP.
const SETUP: &str = r#"
curl() { command curl --silent --show-error --fail --max-time 30 --noproxy '*' "$@"; }
reset() { curl --request POST http://127.0.0.1:4010/_emulator/reset; }
"#;

const OFFER_A_QUICK_REPLY: &str = r#"curl "$GRAPH/me/messages" -d access_token=$TOKEN -d "recipient[id]=$PSID" -d 'message={"text":"Which one?","quick_replies":[{"content_type":"text","title":"Red","payload":"RED"}]}'"#;
const SEND_A_BUTTON: &str = r#"curl "$GRAPH/me/messages" -d access_token=$TOKEN -d "recipient[id]=$PSID" -d 'message={"attachment":{"type":"template","payload":{"template_type":"button","text":"Help?","buttons":[{"type":"postback","title":"Talk","payload":"TALK"}]}}}'"#;
