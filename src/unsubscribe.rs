//! `/unsubscribe/{link}`: what stands in the head of a letter. A mail program posts to it and is answered at once (RFC 8058); a
//! person who opens it is led to the page with the button. Opening it stops nothing.

use crate::page::House;
use actions::{ActionError, notices};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Redirect,
};

/// The page of this link.
pub async fn opened(Path(link): Path<String>) -> Redirect {
    // What a link is written with needs no escaping; anything else is no link, and the page says so.
    let is_plain = link.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'));
    Redirect::to(&format!("/unsubscribe?link={}", if is_plain { &link } else { "" }))
}

/// One click.
pub async fn posted(State(house): State<House>, Path(link): Path<String>) -> StatusCode {
    match notices::unsubscribe(&house.desk, &link).await {
        Ok(_) => StatusCode::OK,
        Err(ActionError::Refused { .. }) => StatusCode::NOT_FOUND,
        Err(error) => {
            tracing::error!(%error, "letters are not stopped");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
