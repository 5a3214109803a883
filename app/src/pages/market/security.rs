//! The security that a seller may put behind an offer: the field, and what there is to put.

use super::offer_price::isolated;
use crate::{lang, parts::TextField, t};
use actions::{ActionError, Desk};
use domain::{Money, UserId, ledger::LedgerAccount, market::SellerOffer};
use leptos::prelude::*;

/// What a seller can set aside in each currency; what stands behind the offer that is changed counts as free.
pub(super) async fn have(desk: &Desk, seller: UserId, live: Option<&SellerOffer>) -> Result<Vec<Money>, ActionError> {
    let behind = live.and_then(|offer| offer.deposit);
    let mut have = Vec::new();
    for wallet in desk.store.wallets_of(seller).await? {
        let mut free = desk.store.balance(&LedgerAccount::Wallet(wallet.id), wallet.currency).await?;
        if let Some(deposit) = behind.filter(|deposit| deposit.wallet_id == wallet.id) {
            free = free.plus(deposit.amount)?;
        }
        have.extend(free.is_positive().then_some(free));
    }
    Ok(have)
}

/// How much, with what it means and what there is.
#[component]
pub(super) fn Security(deed: &'static str, value: String, have: Vec<Money>) -> impl IntoView {
    let l = lang();
    let amounts: Vec<String> = have.into_iter().map(isolated).collect();
    let there_is = if amounts.is_empty() {
        t::holds_deposit_none(l).to_owned()
    } else {
        t::holds_deposit_have(l, amounts.join(" · "))
    };
    let hint = format!("{} {there_is}", t::holds_deposit_hint(l));
    view! { <TextField deed name="deposit" label=t::holds_deposit(l) inputmode="decimal" hint value max=40/> }
}
