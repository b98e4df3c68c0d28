//! How much of its limits an app has used: the three headers that Graph sends along.
//!
//! [Meta's page][doc]. Graph sends them once enough calls were made; a browser may not show them.
//!
//! [doc]: https://developers.facebook.com/docs/graph-api/overview/rate-limiting

use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::{fmt, time::Duration};

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

use crate::HttpResponse;

/// What one answer says about limits. At 100 percent Graph refuses calls.
///
/// ```
/// use std::time::Duration;
///
/// use messenger_personas::{HttpResponse, Usage};
///
/// let usage = r#"{"134":[{"type":"messenger","call_count":100,"estimated_time_to_regain_access":5}]}"#;
/// let mut response = HttpResponse::json(200, "{}");
/// response.headers.push(("x-business-use-case-usage".to_owned(), usage.to_owned()));
/// assert_eq!(Usage::from_response(&response).highest(), Some(100));
/// assert_eq!(Usage::from_response(&response).wait(), Some(Duration::from_mins(5)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// `x-app-usage`: all calls of the app.
    pub app: Option<Meter>,
    /// `x-page-usage`: calls for the Page; no longer documented.
    pub page: Option<Meter>,
    /// `x-business-use-case-usage`: calls for a Page or business by what they are for, in Graph's
    /// order. The same id can be there several times.
    pub business: Vec<BusinessUse>,
}

impl Usage {
    /// What the headers of `response` say. What is missing or odd is left out.
    #[must_use]
    pub fn from_response(response: &HttpResponse) -> Self {
        let meter = |name| meter(&serde_json::from_str(response.header(name)?).ok()?);
        let business = response
            .header("x-business-use-case-usage")
            .and_then(|json| serde_json::from_str(json).ok())
            .map(|Business(uses)| uses);
        Self {
            app: meter("x-app-usage"),
            page: meter("x-page-usage"),
            business: business.unwrap_or_default(),
        }
    }

    /// Whether Graph said nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The highest percentage anywhere.
    #[must_use]
    pub fn highest(&self) -> Option<u32> {
        let business = self.business.iter().map(|business| &business.meter);
        self.app.iter().chain(&self.page).chain(business).map(Meter::highest).max()
    }

    /// How long to make no calls; `None` if nothing says to wait.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        self.business
            .iter()
            .map(|business| business.regain_access)
            .filter(|wait| !wait.is_zero())
            .max()
    }
}

/// Percentages of a limit; they can exceed 100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// Of the calls.
    pub call_count: u32,
    /// Of the time that Graph may spend.
    pub total_time: u32,
    /// Of the processor time that Graph may spend.
    pub total_cputime: u32,
}

impl Meter {
    fn highest(&self) -> u32 {
        self.call_count.max(self.total_time).max(self.total_cputime)
    }
}

/// The use of one limit by one Page or business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessUse {
    /// The id that the limit belongs to.
    pub business_id: String,
    /// What the calls are for: `messenger`, `pages`, `instagram` or another. `type` on the wire.
    pub use_case: String,
    /// How much is used.
    pub meter: Meter,
    /// How long until calls are taken again; zero while they are. Graph counts it in minutes.
    pub regain_access: Duration,
}

impl BusinessUse {
    fn read(business_id: &str, value: &Value) -> Option<Self> {
        value.as_object()?;
        let minutes = whole(value, "estimated_time_to_regain_access").unwrap_or_default();
        Some(Self {
            business_id: business_id.to_owned(),
            use_case: value.get("type").and_then(Value::as_str).unwrap_or_default().to_owned(),
            meter: meter(value).unwrap_or_default(),
            regain_access: Duration::from_mins(minutes.into()),
        })
    }
}

/// All of `{"id":[{…}]}`. Meta's own sample has a key twice, which a map would lose.
struct Business(Vec<BusinessUse>);

impl<'de> Deserialize<'de> for Business {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(BusinessVisitor)
    }
}

struct BusinessVisitor;

impl<'de> de::Visitor<'de> for BusinessVisitor {
    type Value = Business;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Business, A::Error> {
        let mut uses = Vec::new();
        while let Some((id, value)) = map.next_entry::<String, Value>()? {
            match &value {
                Value::Array(values) => {
                    uses.extend(values.iter().filter_map(|value| BusinessUse::read(&id, value)));
                }
                value => uses.extend(BusinessUse::read(&id, value)),
            }
        }
        Ok(Business(uses))
    }
}

/// The percentages in `value`, if there is one at all.
fn meter(value: &Value) -> Option<Meter> {
    let (calls, time, cputime) =
        (whole(value, "call_count"), whole(value, "total_time"), whole(value, "total_cputime"));
    calls.or(time).or(cputime)?;
    Some(Meter {
        call_count: calls.unwrap_or_default(),
        total_time: time.unwrap_or_default(),
        total_cputime: cputime.unwrap_or_default(),
    })
}

/// A member's whole part: 28 of `28`, `28.5` and `"28"`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast keeps the whole part, and ends at zero and at the largest number"
)]
fn whole(value: &Value, name: &str) -> Option<u32> {
    match value.get(name)? {
        Value::Number(number) => number.as_f64().map(|number| number as u32),
        Value::String(text) => text.trim().split('.').next()?.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usage(headers: &[(&str, &str)]) -> Usage {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Usage::from_response(&HttpResponse {
            headers: headers.collect(),
            ..HttpResponse::json(200, "{}")
        })
    }

    #[test]
    fn the_three_headers_are_read() {
        let usage = usage(&[
            ("X-App-Usage", r#"{"call_count":28,"total_time":25,"total_cputime":26}"#),
            ("x-page-usage", r#"{"call_count":1,"total_cputime":1,"total_time":1}"#),
            (
                "x-business-use-case-usage",
                r#"{"112130216863063":[{"type":"pages","call_count":99,"total_cputime":1,
                "total_time":1,"estimated_time_to_regain_access":0}]}"#,
            ),
        ]);
        assert_eq!(usage.app, Some(Meter { call_count: 28, total_time: 25, total_cputime: 26 }));
        assert_eq!(usage.page, Some(Meter { call_count: 1, total_time: 1, total_cputime: 1 }));
        let business = &usage.business[0];
        assert_eq!(business.business_id, "112130216863063");
        assert_eq!((business.use_case.as_str(), business.meter.call_count), ("pages", 99));
        assert_eq!((usage.highest(), usage.wait()), (Some(99), None));
    }

    #[test]
    fn the_longest_wait_counts_and_no_entry_is_lost() {
        let usage = usage(&[(
            "x-business-use-case-usage",
            r#"{"1":[{"type":"messenger","estimated_time_to_regain_access":5},
                     {"type":"pages","estimated_time_to_regain_access":"19"}],
                "2":[{"type":"ads_insights"}],
                "1":[{"type":"messenger","estimated_time_to_regain_access":7}]}"#,
        )]);
        let seen: Vec<_> = usage
            .business
            .iter()
            .map(|business| (business.business_id.as_str(), business.regain_access.as_secs() / 60))
            .collect();
        assert_eq!(seen, [("1", 5), ("1", 19), ("2", 0), ("1", 7)]);
        assert_eq!(usage.wait(), Some(Duration::from_mins(19)));
    }

    #[test]
    fn a_percentage_is_read_however_it_is_written() {
        for (written, read) in [
            ("28", 28),
            ("28.9", 28),
            ("\"28\"", 28),
            ("\" 28.5 \"", 28),
            ("250", 250),
            ("-3", 0),
            ("1e300", u32::MAX),
        ] {
            let usage = usage(&[("x-app-usage", &format!(r#"{{"call_count":{written}}}"#))]);
            assert_eq!(usage.highest(), Some(read), "{written}");
        }
    }

    #[test]
    fn what_is_missing_or_odd_costs_nothing() {
        assert!(usage(&[]).is_empty());
        for odd in ["", "5", "null", "[]", "{", "{}", r#"{"call_count":null}"#, r#"{"1":5}"#] {
            let app = ("x-app-usage", r#"{"total_time":3}"#);
            let usage = usage(&[app, ("x-page-usage", odd), ("x-business-use-case-usage", odd)]);
            assert_eq!((usage.page, usage.business.len()), (None, 0), "{odd}");
            assert_eq!(usage.highest(), Some(3));
        }
    }
}
