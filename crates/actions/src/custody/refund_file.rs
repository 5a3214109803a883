//! What came back to the buyer of an order, posting by posting: read from the ledger, nothing of it is stored.

use crate::{ActionError, Desk, escrow::order_of};
use domain::{
    Currency, Money, PurchaseRequestId, Timestamp, UserId, WalletId,
    custody::Payout,
    escrow::{ChainAddress, ChainEvent, ChainId, Order, RefundWorth, refund_exchange_key},
    ledger::{Journal, JournalKind, LedgerAccount},
};
use std::collections::{BTreeMap, BTreeSet};

/// One posting that gave something back.
#[derive(Clone, Debug)]
pub struct CameBack {
    /// The posting's key.
    pub key: String,
    /// What came into the buyer's wallet.
    pub amount: Money,
    /// Why.
    pub kind: JournalKind,
    /// When it came back.
    pub at: Timestamp,
    /// What came back, once the buyer has chosen by which rate it becomes coins: `amount` is the coins then, and `key`
    /// the exchange's.
    pub was: Option<Money>,
    /// By which it can be chosen; none where one rule is all there is.
    pub worth: Option<RefundWorth>,
    /// How it is or was sent on, if it is.
    pub payout: Option<Payout>,
    /// The last try that ended with the money back in the wallet.
    pub last_try: Option<Payout>,
}

/// From where the buyer paid, as the chain said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// How much, all in all.
    pub sent: Money,
    /// On which chain, and what people call it.
    pub chain: (ChainId, String),
    /// Who sent.
    pub address: String,
}

/// An order's refunds, for its buyer.
#[derive(Clone, Debug)]
pub struct RefundFile {
    /// The order.
    pub order: Order,
    /// What came back, oldest first.
    pub lines: Vec<CameBack>,
    /// From where was paid.
    pub senders: Vec<Sender>,
}

/// What came back for an order, and from where it was paid.
///
/// # Errors
/// 404 for people who have nothing to do with the order, 403 for its seller.
pub async fn refund_file(desk: &Desk, buyer: UserId, request: PurchaseRequestId) -> Result<RefundFile, ActionError> {
    let order = order_of(desk, request).await?;
    if !order.is_party(buyer) {
        return Err(ActionError::NotFound(request.to_string()));
    }
    order.only_buyer(buyer)?;
    let wallets = desk.store.wallets_of(buyer).await?;
    let wallets: BTreeSet<WalletId> = wallets.into_iter().map(|wallet| wallet.id).collect();
    let journals = desk.store.journals_of_request(request).await?;
    let events = desk.store.chain_events_of(order.payment.id).await?;
    let undone: BTreeSet<_> = journals.iter().filter_map(|journal| journal.reverses).collect();
    let is_there = |journal: &&Journal| !undone.contains(&journal.id) && !was_of_a_round_before(journal, &events);
    let mut lines = Vec::new();
    for journal in journals.iter().filter(is_there) {
        lines.extend(line_of(desk, journal, &wallets).await?);
    }
    say_worth(&order, &mut lines);
    Ok(RefundFile { senders: senders(desk, &events), order, lines })
}

/// What a posting gave back, as it lies there now; nothing when it gave nothing back.
async fn line_of(
    desk: &Desk,
    journal: &Journal,
    wallets: &BTreeSet<WalletId>,
) -> Result<Option<CameBack>, ActionError> {
    let Some(came) = given_back(journal, wallets)? else { return Ok(None) };
    let exchange = desk.store.journal_by_key(&refund_exchange_key(&journal.key)).await?;
    let exchanged = exchange.as_ref().map(|exchange| given_back(exchange, wallets)).transpose()?.flatten();
    let now = exchange.as_ref().unwrap_or(journal);
    let (key, kind, at) = (now.key.clone(), now.kind, journal.at);
    let payout = desk.store.payout_of_refund(&key).await?;
    let last_try = desk.store.last_try_of_refund(&key).await?;
    let was = exchanged.map(|_| came);
    Ok(Some(CameBack { key, amount: exchanged.unwrap_or(came), kind, at, was, worth: None, payout, last_try }))
}

/// What may still be made coins of by a rate of the buyer's choice: what is there and was exchanged on its way in.
fn say_worth(order: &Order, lines: &mut [CameBack]) {
    let Some(exchanged) = order.payment.exchanged else { return };
    let chosen = lines.iter().filter_map(|line| exchanged.refund_worth(line.was?, 0));
    let before: i128 = chosen.map(|worth| worth.worth.units).sum();
    for line in lines.iter_mut().filter(|line| line.kind == JournalKind::Refund && line.payout.is_none()) {
        line.worth = exchanged.refund_worth(line.amount, before);
    }
}

/// What its buyer had taken of a transfer that was reversed since: no journal undoes that posting by name.
fn was_of_a_round_before(journal: &Journal, events: &[ChainEvent]) -> bool {
    let is_of = |event: &&ChainEvent| journal.key.starts_with(&format!("claim:{}", event.id));
    events.iter().find(is_of).is_some_and(|event| event.deed_key("claim") != journal.key)
}

/// What a posting of an order put into the buyer's wallets; nothing when it gave nothing back.
fn given_back(journal: &Journal, wallets: &BTreeSet<WalletId>) -> Result<Option<Money>, ActionError> {
    if !matches!(journal.kind, JournalKind::Refund | JournalKind::PayIn | JournalKind::Claim | JournalKind::Exchange) {
        return Ok(None);
    }
    let is_theirs = |account: &LedgerAccount| matches!(account, LedgerAccount::Wallet(id) if wallets.contains(id));
    let mut came = journal.entries.iter().filter(|entry| is_theirs(&entry.credit)).map(|entry| entry.amount);
    let Some(first) = came.next() else { return Ok(None) };
    Ok(Some(came.try_fold(first, Money::plus)?))
}

/// Each address once per coin, on chains that are still watched.
fn senders(desk: &Desk, events: &[ChainEvent]) -> Vec<Sender> {
    let mut known: BTreeMap<((ChainId, String), String, Currency), i128> = BTreeMap::new();
    for event in events.iter().filter(|event| event.is_settled() && !event.is_withheld()) {
        let chain = desk.chains.iter().find(|chain| chain.settings().chain_id == event.chain_id);
        let (Some(chain), Some(amount)) = (chain, event.amount) else { continue };
        let (settings, ChainAddress(address)) = (chain.settings(), event.from.clone());
        let from = ((settings.chain_id, settings.name.clone()), address, amount.currency);
        *known.entry(from).or_insert(0) += amount.units;
    }
    let sender = |((chain, address, currency), units)| Sender { sent: Money::new(units, currency), chain, address };
    known.into_iter().map(sender).collect()
}
