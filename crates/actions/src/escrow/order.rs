//! An order loaded, and a decision about it written: documents, money, history and tasks in one commit.

use super::{seller::with_seller, told::told};
use crate::{ActionError, Desk, Topic, again::again, custody};
use domain::{
    Change, PurchaseRequestId,
    custody::AllowedBy,
    escrow::{Escrow, Order, OrderChange, Payment},
    event::{Actor, EventRow},
    market::PurchaseRequest,
    tasks::ScheduledTask,
};
use store::{Commit, StoreError};

/// The order as it stands.
///
/// # Errors
/// [`ActionError::NotFound`] when there is none, or no offer was accepted yet.
pub async fn order_of(desk: &Desk, request: PurchaseRequestId) -> Result<Order, ActionError> {
    again(|| order_now(desk, request)).await
}

async fn order_now(desk: &Desk, request: PurchaseRequestId) -> Result<Order, ActionError> {
    let payment = desk.store.payment_of(request).await?;
    let payment = payment.ok_or_else(|| ActionError::NotFound(request.to_string()))?;
    order_with(desk, payment).await
}

/// Whatever moves an escrow moves its payment too: a payment that stayed as it was says that the three
/// belong together. If it did not, somebody was quicker, and one looks again.
pub(crate) async fn order_with(desk: &Desk, payment: Payment) -> Result<Order, ActionError> {
    let request = desk.store.get::<PurchaseRequest>(payment.request_id).await?;
    let escrow = desk.store.get::<Escrow>(payment.request_id).await?;
    if desk.store.get::<Payment>(payment.id).await?.version != payment.version {
        return Err(StoreError::Conflict(payment.id.to_string()).into());
    }
    Ok(Order { request, escrow, payment })
}

/// Writes what was decided; nothing when it had been done before. Answers with the order as it is then.
pub(super) async fn commit_decision(
    desk: &Desk,
    actor: Actor,
    order: Order,
    decision: Change<OrderChange>,
    why: Option<&str>,
) -> Result<Order, ActionError> {
    match decision {
        Change::AlreadyMade => Ok(order),
        Change::Made(change) => {
            commit_change(desk, actor, &change, why, Commit::new()).await?;
            Ok(change.order)
        }
    }
}

/// Writes a change of an order together with what `commit` already carries.
pub(crate) async fn commit_change(
    desk: &Desk,
    actor: Actor,
    change: &OrderChange,
    why: Option<&str>,
    mut commit: Commit,
) -> Result<(), ActionError> {
    let (before, after) = (&change.before, &change.order);
    if before.request != after.request {
        commit = commit.save(&after.request);
    }
    if before.escrow != after.escrow {
        commit = commit.save(&after.escrow);
    }
    if before.payment != after.payment {
        commit = commit.save(&after.payment);
    }
    for journal in &change.journals {
        commit = commit.post(&journal.clone().written(desk.new_id(), actor, desk.now()));
    }
    commit = told(desk, actor, change, commit).await?;
    commit = commit.record_all(&history(desk, actor, change, why));
    for (deed, run_at) in &change.schedule {
        let task = ScheduledTask::at(desk.new_id(), *deed, *run_at, desk.now());
        // An order that was paid, and is to be paid again, meets the same deadlines twice.
        commit = if after.payment.reversal_count > 0 { commit.task_anew(&task) } else { commit.task(&task) };
    }
    commit = change.cancel.iter().fold(commit, |commit, deed| commit.cancel_task(deed.key()));
    if let Some((template, pieces)) = change.uses_given_back() {
        commit = commit.give_uses_back(template, pieces);
    }
    if let Some((new, limits)) = change.begins_payout() {
        let mut payout = new.release(after.request.id, &limits, desk.now())?;
        payout.payout.allowed_by = after.escrow.payout_to.as_ref().and_then(|to| to.address_id).map(AllowedBy::Listed);
        commit = custody::carrying(desk, actor, &payout, why, commit);
    }
    commit = with_seller(desk, actor, change, commit).await?;
    desk.commit(commit).await?;
    // A confirmation more is no row of history, but an open page wants to know.
    desk.feed.publish(Topic::Payment(after.payment.id));
    desk.feed.publish(Topic::Request(after.request.id));
    Ok(())
}

fn history(desk: &Desk, actor: Actor, change: &OrderChange, why: Option<&str>) -> Vec<EventRow> {
    let row = |moved: &domain::escrow::Moved| {
        let from = Some(moved.from.to_owned());
        let event = desk.event(moved.subject, actor, moved.deed, from, moved.to);
        EventRow { request_id: Some(change.order.request.id), why: why.map(str::to_owned), ..event }
    };
    change.moves.iter().map(row).collect()
}
