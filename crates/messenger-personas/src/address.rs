//! Hosts and ports, and addresses by number, told from text.
//!
//! The standard library reads addresses too, with 4 kB of WebAssembly.

use crate::search;

/// Whether `text` is a host, or an address in brackets, with or without a port. What a host's labels
/// are is `is_label`'s to say.
pub(crate) fn is_host_and_port(text: &str, is_label: fn(&str) -> bool) -> bool {
    if let Some(rest) = text.strip_prefix('[') {
        return rest.split_once(']').is_some_and(|(address, port)| {
            is_v6(address) && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
        });
    }
    let (host, port) = text.split_once(':').unwrap_or((text, ""));
    let host = host.strip_suffix('.').unwrap_or(host);
    host.split('.').all(is_label) && is_port(port)
}

/// Whether `host`, in lower case, is known not to be on the internet by its number; `None` if it has
/// none.
pub(crate) fn is_private(host: &str) -> Option<bool> {
    if let Some(address) = v4(host) {
        return Some(matches!(
            address,
            [0 | 10 | 127, ..] | [169, 254, ..] | [172, 16..=31, ..] | [192, 168, ..]
        ));
    }
    if !is_v6(host) {
        return None;
    }
    let first = host.split(':').next().filter(|group| group.len() == 4).unwrap_or_default();
    let is_local =
        ["fc", "fd", "fe8", "fe9", "fea", "feb"].iter().any(|start| first.starts_with(start));
    Some(is_local || matches!(host.trim_start_matches(['0', ':']), "" | "1"))
}

fn is_port(text: &str) -> bool {
    text.is_empty() || number(text).is_some_and(|port| (1..=65_535).contains(&port))
}

fn v4(text: &str) -> Option<[u32; 4]> {
    let mut parts = text.split('.');
    let mut part = || parts.next().and_then(number).filter(|part| *part <= 255);
    let address = [part()?, part()?, part()?, part()?];
    parts.next().is_none().then_some(address)
}

fn is_v6(text: &str) -> bool {
    // One of IPv4 may only stand at the end.
    if text.rsplit_once(':').is_none_or(|(rest, _)| rest.contains('.')) {
        return false;
    }
    match search::split(text, "::") {
        None => groups(text) == Some(8),
        Some((before, after)) => {
            groups(before).zip(groups(after)).is_some_and(|(before, after)| before + after < 8)
        }
    }
}

/// How many groups of an IPv6 address stand in `text`; one of IPv4 counts for two.
fn groups(text: &str) -> Option<usize> {
    if text.is_empty() {
        return Some(0);
    }
    text.split(':').try_fold(0, |count, group| {
        let is_group =
            (1..=4).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_group { Some(count + 1) } else { v4(group).map(|_| count + 2) }
    })
}

fn number(text: &str) -> Option<u32> {
    let is_number = (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.bytes().fold(0, |number, byte| number * 10 + u32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use core::net::{Ipv4Addr, Ipv6Addr};

    #[test]
    fn addresses_are_those_of_the_standard_library() {
        for text in [
            "0.0.0.0",
            "8.8.8.8",
            "10.1.2.3",
            "127.0.0.1",
            "169.254.1.1",
            "172.15.0.1",
            "172.16.0.1",
            "172.31.9.9",
            "172.32.0.1",
            "192.168.0.7",
            "192.169.0.1",
            "256.1.1.1",
            "1.2.3",
            "1.2.3.4.5",
            "",
            "a",
            "1..2.3",
            "-1.2.3.4",
            "+1.2.3.4",
        ] {
            let address = text.parse::<Ipv4Addr>().ok();
            let is_private = address.map(|it| {
                it.is_private() || it.is_loopback() || it.is_link_local() || it.is_unspecified()
            });
            assert_eq!(super::is_private(text), is_private, "{text}");
        }
        for text in [
            "::",
            "::1",
            "1::",
            "0:0:0:0:0:0:0:1",
            "0:0:0:0:0:0:0:0",
            "::2",
            "::10",
            "fc00::1",
            "fd12:3::4",
            "fe80::1",
            "febf::",
            "fec0::",
            "fc::1",
            "2001:db8::1",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3",
            ":::",
            ":1",
            "1:",
            "12345::",
            "g::",
            "::ffff:8.8.8.8",
            "1:2:3:4:5:6:1.2.3.4",
            "1.2.3.4::",
            "::1.2.3",
            "1:2:3:4:5:6:7::",
        ] {
            let address = text.parse::<Ipv6Addr>().ok();
            let is_private = address.map(|it| {
                it.is_loopback()
                    || it.is_unspecified()
                    || it.is_unique_local()
                    || it.is_unicast_link_local()
            });
            assert_eq!(super::is_private(text), is_private, "{text}");
        }
    }
}
