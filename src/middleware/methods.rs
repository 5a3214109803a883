//! The methods there are: GET, HEAD and POST. Everything else is 405, before anything looks at it.

use axum::{
    extract::Request,
    http::{Method, StatusCode, header::ALLOW},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Answers 405 to other methods.
pub async fn check(request: Request, next: Next) -> Response {
    match *request.method() {
        Method::GET | Method::HEAD | Method::POST => next.run(request).await,
        _ => (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD, POST")]).into_response(),
    }
}
