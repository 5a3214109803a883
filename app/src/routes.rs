//! Every page and every deed in one table each, with who may. A page or deed that is not here does not exist: the
//! router is made from this table, and the door answers 404 to a deed it does not find.

use crate::{
    pages::{escrow, house, identity, leads_to_sign_in, market, wallets},
    ssr::viewer,
};
use domain::identity::Role;
use leptos::prelude::*;
use leptos_router::{
    SsrMode,
    any_nested_route::{AnyNestedRoute, IntoAnyNestedRoute},
    components::{Route, RouteProps},
    path,
};

/// Who may see a page or ask for a deed. What belongs to whom is decided by the deed or the page's own load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// Everybody.
    Anyone,
    /// A signed-in person.
    SignedIn,
    /// A signed-in person with this role.
    Has(Role),
}

/// One page.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Its path, as the router reads it: `/requests/:id`.
    pub path: &'static str,
    /// Who may see it.
    pub may: May,
}

/// Writes [`ROUTES`] and the router's list from one table. Every page is rendered whole before the first byte is
/// sent: its status is right, and nothing says "loading" where there is no JavaScript.
macro_rules! pages {
    ($($path:tt => $view:path, $may:expr;)*) => {
        /// Every page.
        pub const ROUTES: &[Page] = &[$(Page { path: $path, may: $may },)*];

        /// The router's list.
        pub fn router_list() -> Vec<AnyNestedRoute> {
            vec![$(Route(
                RouteProps::builder()
                    .path(path!($path))
                    .view(|| guarded($may, || $view().into_any()))
                    .ssr(SsrMode::Async)
                    .build(),
            )
            .into_any_nested_route(),)*]
        }
    };
}

pages! {
    "/" => house::Landing, May::Anyone;
    "/about-escrow" => house::AboutEscrow, May::Anyone;
    "/sign-up" => identity::SignUp, May::Anyone;
    "/sign-in" => identity::SignIn, May::Anyone;
    "/settings" => identity::Settings, May::SignedIn;
    "/settings/passkeys" => identity::Passkeys, May::SignedIn;
    "/settings/sessions" => identity::Sessions, May::SignedIn;
    "/settings/addresses" => identity::Addresses, May::SignedIn;
    "/become-a-seller" => identity::BecomeASeller, May::SignedIn;
    "/admin/sellers" => identity::AdminSellers, May::Has(Role::Admin);
    "/people/:id" => identity::PersonPage, May::Anyone;
    "/requests" => market::Browse, May::Anyone;
    "/requests/new" => market::NewRequest, May::SignedIn;
    "/requests/:id" => market::Request, May::Anyone;
    "/requests/:id/edit" => market::EditRequest, May::SignedIn;
    "/requests/:id/offer" => market::Offer, May::SignedIn;
    "/my/requests" => market::MyRequests, May::SignedIn;
    "/my/offers" => market::MyOffers, May::SignedIn;
    "/orders/:id/review" => market::LeaveReview, May::SignedIn;
    "/orders/:id" => escrow::Order, May::SignedIn;
    "/orders/:id/checkout" => escrow::Checkout, May::SignedIn;
    "/orders/:id/receipt" => escrow::Receipt, May::SignedIn;
    "/wallet" => wallets::Wallet, May::SignedIn;
}

/// One deed: the endpoint of a server function, and who may ask for it.
pub type DeedPolicy = (&'static str, May);

/// Every deed and every question an island asks: what is not here is answered with 404.
pub const DEEDS: &[DeedPolicy] = &[
    ("sign_up", May::Anyone),
    ("sign_in", May::Anyone),
    ("start_passkey_sign_up", May::Anyone),
    ("finish_passkey_sign_up", May::Anyone),
    ("start_passkey_sign_in", May::Anyone),
    ("finish_passkey_sign_in", May::Anyone),
    ("start_adding_passkey", May::SignedIn),
    ("finish_adding_passkey", May::SignedIn),
    ("rename_passkey", May::SignedIn),
    ("remove_passkey", May::SignedIn),
    ("set_password", May::SignedIn),
    ("remove_password", May::SignedIn),
    ("end_session", May::SignedIn),
    ("end_other_sessions", May::SignedIn),
    ("change_profile", May::SignedIn),
    ("add_address", May::SignedIn),
    ("edit_address", May::SignedIn),
    ("make_primary_address", May::SignedIn),
    ("remove_address", May::SignedIn),
    ("apply_as_seller", May::SignedIn),
    ("approve_seller", May::Has(Role::Admin)),
    ("refuse_seller", May::Has(Role::Admin)),
    ("save_draft", May::SignedIn),
    ("discard_draft", May::SignedIn),
    ("publish_request", May::SignedIn),
    ("edit_request", May::SignedIn),
    ("cancel_request", May::SignedIn),
    ("make_offer", May::SignedIn),
    ("edit_offer", May::SignedIn),
    ("withdraw_offer", May::SignedIn),
    ("accept_offer", May::SignedIn),
    ("leave_review", May::SignedIn),
    ("checkout_status", May::SignedIn),
    ("open_checkout", May::SignedIn),
    #[cfg(feature = "demo-wallet")]
    ("pay_from_demo_wallet", May::SignedIn),
    ("mark_sent", May::SignedIn),
    ("mark_arrived", May::SignedIn),
    ("hand_over", May::SignedIn),
    ("confirm_delivery", May::SignedIn),
    ("renew_delivery_code", May::SignedIn),
    ("cancel_order", May::SignedIn),
    ("give_refund", May::SignedIn),
];

/// Who may ask for this deed; `None` when there is no such deed.
pub fn deed_policy(endpoint: &str) -> Option<May> {
    DEEDS.iter().find(|(name, _)| *name == endpoint).map(|(_, may)| *may)
}

impl May {
    /// What stands in the way: 401 or 403.
    pub fn refuses(self, viewer: Option<&crate::Viewer>) -> Option<u16> {
        match (self, viewer) {
            (Self::Anyone, _) | (Self::SignedIn, Some(_)) => None,
            (Self::SignedIn | Self::Has(_), None) => Some(401),
            (Self::Has(role), Some(viewer)) => (!viewer.is(role)).then_some(403),
        }
    }
}

fn guarded(may: May, page: impl FnOnce() -> AnyView) -> AnyView {
    match may.refuses(viewer().as_ref()) {
        None => page(),
        Some(401) => leads_to_sign_in(),
        Some(status) => house::error_page(status),
    }
}
