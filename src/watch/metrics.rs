//! Numbers for Prometheus, on a listener of the operator's own: how much is asked, how fast it is answered, what is
//! refused, how long the queue is. Labels are patterns, codes and statuses of ours, so that nobody is ever in them.

use actions::Desk;
use anyhow::{Context, Result};
use axum::{Router, extract::State, http::header::CONTENT_TYPE, response::IntoResponse, routing::get};
use domain::ledger::BooksVerdict;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::{net::SocketAddr, time::Duration};
use tokio::net::TcpListener;

const REQUESTS: &str = "amanat_requests_total";
const SECONDS: &str = "amanat_request_seconds";
const REFUSALS: &str = "amanat_refusals_total";
const REPORTS: &str = "amanat_browser_reports_total";
const PANICS: &str = "amanat_panics_total";
const QUEUE: &str = "amanat_tasks_waiting";
const SESSIONS: &str = "amanat_sessions_open";
const SOCKETS: &str = "amanat_sockets_open";
const LIST_USABLE: &str = "amanat_sanctions_list_usable";
const LIST_ENTRIES: &str = "amanat_sanctions_list_entries";
const LIST_AGE: &str = "amanat_sanctions_list_age_seconds";
const BOOKS_DIFFER: &str = "amanat_books_differ";
const BOOKS_UNKNOWN: &str = "amanat_books_without_verdict";
const BOOKS_AGE: &str = "amanat_books_compared_seconds_ago";

/// Seconds; pages take milliseconds, a signature or a password takes longer.
const BUCKETS: [f64; 9] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// An answer has begun.
pub fn answered(route: &'static str, method: &'static str, status: u16, took: Duration) {
    metrics::counter!(REQUESTS, "route" => route, "method" => method, "status" => status.to_string()).increment(1);
    metrics::histogram!(SECONDS, "route" => route).record(took.as_secs_f64());
}

/// A deed was refused, or broke.
pub fn refused(deed: &'static str, code: &str, status: u16) {
    let (code, status) = (code.to_owned(), status.to_string());
    metrics::counter!(REFUSALS, "deed" => deed, "code" => code, "status" => status).increment(1);
}

/// A browser did not do what a page asked of it.
pub fn reported(directive: &'static str) {
    metrics::counter!(REPORTS, "directive" => directive).increment(1);
}

/// So many sockets and feeds are open.
#[allow(clippy::cast_precision_loss, reason = "nobody has 2^52 sockets")]
pub fn sockets(count: usize) {
    metrics::gauge!(SOCKETS).set(count as f64);
}

/// Something panicked and was caught.
pub fn panicked() {
    metrics::counter!(PANICS).increment(1);
}

/// Starts counting, and the operator's listener.
///
/// # Errors
/// When the address is taken.
pub async fn serve(addr: SocketAddr, desk: Desk) -> Result<()> {
    let handle = install()?;
    let listener = TcpListener::bind(addr).await.with_context(|| format!("AMANAT_METRICS_ADDR: {addr}"))?;
    tracing::info!(addr = %listener.local_addr()?, "metrics");
    let router = Router::new().route("/metrics", get(text)).with_state((handle, desk));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(())
}

fn install() -> Result<PrometheusHandle> {
    let builder = PrometheusBuilder::new().set_buckets_for_metric(Matcher::Full(SECONDS.to_owned()), &BUCKETS)?;
    let handle = builder.install_recorder().context("the metrics")?;
    metrics::describe_counter!(REQUESTS, "Answers by route, method and status");
    metrics::describe_histogram!(SECONDS, "Seconds until an answer began, by route");
    metrics::describe_counter!(REFUSALS, "Refused deeds by deed, code and status");
    metrics::describe_counter!(REPORTS, "What browsers reported, by directive of the content policy");
    metrics::describe_counter!(PANICS, "Panics that were caught");
    metrics::describe_gauge!(QUEUE, "Tasks that wait for the worker");
    metrics::describe_gauge!(SESSIONS, "Browsers that are signed in");
    metrics::describe_gauge!(SOCKETS, "Sockets of conversations that are open");
    metrics::describe_gauge!(LIST_USABLE, "1 while senders can be looked up; 0: nothing is credited");
    metrics::describe_gauge!(LIST_ENTRIES, "Addresses on the sanctions list");
    metrics::describe_gauge!(LIST_AGE, "Seconds since the sanctions list was written");
    metrics::describe_gauge!(BOOKS_DIFFER, "Accounts that differed from the world outside in the last comparison");
    metrics::describe_gauge!(BOOKS_UNKNOWN, "Accounts without a verdict in the last comparison");
    metrics::describe_gauge!(BOOKS_AGE, "Seconds since the last comparison");
    Ok(handle)
}

/// Whether the list can be used and how old it is; how the last comparison of the books ended.
#[allow(clippy::cast_precision_loss, reason = "no list has 2^52 addresses, no age so many seconds")]
async fn books(desk: &Desk) {
    if let Some(list) = desk.sanctions.standing(desk.now()) {
        metrics::gauge!(LIST_USABLE).set(f64::from(u8::from(list.fault.is_none())));
        metrics::gauge!(LIST_ENTRIES).set(list.count.unwrap_or(0) as f64);
        if let Some(age) = list.age {
            metrics::gauge!(LIST_AGE).set(age.0 as f64);
        }
    }
    match desk.store.reconciliations(1).await {
        Ok(last) => {
            let Some(last) = last.first() else { return };
            let count = |verdict| last.lines.iter().filter(|line| line.verdict == verdict).count() as f64;
            metrics::gauge!(BOOKS_DIFFER).set(count(BooksVerdict::Differs));
            metrics::gauge!(BOOKS_UNKNOWN).set(count(BooksVerdict::Unknown));
            metrics::gauge!(BOOKS_AGE).set((desk.now().millis_since(last.ended_at) / 1_000) as f64);
        }
        Err(error) => tracing::error!(%error, "metrics"),
    }
}

/// What the exporter keeps, and what the database says now.
async fn text(State((handle, desk)): State<(PrometheusHandle, Desk)>) -> impl IntoResponse {
    books(&desk).await;
    match desk.store.workload(desk.now()).await {
        #[allow(clippy::cast_precision_loss, reason = "nobody has 2^52 sessions")]
        Ok(load) => {
            metrics::gauge!(QUEUE).set(load.tasks_due as f64);
            metrics::gauge!(SESSIONS).set(load.sessions_open as f64);
        }
        Err(error) => tracing::error!(%error, "metrics"),
    }
    handle.run_upkeep();
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], handle.render())
}
