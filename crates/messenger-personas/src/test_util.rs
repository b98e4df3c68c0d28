//! For tests: a request as it goes over the wire, in one line, and answers to it.

use crate::{
    AccessToken, CallStyle, Graph, GraphRequest, HttpResponse, ResponseError, response::SuccessBody,
};
use alloc::{borrow::ToOwned, format, string::String};

/// Verb, path and body in form style.
pub(crate) fn form(request: &impl GraphRequest) -> String {
    line(request, CallStyle::Form)
}

/// Verb, path with query and body in header style.
pub(crate) fn header(request: &impl GraphRequest) -> String {
    line(request, CallStyle::Header)
}

/// What `request` makes of an answer.
pub(crate) fn answered<R: GraphRequest>(
    request: &R,
    json: &str,
) -> Result<R::Output, ResponseError> {
    request.read(&graph(CallStyle::Header), HttpResponse::json(200, json))
}

/// An answer that Graph gave with status 200.
pub(crate) fn success_body(json: &str) -> SuccessBody {
    HttpResponse::json(200, json).into_success(&graph(CallStyle::Header)).unwrap()
}

pub(crate) fn graph(call_style: CallStyle) -> Graph {
    Graph { call_style, ..Graph::new(AccessToken::parse("TOKEN").unwrap()) }
}

fn line(request: &impl GraphRequest, call_style: CallStyle) -> String {
    let request = request.to_http(&graph(call_style));
    let path = request.url.replace("https://graph.facebook.com/v26.0", "");
    let line = format!("{} {path} {}", request.method.as_str(), request.body.unwrap_or_default());
    line.trim_end().to_owned()
}
