//! A number for every request, and the headers that keep a page to itself.

use actions::Desk;
use app::{Viewer, ssr::RequestId};
use axum::{
    extract::{Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY,
            X_CONTENT_TYPE_OPTIONS,
        },
    },
    middleware::Next,
    response::Response,
};
use domain::EventId;
use leptos::nonce::Nonce;
use std::time::Instant;
use tracing::Instrument;

/// What these headers depend on.
#[derive(Clone)]
pub struct Policy {
    /// Draws the numbers.
    pub desk: Desk,
    /// Whether browsers may be told never to come by plain HTTP again.
    pub is_https: bool,
}

/// Everything a page may load: our own files, and scripts that carry the nonce or were loaded by one that does.
fn content_policy(nonce: &Nonce, is_https: bool) -> String {
    let reports = if is_https { REPORTS } else { "report-uri /reports" };
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default; {reports}"
    )
}

/// Both ways a browser may report by. One that knows `report-to` takes it and leaves the other, and then sends nothing
/// at all over plain HTTP: there, on this machine, the old way stands alone.
const REPORTS: &str = "report-uri /reports; report-to csp";

const PERMISSIONS: &str = "camera=(), microphone=(), geolocation=(), usb=(self), payment=(), \
                           publickey-credentials-get=(self), publickey-credentials-create=(self), clipboard-write=(self)";

/// Addresses that hold a secret of a letter: where one leads from here must not learn it.
const SECRET_IN_QUERY: [&str; 3] = ["code=", "token=", "id="];

/// Numbers the request, runs it, and sets the headers.
pub async fn set(State(policy): State<Policy>, mut request: Request, next: Next) -> Response {
    let (nonce, number, started) = (Nonce::new(), number(&policy.desk), Instant::now());
    request.extensions_mut().insert(nonce.clone());
    request.extensions_mut().insert(RequestId(number.clone()));
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let holds_secret = holds_secret(request.uri().query().unwrap_or_default());
    // Every line of the log that is written on the way says the number too.
    let mut response = next.run(request).instrument(tracing::info_span!("request", number)).await;
    let took_ms = started.elapsed().as_millis();
    // The query may hold what people typed; it is not written down.
    tracing::debug!(number, %method, path, status = response.status().as_u16(), took_ms, "answered");
    let headers = response.headers_mut();
    let csp = HeaderValue::from_str(&content_policy(&nonce, policy.is_https)).expect("a nonce is base64");
    // What people brought comes with a policy of its own, under which nothing runs at all.
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(csp);
    headers.insert("x-request-id", HeaderValue::from_str(&number).expect("an id is ASCII"));
    always(headers, policy.is_https);
    if holds_secret {
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
    response
}

fn holds_secret(query: &str) -> bool {
    query.split('&').any(|part| SECRET_IN_QUERY.iter().any(|name| part.starts_with(name)))
}

/// Pages differ by person and by nonce: no shared cache may keep one, and none at all what a signed-in person sees.
pub async fn keep_private(request: Request, next: Next) -> Response {
    let is_signed_in = request.extensions().get::<Viewer>().is_some();
    let is_answer_of_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_page = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_signed_in || is_answer_of_api {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    } else if is_page {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    headers.append(VARY, HeaderValue::from_static("cookie, accept-language"));
    response
}

fn always(headers: &mut HeaderMap, is_https: bool) {
    let fixed: [(HeaderName, &'static str); 6] = [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (HeaderName::from_static("reporting-endpoints"), "csp=\"/reports\""),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if is_https {
        let for_two_years = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(STRICT_TRANSPORT_SECURITY, for_two_years);
    }
}

/// What support asks for: sorts by time, says nothing about anybody.
fn number(desk: &Desk) -> String {
    desk.new_id::<EventId>().to_string().replacen(EventId::PREFIX, "rq", 1)
}
