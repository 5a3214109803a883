//! People never see a bare status: an error without a page of its own gets ours. A panic is caught here; the process
//! lives on.

use crate::page::House;
use axum::{
    body::Body,
    extract::{Request, State},
    http::{
        HeaderMap, StatusCode,
        header::{ACCEPT, CONTENT_TYPE},
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
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
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
    page.map_or_else(
        |_| last_resort(),
        |mut page| {
            // 405 and the like keep their own status under the page that fits best.
            *page.status_mut() = status;
            page
        },
    )
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
