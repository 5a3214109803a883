//! What chains took back: transfers that are booked and gone, those whose booking was reversed, and what that cost.

use super::look::must_be;
use crate::{ActionError, Desk};
use domain::{
    Money, UserId,
    escrow::{ChainEvent, EscrowState, Payment, REORG_LOSS},
    identity::KEEP_BOOKS,
    ledger::LedgerAccount,
};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of each list.
const MOST: i64 = 100;

/// One transfer that is, or was, missing.
#[derive(Clone, Debug)]
pub struct IncidentLine {
    /// The transfer.
    pub event: ChainEvent,
    /// The payment it came for.
    pub payment: Payment,
    /// The number of its order.
    pub order: Option<u64>,
    /// Where that order's money stands.
    pub escrow: EscrowState,
    /// Where people can look it up.
    pub explorer: Option<String>,
}

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Incidents {
    /// Gone, the longest first.
    pub open: Vec<IncidentLine>,
    /// Reversed, and not back yet.
    pub reversed: Vec<IncidentLine>,
    /// What admins in them are called.
    pub names: BTreeMap<UserId, String>,
    /// What the house bore, by currency.
    pub losses: Vec<Money>,
}

/// What chains took back.
///
/// # Errors
/// 403 for people who do not keep the books.
pub async fn incidents(desk: &Desk, keeper: UserId) -> Result<Incidents, ActionError> {
    must_be(desk, keeper, &KEEP_BOOKS).await?;
    let open = lines(desk, desk.store.missing_transfers(MOST).await?).await?;
    let reversed = lines(desk, desk.store.reversed_transfers(MOST).await?).await?;
    let asked = open.iter().filter_map(|line| line.event.reversal_asked.as_ref()).map(|asked| asked.by);
    let said = reversed.iter().filter_map(|line| line.event.reversals.last());
    let people: BTreeSet<UserId> = asked.chain(said.flat_map(|it| [it.asked.by, it.confirmed_by])).collect();
    Ok(Incidents { names: desk.store.names_of(&people).await?, losses: losses(desk).await?, open, reversed })
}

/// What the house bore because chains took back what was paid out, by currency.
///
/// # Errors
/// Only the database's.
async fn losses(desk: &Desk) -> Result<Vec<Money>, ActionError> {
    let account = LedgerAccount::Expense(REORG_LOSS.to_owned());
    let (balances, _) = desk.store.balances_now().await?;
    let of_it = balances.into_iter().filter(|row| row.account == account && !row.balance.is_zero());
    Ok(of_it.map(|row| row.balance).collect())
}

async fn lines(desk: &Desk, events: Vec<ChainEvent>) -> Result<Vec<IncidentLine>, ActionError> {
    let mut lines = Vec::new();
    for event in events {
        let payment: Payment = desk.store.get(event.payment_id).await?;
        let escrow: domain::escrow::Escrow = desk.store.get(payment.request_id).await?;
        let chain = desk.chains.iter().find(|chain| chain.settings().chain_id == event.chain_id);
        let explorer = chain.and_then(|chain| chain.settings().explorer_link(&event.tx_hash));
        lines.push(IncidentLine { event, payment, order: None, escrow: escrow.state, explorer });
    }
    let orders = desk.store.numbers_of(&lines.iter().map(|line| line.payment.request_id).collect()).await?;
    for line in &mut lines {
        line.order = orders.get(&line.payment.request_id).copied();
    }
    Ok(lines)
}
