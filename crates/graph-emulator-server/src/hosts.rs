//! By which names the server may be called.
//!
//! A web page elsewhere can give its own name the address 127.0.0.1 and then read every answer as
//! if it were its own. Its name still stands in the `Host` header, so other names are refused.

use std::net::IpAddr;

/// The names that are answered; `None` is any.
#[derive(Clone, Debug)]
pub(crate) struct Hosts(Option<String>);

impl Hosts {
    pub(crate) fn new(host: &str, allow_remote: bool) -> Self {
        Self((!allow_remote).then(|| host.to_owned()))
    }

    /// Whether a request with this `Host` header is answered.
    pub(crate) fn allow(&self, header: &str) -> bool {
        let Some(own) = &self.0 else { return true };
        let name = name(header);
        name.eq_ignore_ascii_case(own) || is_loopback(name)
    }

    /// Whether a web page with this `Origin` header may use the control plane. Graph itself lets
    /// every page call, so this cannot be left to the answer's headers.
    pub(crate) fn allow_page(&self, header: &str) -> bool {
        self.0.is_none() || header.split_once("://").is_some_and(|(_, host)| self.allow(host))
    }
}

/// Whether `host` is this machine and nothing else.
pub(crate) fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// `Host` without the port and the brackets.
fn name(header: &str) -> &str {
    let header = header.trim();
    match header.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => header.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let hosts = Hosts::new("127.0.0.1", false);
        for header in ["127.0.0.1:4010", "localhost", "LOCALHOST:1", "[::1]:4010", "127.0.0.2"] {
            assert!(hosts.allow(header), "{header}");
        }
        for header in [
            "evil.example",
            "evil.example:4010",
            "127.0.0.1.evil.example",
            "",
            "[evil]:1",
            "10.0.0.1",
        ] {
            assert!(!hosts.allow(header), "{header}");
        }
        assert!(Hosts::new("0.0.0.0", true).allow("anything.example"));
    }

    #[test]
    fn only_pages_of_this_machine_may_control() {
        let hosts = Hosts::new("127.0.0.1", false);
        for header in ["http://127.0.0.1:4010", "http://localhost:8080", "https://[::1]"] {
            assert!(hosts.allow_page(header), "{header}");
        }
        for header in ["https://evil.example", "null", "", "http://127.0.0.1.evil.example"] {
            assert!(!hosts.allow_page(header), "{header}");
        }
        assert!(Hosts::new("0.0.0.0", true).allow_page("https://shop.example"));
    }
}
