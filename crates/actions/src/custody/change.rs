//! A change of a payout, written: the payout, what is booked, its history and the task that carries it on.

use crate::{ActionError, Desk, escrow, letters};
use domain::{
    custody::{Payout, PayoutChange, PayoutStatus},
    escrow::OrderChange,
    event::{Actor, EventRow, Subject},
    identity::User,
    letters::{LetterKind, payout_news},
    tasks::{Deed, ScheduledTask},
};
use store::Commit;

/// Writes a change together with what `commit` already carries, and with the order whose money it is; answers with the
/// payout as it is stored then.
pub(super) async fn commit_change(
    desk: &Desk,
    actor: Actor,
    change: &PayoutChange,
    why: Option<&str>,
    commit: Commit,
) -> Result<Payout, ActionError> {
    let (payout, is_new) = (&change.payout, is_new(change));
    let commit = told(desk, change, carrying(desk, actor, change, why, commit)).await?;
    match order_moved(desk, change).await? {
        Some(moved) => escrow::commit_change(desk, actor, &moved, why, commit).await?,
        None => desk.commit(commit).await?,
    }
    Ok(Payout { version: payout.version + u64::from(!is_new), ..payout.clone() })
}

/// The person whose money it is, is told how it went: each step once, also where a block that was undone repeats it.
async fn told(desk: &Desk, change: &PayoutChange, commit: Commit) -> Result<Commit, ActionError> {
    let payout = &change.payout;
    let step = change.moves.iter().rev().find_map(|moved| payout_news(moved.to));
    let (Some(user), Some(step)) = (payout.user_id, step) else { return Ok(commit) };
    let user: User = desk.store.get(user).await?;
    let kind = LetterKind::Payout { payout: payout.id, step, amount: payout.amount };
    letters::add_once(commit, desk, &user, kind, &format!("payout:{}:{step}", payout.id)).await
}

/// A seller's payout moves the order it pays for.
async fn order_moved(desk: &Desk, change: &PayoutChange) -> Result<Option<OrderChange>, ActionError> {
    let Some(request) = change.payout.request_id.filter(|_| !is_new(change)) else { return Ok(None) };
    let order = escrow::order_of(desk, request).await?;
    Ok(order.payout_moved(&change.moves, desk.now())?)
}

fn is_new(change: &PayoutChange) -> bool {
    change.moves.first().is_some_and(|first| first.from.is_none())
}

/// The commit with the change in it: the payout, what is booked, its history and its tasks.
pub(crate) fn carrying(desk: &Desk, actor: Actor, change: &PayoutChange, why: Option<&str>, commit: Commit) -> Commit {
    let payout = &change.payout;
    let mut commit = if is_new(change) { commit.insert(payout) } else { commit.save(payout) };
    for journal in &change.journals {
        commit = commit.post(&journal.clone().written(desk.new_id(), actor, desk.now()));
    }
    for moved in &change.moves {
        let from = moved.from.map(|from| from.to_string());
        let row = desk.event(Subject::Payout(payout.id), actor, moved.deed, from, moved.to);
        commit = commit.record(&EventRow { why: why.map(str::to_owned), ..row });
    }
    with_tasks(desk, change, commit)
}

/// Whatever became approved is carried on; whatever waits for somebody ends one day.
fn with_tasks(desk: &Desk, change: &PayoutChange, commit: Commit) -> Commit {
    let (payout, now) = (&change.payout, desk.now());
    let became = |status: PayoutStatus| change.moves.iter().any(|moved| moved.to == status);
    let mut commit = commit;
    if became(PayoutStatus::Approved) {
        commit = commit.cancel_task(Deed::ExpirePayout(payout.id).key());
        let carry = Deed::CarryPayout(payout.id, payout.attempt);
        commit = commit.task(&ScheduledTask::at(desk.new_id(), carry, now, now));
    }
    match payout.expires_at {
        Some(at) if became(PayoutStatus::Draft) => {
            commit.task(&ScheduledTask::at(desk.new_id(), Deed::ExpirePayout(payout.id), at, now))
        }
        _ => commit,
    }
}
