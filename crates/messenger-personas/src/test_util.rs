//! Test helpers: requests as one line of text, and parsed responses.

use crate::{
    AccessToken, CallStyle, Graph, GraphRequest, HttpResponse, ResponseError, response::SuccessBody,
};

/// Verb, path and body in form style.
pub(crate) fn form(request: &impl GraphRequest) -> String {
    line(request, CallStyle::Form)
}

/// Verb, path with query and body in header style.
pub(crate) fn header(request: &impl GraphRequest) -> String {
    line(request, CallStyle::Header)
}

/// Parses a response with status 200 and this body.
pub(crate) fn parsed<R: GraphRequest>(request: &R, json: &str) -> Result<R::Output, ResponseError> {
    request.parse_response(&graph(CallStyle::Header), HttpResponse::json(200, json))
}

/// The body of a response with status 200.
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
