//! Who is knocking: the network that a limit counts, behind trusted proxies or not.

use std::fmt::Write as _;
use std::net::IpAddr;

use axum::http::HeaderMap;

/// The address that a request comes from: the last hop that is not a trusted proxy. A forwarded address from anyone
/// else is ignored.
#[must_use]
pub fn origin_of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|hop| hop.trim().parse::<IpAddr>().ok())
        .rev()
        .find(|hop| !trusted.contains(hop))
        .unwrap_or(peer)
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
        assert_eq!(network_of("2001:db8:1:2:3::1".parse().unwrap()), "2001:db8:1:2:");
        assert_eq!(network_of("::ffff:192.0.2.7".parse().unwrap()), "192.0.2.7");
    }
}
