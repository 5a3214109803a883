//! The session's cookie: `__Host-sid`, Secure, HttpOnly, SameSite=Lax, for the whole site and no other.
//!
//! One exception, for plain HTTP on this machine: browsers refuse a `__Host-` cookie there, so it is called `sid` and
//! is not `Secure`. Settings refuse plain HTTP anywhere else.

use store::SessionStore;
use time::Duration;
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

/// How long a browser stays signed in without being used.
const IDLE: Duration = Duration::days(14);

/// The layer that finds and keeps sessions.
pub fn layer(sessions: SessionStore, origin: &str) -> SessionManagerLayer<SessionStore> {
    let is_secure = origin.starts_with("https://");
    SessionManagerLayer::new(sessions)
        .with_name(if is_secure { "__Host-sid" } else { "sid" })
        .with_secure(is_secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(IDLE))
}
