//! Coins made of what came back for an order: all of it, out of the wallet that it came into, and not sent on besides.

use super::{books::Books, report::Findings};
use crate::{ActionError, Desk};
use domain::escrow::{REFUND_EXCHANGE, exchanges_all_of};

pub(super) async fn check(desk: &Desk, books: &Books, findings: &mut Findings) -> Result<(), ActionError> {
    for exchange in &books.exchanges {
        let key = exchange.key.strip_prefix(REFUND_EXCHANGE).unwrap_or_default();
        let came = desk.store.journal_by_key(key).await?;
        let is_all_of_it = came.is_some_and(|came| exchanges_all_of(exchange, &came));
        findings.must("journals", is_all_of_it, exchange.id, || format!("it is not all that {key} gave back"));
        let is_there = desk.store.payout_of_refund(key).await?.is_none();
        findings.must("payouts", is_there, exchange.id, || format!("{key} was exchanged, and is sent on as it was"));
    }
    Ok(())
}
