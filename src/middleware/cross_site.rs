//! Deeds come from our own pages only. Every unsafe method, and every `/api` path with any method, must say that it
//! comes from here: by `Sec-Fetch-Site: same-origin`, or by our own `Origin` where a browser sends no fetch metadata. So must
//! a socket: browsers open one for any page, with our cookie.
//! What says neither is refused: it is no browser, and programs will have keys of their own.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, StatusCode, header::ORIGIN},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::sync::Arc;

/// Refuses with 403 what comes from elsewhere.
pub async fn check(State(origin): State<Arc<str>>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let path = request.uri().path();
    let is_plain = !path.starts_with("/api/") && !path.starts_with("/socket/");
    if (is_safe && is_plain) || comes_from_here(request.headers(), &origin) {
        return next.run(request).await;
    }
    let from = request.headers().get(ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or("nowhere");
    tracing::warn!(from, path, "cross-site request refused; pages are opened at AMANAT_ORIGIN ({origin})");
    StatusCode::FORBIDDEN.into_response()
}

fn comes_from_here(headers: &HeaderMap, ours: &str) -> bool {
    let origin = headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or("unreadable"));
    let site = headers.get("sec-fetch-site").map(|site| site.to_str().unwrap_or("unreadable"));
    match (site, origin) {
        // A page may hide its origin ("null"); the browser's own word still counts.
        (Some("same-origin"), None | Some("null")) => true,
        (Some("same-origin") | None, Some(origin)) => origin == ours,
        (Some(_), _) | (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    const OURS: &str = "https://amanat.example";

    fn says(pairs: &[(&'static str, &'static str)]) -> bool {
        let pairs = pairs.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        comes_from_here(&pairs.collect(), OURS)
    }

    #[test]
    fn another_sites_form_is_refused_whatever_it_leaves_out() {
        assert!(!says(&[("sec-fetch-site", "cross-site"), ("origin", OURS)]));
        assert!(!says(&[("sec-fetch-site", "same-site"), ("origin", "https://evil.amanat.example")]));
        assert!(!says(&[("origin", "https://evil.example")]));
        assert!(!says(&[("origin", "null")]));
        assert!(!says(&[("sec-fetch-site", "none")]));
        assert!(!says(&[]));
    }

    #[test]
    fn our_own_forms_pass_in_old_and_new_browsers() {
        assert!(says(&[("sec-fetch-site", "same-origin"), ("origin", OURS)]));
        assert!(says(&[("sec-fetch-site", "same-origin")]));
        assert!(says(&[("origin", OURS)]));
    }
}
