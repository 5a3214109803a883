//! Pages are packed on their way out. Files of the bundle were packed when they were built.
//!
//! A page that shows a secret (a delivery code, a recovery code) stays whole: where a reader's own words and a secret
//! are packed together, the length tells whether they are alike (BREACH), and the address of a page is in the page.

use app::ssr::SHOWS_A_SECRET;
use axum::{
    extract::Request,
    http::{Extensions, HeaderMap, StatusCode, Version, header::CONTENT_TYPE},
    middleware::Next,
    response::Response,
};
use tower_http::{
    CompressionLevel,
    compression::{
        CompressionLayer,
        predicate::{And, Predicate, SizeAbove},
    },
};

/// Less is not worth a dictionary.
const SMALLEST: u16 = 860;
/// Of 11: half of the time of 5 for a twentieth more bytes.
const EFFORT: i32 = 4;

/// Packs what is text and not marked.
pub fn layer() -> CompressionLayer<And<SizeAbove, Asked>> {
    let predicate = SizeAbove::new(SMALLEST).and(may_pack as Asked);
    CompressionLayer::new().quality(CompressionLevel::Precise(EFFORT)).compress_when(predicate)
}

/// Marks answers that must stay whole: those whose page said so. Stands inside [`layer`].
pub async fn spare_secrets(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.headers_mut().remove(SHOWS_A_SECRET).is_some() {
        response.extensions_mut().insert(Whole);
    }
    response
}

/// On an answer that must not be packed.
#[derive(Clone, Copy)]
struct Whole;

/// Asks status, version, headers and marks of an answer.
type Asked = fn(StatusCode, Version, &HeaderMap, &Extensions) -> bool;

/// Text of ours, unless it must stay whole. News are sent line by line and never packed.
fn may_pack(_: StatusCode, _: Version, headers: &HeaderMap, marks: &Extensions) -> bool {
    let kind = headers.get(CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    let is_text = [&b"text/html"[..], b"application/json", b"text/csv"].iter().any(|text| kind.starts_with(text));
    is_text && marks.get::<Whole>().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{
        Router,
        body::Body,
        http::{HeaderValue, header::CONTENT_ENCODING},
        middleware::from_fn,
        routing::get,
    };
    use tower::ServiceExt;

    async fn packing_of(path: &str, kind: &'static str) -> Option<String> {
        let answer = move |uri: axum::http::Uri| async move {
            let secret = uri.path().contains("secret").then(|| (SHOWS_A_SECRET, HeaderValue::from_static("1")));
            let headers: HeaderMap =
                secret.into_iter().chain([(CONTENT_TYPE, HeaderValue::from_static(kind))]).collect();
            (headers, "a word ".repeat(500))
        };
        let app = Router::new().fallback(get(answer)).layer(from_fn(spare_secrets)).layer(layer());
        let request = Request::get(path).header("accept-encoding", "gzip, br").body(Body::empty()).unwrap();
        let response = app.oneshot(request).await.unwrap();
        assert_eq!(response.headers().get(SHOWS_A_SECRET), None);
        response.headers().get(CONTENT_ENCODING).map(|packing| packing.to_str().unwrap().to_owned())
    }

    #[tokio::test]
    async fn pages_are_packed_unless_they_show_a_secret() {
        assert_eq!(packing_of("/requests", "text/html; charset=utf-8").await.as_deref(), Some("br"));
        assert_eq!(packing_of("/secret", "text/html; charset=utf-8").await, None);
        assert_eq!(packing_of("/orders/req_1/checkout", "text/html; charset=utf-8").await.as_deref(), Some("br"));
    }

    #[tokio::test]
    async fn news_are_never_held_back_to_be_packed() {
        assert_eq!(packing_of("/feed/req_1", "text/event-stream").await, None);
    }
}
