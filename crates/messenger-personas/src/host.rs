//! Host names, ports and IP addresses in URLs.

use std::net::{IpAddr, Ipv6Addr};

/// `true` if `text` is a host or an IPv6 address in brackets, with or without a port. `is_label`
/// decides which labels a host name may have.
pub(crate) fn is_host_and_port(text: &str, is_label: fn(&str) -> bool) -> bool {
    if let Some(rest) = text.strip_prefix('[') {
        return rest.split_once(']').is_some_and(|(address, port)| {
            address.parse::<Ipv6Addr>().is_ok()
                && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
        });
    }
    let (host, port) = text.split_once(':').unwrap_or((text, ""));
    let host = host.strip_suffix('.').unwrap_or(host);
    host.split('.').all(is_label) && is_port(port)
}

/// `true` if `host` is an IP address that is not reachable from the internet, `false` if it is one
/// that may be, `None` if it is not an IP address.
pub(crate) fn is_private_address(host: &str) -> Option<bool> {
    Some(match host.parse::<IpAddr>().ok()?.to_canonical() {
        IpAddr::V4(address) => {
            let [first, ..] = address.octets();
            matches!(first, 0 | 127) || address.is_private() || address.is_link_local()
        }
        IpAddr::V6(address) => {
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
        }
    })
}

/// An empty port means the scheme's default.
fn is_port(text: &str) -> bool {
    text.is_empty()
        || text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse::<u16>().is_ok_and(|port| port > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_recognised() {
        for (host, expected) in [
            ("8.8.8.8", Some(false)),
            ("172.15.0.1", Some(false)),
            ("172.16.0.1", Some(true)),
            ("192.168.0.7", Some(true)),
            ("169.254.1.1", Some(true)),
            ("127.0.0.1", Some(true)),
            ("0.1.2.3", Some(true)),
            ("::1", Some(true)),
            ("::", Some(true)),
            ("fd12:3::4", Some(true)),
            ("fe80::1", Some(true)),
            ("2001:db8::1", Some(false)),
            ("::ffff:10.0.0.1", Some(true)),
            ("::ffff:8.8.8.8", Some(false)),
            ("256.1.1.1", None),
            ("example.com", None),
            ("", None),
        ] {
            assert_eq!(is_private_address(host), expected, "{host}");
        }
    }

    #[test]
    fn a_port_is_a_number_up_to_65535() {
        let is_host = |text| is_host_and_port(text, |label| !label.is_empty());
        for text in ["a", "a:", "a:80", "a.b.:65535", "[::1]", "[::1]:80"] {
            assert!(is_host(text), "{text}");
        }
        for text in ["", "a:0", "a:65536", "a:+80", "a:x", "a..b", "[::g]", "[::1]80", "[::1]:x"] {
            assert!(!is_host(text), "{text}");
        }
    }
}
