//! Everything that is known about one request.

use std::sync::Arc;

use leptos::prelude::*;
use messenger_personas::Origin;

use crate::{
    components::{persona::CodeSnippet, ui::CopyButton},
    model::{
        activity::{Entry, Outcome, code, json, usage},
        unicode::capitalised,
    },
    text::{activity as words, date, shell},
};

/// When it was sent, the request, the response and code that sends it. Children are the actions.
#[component]
pub(crate) fn ExchangeDetails(
    entry: Arc<Entry>,
    /// Where Graph is, for the code.
    origin: Origin,
    children: Children,
) -> impl IntoView {
    let fact = |title, text: String| view! { <dt>{title}</dt><dd>{text}</dd> };
    let ended = match &entry.outcome {
        Outcome::Response { .. } => None,
        Outcome::NoResponse(reason) => Some(reason.clone()),
        Outcome::Cancelled => Some(words::CANCELLED.to_owned()),
    };
    let limits = usage::limits(&entry.usage);
    let trace = entry.trace_id().map(|trace| {
        let trace = trace.to_owned();
        view! {
            <dt>{shell::TRACE}</dt>
            <dd class="with-copy"><code>{trace.clone()}</code><CopyButton text=trace what=shell::TRACE_COPY /></dd>
        }
    });
    let sent = format!(
        "{} · {} · {}",
        date(entry.started_at / 1_000),
        words::duration(entry.elapsed),
        words::attempt_of(entry.attempt)
    );
    let no_params = entry.params().is_some_and(|params| params.is_empty());
    let request = if no_params { String::new() } else { entry.request_json() };
    let is_request_cut = entry.request_body.as_ref().is_some_and(|body| body.is_cut);
    let response = entry.response_body().map(|body| json::indent(body.text.trim()));
    let is_response_cut = entry.response_body().is_some_and(|body| body.is_cut);
    let languages = code::languages(&entry);
    let served = entry.served_version.as_ref().map(ToString::to_string);
    view! {
        <div class="exchange-details">
            <div class="exchange-head">
                <dl class="facts">
                    {fact(words::STARTED, sent)}
                    {ended.map(|reason| fact(words::REASON, reason))}
                    {(!limits.is_empty()).then(|| fact(words::USAGE, capitalised(&words::usages(&limits))))}
                    {served.map(|version| fact(words::SERVED_VERSION, version))}
                    {trace}
                </dl>
                <div class="exchange-actions">{children()}</div>
            </div>
            <div class="exchange-bodies">
                <JsonView
                    title=words::REQUEST
                    what=words::REQUEST_COPY
                    json=request
                    none=words::NO_PARAMETERS
                    is_cut=is_request_cut
                />
                <JsonView
                    title=words::RESPONSE
                    what=words::RESPONSE_COPY
                    json=response.unwrap_or_default()
                    none=words::NO_BODY
                    is_cut=is_response_cut
                />
            </div>
            {(!languages.is_empty()).then(|| view! {
                <details open>
                    <summary>{words::CODE}</summary>
                    <CodeSnippet code=move |language| code::of(language, &entry, &origin) languages />
                    <p class="field-hint">{words::CODE_HINT}</p>
                </details>
            })}
        </div>
    }
}

#[component]
fn JsonView(
    title: &'static str,
    /// What is copied.
    what: &'static str,
    json: String,
    /// Text shown if there is nothing.
    none: &'static str,
    is_cut: bool,
) -> impl IntoView {
    let body = if json.is_empty() {
        view! { <p class="field-hint">{none}</p> }.into_any()
    } else {
        view! {
            <div class="exchange-json">
                <pre tabindex="0" role="region" aria-label=title><code>{json.clone()}</code></pre>
                <CopyButton text=json what=what />
            </div>
        }
        .into_any()
    };
    view! {
        <details open>
            <summary>{title}</summary>
            {body}
            {is_cut.then(|| view! { <p class="field-hint">{words::cut()}</p> })}
        </details>
    }
}
