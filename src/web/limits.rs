//! Who is knocking: the network that a limit counts, behind trusted proxies or not.

use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;

/// The address that a request comes from: the last hop that is not a trusted proxy. A forwarded address from anyone
/// else is ignored, and so is all that stands before a hop that cannot be read: nobody knows who wrote it.
#[must_use]
pub fn origin_of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|one| one.to_canonical() == address);
    let mut origin = peer.to_canonical();
    let values: Vec<_> = headers.get_all("x-forwarded-for").iter().collect();
    let hops = values.into_iter().rev().flat_map(|value| value.as_bytes().rsplit(|byte| *byte == b','));
    for hop in hops {
        if !is_trusted(origin) {
            break;
        }
        let Some(before) = std::str::from_utf8(hop).ok().and_then(hop_of) else { break };
        origin = before;
    }
    origin
}

/// An address as proxies write it: bare, in brackets, with a port.
fn hop_of(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().or_else(|_| text.parse().map(|with_port: SocketAddr| with_port.ip()));
    address.ok().map(|address| address.to_canonical())
}

/// The network of an address, as a limit counts it: a single IPv4 address, or an IPv6 /64, which is one household.
#[must_use]
pub fn network_of(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => v6.segments().iter().take(4).fold(String::new(), |mut network, part| {
                // Writing to a string cannot fail.
                let _ = write!(network, "{part:x}:");
                network
            }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w37_forwarded_addresses_count_only_from_trusted_proxies() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let stranger: IpAddr = "192.0.2.7".parse().unwrap();
        let headers: HeaderMap =
            [("x-forwarded-for".parse().unwrap(), "203.0.113.9, 198.51.100.4".parse().unwrap())].into_iter().collect();
        assert_eq!(origin_of(stranger, &headers, &[proxy]), stranger);
        assert_eq!(origin_of(proxy, &headers, &[proxy]).to_string(), "198.51.100.4");
        let chain = |hops: &str| {
            let headers: HeaderMap =
                [("x-forwarded-for".parse().unwrap(), hops.parse().unwrap())].into_iter().collect();
            origin_of(proxy, &headers, &[proxy, "127.0.0.1".parse().unwrap()]).to_string()
        };
        // What stands before a hop that cannot be read may be the reader's own word.
        assert_eq!(chain("8.8.8.8, unknown"), "10.0.0.1");
        assert_eq!(chain("8.8.8.8, , 127.0.0.1"), "127.0.0.1");
        assert_eq!(chain("8.8.8.8, 192.0.2.7, 127.0.0.1:5555"), "192.0.2.7");
        assert_eq!(chain("8.8.8.8, [2001:db8::7]:443"), "2001:db8::7");
        assert_eq!(chain("8.8.8.8, [2001:db8::7]"), "2001:db8::7");
        assert_eq!(chain("8.8.8.8, 2001:db8::7, ::ffff:127.0.0.1"), "2001:db8::7");
        assert_eq!(chain("8.8.8.8, ::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(network_of("2001:db8:1:2:3::1".parse().unwrap()), "2001:db8:1:2:");
        assert_eq!(network_of("::ffff:192.0.2.7".parse().unwrap()), "192.0.2.7");
    }
}
