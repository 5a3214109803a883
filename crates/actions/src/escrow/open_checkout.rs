//! The buyer opens the checkout: one fresh receiving address for this payment, allotted once and never reused.

use super::order::{commit_change, order_of};
use crate::{ActionError, Desk, again::again, settings::in_force};
use domain::{
    PurchaseRequestId, UserId,
    escrow::{ChainAddress, DerivedDestination, EscrowError, OnChain, Order, OrderChange, Payment},
    event::{Actor, EventRow, Subject},
};
use payments::{AccountKey, AccountKeyError, ChainSettings};
use store::{Commit, Counter};

/// The payment with its receiving address; the second call returns the same.
///
/// # Errors
/// 403 for anybody but the buyer, 409 when nobody waits for money any more or no chain carries the currency.
pub async fn open_checkout(desk: &Desk, buyer: UserId, request: PurchaseRequestId) -> Result<Payment, ActionError> {
    again(|| open_once(desk, buyer, request)).await
}

async fn open_once(desk: &Desk, buyer: UserId, request: PurchaseRequestId) -> Result<Payment, ActionError> {
    let order = order_of(desk, request).await?;
    order.only_buyer(buyer)?;
    if order.payment.on_chain.receiver.is_some() {
        return Ok(order.payment);
    }
    if !order.payment.is_open || desk.now() >= order.payment.pay_by {
        return Err(EscrowError::NotPayable.into());
    }
    let account = desk.account.as_deref().ok_or(EscrowError::NoChain)?;
    let carries = |chain: &&payments::Chain| chain.settings().token(order.payment.amount.currency).is_some();
    let chain = desk.chains.iter().find(carries).ok_or(EscrowError::NoChain)?;
    let destination = allot(desk, account, &order.payment).await?;
    let confirmations = in_force(desk).await?.confirmations(chain.settings());
    let payment = addressed(&order.payment, (chain.settings(), confirmations), &destination.address, desk.now());
    let status = payment.status;
    let event = desk.event(Subject::Payment(payment.id), Actor::User(buyer), "open_checkout", None, status);
    let event = EventRow { request_id: Some(request), ..event };
    let commit = Commit::new().insert(&destination).record(&event);
    let after = Order { payment: payment.clone(), ..order.clone() };
    let change = OrderChange::between(order, after);
    commit_change(desk, Actor::User(buyer), &change, None, commit).await?;
    Ok(Payment { version: payment.version + 1, ..payment })
}

/// Draws the next index. An index that is drawn and not used stays unused.
async fn allot(desk: &Desk, account: &AccountKey, payment: &Payment) -> Result<DerivedDestination, ActionError> {
    let fingerprint = account.fingerprint();
    let (index, address, path) = loop {
        let index = desk.store.next_number(Counter::Addresses(fingerprint.clone())).await?;
        let index = u32::try_from(index).map_err(|_| ActionError::Broken("the account is used up".to_owned()))?;
        match account.address(index) {
            Ok((address, path)) => break (index, address, path),
            Err(AccountKeyError::NoSuchKey(_)) => {}
            Err(error) => return Err(ActionError::Broken(error.to_string())),
        }
    };
    Ok(DerivedDestination {
        id: desk.new_id(),
        version: 0,
        payment_id: payment.id,
        account: fingerprint,
        index,
        path,
        address_key: address.key(),
        address,
        created_at: desk.now(),
    })
}

fn addressed(
    payment: &Payment,
    (chain, confirmations_needed): (&ChainSettings, u64),
    receiver: &ChainAddress,
    now: domain::Timestamp,
) -> Payment {
    let currency = payment.amount.currency;
    let on_chain = OnChain {
        chain_id: Some(chain.chain_id),
        network: Some(chain.name.clone()),
        token: Some(currency.code().to_owned()),
        token_contract: chain.token(currency).map(|token| token.contract.clone()),
        receiver: Some(receiver.clone()),
        confirmations_needed,
        ..payment.on_chain.clone()
    };
    Payment { on_chain, updated_at: now, ..payment.clone() }
}
