//! What is said about the requests to Graph.

use messenger_personas::Method;

use super::{full_stop, number};
use crate::model::activity::{
    Entry, LONGEST_BODY, Outcome,
    usage::{self, Limit},
};

/// The screen, the panel, and every way there.
pub const TITLE: &str = "Activity";

/// What the screen shows.
pub const LEAD: &str =
    "Every request of this tab to Graph, newest first. Kept in memory only, without access tokens.";

/// The button and the command that open the panel.
pub const SHOW_PANEL: &str = "Show activity beside the screen";

/// The way from the panel to the screen.
pub const ALL: &str = "View all";

/// The button that closes the panel.
pub const CLOSE_PANEL: &str = "Close activity";

/// What the keys do.
pub const GO: &str = "Go to the activity";

/// The search.
pub const SEARCH: &str = "Search requests";

/// What can be typed there.
pub const SEARCH_PLACEHOLDER: &str = "Path, id, status or text";

/// The choice of a method.
pub const METHOD: &str = "Method";

/// A method; `None` is all of them.
#[must_use]
pub fn method(method: Option<Method>) -> &'static str {
    method.map_or("All", Method::as_str)
}

/// The tick that hides what succeeded.
pub const ONLY_FAILED: &str = "Failed only";

/// How many requests match.
#[must_use]
pub fn found(count: usize) -> String {
    match count {
        1 => "1 request".to_owned(),
        _ => format!("{} requests", number(count)),
    }
}

/// The button that forgets all requests.
pub const CLEAR: &str = "Clear";

/// That they are forgotten.
pub const CLEARED: &str = "The activity was cleared.";

/// The button that saves what is shown as a file.
pub const EXPORT: &str = "Export";

/// What the file is.
pub const EXPORT_HINT: &str = "A HAR file, which the network panel of a browser opens";

/// That it is saved.
pub const EXPORTED: &str = "The activity was exported.";

/// The name of the file, without its ending.
#[must_use]
pub fn file_name(page_id: &str) -> String {
    format!("activity-{page_id}")
}

/// The heading while there are no requests.
pub const NONE: &str = "No requests yet";

/// What will be there.
pub const NONE_NEXT: &str = "Lists, messages, deletions: whatever the console asks Graph for appears here with its \
    response.";

/// The heading while the filter leaves nothing.
pub const NONE_MATCH: &str = "No requests match";

/// The button that takes the filter away.
pub const CLEAR_FILTER: &str = "Clear the filter";

/// What the table is called.
pub const TABLE: &str = "Requests to Graph";

/// The columns.
pub const COLUMNS: [&str; 6] = ["Time", "Method", "Path", "Status", "Duration", "Attempt"];

/// How a request ended, in a word.
#[must_use]
pub fn status(entry: &Entry) -> String {
    match &entry.outcome {
        Outcome::Response { status, .. } => status.to_string(),
        Outcome::NoResponse(_) => "No response".to_owned(),
        Outcome::Cancelled => "Cancelled".to_owned(),
    }
}

/// How long it took.
#[must_use]
pub fn duration(milliseconds: u64) -> String {
    format!("{} ms", number(usize::try_from(milliseconds).unwrap_or(usize::MAX)))
}

/// Which attempt of the request it was.
#[must_use]
pub fn attempt(attempt: u32) -> String {
    (attempt + 1).to_string()
}

/// The same, as part of a line.
#[must_use]
pub fn attempt_of(attempt: u32) -> String {
    format!("attempt {}", self::attempt(attempt))
}

/// When it was sent.
pub const STARTED: &str = "Sent";

/// Why there is no response.
pub const REASON: &str = "Reason";

/// That the console did not wait for it.
pub const CANCELLED: &str =
    "The console no longer needed the response. Graph may have carried out the request.";

/// Which version served it.
pub const SERVED_VERSION: &str = "Served as";

/// How much of the limits is used.
pub const USAGE: &str = "Usage";

/// The parameters.
pub const REQUEST: &str = "Request";

/// The same, where they are copied.
pub const REQUEST_COPY: &str = "request";

/// The body of the response.
pub const RESPONSE: &str = "Response";

/// The same, where it is copied.
pub const RESPONSE_COPY: &str = "response";

/// That the request has none.
pub const NO_PARAMETERS: &str = "No parameters";

/// That the response has none.
pub const NO_BODY: &str = "No response";

/// That a body is not complete.
#[must_use]
pub fn cut() -> String {
    format!("Cut: only the first {} kB are kept.", LONGEST_BODY / 1024)
}

/// The code that sends the request.
pub const CODE: &str = "Copy as code";

/// What the code needs.
pub const CODE_HINT: &str = "Set PAGE_TOKEN to an access token of the Page.";

/// The button that sends the request again.
pub const REPLAY: &str = "Replay";

/// What it says until there is a response.
pub const REPLAYING: &str = "Replaying…";

/// Why it cannot be sent again from another Page.
pub const OTHER_PAGE: &str = "It was sent for another Page. Switch to that Page to replay it.";

/// Why it cannot be sent again if part of it is missing.
pub const NOT_WHOLE: &str = "It is too long to be replayed.";

/// The question before something is changed again.
pub const REPLAY_QUESTION: &str = "Replay this request?";

/// What the request does.
#[must_use]
pub fn replay_means(method: Method) -> &'static str {
    match method {
        Method::Get => "It reads, and changes nothing.",
        Method::Post => {
            "It creates, sends or changes something once more: a message arrives a second time, and a \
             second persona is created."
        }
        Method::Delete => "It deletes what the address names. A deletion cannot be undone.",
    }
}

/// What came of it.
#[must_use]
pub fn replayed(entry: &Entry) -> String {
    let end = match &entry.outcome {
        Outcome::NoResponse(reason) => reason.clone(),
        _ => format!("{} in {}", status(entry), duration(entry.elapsed)),
    };
    full_stop(&format!("Replayed: {end}"))
}

/// A limit, as part of a sentence.
#[must_use]
pub fn limit(limit: &Limit) -> String {
    match limit {
        Limit::App => "app".to_owned(),
        Limit::Page => "Page".to_owned(),
        Limit::UseCase(name) => match name.as_str() {
            "messenger" => "Messenger".to_owned(),
            "pages" => "Pages".to_owned(),
            other => other.to_owned(),
        },
    }
}

/// How much of each limit is used.
#[must_use]
pub fn usages(limits: &[(Limit, u32)]) -> String {
    let parts: Vec<_> =
        limits.iter().map(|(of, percent)| format!("{} {percent} %", limit(of))).collect();
    parts.join(", ")
}

/// The same, as the title of the meter.
#[must_use]
pub fn meter_title(limits: &[(Limit, u32)]) -> String {
    let is_high = limits.iter().any(|(_, percent)| *percent >= usage::HIGH);
    let next = if is_high { " At 100 % Graph refuses requests for a while." } else { "" };
    format!("Graph's rate limits, as last reported: {}.{next}", usages(limits))
}

/// What the meter is called, before its percentage.
#[must_use]
pub fn meter_label(of: &Limit) -> String {
    format!("Used of the {} rate limit: ", limit(of))
}

/// The percentage of the meter.
#[must_use]
pub fn percent(percent: u32) -> String {
    format!("{percent} %")
}

/// That Graph refuses requests for a while.
pub const RATE_LIMITED: &str = "Graph refuses requests of this Page: there were too many.";

/// For how long.
#[must_use]
pub fn refused_for(seconds: u64) -> String {
    format!("Try again in {}:{:02}.", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_meter_warns_when_it_is_high() {
        let limits = [(Limit::UseCase("messenger".to_owned()), 85), (Limit::App, 28)];
        let title = meter_title(&limits);
        assert!(title.contains("Messenger 85 %, app 28 %. At 100 %"), "{title}");
        assert!(!meter_title(&limits[1..]).contains("refuses"));
    }

    #[test]
    fn counts_are_words() {
        assert_eq!((found(1), found(0)), ("1 request".to_owned(), "0 requests".to_owned()));
        assert_eq!(refused_for(62), "Try again in 1:02.");
        assert_eq!(attempt(0), "1");
    }
}
