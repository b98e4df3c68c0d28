//! How much of Graph's limits is used: calls are counted, and counts fade as time passes.

use std::collections::{BTreeMap, VecDeque};

use messenger_personas::PageId;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{Edge, Timestamp, error::Refusal};

/// A limit on calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meter {
    /// All calls of the app, in an hour: `x-app-usage` and code 4.
    App,
    /// A Page's calls other than messages, in 24 hours: `x-page-usage`,
    /// `x-business-use-case-usage` and code 80001.
    Pages,
    /// A Page's messages, in 24 hours: `x-business-use-case-usage` and code 80006.
    Messenger,
}

impl Meter {
    /// All of them.
    pub const ALL: &[Self] = &[Self::App, Self::Pages, Self::Messenger];

    /// As the control plane writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Pages => "pages",
            Self::Messenger => "messenger",
        }
    }

    /// Calls that Meta documents as this limit where `people` can be written to.
    pub(crate) fn documented_limit(self, people: usize) -> u64 {
        let people = people.max(1) as u64;
        match self {
            Self::App => 200,
            Self::Pages => 4800 * people,
            Self::Messenger => 200 * people,
        }
    }

    fn window_ms(self) -> u64 {
        match self {
            Self::App => AN_HOUR,
            Self::Pages | Self::Messenger => 24 * AN_HOUR,
        }
    }
}

/// A call that counts, to be handed to [`Emulator::count`](crate::Emulator::count).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    page: Option<(PageId, Meter)>,
    at: Timestamp,
}

impl Counted {
    /// A call on `edge` with the token of `page_id`, or with a user's.
    pub(crate) fn on(edge: Edge, page_id: Option<&PageId>, at: Timestamp) -> Self {
        let meter = if edge == Edge::Messages { Meter::Messenger } else { Meter::Pages };
        Self { page: page_id.map(|id| (id.clone(), meter)), at }
    }
}

/// All meters: the app's, and two of each Page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meters {
    app: Gauge,
    pages: BTreeMap<PageId, [Gauge; 2]>,
}

impl Meters {
    pub(crate) fn count(&mut self, counted: &Counted) {
        self.app.add(Meter::App, counted.at, 1);
        if let Some((page_id, meter)) = &counted.page {
            self.gauge_mut(*meter, Some(page_id)).add(*meter, counted.at, 1);
        }
    }

    pub(crate) fn set(
        &mut self,
        meter: Meter,
        page_id: Option<&PageId>,
        limit: u64,
        calls: Option<u64>,
        at: Timestamp,
    ) {
        let gauge = self.gauge_mut(meter, page_id);
        gauge.limit = limit;
        if let Some(calls) = calls {
            gauge.slots.clear();
            gauge.add(meter, at, calls);
            gauge.is_shown = true;
        }
    }

    /// Why the call cannot be taken: a meter that it counts on is full.
    pub(crate) fn refusal(&self, counted: &Counted) -> Option<Refusal> {
        if self.app.is_full(Meter::App, counted.at) {
            return Some(full(Meter::App));
        }
        let (page_id, meter) = counted.page.as_ref()?;
        self.gauge(*meter, Some(page_id))
            .is_some_and(|gauge| gauge.is_full(*meter, counted.at))
            .then(|| full(*meter))
    }

    /// The headers of the answer to the call, which is counted in them.
    pub(crate) fn headers(&self, counted: &Counted) -> Vec<(&'static str, String)> {
        let mut headers = Vec::new();
        let own = counted.page.as_ref();
        let percent = |gauge: &Gauge, meter: Meter| {
            let counts = meter == Meter::App || own.is_some_and(|(_, own)| *own == meter);
            gauge.shown(meter, counted.at, u64::from(counts))
        };
        if let Some(percent) = percent(&self.app, Meter::App) {
            headers.push(("x-app-usage", usage(percent)));
        }
        let Some((page_id, _)) = own else { return headers };
        let shown = |meter: Meter| {
            let gauge = self.gauge(meter, Some(page_id))?;
            Some((gauge, percent(gauge, meter)?))
        };
        if let Some((_, percent)) = shown(Meter::Pages) {
            headers.push(("x-page-usage", usage(percent)));
        }
        let uses: Vec<_> = [Meter::Messenger, Meter::Pages]
            .into_iter()
            .filter_map(|meter| {
                let (gauge, percent) = shown(meter)?;
                Some(json!({
                    "type": meter.as_str(),
                    "call_count": percent,
                    "total_cputime": percent,
                    "total_time": percent,
                    "estimated_time_to_regain_access": gauge.regain_minutes(meter, counted.at),
                }))
            })
            .collect();
        if !uses.is_empty() {
            headers
                .push(("x-business-use-case-usage", json!({page_id.as_str(): uses}).to_string()));
        }
        headers
    }

    /// Limit, calls and minutes until calls are taken again.
    pub(crate) fn read(
        &self,
        meter: Meter,
        page_id: Option<&PageId>,
        now: Timestamp,
    ) -> (u64, u64, u64) {
        self.gauge(meter, page_id).map_or((0, 0, 0), |gauge| {
            (gauge.limit, gauge.calls(meter, now), gauge.regain_minutes(meter, now))
        })
    }

    fn gauge(&self, meter: Meter, page_id: Option<&PageId>) -> Option<&Gauge> {
        match (meter, page_id) {
            (Meter::App, _) => Some(&self.app),
            (meter, Some(page_id)) => {
                let [pages, messenger] = self.pages.get(page_id)?;
                Some(if meter == Meter::Pages { pages } else { messenger })
            }
            _ => None,
        }
    }

    fn gauge_mut(&mut self, meter: Meter, page_id: Option<&PageId>) -> &mut Gauge {
        let Some(page_id) = page_id.filter(|_| meter != Meter::App) else { return &mut self.app };
        let [pages, messenger] = self.pages.entry(page_id.clone()).or_default();
        if meter == Meter::Pages { pages } else { messenger }
    }
}

/// One meter. Its window moves in sixty steps.
#[derive(Clone, Debug, Default)]
struct Gauge {
    /// 0 is none.
    limit: u64,
    /// Whether it stands in the headers although it is nearly empty.
    is_shown: bool,
    /// Steps since 1970, and the calls in each.
    slots: VecDeque<(u64, u64)>,
}

impl Gauge {
    fn add(&mut self, meter: Meter, at: Timestamp, calls: u64) {
        let slot = at.unix_ms() / (meter.window_ms() / STEPS);
        while self.slots.front().is_some_and(|(first, _)| first.saturating_add(STEPS) <= slot) {
            self.slots.pop_front();
        }
        match self.slots.back_mut() {
            Some((last, sum)) if *last >= slot => *sum = sum.saturating_add(calls),
            _ => self.slots.push_back((slot, calls)),
        }
    }

    fn calls(&self, meter: Meter, now: Timestamp) -> u64 {
        let slot = now.unix_ms() / (meter.window_ms() / STEPS);
        let is_inside = |(it, _): &&(u64, u64)| it.saturating_add(STEPS) > slot;
        let counted = self.slots.iter().filter(is_inside).map(|(_, calls)| *calls);
        counted.fold(0, u64::saturating_add)
    }

    fn is_full(&self, meter: Meter, now: Timestamp) -> bool {
        self.limit > 0 && self.calls(meter, now) >= self.limit
    }

    /// The percentage with so many more calls, once there are enough of them.
    fn shown(&self, meter: Meter, now: Timestamp, more: u64) -> Option<u64> {
        let calls = self.calls(meter, now).saturating_add(more);
        let percent = calls.saturating_mul(100).checked_div(self.limit)?;
        (percent > 0 || self.is_shown).then_some(percent)
    }

    /// Whole minutes until calls are taken again; 0 while they are.
    fn regain_minutes(&self, meter: Meter, now: Timestamp) -> u64 {
        if !self.is_full(meter, now) {
            return 0;
        }
        let mut left = self.calls(meter, now);
        let width = meter.window_ms() / STEPS;
        for (slot, calls) in &self.slots {
            let free_at = slot.saturating_add(STEPS).saturating_mul(width);
            if free_at <= now.unix_ms() {
                continue;
            }
            left = left.saturating_sub(*calls);
            if left < self.limit {
                return free_at.saturating_sub(now.unix_ms()).div_ceil(60_000);
            }
        }
        0
    }
}

/// Graph's words where a meter is full.
pub(crate) fn full(meter: Meter) -> Refusal {
    match meter {
        Meter::App => {
            Refusal::new(4, "(#4) Application request limit reached").with_status(403).transient()
        }
        Meter::Pages => too_many(80_001, "Page"),
        Meter::Messenger => too_many(80_006, "Messenger"),
    }
}

fn too_many(code: u32, account: &str) -> Refusal {
    let message = format!(
        "(#{code}) There have been too many calls to this {account} account. Wait a bit and try \
         again. For more info, please refer to \
         https://developers.facebook.com/docs/graph-api/overview/rate-limiting."
    );
    Refusal::new(code, message)
}

fn usage(percent: u64) -> String {
    format!("{{\"call_count\":{percent},\"total_time\":{percent},\"total_cputime\":{percent}}}")
}

const AN_HOUR: u64 = 3_600_000;
const STEPS: u64 = 60;

#[cfg(test)]
mod tests {
    use messenger_personas::{HttpResponse, Usage};
    use serde_json::{Value, json};

    use crate::{
        Request,
        scene::{ORIGIN, Scene, TOKEN, codes},
    };

    fn listed(scene: &mut Scene) -> HttpResponse {
        let target = format!("/me/personas?access_token={TOKEN}");
        scene.call(&Request::new("GET", ORIGIN, &target))
    }

    fn body(response: &HttpResponse) -> Value {
        serde_json::from_slice(&response.body).unwrap()
    }

    #[test]
    fn headers_appear_once_enough_calls_were_made() {
        let mut scene = Scene::demo();
        assert!(Usage::from_response(&listed(&mut scene)).is_empty());
        scene.post("/_emulator/usage", &json!({"meter": "app", "limit": 500}));
        for _ in 0..3 {
            assert_eq!(listed(&mut scene).header("x-app-usage"), None);
        }
        assert_eq!(
            listed(&mut scene).header("x-app-usage"),
            Some(r#"{"call_count":1,"total_time":1,"total_cputime":1}"#)
        );
    }

    #[test]
    fn a_full_meter_refuses_and_regains_with_time() {
        let mut scene = Scene::demo();
        scene.post("/_emulator/usage", &json!({"meter": "messenger", "limit": 2}));
        for _ in 0..2 {
            assert!(scene.say("Hi", &json!({}))["message_id"].is_string());
        }
        assert_eq!(codes(&scene.say("Hi", &json!({}))), (80_006, None));
        let full = listed(&mut scene);
        let usage = Usage::from_response(&full);
        assert_eq!((full.status, usage.highest()), (200, Some(150)));
        assert!(usage.wait().unwrap().as_secs() > 23 * 3600);
        let write = format!("/_emulator/people/{}/messages", scene.psid);
        scene.post("/_emulator/clock", &json!({"advance_seconds": 86_400}));
        scene.post(&write, &json!({"text": "Hi"}));
        assert!(scene.say("Hi", &json!({}))["message_id"].is_string());
    }

    #[test]
    fn a_meter_can_be_set_to_a_percentage() {
        let mut scene = Scene::demo();
        for (meter, code) in [("app", 4), ("pages", 80_001)] {
            scene.post("/_emulator/usage", &json!({"meter": meter, "percent": 0}));
            assert_eq!(Usage::from_response(&listed(&mut scene)).highest(), Some(0), "{meter}");
            scene.post("/_emulator/usage", &json!({"meter": meter, "percent": 100}));
            let refused = listed(&mut scene);
            assert_eq!(codes(&body(&refused)).0, code);
            assert_eq!(Usage::from_response(&refused).highest(), Some(100));
            let answer = scene.post("/_emulator/usage", &json!({"meter": meter, "limit": 0}));
            assert_eq!(answer["meters"][0]["limit"], Value::Null, "{answer}");
            assert_eq!(listed(&mut scene).status, 200);
        }
    }

    #[test]
    fn calls_without_a_token_count_nowhere() {
        let mut scene = Scene::demo();
        scene.call(&Request::new("GET", ORIGIN, "/me"));
        scene.call(&Request::new("OPTIONS", ORIGIN, "/me"));
        assert_eq!(scene.get("/_emulator/usage")["meters"][0]["calls"], 0);
        listed(&mut scene);
        assert_eq!(scene.get("/_emulator/usage")["meters"][0]["calls"], 1);
    }

    #[test]
    fn a_setting_that_cannot_be_says_what_can() {
        let mut scene = Scene::demo();
        for body in [
            json!({"meter": "nope"}),
            json!({"meter": "app"}),
            json!({"meter": "app", "limit": -1}),
            json!({"meter": "app", "percent": 1001}),
            json!({"meter": "pages", "limit": 1, "page_id": "1"}),
        ] {
            let answer = scene.post("/_emulator/usage", &body);
            assert!(answer["error"]["message"].is_string(), "{body}");
        }
    }
}
