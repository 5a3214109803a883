//! What the broken glass is good for: an admin's click stands for signers while it is open. Whether such a click holds is
//! looked at again where the money goes, and by the audit.

use super::{break_glass_told::tell, change::commit_change};
use crate::{ActionError, Desk, admin::must_be_admin, again::again};
use domain::{
    PayoutId, Timestamp, UserId,
    custody::{BreakGlass, GlassNews, Payout, PayoutError, TIME_AS_ADMIN},
    event::{Actor, EventRow, Subject},
    identity::{Role, User},
};
use store::Commit;

/// The one that is open now.
///
/// # Errors
/// Only the database's.
pub async fn open_break_glass(desk: &Desk) -> Result<Option<BreakGlass>, ActionError> {
    let now = desk.now();
    Ok(desk.store.present_break_glass().await?.filter(|glass| glass.was_open_at(now)))
}

/// An admin approves a payout in place of its signers. The glass is written with it: of this and its end one comes first.
pub(super) async fn approve_under_glass(desk: &Desk, by: UserId, id: PayoutId) -> Result<Payout, ActionError> {
    again(|| async {
        let glass = open_break_glass(desk).await?.ok_or(PayoutError::NeedsSignature)?;
        let admin = must_be_admin(desk, by).await?;
        let payout: Payout = desk.store.get(id).await?;
        let (used, change) = glass.used(&payout, by, desk.now())?;
        let (actor, stands) = (Actor::User(by), glass.status.to_string());
        let row = desk.event(Subject::BreakGlass(glass.id), actor, "use_break_glass", Some(stands), used.status);
        let row = EventRow { why: Some(id.to_string()), ..row };
        let commit = Commit::new().save(&admin).save(&used).record(&row);
        let paid = Some((id, payout.amount));
        let commit = tell(commit, desk, &used, (GlassNews::Used, Some(&admin)), paid).await?;
        commit_change(desk, actor, &change, Some(&glass.id.to_string()), commit).await
    })
    .await
}

/// True when a payout was approved by an admin who does not receive it, while two admins had broken the glass; all of them as
/// they were then.
pub(crate) async fn is_under_glass(desk: &Desk, payout: &Payout) -> Result<bool, ActionError> {
    let Some(id) = payout.break_glass_id else { return Ok(false) };
    let Some(glass) = desk.store.find::<BreakGlass>(id).await? else { return Ok(false) };
    let Some(used) = glass.use_for(payout) else { return Ok(false) };
    Ok(was_admin(desk, used.by, used.at).await? && was_broken_by_admins(desk, &glass).await?)
}

/// True when who asked and who confirmed are two, and each had been an admin for long enough then.
pub(crate) async fn was_broken_by_admins(desk: &Desk, glass: &BreakGlass) -> Result<bool, ActionError> {
    let Some(yes) = &glass.confirmed else { return Ok(false) };
    let (one, two) = (glass.asked.by, yes.by);
    let by_both = is_long_admin(desk, one, glass.asked.at).await? && is_long_admin(desk, two, yes.at).await?;
    Ok(one != two && by_both && was_admin(desk, one, yes.at).await?)
}

/// True for somebody who is an admin at a moment and was one a day before.
pub(super) async fn is_long_admin(desk: &Desk, who: UserId, at: Timestamp) -> Result<bool, ActionError> {
    Ok(was_admin(desk, who, at).await? && was_admin(desk, who, at - TIME_AS_ADMIN).await?)
}

/// Whether somebody was an admin at a moment: as they are now, unless their roles changed since.
async fn was_admin(desk: &Desk, who: UserId, at: Timestamp) -> Result<bool, ActionError> {
    let changed = desk.store.role_changes_of(who).await?;
    if let Some(was) = changed.iter().filter(|row| row.at > at).find_map(was_before) {
        return Ok(was);
    }
    let now = desk.store.find::<User>(who).await?;
    Ok(now.is_some_and(|user| user.roles.contains(&Role::Admin)))
}

/// What a change of roles says of the time before it. The house's own grants name the one role alone.
fn was_before(row: &EventRow) -> Option<bool> {
    let admin = Role::Admin.to_string();
    match &row.from {
        Some(roles) => Some(roles.split(',').any(|role| role == admin)),
        None => (row.to == admin).then_some(false),
    }
}
