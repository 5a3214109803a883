//! What the page of the broken glass shows: every breaking there ever was, with what was approved under it.

use super::{break_glass_use::open_break_glass, instruct::HOLDERS};
use crate::{
    ActionError, Desk,
    admin::{Part, must_be},
};
use domain::{
    PayoutId, Timestamp, UserId,
    custody::{BreakGlass, Payout},
    identity::User,
};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a page.
const PAGE: usize = 50;

/// The page.
#[derive(Clone, Debug)]
pub struct BreakGlassFile {
    /// Newest first; what is over is shown so, whether the clock has been there or not.
    pub part: Part<BreakGlass>,
    /// The one that is asked for or open now.
    pub present: Option<BreakGlass>,
    /// What the people in it are called.
    pub names: BTreeMap<UserId, String>,
    /// What was approved.
    pub payouts: BTreeMap<PayoutId, Payout>,
    /// Who looks.
    pub viewer: User,
    /// When.
    pub now: Timestamp,
}

/// Every breaking of the glass, newest first.
///
/// # Errors
/// 403 for anybody but admins and treasurers.
pub async fn break_glass_file(desk: &Desk, who: UserId, before: &str) -> Result<BreakGlassFile, ActionError> {
    let (viewer, now) = (must_be(desk, who, &HOLDERS).await?, desk.now());
    let most = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let rows = desk.store.break_glasses(before.parse().ok(), most).await?;
    let mut rows: Vec<BreakGlass> = rows.into_iter().map(|glass| glass.as_of(now)).collect();
    let and_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let present = desk.store.present_break_glass().await?.map(|glass| glass.as_of(now));
    let present = present.filter(|glass| !glass.status.is_over());
    let (mut people, mut payouts) = (BTreeSet::new(), BTreeMap::new());
    for glass in rows.iter().chain(&present) {
        people.insert(glass.asked.by);
        people.extend(glass.confirmed.as_ref().map(|yes| yes.by));
        people.extend(glass.ended.as_ref().and_then(|end| end.by));
        for used in &glass.uses {
            people.insert(used.by);
            payouts.extend(desk.store.find::<Payout>(used.payout_id).await?.map(|payout| (payout.id, payout)));
        }
    }
    let names = desk.store.names_of(&people).await?;
    Ok(BreakGlassFile { part: Part { rows, and_more }, present, names, payouts, viewer, now })
}

/// Whole minutes for which it is still open; none while it is not.
///
/// # Errors
/// Only the database's.
pub async fn break_glass_minutes(desk: &Desk) -> Result<Option<i64>, ActionError> {
    Ok(open_break_glass(desk).await?.and_then(|glass| glass.minutes_left(desk.now())))
}
