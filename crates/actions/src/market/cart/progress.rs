//! How far the paying of one checkout is, and paying the rest of it from the wallet. Every order has a payment and a
//! journal of its own: what is paid stays paid, whatever becomes of the others.

use super::look::totals;
use crate::{
    ActionError, Desk,
    again::again,
    escrow::{Purse, pay_from_wallet},
};
use domain::{
    CartCheckoutId, Money, UserId,
    escrow::{EscrowError, Payment, PaymentStatus},
    identity::User,
    ledger::LedgerAccount,
    market::{CartCheckout, PurchaseRequest},
    words,
};
use store::StoreError;

words! {
    /// Where one order of a checkout stands.
    pub enum CheckoutPart {
        /// Nothing or not all is here.
        Waiting = "waiting",
        /// Its price is, or was, held.
        Paid = "paid",
        /// It was given up, or refunded.
        Over = "over",
    }
}

/// One order of a checkout.
#[derive(Clone, Debug)]
pub struct CheckoutOrder {
    /// What is bought.
    pub request: PurchaseRequest,
    /// What is asked.
    pub payment: Payment,
    /// By whom it is sold.
    pub seller: User,
    /// Where it stands.
    pub part: CheckoutPart,
}

/// A checkout as it stands now.
#[derive(Clone, Debug)]
pub struct CheckoutProgress {
    /// Which.
    pub checkout: CartCheckout,
    /// Its orders.
    pub orders: Vec<CheckoutOrder>,
    /// Per currency: what the buyer's wallet holds, and what all that is due now would take.
    pub purses: Vec<Purse>,
}

impl CheckoutProgress {
    /// How many are paid.
    pub fn paid_count(&self) -> usize {
        self.orders.iter().filter(|order| order.part == CheckoutPart::Paid).count()
    }
}

/// A checkout for its buyer's own eyes; to all others it is not there.
///
/// # Errors
/// 404.
pub async fn checkout_progress(
    desk: &Desk,
    buyer: UserId,
    checkout: CartCheckoutId,
) -> Result<CheckoutProgress, ActionError> {
    let known: CartCheckout = desk.store.get(checkout).await?;
    if known.buyer_id != buyer {
        return Err(ActionError::NotFound(checkout.to_string()));
    }
    let mut orders = Vec::new();
    for id in &known.orders {
        let payment = desk.store.payment_of(*id).await?.ok_or_else(|| ActionError::NotFound(id.to_string()))?;
        let seller = desk.store.get(payment.seller_id).await?;
        let request = desk.store.get(*id).await?;
        orders.push(CheckoutOrder { part: part_of(payment.status), request, payment, seller });
    }
    let purses = purses(desk, buyer, &orders).await?;
    Ok(CheckoutProgress { checkout: known, orders, purses })
}

const fn part_of(status: PaymentStatus) -> CheckoutPart {
    match status {
        PaymentStatus::Pending | PaymentStatus::Processing => CheckoutPart::Waiting,
        PaymentStatus::Confirmed | PaymentStatus::Completed => CheckoutPart::Paid,
        PaymentStatus::Cancelled | PaymentStatus::Failed | PaymentStatus::Refunded => CheckoutPart::Over,
    }
}

async fn purses(desk: &Desk, buyer: UserId, orders: &[CheckoutOrder]) -> Result<Vec<Purse>, ActionError> {
    let now = desk.now();
    let dues = totals(orders.iter().filter_map(|order| order.payment.due_from_wallet(now).ok()))?;
    let mut purses = Vec::new();
    for due in dues {
        if let Some(wallet) = desk.store.wallet_of(buyer, due.currency).await? {
            let balance = desk.store.balance(&LedgerAccount::Wallet(wallet.id), due.currency).await?;
            purses.push(Purse { balance, due });
        }
    }
    Ok(purses)
}

/// Pays everything that is due in one currency from the buyer's wallet, order by order. `seen`: what the button said;
/// more is never taken. Sent twice, it pays once.
///
/// # Errors
/// 404 for another person's; 409 when more is due than was seen, the wallet holds too little, or one order cannot be
/// paid: those before it stay paid.
pub async fn pay_checkout_from_wallet(
    desk: &Desk,
    buyer: UserId,
    checkout: CartCheckoutId,
    seen: Money,
) -> Result<(), ActionError> {
    again(|| pay_all(desk, buyer, checkout, seen)).await
}

async fn pay_all(desk: &Desk, buyer: UserId, checkout: CartCheckoutId, seen: Money) -> Result<(), ActionError> {
    let progress = checkout_progress(desk, buyer, checkout).await?;
    let now = desk.now();
    let due = |order: &CheckoutOrder| {
        let due = order.payment.due_from_wallet(now).ok().filter(|due| due.currency == seen.currency);
        due.map(|due| (order.request.id, due))
    };
    let dues: Vec<_> = progress.orders.iter().filter_map(due).collect();
    let Some(all) = totals(dues.iter().map(|(_, due)| *due))?.first().copied() else { return Ok(()) };
    if all.units > seen.units {
        return Err(EscrowError::OtherAmount.into());
    }
    let purse = progress.purses.iter().find(|purse| purse.due.currency == seen.currency);
    if purse.is_none_or(|purse| purse.missing().is_positive()) {
        // Orders and wallet are read one after the other: a twin that has just paid explains what is missing.
        if checkout_progress(desk, buyer, checkout).await?.paid_count() != progress.paid_count() {
            return Err(StoreError::Conflict(checkout.to_string()).into());
        }
        return Err(StoreError::NotEnough { account: format!("the wallet of {buyer}") }.into());
    }
    for (order, due) in dues {
        pay_from_wallet(desk, buyer, order, due).await?;
    }
    Ok(())
}
