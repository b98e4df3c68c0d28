//! Counters of requests, and their limits.

use std::collections::{BTreeMap, VecDeque};

use messenger_personas::PageId;
use serde::{Deserialize, Serialize};

use crate::model::{fault::Edge, time::Timestamp};

/// A rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Meter {
    /// Requests of the app per hour: `x-app-usage` and code 4.
    App,
    /// Requests of a Page other than messages, per 24 hours: `x-page-usage`,
    /// `x-business-use-case-usage` and code 80001.
    Pages,
    /// Messages of a Page per 24 hours: `x-business-use-case-usage` and code 80006.
    Messenger,
}

impl Meter {
    /// All values.
    pub const ALL: &[Self] = &[Self::App, Self::Pages, Self::Messenger];

    /// The name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Pages => "pages",
            Self::Messenger => "messenger",
        }
    }

    /// The limit in Meta's documentation for a Page with this number of people.
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

/// A request to be counted with [`Emulator::count`](crate::Emulator::count).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    page: Option<(PageId, Meter)>,
    at: Timestamp,
}

impl Counted {
    /// The Page whose meters count the request.
    pub(crate) fn page_id(&self) -> Option<&PageId> {
        self.page.as_ref().map(|(page_id, _)| page_id)
    }

    /// A request with the token of a Page or, without `page_id`, of a user.
    pub(crate) fn on(edge: Edge, page_id: Option<&PageId>, at: Timestamp) -> Self {
        let meter = if edge == Edge::Messages { Meter::Messenger } else { Meter::Pages };
        Self { page: page_id.map(|id| (id.clone(), meter)), at }
    }
}

/// The meters of the app and of each Page.
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
            gauge.is_reported = true;
        }
    }

    /// The first full meter among those that count the request.
    pub(crate) fn first_full(&self, counted: &Counted) -> Option<Meter> {
        if self.app.is_full(Meter::App, counted.at) {
            return Some(Meter::App);
        }
        let (page_id, meter) = counted.page.as_ref()?;
        let gauge = self.gauge(*meter, Some(page_id))?;
        gauge.is_full(*meter, counted.at).then_some(*meter)
    }

    /// The usage of the app's meter and of the Page's, including this request. Meters with little
    /// usage are left out.
    pub(crate) fn usages(&self, counted: &Counted) -> Vec<Usage> {
        let own = counted.page.as_ref();
        let page_id = own.map(|(page_id, _)| page_id);
        let usage = |meter: Meter| {
            let gauge = self.gauge(meter, page_id)?;
            let counts = meter == Meter::App || own.is_some_and(|(_, own)| *own == meter);
            Some(Usage {
                meter,
                percent: gauge.percent(meter, counted.at, u64::from(counts))?,
                regain_minutes: gauge.regain_minutes(meter, counted.at),
            })
        };
        Meter::ALL.iter().filter_map(|&meter| usage(meter)).collect()
    }

    /// Limit, number of requests, and minutes until requests are accepted again.
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

/// A counter with a sliding window of sixty steps.
#[derive(Clone, Debug, Default)]
struct Gauge {
    /// 0 for no limit.
    limit: u64,
    /// Whether it is reported although the usage is low.
    is_reported: bool,
    /// Steps since the Unix epoch, and the requests in each.
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

    /// The percentage with `more` requests, if it is reported.
    fn percent(&self, meter: Meter, now: Timestamp, more: u64) -> Option<u64> {
        let calls = self.calls(meter, now).saturating_add(more);
        let percent = calls.saturating_mul(100).checked_div(self.limit)?;
        (percent > 0 || self.is_reported).then_some(percent)
    }

    /// Minutes until requests are accepted again, rounded up; 0 while they are.
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

/// The usage of a rate limit.
pub(crate) struct Usage {
    pub(crate) meter: Meter,
    pub(crate) percent: u64,
    /// Minutes until requests are accepted again; 0 while they are.
    pub(crate) regain_minutes: u64,
}

const AN_HOUR: u64 = 3_600_000;
const STEPS: u64 = 60;
