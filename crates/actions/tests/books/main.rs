//! The books: who is looked up, what lies aside, what is counted, and whether it agrees with a real chain.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod chains;
mod payments;
mod screening;
mod sums;

use actions::{ActionError, Desk, escrow::order_of, ledger::audit};
use domain::{
    PurchaseRequestId, UserId,
    identity::{Role, User},
};
use store::Commit;
use testkit::Given;

/// The three machines in one line.
async fn story(desk: &Desk, request: PurchaseRequestId) -> String {
    let order = order_of(desk, request).await.unwrap();
    format!("{} {} {}", order.request.status, order.payment.status, order.escrow.state)
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
        Err(ActionError::Fields(fields)) => fields.0.values().map(|fault| fault.code.clone()).collect(),
        Err(other) => other.to_string(),
    }
}

/// Somebody who works here.
async fn with_role(desk: &Desk, name: &str, role: Role) -> UserId {
    let id = Given::person(desk, name).await;
    let user: User = desk.store.get(id).await.unwrap();
    let hired = User { roles: vec![Role::Buyer, role], ..user };
    desk.commit(Commit::new().save(&hired)).await.unwrap();
    id
}
