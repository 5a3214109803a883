//! `/healthz`: the process lives. `/readyz`: it may be sent visitors: the database answers (opening it has brought it up
//! to date), and the worker lives.

use super::Pulse;
use crate::page::House;
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

/// 200 while the database answers.
pub async fn health(State(house): State<House>) -> StatusCode {
    if database_answers(&house).await { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }
}

/// 200 when visitors may come; else 503 and, for the operator, which part is missing.
pub async fn ready(State(house): State<House>, Extension(pulse): Extension<Pulse>) -> Response {
    let parts = [("database", database_answers(&house).await), ("worker", pulse.is_alive())];
    let missing: Vec<&str> = parts.into_iter().filter(|(_, is_up)| !is_up).map(|(part, _)| part).collect();
    match missing.as_slice() {
        [] => (StatusCode::OK, "ready\n").into_response(),
        missing => (StatusCode::SERVICE_UNAVAILABLE, format!("waiting for: {}\n", missing.join(", "))).into_response(),
    }
}

async fn database_answers(house: &House) -> bool {
    let answer = house.desk.store.ping().await;
    answer.inspect_err(|error| tracing::error!(%error, "the database does not answer")).is_ok()
}
