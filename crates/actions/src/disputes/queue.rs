//! The console of who decides disputes: what waits, for how long, how urgent, and who has it.

use crate::{
    ActionError, Desk,
    admin::{PAGE, Part, must_be},
};
use domain::{
    DisputeId, Timestamp, UserId,
    disputes::{Dispute, DisputePriority},
    identity::DECIDE_DISPUTES,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};
use store::{DisputeFilter, DisputeStands};

/// The queue as it is asked for: where they stand, how urgent, whose, in which order, and from where on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct QueueForm {
    pub stands: String,
    pub priority: String,
    pub whose: String,
    pub order: String,
    pub page: String,
}

/// A page of it.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Whose time ends first, first.
    pub part: Part<Dispute>,
    /// What everybody in it is called.
    pub names: BTreeMap<UserId, String>,
    /// What the reader keeps out of: they have a part in it, or traded with who has.
    pub barred: BTreeSet<DisputeId>,
    /// Decided, and nothing is waited for but signatures of the house.
    pub unsigned: BTreeSet<DisputeId>,
    /// The page, from 1.
    pub page: u64,
}

/// The queue.
///
/// # Errors
/// 403 for anybody but resolvers and admins.
pub async fn queue(desk: &Desk, who: UserId, form: &QueueForm) -> Result<Queue, ActionError> {
    must_be(desk, who, &DECIDE_DISPUTES).await?;
    let filter = DisputeFilter {
        stands: form.stands.parse().unwrap_or(DisputeStands::WithUs),
        priority: form.priority.parse().ok(),
        claimed_by: (form.whose == "mine").then_some(who),
        is_free: form.whose == "free",
    };
    let page = form.page.parse::<u64>().unwrap_or(1).clamp(1, 1_000);
    let per_page = u64::try_from(PAGE).unwrap_or(50);
    let limit = i64::try_from(PAGE + 1).unwrap_or(51);
    let mut rows = desk.store.dispute_queue(&filter, (page - 1) * per_page, limit).await?;
    let and_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    if form.order == "priority" {
        // Those of one priority stay by their clock.
        rows.sort_by_key(|dispute| Reverse::<DisputePriority>(dispute.priority));
    }
    let sides: BTreeSet<UserId> = rows.iter().flat_map(|row| [row.buyer_id, row.seller_id]).collect();
    let claimed = rows.iter().filter_map(|row| row.claim.map(|claim| claim.by));
    let names = desk.store.names_of(&sides.iter().copied().chain(claimed).collect()).await?;
    let mut partners = desk.store.traded_with(who, &sides).await?;
    partners.insert(who);
    let is_barred = |row: &&Dispute| partners.contains(&row.buyer_id) || partners.contains(&row.seller_id);
    let barred = rows.iter().filter(is_barred).map(|row| row.id).collect();
    let unsigned = if desk.store.had_signer().await? { unsigned(&rows, desk.now()) } else { BTreeSet::new() };
    Ok(Queue { part: Part { rows, and_more }, names, barred, unsigned, page })
}

/// What is signed is done in a moment: what stands here after its time waits for signatures.
fn unsigned(rows: &[Dispute], now: Timestamp) -> BTreeSet<DisputeId> {
    let waits = |row: &&Dispute| {
        let moves_money = row.standing_decision().is_some_and(|decision| decision.verdict.moves_money());
        moves_money && now >= row.respond_by
    };
    rows.iter().filter(waits).map(|row| row.id).collect()
}
