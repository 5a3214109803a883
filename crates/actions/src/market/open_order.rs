//! An offer is accepted, however it came to that: the escrow opens, the payment is asked, and the clock is told when to
//! stop waiting, and the sides have a conversation. The one place that does it, for a chosen offer and for what is bought
//! from a template.

use crate::{ActionError, Desk, settings::InForce};
use domain::{
    chat::Chat,
    escrow::{Escrow, EscrowDeed, EscrowState, Payment},
    event::{Actor, EventRow, Subject},
    machine::Word,
    market::{PurchaseRequest, SellerOffer},
    tasks::{Deed, ScheduledTask},
};
use store::{Commit, Counter};

/// Adds escrow, payment, their history and the end of the time to pay to what is committed.
///
/// # Errors
/// The database's: a number is drawn for the payment. A price that no ledger holds.
pub(super) async fn open_order(
    desk: &Desk,
    (request, accepted): (&PurchaseRequest, &SellerOffer),
    in_force: &InForce,
    commit: Commit,
) -> Result<Commit, ActionError> {
    let (now, actor) = (desk.now(), Actor::User(request.buyer_id));
    let pay_by = request.deadlines.pay_by.unwrap_or(now + in_force.pay_time);
    let number = desk.store.next_number(Counter::Payments).await?;
    let fee = in_force.fee.terms(accepted.price.currency);
    let escrow = Escrow::open(request, accepted, (fee, in_force.terms), now)?;
    let payment = Payment::ask((desk.new_id(), number), &escrow, accepted, pay_by, now)?;
    let task = ScheduledTask::at(desk.new_id(), Deed::EndTimeToPay(payment.id), payment.pay_by, now);
    let none = Some(EscrowState::None.to_string());
    let opened = desk.event(Subject::Escrow(escrow.id), actor, EscrowDeed::Open.word(), none, escrow.state);
    let asked = desk.event(Subject::Payment(payment.id), actor, "ask", None, payment.status);
    let asked = EventRow { request_id: Some(payment.request_id), ..asked };
    let chat = Chat::direct(request, accepted.seller_id, now);
    let commit = commit.ensure_chat(&chat);
    Ok(commit.insert(&escrow).insert(&payment).record_all([&opened, &asked]).task(&task))
}
