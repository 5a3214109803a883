//! Disputes: opened, argued, ended by agreement, by silence or by taking them back; and whatever else would move the money
//! meanwhile. On the engine in memory or the server of `AMANAT_TEST_URI`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

mod appealing;
#[path = "../identity/authenticator.rs"]
#[allow(dead_code, reason = "the people of these tests use a part of it")]
mod authenticator;
mod deciding;
mod evidence;
mod evidence_kept;
mod frozen;
mod group;
mod house;
mod measures;
mod mediating;
mod opening;
mod rotated;
mod seconds;
mod shown;
mod signers;
mod signers_court;
#[path = "../custody/signers_room.rs"]
#[allow(dead_code, reason = "a court has a desk of its own")]
mod signers_room;
mod signers_tried;
mod signers_turns;
mod signing;
mod silence;
mod summaries;
mod talking;
mod time;
mod undone;

use actions::{ActionError, Desk, FormKey, disputes, escrow::order_of, ledger::audit};
use domain::{
    Currency, DisputeId, Money, ProposalId, PurchaseRequestId, UserId,
    disputes::{Dispute, DisputeForm, ProposalForm},
};
use testkit::OrderIds;

fn asks(asks: &str, buyer: &str) -> ProposalForm {
    let text = str::to_owned;
    ProposalForm { asks: text(asks), buyer: text(buyer), words: text("The lid is missing."), ..ProposalForm::default() }
}

fn complaint(proposal: ProposalForm) -> DisputeForm {
    let text = str::to_owned;
    let description = text("The kettle came without its lid, and the seller does not answer.");
    DisputeForm { category: text("product_quality"), reason: text("No lid"), description, proposal }
}

fn a_key(desk: &Desk) -> FormKey {
    FormKey::new(&desk.new_id::<domain::EventId>().to_string(), ["a form"])
}

async fn open(desk: &Desk, who: UserId, order: &OrderIds, proposal: ProposalForm) -> Result<DisputeId, ActionError> {
    disputes::open_dispute(desk, who, order.request, &complaint(proposal), &a_key(desk)).await
}

async fn found(desk: &Desk, id: DisputeId) -> Dispute {
    desk.store.get(id).await.unwrap()
}

async fn standing(desk: &Desk, id: DisputeId) -> Option<ProposalId> {
    found(desk, id).await.proposal.map(|proposal| proposal.id)
}

/// Proposes in place of whatever stands there.
async fn propose(desk: &Desk, who: UserId, id: DisputeId, form: ProposalForm) -> String {
    let seen = standing(desk, id).await;
    code_of(disputes::propose_outcome(desk, who, id, (&form, seen), &a_key(desk)).await)
}

/// Accepts whatever stands there.
async fn accept(desk: &Desk, who: UserId, id: DisputeId) -> String {
    let seen = standing(desk, id).await.unwrap();
    code_of(disputes::accept_outcome(desk, who, id, seen).await)
}

/// The three machines in one line.
async fn story(desk: &Desk, request: PurchaseRequestId) -> String {
    let order = order_of(desk, request).await.unwrap();
    format!("{} {} {}", order.request.status, order.payment.status, order.escrow.state)
}

/// Status and phase of a dispute.
async fn stands(desk: &Desk, id: DisputeId) -> String {
    let dispute = found(desk, id).await;
    let ending = dispute.resolution.map(|resolution| format!(" {}", resolution.ending)).unwrap_or_default();
    format!("{} {}{ending}", dispute.status, dispute.phase)
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
    actions::ledger::seal_history(desk).await.unwrap();
    let report = audit(desk).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

/// The code of a refusal.
fn code_of<T>(result: Result<T, ActionError>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(ActionError::Refused { code, .. }) => code.to_owned(),
        Err(ActionError::IllegalMove(_)) => "illegal-move".to_owned(),
        Err(ActionError::NotFound(_)) => "not-found".to_owned(),
        Err(ActionError::Fields(fields)) => fields.0.values().map(|fault| fault.code.clone()).collect(),
        Err(other) => other.to_string(),
    }
}
