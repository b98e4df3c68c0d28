//! Access tokens and their owners.

use crate::{
    error::GraphError,
    http::ParsedRequest,
    model::{APP_ID, Caller, State},
};

/// Returns the token in `Authorization: Bearer` or `OAuth`, `access_token` or `oauth_token`, or that
/// of the batch.
pub(crate) fn token(request: &ParsedRequest<'_>) -> Option<String> {
    own_token(request).or_else(|| request.batch_token.map(str::to_owned))
}

/// As [`token`], without that of the batch.
pub(crate) fn own_token(request: &ParsedRequest<'_>) -> Option<String> {
    let in_header = request.http.header("authorization").and_then(|value| {
        let (scheme, token) = value.trim().split_once(' ')?;
        let is_token =
            scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("oauth");
        is_token.then(|| token.trim().to_owned())
    });
    let in_params = || {
        ["access_token", "oauth_token"]
            .iter()
            .find_map(|name| request.params.text(name))
            .map(|token| token.trim().to_owned())
    };
    in_header.or_else(in_params).filter(|token| !token.is_empty())
}

/// Returns the owner of a token. Errors for the path `me` have messages of their own.
pub(crate) fn identify(
    state: &State,
    token: Option<&str>,
    is_me: bool,
) -> Result<Caller, GraphError> {
    let Some(token) = token else {
        return Err(if is_me {
            GraphError::no_current_user()
        } else {
            GraphError::token_missing()
        });
    };
    if token.split_once('|') == Some((APP_ID, state.app_secret())) {
        return if is_me { Err(GraphError::no_current_user()) } else { Ok(Caller::App) };
    }
    state.caller(token).cloned().ok_or_else(|| GraphError::token_unknown(token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Request;

    fn found(target: &str, header: Option<&str>, body: &str) -> Option<String> {
        let mut request = Request::new("POST", "http://a", target);
        request.headers.extend(header.map(|value| ("Authorization".to_owned(), value.to_owned())));
        request.body = body.as_bytes().to_vec();
        token(&ParsedRequest::parse(&request).ok().unwrap())
    }

    #[test]
    fn the_token_is_read_from_header_query_form_and_json() {
        for (target, header, body) in [
            ("/me", Some("Bearer T"), ""),
            ("/me", Some("oauth  T "), ""),
            ("/me?access_token=T", None, ""),
            ("/me?oauth_token=T", None, ""),
            ("/me?access_token=T", Some("Basic eDp5"), ""),
            ("/me", None, "access_token=T"),
            ("/me", None, r#"{"access_token":"T"}"#),
        ] {
            assert_eq!(
                found(target, header, body).as_deref(),
                Some("T"),
                "{target} {header:?} {body}"
            );
        }
        assert_eq!(found("/me?access_token=", Some("Bearer"), ""), None);
    }

    #[test]
    fn the_header_takes_precedence_over_the_query() {
        assert_eq!(found("/me?access_token=Q", Some("Bearer T"), ""), Some("T".to_owned()));
        assert_eq!(found("/me?oauth_token=Q&access_token=T", None, ""), Some("T".to_owned()));
    }
}
