//! What stands around the twin's pages: the same session layer as ours, who is looking, a nonce and the same headers.

use super::Twin;
use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use domain::identity::{User, UserStatus};
use rand::RngCore;
use store::{SEEN_KEY, SIGNED_IN_KEY, SessionStore, USER_KEY};
use tower_sessions::{Expiry, Session, SessionManagerLayer, cookie::SameSite};

/// Who looks at a page, and with which nonce.
#[derive(Clone)]
pub(super) struct Reader {
    pub(super) who: Option<User>,
    pub(super) nonce: String,
    /// The address of the page.
    pub(super) here: String,
}

/// As `src/middleware/session.rs`.
pub(super) fn sessions(store: SessionStore) -> SessionManagerLayer<SessionStore> {
    SessionManagerLayer::new(store)
        .with_name("sid")
        .with_secure(false)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(time::Duration::days(14)))
}

/// As `src/middleware/reader.rs` and `headers.rs`, without what the figures do not need.
pub(super) async fn read(State(twin): State<Twin>, mut request: Request, next: Next) -> Response {
    let session = request.extensions().get::<Session>().cloned();
    let who = match session {
        Some(session) => who(&twin, &session).await,
        None => None,
    };
    let here = request.uri().path_and_query().map_or("/", |here| here.as_str()).to_owned();
    let reader = Reader { who, nonce: drawn(), here };
    request.extensions_mut().insert(reader.clone());
    with_headers(next.run(request).await, &reader)
}

async fn who(twin: &Twin, session: &Session) -> Option<User> {
    let id: String = session.get(USER_KEY).await.ok()??;
    let user: User = twin.store.find(id.parse().ok()?).await.ok()??;
    let _since: Option<i64> = session.get(SIGNED_IN_KEY).await.ok()?;
    let _seen: Option<i64> = session.get(SEEN_KEY).await.ok()?;
    (user.status == UserStatus::Active).then_some(user)
}

fn drawn() -> String {
    let mut bytes = [0; 16];
    rand::rng().fill_bytes(&mut bytes);
    hex::encode(bytes)
}

fn with_headers(mut response: Response, reader: &Reader) -> Response {
    let nonce = &reader.nonce;
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default; report-uri /reports"
    );
    let cache = if reader.who.is_some() { "no-store" } else { "private, no-cache" };
    let fixed = [
        ("cache-control", cache),
        ("vary", "cookie, accept-language"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ];
    let headers = response.headers_mut();
    headers.insert("content-security-policy", HeaderValue::from_str(&policy).expect("a nonce is hex"));
    headers.insert("x-request-id", HeaderValue::from_str(&drawn()).expect("a number is hex"));
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}
