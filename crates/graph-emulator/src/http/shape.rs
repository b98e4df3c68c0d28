//! The format of a response: `pretty`, `callback` and `suppress_http_code`.

use std::borrow::Cow;

use crate::{error::GraphError, http::params::Params, json::Layout};

/// The format that a request asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) layout: Layout,
    /// The JSONP callback.
    pub(super) callback: Option<String>,
    /// Whether errors have the status 200.
    pub(super) always_200: bool,
}

impl Shape {
    /// Parses the parameters. An invalid callback is ignored.
    pub(crate) fn from_params(params: &Params) -> Self {
        let callback = params.text("callback").filter(|name| is_function(name));
        Self {
            layout: if params.flag("pretty") == Some(true) {
                Layout::Pretty
            } else {
                Layout::Compact
            },
            callback: callback.map(Cow::into_owned),
            always_200: params.flag("suppress_http_code") == Some(true),
        }
    }

    /// Fails if the callback is not the name of a function, since it would run in the page.
    pub(crate) fn check(params: &Params) -> Result<(), GraphError> {
        match params.text("callback") {
            Some(name) if !is_function(&name) => {
                Err(GraphError::param("callback", "must be the name of a function"))
            }
            _ => Ok(()),
        }
    }

    /// Wraps the body in a call of the callback, if there is one.
    pub(super) fn wrap(&self, json: String) -> String {
        match &self.callback {
            Some(name) => format!("/**/ {name}({json});"),
            None => json,
        }
    }
}

/// Whether it is an ASCII identifier of JavaScript, or several joined by periods.
fn is_function(name: &str) -> bool {
    let is_identifier = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'))
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'))
    };
    name.len() <= LONGEST_NAME && name.split('.').all(is_identifier)
}

const LONGEST_NAME: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        http::request::Request,
        test_support::{ORIGIN, TOKEN, TestClient},
    };

    #[test]
    fn a_callback_is_the_name_of_a_function() {
        for name in ["cb", "_a.$b.c1", "A"] {
            assert!(is_function(name), "{name}");
        }
        for name in ["", "1a", "a.", "a b", "alert(1)//", "a[0]", "é", "a;b", &"a".repeat(201)] {
            assert!(!is_function(name), "{name}");
        }
    }

    #[test]
    fn the_response_has_the_requested_format() {
        let ask = |query: &str| {
            let target = format!("/me?access_token={TOKEN}&fields=name{query}");
            let answer = TestClient::demo().send(&Request::new("GET", ORIGIN, &target));
            let kind = answer.header("content-type").unwrap().to_owned();
            (answer.status, kind, String::from_utf8(answer.body).unwrap())
        };
        let (status, kind, body) = ask("&callback=on.me&pretty=0");
        assert_eq!((status, kind.as_str()), (200, "text/javascript; charset=UTF-8"));
        assert!(body.starts_with("/**/ on.me({\"name\":") && body.ends_with("});"), "{body}");
        let (status, kind, body) = ask("&callback=alert(1)");
        assert_eq!((status, kind.as_str()), (400, "application/json; charset=UTF-8"));
        assert!(body.starts_with("{\"error\":"), "{body}");
        assert!(ask("&pretty=1").2.starts_with("{\n   \"name\": "));
        let (status, _, body) = ask("&fields=nope&suppress_http_code=1&debug=all");
        assert_eq!(status, 200);
        assert!(body.starts_with("{\"error\":"), "{body}");
    }
}
