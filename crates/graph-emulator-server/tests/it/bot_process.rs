//! Kills a bot that runs as a separate process.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Stdio},
    sync::{Mutex, mpsc},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::{
    bot::{Bot, good},
    client::Folder,
    webhooks::{start, write},
};

/// 100 people write ten messages each, and the process of the bot is killed and started again,
/// twice. The bot writes down each event before it acknowledges it.
#[test]
fn no_event_is_lost_or_out_of_order_when_the_process_of_the_bot_is_killed() {
    const PEOPLE: usize = 100;
    const MESSAGES: usize = 10;
    let folder = Folder::new("bot");
    let people: Vec<_> = (0..PEOPLE).map(|number| json!({"name": format!("P{number}")})).collect();
    let page = json!({"name": "A", "access_token": "T", "people": people});
    let seed = folder.write("seed.json", &json!({ "pages": [page] }).to_string());
    let log = folder.write("acknowledged.jsonl", "");
    let mut bot = BotProcess::start("127.0.0.1:0", &log);
    let address = bot.address.clone();
    let url = format!("http://{address}/webhook");
    let server = start(&url, &["--seed", &seed, "--webhook-fields", "messages"]);
    let pages = server.get("/_emulator/pages").json();
    let people = pages["pages"][0]["people"].as_array().unwrap();
    let psids: Vec<_> = people.iter().map(|person| person["psid"].as_str().unwrap()).collect();
    let mut events = BTreeSet::new();
    thread::scope(|scope| {
        for group in psids.chunks(PEOPLE / 4) {
            let server = &server;
            scope.spawn(move || {
                for round in 0..MESSAGES {
                    for psid in group {
                        write(server, psid, &round.to_string());
                    }
                }
            });
        }
        for quarter in [1, 2] {
            bot.read_events(&mut events, PEOPLE * MESSAGES * quarter / 4);
            bot.kill(&mut events);
            bot = BotProcess::start(&address, &log);
        }
    });
    bot.read_events(&mut events, PEOPLE * MESSAGES);
    bot.kill(&mut events);
    let mut received: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in fs::read_to_string(&log).unwrap().lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        let mids = received.entry(event["psid"].as_str().unwrap().to_owned()).or_default();
        let mid = event["mid"].as_str().unwrap().to_owned();
        // One that was not acknowledged in time is sent again.
        if !mids.contains(&mid) {
            mids.push(mid);
        }
    }
    assert_eq!(received.len(), PEOPLE);
    for psid in psids {
        let conversation = server.get(&format!("/_emulator/people/{psid}/messages")).json();
        let messages = conversation["messages"].as_array().unwrap();
        assert_eq!(messages.len(), MESSAGES);
        let sent: Vec<_> = messages.iter().map(|it| it["message_id"].as_str().unwrap()).collect();
        assert_eq!(received[psid], sent, "{psid}");
    }
}

/// Is the bot if [`BotProcess`] has started this program, and otherwise nothing.
#[test]
fn the_process_of_a_bot_acknowledges_what_it_has_written_down() {
    let (Ok(address), Ok(log)) = (env::var(ADDRESS), env::var(LOG)) else { return };
    let log = Mutex::new(fs::OpenOptions::new().append(true).open(log).unwrap());
    let bot = Bot::start_on(&address, move |request| {
        if request.method == "POST" {
            let event = request.event();
            let line = json!({"psid": event["sender"]["id"], "mid": event["message"]["mid"]});
            log.lock().unwrap().write_all(format!("{line}\n").as_bytes()).unwrap();
            println!("\n{line}");
        }
        Some(good(request))
    });
    println!("\n{LISTENING}{}", bot.address());
    loop {
        thread::park();
    }
}

/// A process with a bot, killed when it goes out of scope.
struct BotProcess {
    child: Child,
    address: String,
    lines: mpsc::Receiver<String>,
}

impl BotProcess {
    fn start(address: &str, log: &str) -> Self {
        let test = "bot_process::the_process_of_a_bot_acknowledges_what_it_has_written_down";
        let mut child = Command::new(env::current_exe().unwrap())
            .args([test, "--exact", "--nocapture"])
            .env(ADDRESS, address)
            .env(LOG, log)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut bot = Self { child, address: String::new(), lines };
        while bot.address.is_empty() {
            if let Some(address) = bot.next_line().strip_prefix(LISTENING) {
                address.clone_into(&mut bot.address);
            }
        }
        bot
    }

    /// Adds events to `events` until there are this many.
    fn read_events(&self, events: &mut BTreeSet<String>, count: usize) {
        while events.len() < count {
            events.extend(Some(self.next_line()).filter(|line| line.starts_with('{')));
        }
    }

    fn next_line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).unwrap()
    }

    /// Sends `SIGKILL`, waits for the end, and adds the rest of the events to `events`.
    fn kill(&mut self, events: &mut BTreeSet<String>) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        events.extend(self.lines.iter().filter(|line| line.starts_with('{')));
    }
}

impl Drop for BotProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const ADDRESS: &str = "TEST_BOT_ADDRESS";
const LOG: &str = "TEST_BOT_LOG";
const LISTENING: &str = "bot on ";
const PATIENCE: Duration = Duration::from_mins(1);
