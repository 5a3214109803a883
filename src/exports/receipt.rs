//! Receipts as files: `GET /orders/{id}/receipt.json`, and the key that they are signed with.

use crate::page::House;
use actions::{ActionError, escrow};
use app::{Viewer, pages::escrow::order_id};
use axum::{
    Extension, Json,
    extract::{Path, State},
    http::{
        StatusCode,
        header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use serde_json::json;

/// The signed receipt of an order, for its two sides and people of the house.
pub async fn receipt(
    State(house): State<House>,
    viewer: Option<Extension<Viewer>>,
    Path(order): Path<String>,
) -> Response {
    let Some(Extension(viewer)) = viewer else { return StatusCode::UNAUTHORIZED.into_response() };
    let Ok(order) = order_id(&order) else { return StatusCode::NOT_FOUND.into_response() };
    match escrow::receipt_of(&house.desk, viewer.id, viewer.is_of_the_house(), order).await {
        Ok(Some(receipt)) => {
            let saved = format!("attachment; filename=\"amanat-{}.json\"", receipt.facts.order.number);
            ([(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, saved)], receipt.text)
                .into_response()
        }
        // Nothing has moved; or it is nobody's business that it is there.
        Ok(None) | Err(ActionError::NotFound(_) | ActionError::Store(store::StoreError::NotFound(_))) => {
            StatusCode::NOT_FOUND.into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a receipt was not written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The public half of the key. Anybody may ask, from any site: it is what receipts are held against.
pub async fn key(State(house): State<House>) -> Response {
    let signer = escrow::receipt_signer(&house.desk);
    let said = json!({
        "house": house.desk.settings.origin,
        "algorithm": "Ed25519",
        "key": signer.key(),
        "key_id": signer.key_id(),
    });
    ([(CACHE_CONTROL, "public, max-age=3600"), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")], Json(said)).into_response()
}
