//! The end of a break-glass by the clock. Nothing waits for it: whether the glass is open is a comparison of times; here it is only
//! written down and told.

use super::break_glass_told::tell;
use crate::{ActionError, Desk, again::again, tasks::Ran};
use domain::{
    BreakGlassId, Timestamp,
    custody::{BreakGlass, BreakGlassDeed, GlassNews},
    event::{Actor, EventRow, Subject},
};
use store::Commit;

/// The clock looks: whatever is over is written down as over, and everybody hears of it.
///
/// # Errors
/// Only the database's.
pub async fn time_out_break_glass(desk: &Desk, id: BreakGlassId, deed: BreakGlassDeed) -> Result<Ran, ActionError> {
    again(|| async {
        let glass: BreakGlass = desk.store.get(id).await?;
        if let Some(later) = waits_until(&glass, deed).filter(|at| desk.now() < *at) {
            return Ok(Ran::Again(later));
        }
        if let Some((due, over)) = glass.timed_out(desk.now())? {
            desk.commit(over_by_clock(desk, &glass, (due, &over), Commit::new()).await?).await?;
        }
        Ok(Ran::Done)
    })
    .await
}

/// Until when this deed of the clock has to wait; none when it has nothing to do any more.
fn waits_until(glass: &BreakGlass, deed: BreakGlassDeed) -> Option<Timestamp> {
    glass.status.next(deed).ok()?;
    if deed == BreakGlassDeed::Lapse { Some(glass.confirm_by) } else { glass.ends_at }
}

pub(super) async fn over_by_clock(
    desk: &Desk,
    before: &BreakGlass,
    (deed, over): (BreakGlassDeed, &BreakGlass),
    commit: Commit,
) -> Result<Commit, ActionError> {
    let news = if deed == BreakGlassDeed::Lapse { GlassNews::Lapsed } else { GlassNews::Ended };
    let commit = commit.save(over).record(&moved(desk, Actor::Clock, before, deed, over));
    tell(commit, desk, over, (news, None), None).await
}

pub(super) fn moved(
    desk: &Desk,
    actor: Actor,
    before: &BreakGlass,
    deed: BreakGlassDeed,
    after: &BreakGlass,
) -> EventRow {
    let from = Some(before.status.to_string());
    desk.event(Subject::BreakGlass(before.id), actor, &deed.to_string(), from, after.status)
}
