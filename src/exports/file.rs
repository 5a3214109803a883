//! `GET /files/{id}`: a file that somebody brought, for whom it is. It is saved, never opened as a page: whatever it is, it
//! runs nothing here.

use crate::page::House;
use actions::{ActionError, attachments::open_file};
use app::Viewer;
use axum::{
    Extension,
    extract::{Path, State},
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use domain::attachments::Attachment;

/// Nothing loads, nothing runs, nothing frames it, and it is of no origin.
const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The file, for people of the thing it lies beside.
pub async fn file(State(house): State<House>, viewer: Option<Extension<Viewer>>, Path(id): Path<String>) -> Response {
    let Some(Extension(viewer)) = viewer else { return StatusCode::UNAUTHORIZED.into_response() };
    let Ok(id) = id.parse() else { return StatusCode::NOT_FOUND.into_response() };
    match open_file(&house.desk, (viewer.id, &viewer.roles), id).await {
        Ok((file, bytes)) => (headers(&file), bytes).into_response(),
        Err(ActionError::NotFound(_)) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a file was not given");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn headers(file: &Attachment) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.kind.mime()));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_str(&saved_as(&file.name)).expect("it is ASCII"));
    headers
}

/// RFC 6266: a plain name for old readers, and the true one for all others.
fn saved_as(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ".contains(c) { c } else { '_' }).collect();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    let coded: String =
        name.bytes().map(|b| if is_plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{coded}")
}

#[cfg(test)]
mod tests {
    use super::saved_as;

    #[test]
    fn a_name_cannot_leave_its_header() {
        assert_eq!(saved_as("lamp.jpg"), "attachment; filename=\"lamp.jpg\"; filename*=UTF-8''lamp.jpg");
        let name = saved_as("چ\"\r\nx: y.pdf");
        assert_eq!(name, "attachment; filename=\"____x_ y.pdf\"; filename*=UTF-8''%DA%86%22%0D%0Ax%3A%20y.pdf");
    }
}
