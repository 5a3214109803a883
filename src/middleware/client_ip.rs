//! Where a request comes from. The peer's address, unless the peer is a proxy of ours: then what that proxy says.
//! Nobody else's `X-Forwarded-For` counts, or limits by address would be limits by wish.

use app::ssr::RequestId;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};
use domain::event::Trace;
use ipnet::IpNet;
use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

/// The address a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientIp(pub IpAddr);

/// The proxies whose word about an address counts.
pub type Trusted = Arc<[IpNet]>;

/// Reads `10.0.0.0/8, 192.0.2.7`.
///
/// # Errors
/// Names the part that is no address.
pub fn proxies(list: &str) -> anyhow::Result<Trusted> {
    let parts = list.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| net(part).ok_or_else(|| anyhow::anyhow!("{part:?} is no address"))).collect()
}

fn net(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

/// Puts [`ClientIp`] into the request, and the [`Trace`] that every row of history will carry.
pub async fn note(State(trusted): State<Trusted>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical());
    let ip = peer.map(|peer| client(peer, request.headers(), &trusted));
    let RequestId(number) = request.extensions().get().cloned().unwrap_or_default();
    let put = request.extensions_mut();
    put.insert(Trace::of(&number, ip));
    if let Some(ip) = ip {
        put.insert(ClientIp(ip));
    }
    next.run(request).await
}

/// From the right, the first address that is no proxy of ours. What stands left of it anybody may have written.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_ours = |ip: &IpAddr| trusted.iter().any(|net| net.contains(ip));
    let said: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .flat_map(|line| line.to_str().unwrap_or("?").split(','))
        .map(str::trim)
        .collect();
    let mut at = peer;
    for hop in said.into_iter().rev() {
        match hop.parse::<IpAddr>() {
            Ok(ip) if is_ours(&at) => at = ip.to_canonical(),
            _ => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn seen(peer: &str, forwarded: &[&'static str], trusted: &str) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        client(peer.parse().unwrap(), &headers, &proxies(trusted).unwrap()).to_string()
    }

    #[test]
    fn a_strangers_word_about_its_address_counts_for_nothing() {
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"], ""), "203.0.113.9");
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"], "10.0.0.0/8"), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["6.6.6.6, 203.0.113.9"], "10.0.0.0/8"), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["6.6.6.6", "203.0.113.9, 10.1.1.1"], "10.0.0.0/8"), "203.0.113.9");
    }

    #[test]
    fn a_proxy_that_says_nothing_sensible_is_the_client_itself() {
        assert_eq!(seen("10.0.0.1", &["unknown"], "10.0.0.1"), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[], "10.0.0.1"), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["::ffff:198.51.100.7"], "10.0.0.1, 2001:db8::/32"), "198.51.100.7");
        assert!(proxies("10.0.0.0/8, nonsense").is_err());
    }
}
