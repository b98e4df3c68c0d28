//! Any sequence of calls gets from the emulator what a naive model of the documentation says.

mod naive;

use graph_emulator::{Emulator, Request, Seed};
use naive::{Model, Page, Person, Persona, Place, Rule, Sender, Sent};
use proptest::{collection::vec, option, prelude::*, sample::Index, sample::select};
use serde_json::{Value, json};

use crate::{
    in_process::{ORIGIN, now},
    properties::config,
};

proptest! {
    #![proptest_config(config(192))]

    #[test]
    fn the_emulator_and_a_naive_model_agree(calls in vec(call(), 1..32)) {
        let mut both = Both::demo();
        for call in &calls {
            both.make(call);
            both.agree();
        }
    }
}

/// What somebody does. `page` is whose token it is done with.
#[derive(Clone, Debug)]
enum Call {
    Create { page: usize, name: Option<String>, picture: Option<&'static str> },
    List { page: usize, of: usize, limit: Option<&'static str>, cursor: Option<(bool, Index)> },
    Get { page: usize, persona: Who },
    Delete { page: usize, persona: Who },
    Say { page: usize, to: Index, persona: Option<Who>, text: String },
    Dots { page: usize, to: Index, persona: Option<Who>, on: bool },
    PersonWrites { person: Index },
    TimePasses { seconds: u32 },
    Reset,
}

/// A persona of any Page, deleted or not, or an id that nothing has.
#[derive(Clone, Debug)]
enum Who {
    Known(Index),
    Nobody,
}

/// The emulator and the model, and what was learnt of one for the other.
struct Both {
    emulator: Emulator,
    model: Model,
    seed: Model,
    /// Cursors, each with its Page and the persona whose place it marks.
    cursors: Vec<(String, usize, usize)>,
}

impl Both {
    fn demo() -> Self {
        let emulator = Emulator::new(Seed::demo(), now());
        let empty = Model { now: 0, pages: vec![], personas: vec![], people: vec![], sent: vec![] };
        let mut both = Self { emulator, model: empty.clone(), seed: empty, cursors: vec![] };
        both.learn_the_seed();
        both.seed = both.model.clone();
        both.agree();
        both
    }

    /// What the seed says stands in its file; ids and pictures are the emulator's.
    fn learn_the_seed(&mut self) {
        let seed: Value = serde_json::from_str(Seed::DEMO_JSON).unwrap();
        let shown = self.control("GET", "pages", &Value::Null);
        for (page, in_seed) in seed["pages"].as_array().unwrap().iter().enumerate() {
            let shown = &shown["pages"][page];
            assert_eq!(shown["access_token"], in_seed["access_token"]);
            self.model
                .pages
                .push(Page { id: text(&shown["id"]), token: text(&in_seed["access_token"]) });
            let people = in_seed["people"].as_array().unwrap().iter().enumerate();
            self.model.people.extend(people.map(|(person, in_seed)| {
                let messages = in_seed["messages"].as_array().unwrap().iter();
                let ages = messages.map(|message| message["minutes_ago"].as_i64().unwrap());
                Person {
                    page,
                    psid: text(&shown["people"][person]["psid"]),
                    wrote_at: -60 * ages.min().unwrap(),
                    dots: None,
                }
            }));
            let (_, listed) = self.graph(page, "GET", "/me/personas", &Value::Null);
            let named = in_seed["personas"].as_array().unwrap().iter();
            for (listed, in_seed) in listed["data"].as_array().unwrap().iter().zip(named).rev() {
                self.model.personas.push(Persona {
                    page,
                    id: text(&listed["id"]),
                    name: text(&in_seed["name"]),
                    picture: text(&listed["profile_picture_url"]),
                    deleted: false,
                });
            }
        }
    }

    /// Makes `call` on both and compares the answers.
    fn make(&mut self, call: &Call) {
        match call {
            Call::Create { page, name, picture } => self.create(*page, name.as_deref(), *picture),
            Call::List { page, of, limit, cursor } => self.list(*page, *of, *limit, *cursor),
            Call::Get { page, persona } => self.get(*page, persona),
            Call::Delete { page, persona } => self.delete(*page, persona),
            Call::Say { page, to, persona, text } => self.say(*page, *to, persona.as_ref(), text),
            Call::Dots { page, to, persona, on } => self.dots(*page, *to, persona.as_ref(), *on),
            Call::PersonWrites { person } => {
                let person = person.index(self.model.people.len());
                let path = format!("people/{}/messages", self.model.people[person].psid);
                self.control("POST", &path, &json!({"text": "Hi"}));
                self.model.people[person].wrote_at = self.model.now;
            }
            Call::TimePasses { seconds } => {
                self.control("POST", "clock", &json!({"advance_seconds": seconds}));
                self.model.now += i64::from(*seconds);
            }
            Call::Reset => {
                self.control("POST", "reset", &Value::Null);
                self.model = self.seed.clone();
                self.cursors.clear();
            }
        }
    }

    fn create(&mut self, page: usize, name: Option<&str>, picture: Option<&str>) {
        let body = json!({"name": name, "profile_picture_url": picture});
        let answer = self.graph(page, "POST", "/me/personas", &body);
        let broken = Model::create(name, picture);
        if !broken.is_empty() {
            return assert_refused(&answer, &broken);
        }
        let id = text(&answer.1["id"]);
        assert_eq!(answer, (200, json!({"id": id})));
        assert!(self.model.personas.iter().all(|persona| persona.id != id), "{id} is new");
        let (name, picture) = (name.unwrap().trim().to_owned(), picture.unwrap().to_owned());
        self.model.personas.push(Persona { page, id, name, picture, deleted: false });
    }

    fn list(&mut self, page: usize, of: usize, limit: Option<&str>, cursor: Option<(bool, Index)>) {
        let cursor = cursor.filter(|_| !self.cursors.is_empty()).map(|(after, index)| {
            let (cursor, owner, persona) = index.get(&self.cursors);
            let place = if after { Place::After(*persona) } else { Place::Before(*persona) };
            (cursor.clone(), *owner, place)
        });
        let mut target = format!("/{}/personas?", self.model.pages[of].id);
        target.extend(limit.map(|limit| format!("limit={limit}&")));
        if let Some((cursor, _, place)) = &cursor {
            let name = if matches!(place, Place::After(_)) { "after" } else { "before" };
            target.extend([name, "=", cursor]);
        }
        let answer = self.graph(page, "GET", &target, &Value::Null);
        let number = limit.map(str::parse::<usize>);
        let mut broken = Vec::new();
        broken.extend((page != of).then_some(Rule::Object));
        broken.extend(matches!(number, Some(Err(_) | Ok(0))).then_some(Rule::Parameter));
        let is_foreign = cursor.as_ref().is_some_and(|(_, owner, _)| *owner != of);
        broken.extend(is_foreign.then_some(Rule::Parameter));
        if !broken.is_empty() {
            return assert_refused(&answer, &broken);
        }
        let place = cursor.map_or(Place::Start, |(_, _, place)| place);
        let number = number.and_then(Result::ok);
        self.assert_listed(page, number, place, &answer);
    }

    fn assert_listed(
        &mut self,
        page: usize,
        limit: Option<usize>,
        place: Place,
        (status, body): &(u16, Value),
    ) {
        let listing = self.model.list(page, limit, place);
        let data: Vec<_> = listing.personas.iter().map(|&persona| self.shown(persona)).collect();
        assert_eq!((*status, &body["data"]), (200, &json!(data)));
        let (Some(&first), Some(&last)) = (listing.personas.first(), listing.personas.last())
        else {
            return assert_eq!(body["paging"], Value::Null);
        };
        let cursors = &body["paging"]["cursors"];
        for (cursor, persona) in [(&cursors["before"], first), (&cursors["after"], last)] {
            self.cursors.push((text(cursor), page, persona));
        }
        for (name, goes_on, cursor) in [
            ("next", listing.has_next, format!("after={}", text(&cursors["after"]))),
            ("previous", listing.has_previous, format!("before={}", text(&cursors["before"]))),
        ] {
            let expected = goes_on.then(|| {
                let Page { id, token } = &self.model.pages[page];
                let limit = limit.unwrap_or(25).min(100);
                format!("{ORIGIN}/v26.0/{id}/personas?access_token={token}&limit={limit}&{cursor}")
            });
            assert_eq!(body["paging"].get(name), expected.map(Value::from).as_ref());
        }
    }

    fn get(&mut self, page: usize, persona: &Who) {
        let id = self.id(persona);
        let answer = self.graph(page, "GET", &format!("/{id}"), &Value::Null);
        match self.model.active(page, &id) {
            Some(persona) => assert_eq!(answer, (200, self.shown(persona))),
            None => assert_refused(&answer, &[Rule::Object]),
        }
    }

    fn delete(&mut self, page: usize, persona: &Who) {
        let id = self.id(persona);
        let answer = self.graph(page, "DELETE", &format!("/{id}"), &Value::Null);
        match self.model.active(page, &id) {
            Some(persona) => {
                assert_eq!(answer, (200, json!({"success": true})));
                self.model.personas[persona].deleted = true;
            }
            None => assert_refused(&answer, &[Rule::Object]),
        }
    }

    fn say(&mut self, page: usize, to: Index, persona: Option<&Who>, said: &str) {
        let to = to.index(self.model.people.len());
        let persona_id = persona.map(|persona| self.id(persona));
        let psid = self.model.people[to].psid.clone();
        let message = json!({"text": said});
        let body = json!({"recipient": {"id": psid}, "message": message, "persona_id": persona_id});
        let answer = self.graph(page, "POST", "/me/messages", &body);
        let broken = self.model.say(page, to, persona_id.as_deref(), said);
        if !broken.is_empty() {
            return assert_refused(&answer, &broken);
        }
        let id = text(&answer.1["message_id"]);
        assert_eq!(answer, (200, json!({"recipient_id": psid, "message_id": id})));
        assert!(self.model.sent.iter().all(|sent| sent.id != id), "{id} is new");
        let sender = self.model.sender(page, persona_id.as_deref());
        self.model.said(Sent { id, person: to, sender, text: said.to_owned() });
    }

    fn dots(&mut self, page: usize, to: Index, persona: Option<&Who>, on: bool) {
        let to = to.index(self.model.people.len());
        let persona_id = persona.map(|persona| self.id(persona));
        let psid = self.model.people[to].psid.clone();
        let action = if on { "typing_on" } else { "typing_off" };
        let body =
            json!({"recipient": {"id": psid}, "sender_action": action, "persona_id": persona_id});
        let answer = self.graph(page, "POST", "/me/messages", &body);
        let broken = self.model.act(page, to, persona_id.as_deref(), on);
        if !broken.is_empty() {
            return assert_refused(&answer, &broken);
        }
        assert_eq!(answer, (200, json!({"recipient_id": psid})));
        let sender = self.model.sender(page, persona_id.as_deref());
        if on {
            self.model.people[to].dots = Some((sender, self.model.now));
        } else {
            self.model.stop(to, sender);
        }
    }

    /// Personas, outbox, dots and windows are the same in both.
    fn agree(&mut self) {
        let pages = self.control("GET", "pages", &Value::Null);
        let people = pages["pages"].as_array().unwrap().iter().flat_map(|page| {
            page["people"].as_array().unwrap().iter().map(|person| &person["window_open"])
        });
        let model = 0..self.model.people.len();
        let windows: Vec<_> = model.map(|person| self.model.window_is_open(person)).collect();
        assert_eq!(people.collect::<Vec<_>>(), windows);
        for person in 0..self.model.people.len() {
            let path = format!("people/{}/messages", self.model.people[person].psid);
            let typing = &self.control("GET", &path, &Value::Null)["typing"];
            let dots = self.model.dots(person).map(|sender| self.face(sender));
            assert_eq!(*typing, dots.map_or(Value::Null, |persona| json!({"persona": persona})));
        }
        for page in 0..self.model.pages.len() {
            let (_, listed) = self.graph(page, "GET", "/me/personas?limit=100", &Value::Null);
            let personas = self.model.newest_first(page).into_iter();
            let personas: Vec<_> = personas.map(|persona| self.shown(persona)).collect();
            assert_eq!(listed["data"], json!(personas));
        }
        let outbox = self.control("GET", "outbox", &Value::Null);
        let outbox = outbox["messages"].as_array().unwrap();
        assert_eq!(outbox.len(), self.model.sent.len());
        for (shown, sent) in outbox.iter().zip(&self.model.sent) {
            let Person { page, psid, .. } = &self.model.people[sent.person];
            assert_eq!(shown["message_id"], *sent.id);
            assert_eq!(shown["page_id"], *self.model.pages[*page].id);
            assert_eq!(shown["psid"], **psid);
            assert_eq!(shown["persona"], self.face(sent.sender));
            assert_eq!(shown["text"], *sent.text);
        }
    }

    /// The persona as Graph shows it.
    fn shown(&self, persona: usize) -> Value {
        let Persona { id, name, picture, .. } = &self.model.personas[persona];
        json!({"name": name, "profile_picture_url": picture, "id": id})
    }

    /// The sender as the control plane shows it.
    fn face(&self, sender: Sender) -> Value {
        match sender {
            Sender::Page => Value::Null,
            Sender::Persona(persona) => self.shown(persona),
        }
    }

    fn id(&self, persona: &Who) -> String {
        match persona {
            Who::Known(index) => index.get(&self.model.personas).id.clone(),
            Who::Nobody => "1".to_owned(),
        }
    }

    fn graph(&mut self, page: usize, method: &str, target: &str, body: &Value) -> (u16, Value) {
        let token = self.model.pages[page].token.clone();
        self.ask(method, target, body, Some(format!("Bearer {token}")))
    }

    fn control(&mut self, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = self.ask(method, &format!("/_emulator/{path}"), body, None);
        assert_eq!(status, 200, "{answer}");
        answer
    }

    fn ask(
        &mut self,
        method: &str,
        target: &str,
        body: &Value,
        token: Option<String>,
    ) -> (u16, Value) {
        let mut request = Request::new(method, ORIGIN, target);
        request.headers.extend(token.map(|token| ("authorization".to_owned(), token)));
        if !body.is_null() {
            request.headers.push(("content-type".to_owned(), "application/json".to_owned()));
            request.body = body.to_string().into_bytes();
        }
        let response = self.emulator.handle(&request, now()).response;
        (response.status, serde_json::from_slice(&response.body).unwrap())
    }
}

/// Which of several broken rules is told first is nowhere said.
fn assert_refused((status, body): &(u16, Value), broken: &[Rule]) {
    let number = |member: &str| body["error"][member].as_u64().unwrap_or_default();
    let (code, subcode) = (number("code"), number("error_subcode"));
    let is_one = broken.iter().any(|rule| rule.has(code, subcode));
    assert!(*status == 400 && is_one, "{broken:?} {body}");
}

fn call() -> impl Strategy<Value = Call> {
    let name = select(NAMES).prop_map(|name| name.map(|(text, times)| text.repeat(times)));
    let limit = select(LIMITS);
    let cursor = option::of((any::<bool>(), any::<Index>()));
    let said = select(TEXTS).prop_map(|(text, times)| text.repeat(times));
    let someone = any::<Index>;
    prop_oneof![
        6 => (page(), name, select(PICTURES))
            .prop_map(|(page, name, picture)| Call::Create { page, name, picture }),
        6 => (page(), page(), any::<bool>(), limit, cursor).prop_map(
            |(page, other, own, limit, cursor)| {
                Call::List { page, of: if own { page } else { other }, limit, cursor }
            }
        ),
        2 => (page(), who()).prop_map(|(page, persona)| Call::Get { page, persona }),
        3 => (page(), who()).prop_map(|(page, persona)| Call::Delete { page, persona }),
        6 => (page(), someone(), option::of(who()), said)
            .prop_map(|(page, to, persona, text)| Call::Say { page, to, persona, text }),
        6 => (page(), someone(), option::of(who()), any::<bool>())
            .prop_map(|(page, to, persona, on)| Call::Dots { page, to, persona, on }),
        2 => someone().prop_map(|person| Call::PersonWrites { person }),
        3 => select(SECONDS).prop_map(|seconds| Call::TimePasses { seconds }),
        1 => Just(Call::Reset),
    ]
}

/// The demo has two.
fn page() -> impl Strategy<Value = usize> {
    prop_oneof![4 => Just(0_usize), 1 => Just(1)]
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![9 => any::<Index>().prop_map(Who::Known), 1 => Just(Who::Nobody)]
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// Each is a text and how often it is repeated.
const NAMES: &[Option<(&str, usize)>] = &[
    Some(("Adam", 1)),
    Some(("Zoë 😀", 1)),
    Some((" Mia R. ", 1)),
    Some(("é", 50)),
    Some(("é", 51)),
    Some((" ", 1)),
    None,
];
const PICTURES: &[Option<&str>] = &[
    Some("https://example.com/adam.png"),
    Some("https://example.com/a?b=c&d=%20"),
    Some("http://a.example/b"),
    Some("https://example.com/zo%C3%AB.png"),
    Some("adam.png"),
    Some(""),
    None,
];
const LIMITS: &[Option<&str>] =
    &[None, Some("1"), Some("2"), Some("3"), Some("25"), Some("5000"), Some("0"), Some("x")];
const TEXTS: &[(&str, usize)] =
    &[("Hello world!", 1), ("שלום 😀\n", 1), ("é", 1999), ("é", 2000), (" ", 3)];
const SECONDS: &[u32] = &[1, 19, 20, 3600, 86_399, 86_400];
