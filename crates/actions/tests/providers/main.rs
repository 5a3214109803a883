//! Six ways to pay, one suite: each way goes through the same cases by name, or the suite's table says why it cannot.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]
#![allow(clippy::print_stdout, reason = "a fault says how often it was made")]

mod books;
mod by_hand;
mod cases;
mod choosing;
mod forged;
mod rotated;
mod ways;
mod webhooks;

use actions::{ActionError, Desk, escrow::order_of, ledger::audit};
use domain::{Currency, Money, PurchaseRequestId, UserId, ledger::LedgerAccount};

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
    desk.store.balance(&LedgerAccount::Wallet(wallet.id), Currency::USDT).await.unwrap()
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
        Err(ActionError::Outside(_)) => "outside".to_owned(),
        Err(other) => other.to_string(),
    }
}
