//! The buyer opens the checkout: one fresh receiving address for this payment, allotted once and never reused.

use super::quote::ask_quote;
use crate::{ActionError, Desk, custody::DepositAccount};
use domain::{
    Currency, PurchaseRequestId, UserId,
    escrow::{ChainAddress, DerivedDestination, EscrowError, OnChain, Payment},
};
use payments::{AccountKeyError, ChainSettings};
use store::Counter;

/// The payment with its receiving address and a quote in the coin that is first here; the second call returns the same.
///
/// # Errors
/// As [`ask_quote`].
pub async fn open_checkout(desk: &Desk, buyer: UserId, request: PurchaseRequestId) -> Result<Payment, ActionError> {
    ask_quote(desk, buyer, request, None).await
}

/// Draws the next index. An index that is drawn and not used stays unused.
pub(super) async fn allot(
    desk: &Desk,
    account: &DepositAccount,
    payment: &Payment,
) -> Result<DerivedDestination, ActionError> {
    let fingerprint = account.key.fingerprint();
    let (index, address, path) = loop {
        let index = desk.store.next_number(Counter::Addresses(fingerprint.clone())).await?;
        let index = u32::try_from(index).map_err(|_| EscrowError::AccountUsedUp)?;
        match account.key.address(index) {
            Ok((address, path)) => break (index, address, path),
            Err(AccountKeyError::NoSuchKey(_)) => {}
            Err(AccountKeyError::IndexTooLarge(_)) => return Err(EscrowError::AccountUsedUp.into()),
            Err(error) => return Err(ActionError::Broken(error.to_string())),
        }
    };
    Ok(DerivedDestination {
        id: desk.new_id(),
        version: 0,
        payment_id: payment.id,
        account: fingerprint,
        signer_id: account.signer_id,
        index,
        path,
        address_key: address.key(),
        address,
        created_at: desk.now(),
    })
}

/// Where and in what to pay, as the payment keeps it.
pub(super) fn addressed(
    before: &OnChain,
    coin: Currency,
    (chain, confirmations_needed): (&ChainSettings, u64),
    receiver: ChainAddress,
) -> OnChain {
    OnChain {
        chain_id: Some(chain.chain_id),
        network: Some(chain.name.clone()),
        token: Some(coin.code().to_owned()),
        token_contract: chain.token(coin).map(|token| token.contract.clone()),
        receiver: Some(receiver),
        confirmations_needed,
        ..before.clone()
    }
}
