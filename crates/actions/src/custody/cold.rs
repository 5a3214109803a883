//! The hot vault is kept within its bounds. What it holds too much of goes to the first address of the device that
//! receiving addresses come from; what it lacks is planned to come back from there, and waits for that device.

use super::{
    deposit_account::account_of,
    keystore,
    sweep::{begun, unless_begun},
};
use crate::{ActionError, Desk, settings::in_force};
use domain::{
    Currency, Money,
    custody::{HOT_VAULT, NewPayout, Payout, PayoutChange, PayoutPurpose, TrezorAccount},
    escrow::{ChainAddress, ChainId},
    ledger::LedgerAccount,
};
use payments::{Chain, Signer, TokenSettings};

/// Where in a device's account its cold vault is: at the address whose key proved that somebody holds it. Nobody is asked to pay
/// there.
const PLACE: u32 = 0;

/// Moves what is too much or too little of each token of a chain, one at a time.
///
/// # Errors
/// Only the database's.
pub(super) async fn level_vault(desk: &Desk, chain: &Chain) -> Result<(), ActionError> {
    let signers = desk.store.deposit_signers().await?;
    if signers.is_empty() {
        return Ok(());
    }
    let vault = keystore(desk)?.vault().address();
    let leaving = desk.store.payouts_leaving(chain.settings().chain_id, &vault).await?;
    for token in &chain.settings().tokens {
        let bounds = in_force(desk).await?.vault_bounds(token.currency);
        let free = free(desk, chain.settings().chain_id, token.currency, &leaving).await?;
        let (out, back) = (bounds.too_much(free), bounds.too_little(free));
        if let Some(signer) = signers.iter().find(|signer| out > 0 && is_cold(desk, signer)) {
            let amount = Money::new(out, token.currency);
            let ends = ((vault.clone(), None), signer.address.clone());
            ask(desk, chain, token, signer, (PayoutPurpose::ToCold, ends, amount)).await?;
        }
        if back > 0 {
            fill(desk, chain, token, &signers, (&vault, back)).await?;
        }
    }
    Ok(())
}

/// Money goes to the one that receiving addresses come from, while its signatures count.
fn is_cold(desk: &Desk, signer: &TrezorAccount) -> bool {
    signer.is_receiving() && signer.counts(desk.now()) && account_of(signer).is_some()
}

/// What the hot vault holds by the books, less what is to leave it already.
async fn free(desk: &Desk, chain: ChainId, currency: Currency, leaving: &[Payout]) -> Result<i128, ActionError> {
    let hot = LedgerAccount::Vault { chain, token: currency.code().to_owned(), vault: HOT_VAULT.to_owned() };
    let held = desk.store.balance_now(&hot, currency).await?;
    let gone: i128 = leaving.iter().filter(|it| it.amount.currency == currency).map(|it| it.amount.units).sum();
    Ok(held.units - gone)
}

/// The device that has most of what is missing, whoever it is now, is asked for it.
async fn fill(
    desk: &Desk,
    chain: &Chain,
    token: &TokenSettings,
    signers: &[TrezorAccount],
    (vault, missing): (&ChainAddress, i128),
) -> Result<(), ActionError> {
    let mut most: Option<(i128, &TrezorAccount)> = None;
    for signer in signers.iter().filter(|signer| account_of(signer).is_some()) {
        let account = LedgerAccount::cold(chain.settings().chain_id, token.currency, signer.id);
        let held = desk.store.balance_now(&account, token.currency).await?.units;
        if held > most.map_or(0, |(units, _)| units) {
            most = Some((held, signer));
        }
    }
    let Some((held, signer)) = most else { return Ok(()) };
    let amount = Money::new(missing.min(held), token.currency);
    let ends = ((signer.address.clone(), Some(PLACE)), vault.clone());
    ask(desk, chain, token, signer, (PayoutPurpose::FromCold, ends, amount)).await
}

type Ends = ((ChainAddress, Option<u32>), ChainAddress);

/// One at a time of a chain's token: the next look sees what this one brought.
async fn ask(
    desk: &Desk,
    chain: &Chain,
    token: &TokenSettings,
    signer: &TrezorAccount,
    (purpose, (from, to), amount): (PayoutPurpose, Ends, Money),
) -> Result<(), ActionError> {
    let settings = chain.settings();
    let plan = NewPayout {
        id: desk.new_id(),
        purpose,
        owner: None,
        chain: (settings.chain_id, settings.name.clone()),
        from,
        to,
        units: amount.to_chain_units(token.decimals)?,
        amount,
        token: Some(token.contract.clone()),
        confirmations_needed: in_force(desk).await?.confirmations(settings),
        lock: Some(format!("cold:{}:{}", settings.chain_id, token.currency)),
    };
    let change = plan.of_the_house(desk.now())?;
    let device = Some(signer.id).filter(|_| purpose == PayoutPurpose::FromCold);
    let payout = change.payout.beside_cold(signer.id).of_device(device);
    unless_begun(begun(desk, PayoutChange { payout, ..change }).await)
}
