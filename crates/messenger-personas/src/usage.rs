//! Rate limit usage, from the three usage headers of Graph's responses. [Meta's page][doc]
//!
//! Graph sends the headers only after enough requests. A browser may hide them from scripts.
//!
//! [doc]: https://developers.facebook.com/docs/graph-api/overview/rate-limiting

use std::{fmt, time::Duration};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use crate::{HttpResponse, json};

/// Rate limit usage reported by one response. At 100 percent Graph rejects requests.
///
/// Serializes with Graph's names, such as `estimated_time_to_regain_access` in minutes.
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// `x-app-usage`: all requests of the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app: Option<Meter>,
    /// `x-page-usage`: requests for the Page. No longer documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Meter>,
    /// `x-business-use-case-usage`: requests for a Page or business, by use case, in Graph's order.
    /// An id can occur several times.
    pub business: Vec<BusinessUse>,
}

impl Usage {
    /// Parses the usage headers of `response`. Missing and malformed headers and entries are
    /// skipped.
    #[must_use]
    pub fn from_response(response: &HttpResponse) -> Self {
        let meter = |name| parse_meter(&json::from_str(response.header(name)?).ok()?);
        let business = response
            .header("x-business-use-case-usage")
            .and_then(|json| json::from_str(json).ok())
            .map(|Business(uses)| uses);
        Self {
            app: meter("x-app-usage"),
            page: meter("x-page-usage"),
            business: business.unwrap_or_default(),
        }
    }

    /// `true` if the response reported no usage.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The highest percentage of any limit; `None` if the response reported no usage.
    #[must_use]
    pub fn highest(&self) -> Option<u32> {
        let business = self.business.iter().map(|business| &business.meter);
        self.app.iter().chain(&self.page).chain(business).map(Meter::highest).max()
    }

    /// How long to wait before the next request: the longest [`BusinessUse::regain_access`]. `None`
    /// if no wait is needed.
    #[must_use]
    pub fn wait(&self) -> Option<Duration> {
        self.business
            .iter()
            .map(|business| business.regain_access)
            .filter(|wait| !wait.is_zero())
            .max()
    }
}

/// Usage of a limit, in percent. Values can exceed 100.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Meter {
    /// Share of the allowed requests.
    pub call_count: u32,
    /// Share of the allowed processing time.
    pub total_time: u32,
    /// Share of the allowed CPU time.
    pub total_cputime: u32,
}

impl Meter {
    fn highest(&self) -> u32 {
        self.call_count.max(self.total_time).max(self.total_cputime)
    }
}

/// Usage of one limit by one Page or business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BusinessUse {
    /// Id of the Page or business.
    pub business_id: String,
    /// Use case, such as `messenger`, `pages` or `instagram`. `type` in the header.
    #[serde(rename = "type")]
    pub use_case: String,
    /// Usage in percent.
    #[serde(flatten)]
    pub meter: Meter,
    /// Time until Graph accepts requests again; zero if it accepts them now. Whole minutes.
    #[serde(rename = "estimated_time_to_regain_access", serialize_with = "as_minutes")]
    pub regain_access: Duration,
}

fn as_minutes<S: Serializer>(wait: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(wait.as_secs() / 60)
}

impl BusinessUse {
    fn parse(business_id: &str, value: &Value) -> Option<Self> {
        value.as_object()?;
        let minutes = parse_integer(value, "estimated_time_to_regain_access").unwrap_or_default();
        Some(Self {
            business_id: business_id.to_owned(),
            use_case: value.get("type").and_then(Value::as_str).unwrap_or_default().to_owned(),
            meter: parse_meter(value).unwrap_or_default(),
            regain_access: Duration::from_mins(minutes.into()),
        })
    }
}

/// Entries of `{"id":[{…}]}`. Not a map: Meta's own sample contains a key twice.
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
                    uses.extend(values.iter().filter_map(|value| BusinessUse::parse(&id, value)));
                }
                value => uses.extend(BusinessUse::parse(&id, value)),
            }
        }
        Ok(Business(uses))
    }
}

/// Returns the percentages in `value`; `None` if there is none.
fn parse_meter(value: &Value) -> Option<Meter> {
    let (calls, time, cputime) = (
        parse_integer(value, "call_count"),
        parse_integer(value, "total_time"),
        parse_integer(value, "total_cputime"),
    );
    calls.or(time).or(cputime)?;
    Some(Meter {
        call_count: calls.unwrap_or_default(),
        total_time: time.unwrap_or_default(),
        total_cputime: cputime.unwrap_or_default(),
    })
}

/// Returns the integer part of a member: 28 for `28`, `28.5` and `"28"`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast truncates, and saturates at zero and the largest number"
)]
fn parse_integer(value: &Value, name: &str) -> Option<u32> {
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
    fn all_three_headers_are_parsed() {
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
    fn it_is_serialized_with_graphs_names() {
        const ENTRY: &str = r#""type":"messenger","call_count":100,"total_time":2,"total_cputime":3,"estimated_time_to_regain_access":5"#;
        let header = format!(r#"{{"134":[{{{ENTRY}}}]}}"#);
        let usage = usage(&[("x-business-use-case-usage", &header)]);
        let json = serde_json::to_string(&usage).unwrap();
        assert_eq!(json, format!(r#"{{"business":[{{"business_id":"134",{ENTRY}}}]}}"#));
    }

    #[test]
    fn the_longest_wait_counts_and_duplicate_keys_are_kept() {
        let usage = usage(&[(
            "x-business-use-case-usage",
            r#"{"1":[{"type":"messenger","estimated_time_to_regain_access":5},
                     {"type":"pages","estimated_time_to_regain_access":"19"}],
                "2":[{"type":"ads_insights"}],
                "1":[{"type":"messenger","estimated_time_to_regain_access":7}]}"#,
        )]);
        let minutes: Vec<_> = usage
            .business
            .iter()
            .map(|business| (business.business_id.as_str(), business.regain_access.as_secs() / 60))
            .collect();
        assert_eq!(minutes, [("1", 5), ("1", 19), ("2", 0), ("1", 7)]);
        assert_eq!(usage.wait(), Some(Duration::from_mins(19)));
    }

    #[test]
    fn a_percentage_is_a_number_or_a_string() {
        for (json, expected) in [
            ("28", 28),
            ("28.9", 28),
            ("\"28\"", 28),
            ("\" 28.5 \"", 28),
            ("250", 250),
            ("-3", 0),
            ("1e300", u32::MAX),
        ] {
            let usage = usage(&[("x-app-usage", &format!(r#"{{"call_count":{json}}}"#))]);
            assert_eq!(usage.highest(), Some(expected), "{json}");
        }
    }

    #[test]
    fn missing_and_malformed_headers_are_skipped() {
        assert!(usage(&[]).is_empty());
        for value in ["", "5", "null", "[]", "{", "{}", r#"{"call_count":null}"#, r#"{"1":5}"#] {
            let app = ("x-app-usage", r#"{"total_time":3}"#);
            let usage =
                usage(&[app, ("x-page-usage", value), ("x-business-use-case-usage", value)]);
            assert_eq!((usage.page, usage.business.len()), (None, 0), "{value}");
            assert_eq!(usage.highest(), Some(3));
        }
    }
}
