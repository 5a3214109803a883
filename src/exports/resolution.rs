//! What a dispute ended with as a file: `GET /disputes/{id}/resolution.json`, for its two sides and people of the house.

use crate::page::House;
use actions::{ActionError, disputes};
use app::Viewer;
use axum::{
    Extension,
    extract::{Path, State},
    http::{
        StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use domain::DisputeId;

/// The signed summary of a dispute.
pub async fn resolution(
    State(house): State<House>,
    viewer: Option<Extension<Viewer>>,
    Path(dispute): Path<String>,
) -> Response {
    let Some(Extension(viewer)) = viewer else { return StatusCode::UNAUTHORIZED.into_response() };
    let Ok(dispute) = dispute.parse::<DisputeId>() else { return StatusCode::NOT_FOUND.into_response() };
    match disputes::summary_of(&house.desk, viewer.id, viewer.is_of_the_house(), dispute).await {
        Ok(Some(summary)) => {
            let number = &summary.facts.dispute.order_number;
            let saved = format!("attachment; filename=\"amanat-{number}-resolution.json\"");
            ([(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, saved)], summary.text)
                .into_response()
        }
        // Nothing is decided; or it is nobody's business that it is there.
        Ok(None) | Err(ActionError::NotFound(_) | ActionError::Store(store::StoreError::NotFound(_))) => {
            StatusCode::NOT_FOUND.into_response()
        }
        Err(error) => {
            tracing::error!(%error, "a summary was not written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
