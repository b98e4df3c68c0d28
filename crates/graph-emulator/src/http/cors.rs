//! CORS headers.

/// Headers of every response. Any origin may read, so credentials (cookies) are not allowed.
pub(crate) fn headers() -> Vec<(String, String)> {
    pairs(&[
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("vary", "Origin, Accept-Encoding"),
    ])
}

/// Additional headers of a preflight response.
pub(crate) fn preflight_headers() -> Vec<(String, String)> {
    pairs(&[
        ("access-control-allow-methods", "GET, POST, DELETE"),
        ("access-control-allow-headers", "authorization, content-type"),
    ])
}

fn pairs(headers: &[(&str, &str)]) -> Vec<(String, String)> {
    headers.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_header_is_exposed() {
        let mut headers = headers();
        headers.extend(preflight_headers());
        assert!(headers.iter().all(|(name, _)| name != "access-control-expose-headers"));
    }
}
