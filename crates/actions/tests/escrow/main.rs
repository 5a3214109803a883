//! Orders from accepted to paid, and every way back; on the engine in memory or the server of `AMANAT_TEST_URI`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod after_the_end;
mod aside;
mod bad_prices;
mod codes;
mod deposits;
mod fees;
mod from_wallet;
mod incidents;
mod inspection;
mod journey;
mod late;
mod ledger;
mod more_time;
mod moved;
mod on_anvil;
mod part_refund;
mod quoted_town;
mod quotes;
mod races;
mod receipts;
mod refund_rates;
mod reversals;
mod reversed_losses;
mod settings;
mod settings_hold;
mod settings_wait;
mod silence;
mod splits;
mod tasks;
mod watching;
mod ways_back;

use actions::{ActionError, Desk, escrow::order_of, ledger::audit};
use domain::{Currency, Money, PurchaseRequestId, UserId, escrow::EscrowState, market::RequestStatus};

/// The three machines in one line.
async fn story(desk: &Desk, request: PurchaseRequestId) -> String {
    let order = order_of(desk, request).await.unwrap();
    format!("{} {} {}", order.request.status, order.payment.status, order.escrow.state)
}

/// What a person has in USDT.
async fn purse(desk: &Desk, person: UserId) -> Money {
    let Some(wallet) = desk.store.wallet_of(person, Currency::USDT).await.unwrap() else {
        return Money::zero(Currency::USDT);
    };
    desk.store.balance(&domain::ledger::LedgerAccount::Wallet(wallet.id), Currency::USDT).await.unwrap()
}

/// Seals what is there and adds everything up.
async fn assert_books_are_right(desk: &Desk) {
    actions::ledger::seal(desk).await.unwrap();
    let report = audit(desk).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

/// The code of a refusal.
fn code_of<T>(result: Result<T, ActionError>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(ActionError::Refused { code, .. }) => code.to_owned(),
        Err(ActionError::IllegalMove(_)) => "illegal-move".to_owned(),
        Err(ActionError::Fields(fields)) => fields.0.values().map(|fault| fault.code.clone()).collect(),
        Err(other) => other.to_string(),
    }
}

const PAID: (RequestStatus, EscrowState) = (RequestStatus::SellerPaid, EscrowState::Released);
