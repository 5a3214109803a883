//! A person's wallet, opened when the first money comes.

use crate::{ActionError, Desk, again::again};
use domain::{Currency, UserId, escrow::Order, wallets::Wallet};
use store::Commit;

/// The wallet of a person in one currency; opened if there is none.
///
/// # Errors
/// Only the database's.
pub async fn open_wallet(desk: &Desk, user: UserId, currency: Currency) -> Result<Wallet, ActionError> {
    again(|| find_or_open(desk, user, currency)).await
}

/// Where a refund of an order goes: into the buyer's wallet, in the coins that came or in the currency of the price.
///
/// # Errors
/// The database's, and figures that do not fit together.
pub(crate) async fn refund_wallet(desk: &Desk, order: &Order) -> Result<Wallet, ActionError> {
    let coins = order.exchanged_back()?.map(|exchanged| exchanged.coins.currency);
    open_wallet(desk, order.escrow.buyer_id, coins.unwrap_or(order.escrow.price.currency)).await
}

async fn find_or_open(desk: &Desk, user_id: UserId, currency: Currency) -> Result<Wallet, ActionError> {
    if let Some(wallet) = desk.store.wallet_of(user_id, currency).await? {
        return Ok(wallet);
    }
    let created_at = desk.now();
    let wallet = Wallet { id: desk.new_id(), version: 0, user_id, currency, created_at, legacy_id: None };
    desk.commit(Commit::new().insert(&wallet)).await?;
    Ok(wallet)
}
