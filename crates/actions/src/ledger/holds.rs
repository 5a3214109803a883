//! Money set aside out of a wallet, and its one end: taken, all or a part, or given back.
//!
//! Whoever sets money aside for something does it in the commit of that thing ([`set_aside`], [`end_hold`]).

use crate::{ActionError, Desk, again::again, tasks::Ran};
use domain::{
    HoldId, Money,
    event::{Actor, Subject},
    ledger::{Hold, HoldEnd, HoldError, LedgerAccount, NewHold},
    machine::Word,
    tasks::{Deed, ScheduledTask},
};
use store::Commit;

impl From<HoldError> for ActionError {
    fn from(error: HoldError) -> Self {
        match error {
            HoldError::Move(refused) => Self::IllegalMove(refused),
            HoldError::NotAPart | HoldError::TimedOut | HoldError::Money(_) => {
                Self::Refused { status: error.status(), code: error.code(), detail: None }
            }
        }
    }
}

/// Sets money aside as a part of what is committed, and tells the clock when it ends.
///
/// # Errors
/// Nothing to set aside, or an end that has passed.
pub(crate) fn set_aside(
    desk: &Desk,
    actor: Actor,
    new: NewHold,
    commit: Commit,
) -> Result<(Hold, Commit), ActionError> {
    let now = desk.now();
    let (hold, journal) = Hold::reserved(desk.new_id(), new, now)?;
    let row = desk.event(Subject::Hold(hold.id), actor, "set_aside", None, hold.status);
    let commit = commit.insert(&hold).post(&journal.written(desk.new_id(), actor, now)).record(&row);
    let task = |until| ScheduledTask::at(desk.new_id(), Deed::TimeOutHold(hold.id), until, now);
    let end = hold.until.map(task);
    Ok((hold, end.iter().fold(commit, Commit::task)))
}

/// Writes the end of a hold as a part of what is committed.
pub(crate) fn end_hold(desk: &Desk, actor: Actor, end: &HoldEnd, commit: Commit) -> Commit {
    let hold = &end.hold;
    let row = desk.event(Subject::Hold(hold.id), actor, end.deed.word(), Some(end.from.to_string()), hold.status);
    commit
        .save(hold)
        .post(&end.journal.clone().written(desk.new_id(), actor, desk.now()))
        .record(&row)
        .cancel_task(Deed::TimeOutHold(hold.id).key())
}

/// Sets money of a wallet aside.
///
/// # Errors
/// 422 for nothing, 409 for an end that has passed, and when the wallet holds less.
pub async fn reserve_money(desk: &Desk, actor: Actor, new: NewHold) -> Result<Hold, ActionError> {
    let (hold, commit) = set_aside(desk, actor, new, Commit::new())?;
    desk.commit(commit).await?;
    Ok(hold)
}

/// Takes all or a part of what is set aside; the rest goes back in the same commit.
///
/// # Errors
/// 422 for nothing and for more than is there; 409 when it has ended, or its time has passed.
pub async fn capture_hold(
    desk: &Desk,
    actor: Actor,
    hold: HoldId,
    part: Money,
    into: LedgerAccount,
) -> Result<Hold, ActionError> {
    let into = &into;
    again(|| async move {
        let hold: Hold = desk.store.get(hold).await?;
        let end = hold.captured(part, into.clone(), desk.now())?;
        desk.commit(end_hold(desk, actor, &end, Commit::new())).await?;
        Ok(end.hold)
    })
    .await
}

/// Gives back what is set aside.
///
/// # Errors
/// 409 when it has ended.
pub async fn void_hold(desk: &Desk, actor: Actor, hold: HoldId) -> Result<Hold, ActionError> {
    again(|| async move {
        let hold: Hold = desk.store.get(hold).await?;
        let end = hold.let_go(desk.now())?;
        desk.commit(end_hold(desk, actor, &end, Commit::new())).await?;
        Ok(end.hold)
    })
    .await
}

/// The clock: what is set aside and due goes back. Anything else (ended already) is left alone.
///
/// # Errors
/// Only the database's.
pub async fn time_out_hold(desk: &Desk, hold: HoldId) -> Result<Ran, ActionError> {
    again(|| async move {
        let hold: Hold = desk.store.get(hold).await?;
        match hold.until.filter(|_| hold.status.is_open()) {
            None => return Ok(Ran::Done),
            Some(until) if !hold.is_due(desk.now()) => return Ok(Ran::Again(until)),
            Some(_) => {}
        }
        let end = hold.let_go(desk.now())?;
        desk.commit(end_hold(desk, Actor::Clock, &end, Commit::new())).await?;
        Ok(Ran::Done)
    })
    .await
}
