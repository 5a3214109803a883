//! Counts every answer by what was asked (a pattern of the table, never an address), method and status. No person, no
//! id and no query comes near a metric.

use crate::watch::metrics;
use app::routes::pattern_of;
use axum::{extract::Request, http::Method, middleware::Next, response::Response};
use std::time::Instant;

/// Counts the answer and how long it took to begin.
pub async fn count(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let route = pattern_of(request.uri().path());
    let method = match *request.method() {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    };
    let response = next.run(request).await;
    metrics::answered(route, method, response.status().as_u16(), started.elapsed());
    response
}
