//! People never see a bare status: an error without a page of its own gets ours. A panic is caught here; the process
//! lives on.

use crate::{page::House, watch::metrics};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, StatusCode,
        header::{ACCEPT, ALLOW, CONTENT_TYPE, RETRY_AFTER},
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use std::panic::AssertUnwindSafe;

/// Catches panics below.
pub async fn catch_panic(request: Request, next: Next) -> Response {
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        // The hook has written the panic to the log.
        Err(_) => {
            metrics::panicked();
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Gives an error that has no page a page, when a person asked.
pub async fn show(State(house): State<House>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let is_bare = (status.is_client_error() || status.is_server_error()) && !has_text(response.headers());
    if !is_bare || asked.uri.path().starts_with("/api/") || !wants_page(&asked.headers) {
        return response;
    }
    let page = AssertUnwindSafe(house.error_page(asked, status.as_u16())).catch_unwind().await;
    let mut page = page.unwrap_or_else(|_| last_resort());
    // 415 and the like keep their own status under the page that fits best.
    *page.status_mut() = status;
    // What a machine is told beside the page.
    for name in [ALLOW, RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}

fn has_text(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*"))
}

/// When even the error page breaks.
fn last_resort() -> Response {
    let body = "<!DOCTYPE html><html lang=\"en\"><title>Amanat</title><h1>Something broke on our side</h1>\
                <p>Look at the page again before you repeat what you did.</p>\
                <p lang=\"fa\" dir=\"rtl\">چیزی سمت ما خراب شد. پیش از تکرار، صفحه را دوباره ببینید.</p></html>";
    let html = [(CONTENT_TYPE, "text/html; charset=utf-8")];
    (StatusCode::INTERNAL_SERVER_ERROR, html, Body::from(body)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::middleware::headers;
    use axum::{
        Router,
        body::to_bytes,
        middleware::{from_fn, from_fn_with_state},
        routing::get,
    };
    use tower::ServiceExt;

    async fn breaks() -> StatusCode {
        panic!("a secret of ours")
    }

    async fn waits() -> impl IntoResponse {
        (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, "90")])
    }

    /// The layers of the house around routes that go wrong, which no other build has.
    async fn house(desk: &testkit::TestDesk) -> Router {
        let _ = any_spawner::Executor::init_tokio();
        let house = House::new(desk.desk.clone(), String::new(), false);
        let policy = headers::Policy { desk: desk.desk.clone(), is_https: true };
        Router::new()
            .route("/breaks", get(breaks))
            .route("/waits", get(waits))
            .layer(from_fn(catch_panic))
            .layer(from_fn_with_state(house.clone(), show))
            .layer(from_fn_with_state(policy, headers::set))
            .with_state(house)
    }

    async fn asked(house: &Router, path: &str) -> (StatusCode, HeaderMap, String) {
        let request = Request::get(path).header(ACCEPT, "text/html").body(Body::empty()).unwrap();
        let (parts, body) = house.clone().oneshot(request).await.unwrap().into_parts();
        let text = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, String::from_utf8_lossy(&text).into_owned())
    }

    #[tokio::test]
    async fn a_panic_becomes_a_page_with_a_number_and_the_house_lives_on() {
        let desk = testkit::desk().await;
        let house = house(&desk).await;
        for _ in 0..2 {
            let (status, headers, page) = asked(&house, "/breaks").await;
            assert_eq!(status, 500);
            assert!(page.contains("<h1") && page.contains(headers["x-request-id"].to_str().unwrap()), "{page}");
            assert!(!page.contains("a secret of ours"), "{page}");
        }
    }

    #[tokio::test]
    async fn who_must_wait_is_told_how_long_and_browsers_of_https_are_bound_to_it() {
        let desk = testkit::desk().await;
        let (status, headers, page) = asked(&house(&desk).await, "/waits").await;
        assert_eq!((status.as_u16(), headers[RETRY_AFTER].as_bytes()), (429, b"90".as_slice()));
        assert!(page.contains("<h1"), "{page}");
        assert_eq!(headers["strict-transport-security"], "max-age=63072000; includeSubDomains");
        assert!(headers["content-security-policy"].to_str().unwrap().ends_with("report-uri /reports; report-to csp"));
    }
}
