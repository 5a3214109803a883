//! The server function that looks at a receipt. It changes nothing and asks the database nothing.

use crate::Fault;
use leptos::prelude::*;

/// Whether a receipt is what this house signed. The page shows what was found beside the text, so there is nowhere to
/// go on to: a receipt that holds is a fault of status 200.
///
/// # Errors
/// 422 when it does not hold, or nothing was pasted.
#[server(endpoint = "verify_receipt")]
pub async fn verify_receipt(receipt: String) -> Result<(), Fault> {
    use crate::{pages::escrow::verdict_on, ssr::desk};
    if receipt.trim().is_empty() {
        return Err(Fault::field("receipt", "required"));
    }
    let holds = verdict_on(&desk(), &receipt).is_valid();
    Err(if holds { Fault::new(200, "receipt-valid") } else { Fault::new(422, "receipt-changed") })
}
