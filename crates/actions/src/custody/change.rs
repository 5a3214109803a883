//! A change of a payout, written: the payout, what is booked, its history and the task that carries it on.

use crate::{ActionError, Desk};
use domain::{
    custody::{Payout, PayoutChange, PayoutStatus},
    event::{Actor, EventRow, Subject},
    tasks::{Deed, ScheduledTask},
};
use store::Commit;

/// Writes a change together with what `commit` already carries; answers with the payout as it is stored then.
pub(super) async fn commit_change(
    desk: &Desk,
    actor: Actor,
    change: &PayoutChange,
    why: Option<&str>,
    commit: Commit,
) -> Result<Payout, ActionError> {
    let payout = &change.payout;
    let is_new = change.moves.first().is_some_and(|first| first.from.is_none());
    let mut commit = if is_new { commit.insert(payout) } else { commit.save(payout) };
    for journal in &change.journals {
        commit = commit.post(&journal.clone().written(desk.new_id(), actor, desk.now()));
    }
    for moved in &change.moves {
        let from = moved.from.map(|from| from.to_string());
        let row = desk.event(Subject::Payout(payout.id), actor, moved.deed, from, moved.to);
        commit = commit.record(&EventRow { why: why.map(str::to_owned), ..row });
    }
    desk.commit(with_tasks(desk, change, commit)).await?;
    Ok(Payout { version: payout.version + u64::from(!is_new), ..payout.clone() })
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
