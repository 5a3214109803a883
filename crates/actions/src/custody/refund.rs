//! What came back to a buyer for an order, and sending it on to where it came from or to another address: each posting
//! that gave something back is sent on at most once, as a withdrawal like any other.

use super::withdraw::{Quoted, WithdrawForm, quote_withdrawal, withdraw_now};
use crate::{ActionError, Desk, FormKey, Keyed, again::once, escrow::order_of, settings::in_force};
use domain::{
    Currency, Money, PayoutId, PurchaseRequestId, Timestamp, UserId, WalletId,
    custody::Payout,
    escrow::{ChainAddress, ChainEvent, ChainId, EscrowError, Order},
    ledger::{Journal, JournalKind, LedgerAccount},
};
use std::collections::BTreeSet;
use store::{PAYOUT_REFUND_INDEX, StoreError};

/// One posting that gave something back.
#[derive(Clone, Debug)]
pub struct CameBack {
    /// The posting's key.
    pub key: String,
    /// What came into the buyer's wallet.
    pub amount: Money,
    /// Why.
    pub kind: JournalKind,
    /// When.
    pub at: Timestamp,
    /// How it was sent on, if it was.
    pub payout: Option<Payout>,
}

/// From where the buyer paid, as the chain said it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sender {
    /// In which coin.
    pub currency: Currency,
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

/// Where a refund is sent on, as typed or as offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct RefundForm {
    pub line: String,
    pub chain: String,
    pub address: String,
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
    let undone: BTreeSet<_> = journals.iter().filter_map(|journal| journal.reverses).collect();
    let mut lines = Vec::new();
    for journal in journals.iter().filter(|journal| !undone.contains(&journal.id)) {
        let Some(amount) = given_back(journal, &wallets)? else { continue };
        let payout = desk.store.payout_of_refund(&journal.key).await?;
        lines.push(CameBack { key: journal.key.clone(), amount, kind: journal.kind, at: journal.at, payout });
    }
    let events = desk.store.chain_events_of(order.payment.id).await?;
    Ok(RefundFile { senders: senders(desk, &events), order, lines })
}

/// What a posting of an order put into the buyer's wallets; nothing when it gave nothing back.
fn given_back(journal: &Journal, wallets: &BTreeSet<WalletId>) -> Result<Option<Money>, ActionError> {
    if !matches!(journal.kind, JournalKind::Refund | JournalKind::PayIn | JournalKind::Claim) {
        return Ok(None);
    }
    let is_theirs = |account: &LedgerAccount| matches!(account, LedgerAccount::Wallet(id) if wallets.contains(id));
    let mut came = journal.entries.iter().filter(|entry| is_theirs(&entry.credit)).map(|entry| entry.amount);
    let Some(first) = came.next() else { return Ok(None) };
    Ok(Some(came.try_fold(first, Money::plus)?))
}

/// Each address once, on chains that are still watched.
fn senders(desk: &Desk, events: &[ChainEvent]) -> Vec<Sender> {
    let named = |event: &ChainEvent| {
        let chain = desk.chains.iter().find(|chain| chain.settings().chain_id == event.chain_id)?;
        let settings = chain.settings();
        let ChainAddress(address) = event.from.clone();
        Some(Sender { currency: event.amount?.currency, chain: (settings.chain_id, settings.name.clone()), address })
    };
    let known: BTreeSet<Sender> =
        events.iter().filter(|event| event.is_settled() && !event.is_withheld()).filter_map(named).collect();
    known.into_iter().collect()
}

/// What sending one line on would cost and leave. Nothing is written.
///
/// # Errors
/// As [`refund_file`]; codes at `chain` and `address`; 409 for what is no line of this order, was sent on before, or is
/// less than the network costs.
pub async fn quote_refund(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    form: &RefundForm,
) -> Result<Quoted, ActionError> {
    let line = open_line(desk, buyer, request, form).await?;
    let chain = form.chain.parse().map(ChainId).unwrap_or(ChainId(0));
    let fee = in_force(desk).await?.withdrawal(chain, line.amount.currency).fee;
    quote_withdrawal(desk, buyer, &as_withdrawal(form, line.amount, fee)?).await
}

/// Sends one line on: the money is out of the wallet at once. `fee` is what the buyer saw. Each line goes once.
///
/// # Errors
/// As [`quote_refund`], and those of a withdrawal: 403 for a while after a recovery; 409 when the fee is another one now,
/// the address is on a list, or the wallet holds less. Nothing moved then.
pub async fn claim_refund(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    (form, fee): (&RefundForm, i128),
    key: &FormKey,
) -> Result<PayoutId, ActionError> {
    let keyed = Keyed::new(buyer, "claim_refund", key);
    once(desk, &keyed, || async {
        let line = open_line(desk, buyer, request, form).await?;
        let fee = Money::new(fee, line.amount.currency);
        let asked = as_withdrawal(form, line.amount, fee)?;
        let claimed = withdraw_now(desk, buyer, (&asked, fee), Some(&line.key), &keyed).await;
        claimed.map_err(|error| if is_taken(&error) { claimed_before() } else { error })
    })
    .await
}

async fn open_line(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    form: &RefundForm,
) -> Result<CameBack, ActionError> {
    let file = refund_file(desk, buyer, request).await?;
    let line = file.lines.into_iter().find(|line| line.key == form.line);
    let line = line.ok_or(EscrowError::NothingToClaim)?;
    if line.payout.is_some() { Err(claimed_before()) } else { Ok(line) }
}

/// All of it, less what the network costs: never more than came back.
fn as_withdrawal(form: &RefundForm, came: Money, fee: Money) -> Result<WithdrawForm, ActionError> {
    let amount = came.minus(fee)?;
    if !amount.is_positive() || fee.units < 0 {
        return Err(ActionError::conflict("refund-too-small"));
    }
    Ok(WithdrawForm {
        currency: came.currency.to_string(),
        chain: form.chain.clone(),
        address: form.address.clone(),
        amount: amount.amount_text(),
    })
}

fn is_taken(error: &ActionError) -> bool {
    matches!(error, ActionError::Store(StoreError::Duplicate { index }) if index == PAYOUT_REFUND_INDEX)
}

const fn claimed_before() -> ActionError {
    ActionError::conflict("refund-claimed")
}
