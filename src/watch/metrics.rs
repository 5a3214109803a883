//! Numbers for Prometheus, on a listener of the operator's own: how much is asked, how fast it is answered, what is
//! refused, how long the queue is. Labels are patterns, codes and statuses of ours, so that nobody is ever in them.

use actions::Desk;
use anyhow::{Context, Result};
use axum::{Router, extract::State, http::header::CONTENT_TYPE, response::IntoResponse, routing::get};
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
    Ok(handle)
}

/// What the exporter keeps, and what the database says now.
async fn text(State((handle, desk)): State<(PrometheusHandle, Desk)>) -> impl IntoResponse {
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
