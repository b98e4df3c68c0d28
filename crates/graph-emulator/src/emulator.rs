//! The emulator as a state machine.

use messenger_personas::{HttpResponse, PageId};

use crate::{
    auth,
    batch::{self, Batch},
    control,
    http::{Delivery, GraphResponse, ParsedRequest, Reply, Request, response},
    model::{
        ActiveSubscription, Change, Counted, Seed, State, Timestamp, Verification, WebhookAttempts,
        WebhookEvent, WebhookReach,
    },
    router,
};

/// An emulated Graph API with its state.
#[derive(Clone, Debug)]
pub struct Emulator {
    state: State,
    seed: Seed,
}

impl Emulator {
    /// An emulator in the state of `seed`, which [`reset`](Self::reset) restores.
    #[must_use]
    pub fn new(seed: Seed, now: Timestamp) -> Self {
        let changes = seed.changes(now);
        Self::from_changes(seed, changes)
    }

    /// An emulator in the state that `changes` produce, such as those of a journal. Only
    /// [`reset`](Self::reset) uses `seed`.
    #[must_use]
    pub fn from_changes(seed: Seed, changes: impl IntoIterator<Item = Change>) -> Self {
        let mut emulator = Self { state: State::default(), seed };
        for change in changes {
            emulator.apply(change);
        }
        emulator
    }

    /// Returns personas with picture URLs at the emulator's own origin, as Meta does with its own.
    /// The pictures are generated; the emulator downloads nothing.
    #[must_use]
    pub fn rehosting_pictures(mut self) -> Self {
        self.state.rehosts_pictures = true;
        self
    }

    /// The same, but webhooks can have these URLs. By default they can have none.
    #[must_use]
    pub fn delivering_webhooks(mut self, reach: WebhookReach) -> Self {
        self.state.webhook_reach = reach;
        self
    }

    /// Handles a request: [applies](Self::apply) its changes and [counts](Self::count) it.
    pub fn handle(&mut self, request: &Request, now: Timestamp) -> Reply {
        let (response, delivery, (changes, counted)) =
            self.handle_with(request, now, |reply| (reply.changes.clone(), reply.counted.clone()));
        Reply { response, changes, delivery, counted }
    }

    /// As [`handle`](Self::handle), for callers that record the changes. `observe` is called with
    /// the reply before its parts are moved out.
    pub fn handle_with<T>(
        &mut self,
        request: &Request,
        now: Timestamp,
        observe: impl FnOnce(&Reply) -> T,
    ) -> (HttpResponse, Delivery, T) {
        let parsed = self.parse(request);
        if let Parsed::Batch(batch) = parsed {
            let reply = response::to_reply(request, batch.run(&mut self.state, now), now);
            let observed = observe(&reply);
            return (reply.response, reply.delivery, observed);
        }
        let reply = self.reply(request, parsed, now);
        let observed = observe(&reply);
        let Reply { response, changes, delivery, counted } = reply;
        for change in changes {
            self.apply(change);
        }
        for counted in &counted {
            self.count(counted);
        }
        (response, delivery, observed)
    }

    /// Returns the reply to a request and changes nothing. The caller [applies](Self::apply) its
    /// changes and [counts](Self::count) it before the response is sent.
    ///
    /// A batch is run on a copy of the state, which takes time if the state is large.
    ///
    /// `now` is the caller's time. The emulator's own clock may be ahead of it.
    #[must_use]
    pub fn answer(&self, request: &Request, now: Timestamp) -> Reply {
        self.reply(request, self.parse(request), now)
    }

    fn parse<'a>(&self, request: &'a Request) -> Parsed<'a> {
        if request.is_control() {
            return Parsed::Control;
        }
        let request = match ParsedRequest::parse(request) {
            Ok(request) => request,
            Err(response) => return Parsed::Response(response),
        };
        match batch::parse(&self.state, &request) {
            Some(Ok(batch)) => Parsed::Batch(batch),
            Some(Err(response)) => Parsed::Response(response),
            None => Parsed::Graph(request),
        }
    }

    fn reply(&self, request: &Request, parsed: Parsed<'_>, now: Timestamp) -> Reply {
        let response = match parsed {
            Parsed::Control => return control::handle(&self.state, &self.seed, request, now),
            Parsed::Graph(request) => router::handle(&self.state, &request, now),
            Parsed::Batch(batch) => batch.run(&mut self.state.clone(), now),
            Parsed::Response(response) => *response,
        };
        response::to_reply(request, response, now)
    }

    /// Applies a change. A change about an unknown object has no effect.
    pub fn apply(&mut self, change: Change) {
        self.state.apply(change);
    }

    #[cfg(test)]
    pub(crate) fn state(&self) -> &State {
        &self.state
    }

    /// Adds a request to the meters. Meters are not part of the journal: they are empty after a
    /// start.
    pub fn count(&mut self, counted: &Counted) {
        self.state.meters_mut().count(counted);
    }

    /// The time of the emulator's clock when it is `outside` elsewhere.
    #[must_use]
    pub fn now(&self, outside: Timestamp) -> Timestamp {
        self.state.now(outside)
    }

    /// The changes that apply the seed's [secret](Seed::with_app_secret) and
    /// [webhook](Seed::with_webhook) to a state that was made without them.
    #[must_use]
    pub fn setup_changes(&self) -> Vec<Change> {
        let setup = self.seed.setup();
        let mut changes = Vec::new();
        let secret = setup.app_secret.as_deref();
        if let Some(app_secret) = secret.filter(|secret| *secret != self.state.app_secret()) {
            changes.push(Change::AppSecretSet { app_secret: app_secret.to_owned() });
        }
        let active = self.state.webhooks().subscriptions();
        if let Some(webhook) = &setup.webhook
            && !active.iter().any(|active| active.subscription == *webhook)
        {
            changes.push(Change::WebhookSet { subscription: webhook.clone() });
        }
        changes
    }

    /// The subscriptions to webhooks.
    #[must_use]
    pub fn webhook_subscriptions(&self) -> &[ActiveSubscription] {
        self.state.webhooks().subscriptions()
    }

    /// The subscription that events of this Page are sent to.
    #[must_use]
    pub fn webhook_subscription_of(&self, page_id: &PageId) -> Option<&ActiveSubscription> {
        self.state.webhooks().subscription_of(page_id)
    }

    /// Events from this number on that were neither delivered nor dropped, in order.
    pub fn pending_webhooks(&self, from: u64) -> impl Iterator<Item = &WebhookEvent> {
        self.state.webhooks().pending_from(from)
    }

    /// The event with this number, while it is pending.
    #[must_use]
    pub fn pending_webhook(&self, number: u64) -> Option<&WebhookEvent> {
        self.state.webhooks().pending_event(number)
    }

    /// The number of the next event. Numbers start again after a reset.
    #[must_use]
    pub fn next_webhook_number(&self) -> u64 {
        self.state.webhooks().next_number()
    }

    /// The number of resets so far.
    #[must_use]
    pub fn webhook_generation(&self) -> u64 {
        self.state.webhooks().generation()
    }

    /// A number that grows with every new event, change of a subscription and reset.
    #[must_use]
    pub fn webhook_revision(&self) -> u64 {
        self.state.webhooks().revision()
    }

    /// Names and values of the headers that sign the body of a webhook with the app's secret.
    #[must_use]
    pub fn sign(&self, body: &[u8]) -> [(&'static str, String); 2] {
        auth::sign(self.state.app_secret(), body)
    }

    /// Records a request that did not deliver an event, with its error if there was no response. It
    /// is no part of the journal.
    pub fn record_webhook_attempt(
        &mut self,
        number: u64,
        attempts: WebhookAttempts,
        error: Option<String>,
    ) {
        self.state.webhooks_mut().record_attempt(number, attempts, error);
    }

    /// Records the verification of the subscription with this revision. It is no part of the
    /// journal: after a start, every URL is verified again.
    pub fn record_webhook_verification(&mut self, revision: u64, verification: Verification) {
        self.state.webhooks_mut().record_verification(revision, verification);
    }

    /// Returns the changes that restore the seed, without applying them.
    #[must_use]
    pub fn reset(&self, now: Timestamp) -> Vec<Change> {
        self.seed.reset(now)
    }
}

/// A parsed request.
enum Parsed<'a> {
    Control,
    Graph(ParsedRequest<'a>),
    Batch(Batch),
    /// The request is invalid.
    Response(Box<GraphResponse>),
}

#[cfg(test)]
mod tests {
    use messenger_personas::{
        AccessToken, CallStyle, CreatePersona, Graph, GraphRequest, ListPersonas, ListRequest,
        Origin, PageId, Paging, PersonaName, PictureUrl, Psid,
    };
    use serde_json::json;

    use super::*;
    use crate::test_support::{ORIGIN, TOKEN, TestClient};

    #[test]
    fn a_reaction_needs_a_message_of_the_same_conversation() {
        let mut client = TestClient::demo();
        let sent = client.send_text("Hi", &json!({}));
        let message_id = sent["message_id"].as_str().unwrap();
        for (psid, reaction) in [(&client.other_psid, json!(null)), (&client.psid, json!("👍"))] {
            client.emulator.apply(Change::PersonReacted {
                psid: Psid::parse(psid).unwrap(),
                message_id: message_id.to_owned(),
                reaction: Some("👍".to_owned()),
                at: client.now,
            });
            let (_, message) = client.emulator.state.message(message_id).unwrap();
            assert_eq!(json!(message.person_reaction), reaction, "{psid}");
        }
    }

    #[test]
    fn a_journal_of_the_changes_rebuilds_the_state() {
        let mut client = TestClient::demo();
        let mut journal = client.emulator.reset(client.now);
        client.emulator = Emulator::from_changes(Seed::empty(), journal.clone());
        let mut steps = vec![
            (
                "POST",
                "/me/personas",
                json!({"name": "Zoë", "profile_picture_url": "https://a.example/b"}),
            ),
            (
                "POST",
                "/me/messages",
                json!({"recipient": {"id": client.psid}, "message": {"text": "Hi"}}),
            ),
            ("POST", "/_emulator/faults", json!({"fault": "transient", "times": 2, "on": "pages"})),
            ("GET", "/me", json!({})),
            ("POST", "/_emulator/clock", json!({"advance_seconds": 60})),
            (
                "POST",
                "/me/message_attachments",
                json!({"message": {"attachment": {"type": "image", "payload":
                    {"url": "https://a.example/b", "is_reusable": true}}}}),
            ),
            (
                "POST",
                "/me/pass_thread_control",
                json!({"recipient": {"id": client.psid}, "target_app_id": "263902037430900"}),
            ),
        ];
        let page = format!("/_emulator/pages/{}", client.page_id);
        let person = format!("/_emulator/people/{}", client.late_psid);
        steps.extend([
            ("POST", page.as_str(), json!({"default_app_id": ""})),
            ("POST", &page, json!({"profile_access": false})),
            ("POST", &person, json!({"has_profile": false})),
        ]);
        let gone = format!("/{}", client.persona_ids()[1]);
        steps.push(("DELETE", &gone, json!({})));
        for (method, target, body) in &steps {
            let mut request =
                Request::new(method, ORIGIN, &format!("{target}?access_token={TOKEN}"));
            request.body = body.to_string().into_bytes();
            let reply = client.emulator.handle(&request, client.now);
            assert_eq!(reply.changes.len(), 1, "{method} {target}");
            journal.extend(reply.changes);
        }
        let lines: Vec<String> =
            journal.iter().map(|change| serde_json::to_string(change).unwrap()).collect();
        let read = lines.iter().map(|line| serde_json::from_str(line).unwrap());
        let mut rebuilt = TestClient {
            emulator: Emulator::from_changes(Seed::empty(), read),
            ..TestClient::demo()
        };
        let owner = format!("/_emulator/people/{}/thread_owner", client.psid);
        for target in [
            "/_emulator/pages",
            "/_emulator/outbox",
            "/_emulator/faults",
            "/_emulator/attachments",
            "/_emulator/tokens",
            &owner,
            "/me/personas",
            "/me/conversations?fields=messages{message,from}",
        ] {
            assert_eq!(rebuilt.get(target), client.get(target), "{target}");
        }
        assert_eq!(rebuilt.conversation(), client.conversation());
        assert_eq!(rebuilt.create_persona("Next"), client.create_persona("Next"));
    }

    #[test]
    fn a_journal_has_all_properties_of_a_message() {
        let mut client = TestClient::demo();
        let mid = client.conversation()["messages"][0]["message_id"].clone();
        let to = json!({"id": client.psid});
        let file = json!({"url": "https://a.example/b", "is_reusable": true});
        let deep = (0..24).fold(json!(0.123_456_789_012_345_67), |inner, _| json!([inner]));
        let attachment = json!({"type": "image", "payload": file});
        let by_phone = json!({"phone_number": "+16505551234", "name": {"first_name": deep}});
        let mut journal = client.emulator.reset(client.now);
        let sticker = json!({"type": "sticker", "url": "https://a.example/b"});
        let person = format!("/_emulator/people/{}/messages", client.psid);
        for (target, body) in [
            (person.as_str(), json!({ "attachment": sticker })),
            ("/me/messenger_profile", json!({"get_started": {"payload": "START"}})),
            ("/me/messenger_profile", json!({"account_linking_url": "https://a.example"})),
            ("/_emulator/settings", json!({"unknown_persona": "sent_as_page"})),
            ("/_emulator/usage", json!({"meter": "messenger", "percent": 40})),
            ("/_emulator/faults", json!({"fault": "slow", "times": 2, "probability": 0.5})),
            ("/me/messages", json!({"recipient": to, "message": {"attachment": attachment}})),
            (
                "/me/messages",
                json!({"recipient": {"comment_id": "1_2"}, "message": {"text": "Hi"}}),
            ),
            ("/me/messages", json!({"recipient": {"user_ref": "u"}, "message": {"text": "Hi"}})),
            ("/me/messages", json!({"recipient": by_phone, "message": {"text": "Hi"}})),
            (
                "/me/messages",
                json!({"recipient": to, "sender_action": "react",
                    "payload": {"message_id": mid, "reaction": "😊"}}),
            ),
        ] {
            let mut request =
                Request::new("POST", ORIGIN, &format!("{target}?access_token={TOKEN}"));
            request.body = body.to_string().into_bytes();
            let reply = client.emulator.handle(&request, client.now);
            assert_eq!(reply.response.status, 200, "{target} {body}");
            journal.extend(reply.changes);
        }
        let read = journal.iter().map(|change| {
            let line = serde_json::to_string(change).unwrap();
            serde_json::from_str::<Change>(&line).unwrap()
        });
        let mut rebuilt = TestClient {
            emulator: Emulator::from_changes(Seed::empty(), read),
            ..TestClient::demo()
        };
        for target in ["pages", "outbox", "faults", "settings"] {
            let target = format!("/_emulator/{target}");
            assert_eq!(rebuilt.get(&target), client.get(&target), "{target}");
        }
        assert_eq!(rebuilt.conversation(), client.conversation());
        let limits = |client: &mut TestClient| {
            let usage = client.get("/_emulator/usage");
            let meters = usage["meters"].as_array().unwrap().iter();
            meters.map(|meter| meter["limit"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(limits(&mut rebuilt), limits(&mut client));
        // Requests to Graph use up the fault, so they come last.
        let profile = "/me/messenger_profile?fields=get_started,account_linking_url";
        assert_eq!(rebuilt.get(profile)["data"][0]["get_started"]["payload"], "START");
        assert_eq!(rebuilt.get(profile), client.get(profile));
    }

    #[test]
    fn answer_changes_nothing() {
        let client = TestClient::demo();
        let mut request =
            Request::new("POST", ORIGIN, &format!("/me/personas?access_token={TOKEN}"));
        request.body = b"name=A&profile_picture_url=https://a.example/b".to_vec();
        let first = client.emulator.answer(&request, client.now);
        assert_eq!(first, client.emulator.answer(&request, client.now));
    }

    #[test]
    fn the_core_works_in_both_call_styles() {
        for call_style in [CallStyle::Form, CallStyle::Header] {
            let mut client = TestClient::demo();
            let graph = Graph {
                origin: Origin::parse(ORIGIN).unwrap(),
                call_style,
                ..Graph::new(AccessToken::parse(TOKEN).unwrap())
            };
            let page_id = PageId::parse(&client.page_id).unwrap();
            let create = CreatePersona {
                page_id: page_id.clone(),
                name: PersonaName::parse("Zoë & Ko").unwrap(),
                profile_picture_url: PictureUrl::parse("https://example.com/a?b=c&d").unwrap(),
            };
            let answer = client.send(&create.to_http(&graph).into());
            let id = create.parse_response(&graph, answer).unwrap().id;
            let paging = Paging::limit(3);
            let list = ListPersonas { paging, ..ListPersonas::new(page_id) };
            let answer = client.send(&list.to_http(&graph).into());
            let listing = list.parse_response(&graph, answer).unwrap();
            assert_eq!(listing.data[0].id, id);
            assert_eq!(listing.data[0].name.as_deref(), Some("Zoë & Ko"));
            let rest = list.after(listing.next().unwrap().clone());
            let answer = client.send(&rest.to_http(&graph).into());
            let listing = rest.parse_response(&graph, answer).unwrap();
            assert_eq!((listing.data.len(), listing.has_more), (1, false));
        }
    }

    #[test]
    fn a_page_of_an_older_journal_is_parsed() {
        let line = r#"{"change":"page_added","page_id":"1","name":"A","access_token":"EAAB","picture_url":"/b"}"#;
        let change: Change = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json::to_string(&change).unwrap(), line);
        let mut emulator = Emulator::from_changes(Seed::empty(), [change]);
        let request = Request::new("GET", ORIGIN, "/1?fields=category&access_token=EAAB");
        let reply = emulator.handle(&request, Timestamp::from_unix_ms(0));
        assert_eq!(reply.response.body, br#"{"category":"Local business","id":"1"}"#);
    }

    #[test]
    fn changes_of_unknown_objects_have_no_effect() {
        let mut emulator = Emulator::new(Seed::empty(), Timestamp::from_unix_ms(0));
        for line in [
            r#"{"change":"persona_deleted","persona_id":"1","at":0}"#,
            r#"{"change":"persona_created","page_id":"1","persona":{"id":"2"},"at":0}"#,
            r#"{"change":"message_received","message_id":"m","psid":"1","text":"a","at":0}"#,
            r#"{"change":"typing_started","psid":"1","persona":null,"at":0}"#,
            r#"{"change":"fault_used","fault":"transient","on":null}"#,
            r#"{"change":"thread_owner_set","psid":"1","app_id":null,"until":0,"is_held":false,"at":0}"#,
            r#"{"change":"default_app_set","page_id":"1","app_id":"2"}"#,
            r#"{"change":"profile_access_set","page_id":"1","is_granted":true}"#,
            r#"{"change":"profile_set","psid":"1","is_there":false}"#,
            r#"{"change":"messenger_profile_set","page_id":"1","properties":{"get_started":{}}}"#,
            r#"{"change":"messenger_profile_deleted","page_id":"1","properties":["get_started"]}"#,
        ] {
            emulator.apply(serde_json::from_str(line).unwrap());
        }
        let request = Request::new("GET", ORIGIN, "/_emulator/pages");
        let reply = emulator.answer(&request, Timestamp::from_unix_ms(0));
        assert_eq!(reply.response.body, br#"{"pages":[]}"#);
    }
}
