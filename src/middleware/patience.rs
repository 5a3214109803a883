//! A request's body comes within its time, however slowly it comes. Whoever takes longer is told 408.

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream};
use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::time::{Instant, timeout_at};

/// A form.
const FORM: Duration = Duration::from_secs(15);
/// Files.
const FILES: Duration = Duration::from_secs(300);

/// Ends what comes too slowly.
pub async fn check(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let time = if parts.uri.path().starts_with("/attach/") { FILES } else { FORM };
    let is_late = Arc::new(AtomicBool::new(false));
    let body = within(body, Instant::now() + time, is_late.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    if is_late.load(Ordering::SeqCst) { StatusCode::REQUEST_TIMEOUT.into_response() } else { response }
}

fn within(body: Body, end: Instant, is_late: Arc<AtomicBool>) -> Body {
    let parts = stream::unfold(Some(body.into_data_stream()), move |body| {
        let is_late = is_late.clone();
        async move {
            let mut body = body?;
            let part: io::Result<Bytes> = match timeout_at(end, body.next()).await {
                Ok(part) => part?.map_err(io::Error::other),
                Err(late) => {
                    is_late.store(true, Ordering::SeqCst);
                    return Some((Err(late.into()), None));
                }
            };
            Some((part, Some(body)))
        }
    });
    Body::from_stream(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, middleware::from_fn, routing::post};
    use tower::ServiceExt;

    async fn status_of(body: Body) -> StatusCode {
        let app = Router::new().route("/", post(|text: String| async move { text })).layer(from_fn(check));
        app.oneshot(Request::post("/").body(body).unwrap()).await.unwrap().status()
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_comes_for_ever_is_late_and_a_whole_one_is_not() {
        assert_eq!(status_of(Body::from("a=b")).await, StatusCode::OK);
        let drop_by_drop = stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Some((io::Result::Ok("a"), ()))
        });
        assert_eq!(status_of(Body::from_stream(drop_by_drop)).await, StatusCode::REQUEST_TIMEOUT);
    }
}
