//! A decision about a dispute, written: the dispute, its rows of history, its clock, its letters, and what it does to the
//! order, in one commit.

use super::{
    legs::{asks_signers, legs_in},
    sign::{is_signed, knows_signer, waits_for_signature},
    told::{Told, told},
};
use crate::{
    ActionError, Desk,
    chat::{join, leave},
    custody,
    escrow::{commit_change, open_wallet, refund_wallet},
};
use domain::{
    DisputeId, Timestamp,
    disputes::{Dispute, DisputeChange, DisputeError, DisputeNews, Outcome},
    escrow::{Order, OrderChange, Payees},
    event::{Actor, EventRow},
    tasks::ScheduledTask,
};
use store::Commit;

/// Who did it, and what the others are told of it, if anything.
pub(super) struct Act<'a> {
    pub(super) actor: Actor,
    pub(super) news: Option<DisputeNews>,
    pub(super) why: Option<&'a str>,
}

/// Writes a decision that leaves the order as it is.
pub(super) async fn commit_talk(
    desk: &Desk,
    order: &Order,
    change: &DisputeChange,
    act: &Act<'_>,
    commit: Commit,
) -> Result<(), ActionError> {
    let commit = written(desk, order, change, act, commit).await?;
    desk.commit(commit).await
}

/// Writes the end of a dispute together with what it does to the order.
pub(super) async fn commit_end(
    desk: &Desk,
    order: &OrderChange,
    change: &DisputeChange,
    act: &Act<'_>,
    commit: Commit,
) -> Result<(), ActionError> {
    let commit = written(desk, &order.before, change, act, commit).await?;
    commit_change(desk, act.actor, order, act.why, commit).await
}

/// The order as it ends with this: all of the money where it says.
pub(super) async fn settled(desk: &Desk, order: &Order, outcome: Outcome) -> Result<OrderChange, ActionError> {
    Ok(order.dispute_settled(outcome, &payees(desk, order).await?, desk.now())?)
}

/// The order as the house decided, once more against what was signed: by the vault, and by signers of the house.
pub(super) async fn resolved(desk: &Desk, order: &Order, change: &DisputeChange) -> Result<OrderChange, ActionError> {
    let dispute = &change.dispute;
    if waits_for_signature(desk, &change.before) {
        return Err(DisputeError::Unsigned.into());
    }
    let decision = dispute.decisions.last().filter(|_| is_signed(desk, dispute));
    let decision =
        decision.ok_or_else(|| ActionError::Broken(format!("what was signed is not what {} ends with", dispute.id)))?;
    // A signature is worth what is known of its signer: money moves where the vault is known.
    if !knows_signer(desk, decision) {
        return Err(DisputeError::Unsigned.into());
    }
    let ended = order.dispute_resolved(decision, &payees(desk, order).await?, desk.now())?;
    if asks_signers(desk, decision).await? {
        let legs = legs_in(decision, &ended);
        if !custody::all_legs_signed(desk, (dispute, decision, order), &legs).await? {
            return Err(DisputeError::NeedsSigners.into());
        }
    }
    Ok(ended)
}

pub(super) async fn payees(desk: &Desk, order: &Order) -> Result<Payees, ActionError> {
    let currency = order.escrow.price.currency;
    Ok(Payees {
        refund: refund_wallet(desk, order).await?.id,
        buyer: open_wallet(desk, order.escrow.buyer_id, currency).await?.id,
        seller: open_wallet(desk, order.escrow.seller_id, currency).await?.id,
    })
}

/// The dispute of an order whose money turned out not to be here, as a part of the commit that takes it out of the books.
pub(crate) async fn fall(
    desk: &Desk,
    actor: Actor,
    order: &Order,
    id: DisputeId,
    commit: Commit,
) -> Result<Commit, ActionError> {
    let change = desk.store.get::<Dispute>(id).await?.unfunded(desk.now())?;
    let act = Act { actor, news: Some(DisputeNews::Over), why: None };
    written(desk, order, &change, &act, commit).await
}

async fn written(
    desk: &Desk,
    order: &Order,
    change: &DisputeChange,
    act: &Act<'_>,
    commit: Commit,
) -> Result<Commit, ActionError> {
    let (before, after) = (&change.before, &change.dispute);
    let commit = seated(desk, commit.save(after).record_all(&history(desk, change, act)), change);
    let commit = if before.clock_round == after.clock_round && after.is_open {
        commit
    } else {
        commit.cancel_task(before.clock().key())
    };
    let is_set = after.is_open && before.clock_round != after.clock_round;
    let commit = if is_set { commit.task(&clock(desk, after, after.respond_by)) } else { commit };
    let Some(news) = act.news else { return Ok(commit) };
    told(desk, commit, &Told { dispute: after, number: order.request.number, news, actor: act.actor }).await
}

/// Whoever has it from now on takes part in its conversation, and whoever had it does not any more.
fn seated(desk: &Desk, commit: Commit, change: &DisputeChange) -> Commit {
    let [had, has] = [&change.before, &change.dispute].map(|dispute| dispute.claim.map(|claim| claim.by));
    if had == has {
        return commit;
    }
    let commit = had.into_iter().fold(commit, |commit, who| leave(desk, commit, &change.dispute, who));
    has.into_iter().fold(commit, |commit, who| join(desk, commit, &change.dispute, who))
}

/// The task that ends its time.
pub(super) fn clock(desk: &Desk, dispute: &Dispute, run_at: Timestamp) -> ScheduledTask {
    ScheduledTask::at(desk.new_id(), dispute.clock(), run_at, desk.now())
}

fn history(desk: &Desk, change: &DisputeChange, act: &Act<'_>) -> Vec<EventRow> {
    let row = |moved: &domain::escrow::Moved| {
        let event = desk.event(moved.subject, act.actor, moved.deed, Some(moved.from.to_owned()), moved.to);
        EventRow { request_id: Some(change.dispute.request_id), why: act.why.map(str::to_owned), ..event }
    };
    change.moves.iter().map(row).collect()
}
