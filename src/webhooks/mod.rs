//! `POST /webhooks/…`: what hosted services tell us by themselves. Here is how they are answered; who is believed, and
//! that nobody is believed about money, is decided in `actions::providers`.

use crate::page::House;
use actions::{
    ActionError, Desk, admin,
    providers::{Heard, hear_request_network, hear_shkeeper},
    telegram,
};
use axum::{
    Extension,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use domain::event::Trace;
use std::{future::Future, time::Duration};

/// Far above an invoice with every transaction.
pub const MAX_BYTES: usize = 64 * 1024;
/// Request Network waits for five seconds.
const WITHIN: Duration = Duration::from_secs(4);

type From = Option<Extension<Trace>>;

/// A delivery of Request Network: any answer of the two hundreds is taken for "heard".
pub async fn request_network(State(house): State<House>, from: From, headers: HeaderMap, body: Bytes) -> StatusCode {
    let desk = asked_from(house, from);
    let hearing = hear_request_network(&desk, |name| text(&headers, name), &body);
    answer(&desk, "webhook_request_network", StatusCode::OK, hearing).await
}

/// A callback of SHKeeper: it takes 202 alone for "heard", and tells everything else again every minute.
pub async fn shkeeper(State(house): State<House>, from: From, headers: HeaderMap, body: Bytes) -> StatusCode {
    let desk = asked_from(house, from);
    let hearing = hear_shkeeper(&desk, |name| text(&headers, name), &body);
    answer(&desk, "webhook_shkeeper", StatusCode::ACCEPTED, hearing).await
}

/// An update for the bot. What is Telegram's and cannot be read is no better when it is told again, and would keep back what
/// comes after it.
pub async fn telegram(State(house): State<House>, from: From, headers: HeaderMap, body: Bytes) -> StatusCode {
    let desk = asked_from(house, from);
    let hearing = telegram::hear(&desk, |name| text(&headers, name), &body);
    match answer(&desk, "webhook_telegram", StatusCode::OK, hearing).await {
        StatusCode::BAD_REQUEST => StatusCode::OK,
        other => other,
    }
}

/// In time, or not at all: what was not heard is told again, and asked about anyway.
async fn answer(
    desk: &Desk,
    name: &str,
    heard: StatusCode,
    hearing: impl Future<Output = Result<Heard, ActionError>>,
) -> StatusCode {
    match tokio::time::timeout(WITHIN, hearing).await {
        Ok(Ok(Heard::New | Heard::Before)) => heard,
        Ok(Ok(Heard::Forged(code))) => {
            admin::note_refusal(desk, None, name, code).await;
            StatusCode::UNAUTHORIZED
        }
        Ok(Ok(Heard::Unreadable(code))) => {
            tracing::error!(webhook = name, code, "a service says something that we cannot read");
            StatusCode::BAD_REQUEST
        }
        Ok(Ok(Heard::Nobody)) => StatusCode::NOT_FOUND,
        Ok(Err(error)) => {
            tracing::error!(webhook = name, %error, "what a service told was not kept");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Err(_) => {
            tracing::error!(webhook = name, "what a service told was not kept in time");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

fn asked_from(house: House, from: From) -> Desk {
    house.desk.asked_from(from.map(|Extension(trace)| trace).unwrap_or_default())
}

/// A header that is there twice is none: whoever verified the other one would be right too.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    all.next().filter(|_| all.next().is_none()).and_then(|value| value.to_str().ok())
}
