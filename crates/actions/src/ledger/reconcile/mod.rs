//! The books held against the chains and the payment services: what lies at our addresses at a block that stays, and what
//! a service says it holds, beside what the ledger says of it.
//!
//! Reads only; what it finds is written down with everything that may explain it. Nodes that do not agree, or do not
//! answer, give no verdict.

mod candidates;
mod chain;
mod expected;
mod providers;
mod vaults;

use crate::{ActionError, Desk, admin::must_be};
use domain::{
    UserId,
    event::{Actor, Subject},
    identity::KEEP_BOOKS,
    ledger::{BooksVerdict, Reconciliation},
};
use store::Commit;

/// Comparisons of a page.
const SHOWN: i64 = 60;

/// Compares everything, and writes down what came of it.
///
/// # Errors
/// Only the database's; a chain that cannot be read is a line without a verdict.
pub async fn reconcile(desk: &Desk, by: Actor) -> Result<Reconciliation, ActionError> {
    let started_at = desk.now();
    let mut lines = Vec::new();
    for chain in desk.chains.iter() {
        lines.extend(chain::compare(desk, chain).await?);
    }
    let providers = providers::compare(desk).await?;
    let verdict = Reconciliation::verdict_of(&lines, &providers);
    let ended_at = desk.now();
    let made = Reconciliation { id: desk.new_id(), version: 0, by, started_at, ended_at, verdict, lines, providers };
    let before = desk.store.reconciliations(1).await?.first().map(|last| last.verdict.to_string());
    let row = desk.event(Subject::Books, by, "reconcile", before, verdict);
    desk.commit(Commit::new().insert(&made).record(&row)).await?;
    match verdict {
        BooksVerdict::Differs => tracing::error!(id = %made.id, "the books and the world outside differ"),
        BooksVerdict::Unknown => tracing::warn!(id = %made.id, "the books could not be compared with every chain"),
        BooksVerdict::Balanced => {}
    }
    Ok(made)
}

/// The same, now, because somebody who keeps the books wants to know.
///
/// # Errors
/// 403 for people who do not keep the books.
pub async fn compare_now(desk: &Desk, keeper: UserId) -> Result<Reconciliation, ActionError> {
    must_be(desk, keeper, &KEEP_BOOKS).await?;
    reconcile(desk, Actor::User(keeper)).await
}

/// The last comparisons, newest first.
///
/// # Errors
/// 403 for people who do not keep the books.
pub async fn comparisons(desk: &Desk, keeper: UserId) -> Result<Vec<Reconciliation>, ActionError> {
    must_be(desk, keeper, &KEEP_BOOKS).await?;
    Ok(desk.store.reconciliations(SHOWN).await?)
}
