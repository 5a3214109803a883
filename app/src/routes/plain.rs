//! Routes that are neither a page nor a deed: files, feeds, webhooks. Pages and deeds stand in the table above.

use super::{May, Whose, may::KEEPERS};

/// A route that is neither a page nor a deed. `src/router.rs` has each of them, and a test there that it has no other.
#[derive(Clone, Copy, Debug)]
pub struct Plain {
    /// Its path, as axum reads it: `/feed/{id}`.
    pub path: &'static str,
    /// The method that does it; every other is 405.
    pub method: &'static str,
    /// Who may ask.
    pub may: May,
    /// Whose the thing in its path is.
    pub whose: Whose,
}

const fn plain(method: &'static str, path: &'static str, may: May, whose: Whose) -> Plain {
    Plain { path, method, may, whose }
}

/// Every route that is neither a page nor a deed.
pub const PLAIN: &[Plain] = &[
    plain("POST", "/lang", May::Anyone, Whose::Oneself),
    plain("POST", "/theme", May::Anyone, Whose::Oneself),
    plain("GET", "/wallet/activity.csv", May::SignedIn, Whose::Oneself),
    plain("GET", "/admin/payments.csv", KEEPERS, Whose::Anybody),
    plain("POST", "/sign-out", May::Anyone, Whose::Oneself),
    plain("GET", "/feed/{id}", May::SignedIn, Whose::Party),
    plain("GET", "/socket/{id}", May::SignedIn, Whose::Party),
    plain("GET", "/files/{id}", May::SignedIn, Whose::Party),
    plain("POST", "/attach/{home}", May::SignedIn, Whose::Owner),
    plain("GET", "/orders/{id}/receipt.json", May::SignedIn, Whose::PartyOrHouse),
    plain("GET", "/disputes/{id}/resolution.json", May::SignedIn, Whose::PartyOrHouse),
    // Every deed in the list below, and nothing else.
    plain("POST", "/api/{deed}", May::Anyone, Whose::Anybody),
    plain("GET", "/healthz", May::Anyone, Whose::Anybody),
    plain("GET", "/readyz", May::Anyone, Whose::Anybody),
    plain("GET", "/.well-known/amanat-receipt-key.json", May::Anyone, Whose::Anybody),
    plain("POST", "/reports", May::Anyone, Whose::Anybody),
    // Known by its signed link, like a webhook: mail programs post to it. Opened, it leads to its page.
    plain("POST", "/unsubscribe/{link}", May::Anyone, Whose::Anybody),
    plain("GET", "/unsubscribe/{link}", May::Anyone, Whose::Anybody),
    plain("POST", "/webhooks/request-network", May::Anyone, Whose::Anybody),
    plain("POST", "/webhooks/shkeeper", May::Anyone, Whose::Anybody),
    plain("POST", "/webhooks/telegram", May::Anyone, Whose::Anybody),
    plain("GET", "/metrics", May::Operator, Whose::Anybody),
];
