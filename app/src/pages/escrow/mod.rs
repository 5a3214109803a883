//! Pages of an order: checkout, order, receipt. What may be done when is decided by the deeds; these pages only show
//! the forms that make sense now.

mod agreed;
mod checkout;
mod checkout_now;
mod code;
mod deeds;
mod fees;
mod from_wallet;
mod how_to_pay;
mod incident;
mod load;
mod money;
mod more_time;
mod order;
mod payout;
mod quote;
mod receipt;
mod receipt_parts;
mod refund;
mod refund_lines;
mod refund_rates;
mod refund_review;
mod silence;
mod split;
mod steps;
mod sums;
mod unclaimed;
mod verdict;
mod verdict_says;
mod verify;
mod ways;

pub use checkout::Checkout;
pub use checkout_now::checkout_now;
pub use fees::rate_said;
pub use order::Order;
pub use receipt::Receipt;
pub(super) use receipt_parts::JournalRows;
pub use refund::Refund;
pub use sums::said;
pub use unclaimed::Unclaimed;
pub(super) use verdict_says::ended;
pub(super) use verify::Fingerprint;
pub use verify::{Verify, verdict_on};

use crate::{Fault, ssr::done};
use domain::PurchaseRequestId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// An order's id as it came in.
///
/// # Errors
/// 404: what is not an id is no order.
pub fn order_id(text: &str) -> Result<PurchaseRequestId, Fault> {
    text.parse().map_err(|_| Fault::new(404, "not-found"))
}

/// The order in this page's address.
fn order_of_page() -> Result<PurchaseRequestId, Fault> {
    order_id(&use_params_map().get_untracked().get("id").unwrap_or_default())
}

/// No offer has been accepted: what is asked for is a request, and its page is elsewhere.
#[component]
fn ToRequest(id: Result<PurchaseRequestId, Fault>) -> impl IntoView {
    if let Ok(id) = id {
        done(&format!("/requests/{id}"));
    }
}

/// What people say on the phone.
pub(super) fn order_number(number: u64) -> String {
    format!("R-{number:06}")
}
