//! Sending on what came back to a buyer for an order, to where it came from or to another address: each posting that gave
//! something back is sent on at most once, as a withdrawal like any other. A withdrawal that gave the money back to the
//! wallet lets go of its posting in the same commit, and it can be sent on again.

use super::{
    refund_file::{CameBack, RefundFile, refund_file},
    withdraw::{Quoted, Sending, WithdrawForm, quote, withdraw_now},
};
use crate::{ActionError, Desk, FormKey, Keyed, again::once, settings::in_force};
use domain::{
    Money, PayoutId, PurchaseRequestId, UserId,
    escrow::{ChainId, EscrowError},
};
use store::{PAYOUT_REFUND_INDEX, StoreError};

/// Where a refund is sent on, as typed or as offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct RefundForm {
    pub line: String,
    pub chain: String,
    pub address: String,
}

/// What sending one line on would cost and leave. Nothing is written.
///
/// # Errors
/// As [`refund_file`]; codes at `chain` and `address`; 409 for what is no line of this order, was sent on before, or is
/// less than the network costs, and while the order stands still.
pub async fn quote_refund(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    form: &RefundForm,
) -> Result<Quoted, ActionError> {
    let (line, file) = open_line(desk, buyer, request, form).await?;
    let chain = form.chain.parse().map(ChainId).unwrap_or(ChainId(0));
    let fee = in_force(desk).await?.withdrawal(chain, line.amount.currency).fee;
    let sending = Sending { goes_back: goes_back(&file, &line, form), ..Sending::default() };
    quote(desk, buyer, &as_withdrawal(form, line.amount, fee)?, sending).await
}

/// Sends one line on: the money is out of the wallet at once. `fee` is what the buyer saw. Each line goes once,
/// and again only when that gave the money back.
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
        let (line, file) = open_line(desk, buyer, request, form).await?;
        let fee = Money::new(fee, line.amount.currency);
        let asked = as_withdrawal(form, line.amount, fee)?;
        let refund = Some((&*line.key, &file.order.payment));
        let sending = Sending { refund, goes_back: goes_back(&file, &line, form) };
        let claimed = withdraw_now(desk, buyer, (&asked, fee), sending, &keyed).await;
        claimed.map_err(|error| if is_taken(&error) { claimed_before() } else { error })
    })
    .await
}

async fn open_line(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    form: &RefundForm,
) -> Result<(CameBack, RefundFile), ActionError> {
    let file = refund_file(desk, buyer, request).await?;
    file.order.not_frozen()?;
    let line = file.lines.iter().find(|line| line.key == form.line).cloned();
    let line = line.ok_or(EscrowError::NothingToClaim)?;
    if line.payout.is_some() { Err(claimed_before()) } else { Ok((line, file)) }
}

/// True when it goes to where at least as much of this order came from, what went back there before included: that was
/// nobody's choice, and no list is asked. Whoever sends a little to an order of somebody else's gets no more back by it.
fn goes_back(file: &RefundFile, line: &CameBack, form: &RefundForm) -> bool {
    let is_there = |address: &str| address.eq_ignore_ascii_case(form.address.trim());
    let sender = file.senders.iter().find(|sender| {
        sender.sent.currency == line.amount.currency
            && sender.chain.0.to_string() == form.chain
            && is_there(&sender.address)
    });
    let before = file
        .lines
        .iter()
        .filter_map(|line| line.payout.as_ref())
        .filter(|payout| is_there(&payout.to.0) && payout.amount.currency == line.amount.currency);
    let before: i128 = before.map(|payout| payout.amount.units + payout.fee.units).sum();
    sender.is_some_and(|sender| before + line.amount.units <= sender.sent.units)
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
