//! How much of Graph's rate limits is used, and since when Graph refuses.

use std::time::Duration;

use messenger_personas::{BusinessUse, Failure, Graph, HttpResponse, Meter, Origin, PageId, Usage};
use messenger_personas_client::Exchange;

use super::{Entry, Outcome};

/// A rate limit of Graph's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// That of the app.
    App,
    /// That of the Page.
    Page,
    /// That of a use case, such as `messenger`.
    UseCase(String),
}

/// The limits that a response reports, with the percentage that is used of each.
#[must_use]
pub fn limits(usage: &Usage) -> Vec<(Limit, u32)> {
    let highest = |meter: &Meter| meter.call_count.max(meter.total_time).max(meter.total_cputime);
    let app = usage.app.iter().map(|meter| (Limit::App, highest(meter)));
    let page = usage.page.iter().map(|meter| (Limit::Page, highest(meter)));
    let business = usage.business.iter();
    let business = business.map(|of| (Limit::UseCase(of.use_case.clone()), highest(&of.meter)));
    app.chain(page).chain(business).collect()
}

/// How long Graph refuses a request because of a rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit(pub Duration);

impl RateLimit {
    /// The rate limit that made Graph refuse, if one did.
    pub(super) fn of(exchange: &Exchange<'_>, body: &str) -> Option<Self> {
        let status = exchange.status()?;
        if (200..300).contains(&status) && !body.contains("\"error\"") {
            return None;
        }
        let header = |name: &str| Some((name.to_owned(), exchange.header(name)?));
        let response = HttpResponse {
            status,
            headers: WAIT_HEADERS.iter().filter_map(|name| header(name)).collect(),
            body: body.as_bytes().to_vec(),
        };
        // Nothing is redacted any more.
        let error = response.into_success(&Graph::gateway(Origin::default())).err()?;
        let failure = Failure::Response(&error);
        let wait = failure.retry_after().unwrap_or(UNKNOWN_WAIT);
        failure.is_rate_limit().then_some(Self(wait))
    }
}

/// What is known about the limits of the Page that is worked on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    page_id: Option<PageId>,
    usage: Usage,
    refused: Option<Refused>,
}

/// A request that Graph refused.
#[derive(Clone, Debug, PartialEq)]
struct Refused {
    request: (messenger_personas::Method, String),
    until: u64,
}

impl Limits {
    /// Updates the usage from an exchange. Returns `true` if it changed.
    pub fn update(&mut self, entry: &Entry, now: u64) -> bool {
        let before = self.clone();
        if self.page_id.as_ref() != Some(&entry.page_id) {
            *self = Self { page_id: Some(entry.page_id.clone()), ..Self::default() };
        }
        self.add(&entry.usage);
        let request = (entry.method, entry.path.clone());
        let is_success = matches!(entry.outcome, Outcome::Response { is_error: false, .. });
        if let Some(RateLimit(wait)) = entry.rate_limit {
            let wait = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
            self.refused = Some(Refused { request, until: now.saturating_add(wait) });
        } else if self.refused.as_ref().is_some_and(|it| is_success && it.request == request) {
            self.refused = None;
        }
        *self != before
    }

    /// A response reports only some of the limits: those of the others stay.
    fn add(&mut self, usage: &Usage) {
        self.usage.app = usage.app.or(self.usage.app);
        self.usage.page = usage.page.or(self.usage.page);
        let is_same = |of: &BusinessUse, other: &BusinessUse| {
            (&of.business_id, &of.use_case) == (&other.business_id, &other.use_case)
        };
        self.usage.business.retain(|old| !usage.business.iter().any(|new| is_same(old, new)));
        self.usage.business.extend(usage.business.iter().cloned());
    }

    /// The limits of a Page, the one that is used most first.
    #[must_use]
    pub fn of(&self, page_id: &PageId) -> Vec<(Limit, u32)> {
        if self.page_id.as_ref() != Some(page_id) {
            return Vec::new();
        }
        let mut limits = limits(&self.usage);
        limits.sort_by_key(|(_, percent)| std::cmp::Reverse(*percent));
        limits
    }

    /// Until when Graph refuses requests of a Page, in milliseconds since 1970.
    #[must_use]
    pub fn refused_until(&self, page_id: &PageId) -> Option<u64> {
        let refused = self.refused.as_ref().filter(|_| self.page_id.as_ref() == Some(page_id))?;
        Some(refused.until)
    }

    /// The wait is over.
    pub fn end_wait(&mut self) {
        self.refused = None;
    }
}

/// The headers that say how long to wait.
const WAIT_HEADERS: [&str; 2] = ["retry-after", "x-business-use-case-usage"];

/// How long a rate limit is taken to last if Graph does not say.
const UNKNOWN_WAIT: Duration = Duration::from_secs(30);

/// From here on people should know, in percent.
pub const HIGH: u32 = 80;

#[cfg(test)]
mod tests {
    use messenger_personas::CallStyle;

    use super::{super::test_util::*, *};

    fn response(status: u16, body: &str, headers: &[(&str, &str)]) -> HttpResponse {
        let mut response = HttpResponse::json(status, body);
        response.headers.extend(headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        response
    }

    fn read(status: u16, body: &str, headers: &[(&str, &str)]) -> Entry {
        list(CallStyle::Form, response(status, body, headers))
    }

    const REFUSED: &str = r#"{"error":{"message":"(#80006) too many","code":80006}}"#;

    #[test]
    fn the_limit_that_is_used_most_comes_first_and_the_others_stay() {
        let mut limits = Limits::default();
        assert_eq!(limits.of(&page()), []);
        limits.update(
            &read(200, "{}", &[("x-app-usage", r#"{"call_count":28,"total_time":7}"#)]),
            NOW,
        );
        let business = r#"{"134":[{"type":"messenger","call_count":3,"total_time":85}]}"#;
        limits.update(&read(200, "{}", &[("x-business-use-case-usage", business)]), NOW);
        limits.update(&read(200, "{}", &[]), NOW);
        let messenger = || Limit::UseCase("messenger".to_owned());
        assert_eq!(limits.of(&page()), [(messenger(), 85), (Limit::App, 28)]);
        let business = r#"{"134":[{"type":"messenger","call_count":9}]}"#;
        limits.update(&read(200, "{}", &[("x-business-use-case-usage", business)]), NOW);
        assert_eq!(limits.of(&page()), [(Limit::App, 28), (messenger(), 9)]);
        assert_eq!(limits.of(&PageId::parse("135").unwrap()), []);
    }

    #[test]
    fn a_rate_limit_lasts_as_long_as_graph_says() {
        let seconds = |entry: &Entry| entry.rate_limit.map(|RateLimit(wait)| wait.as_secs());
        assert_eq!(seconds(&read(400, REFUSED, &[])), Some(30));
        assert_eq!(seconds(&read(400, REFUSED, &[("retry-after", "62")])), Some(62));
        let full = r#"{"134":[{"type":"messenger","estimated_time_to_regain_access":5}]}"#;
        assert_eq!(seconds(&read(400, REFUSED, &[("x-business-use-case-usage", full)])), Some(300));
        assert_eq!(seconds(&read(200, "{}", &[("retry-after", "62")])), None);
        assert_eq!(seconds(&read(400, r#"{"error":{"message":"","code":100}}"#, &[])), None);
    }

    #[test]
    fn a_wait_ends_when_the_same_request_succeeds() {
        let mut limits = Limits::default();
        assert!(limits.update(&read(400, REFUSED, &[("retry-after", "62")]), NOW));
        assert_eq!(limits.refused_until(&page()), Some(NOW + 62_000));
        let other = create(CallStyle::Form, HttpResponse::json(200, r#"{"id":"1"}"#));
        assert!(!limits.update(&other, NOW));
        assert!(limits.refused_until(&page()).is_some());
        assert!(limits.update(&read(200, "{}", &[]), NOW));
        assert_eq!(limits.refused_until(&page()), None);
        limits.update(&read(400, REFUSED, &[]), NOW);
        limits.end_wait();
        assert_eq!(limits.refused_until(&page()), None);
    }
}
