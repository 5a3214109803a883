//! The demo's hot vault: keys that everybody knows, and test money in it, booked as what the operator brought in.

use crate::config::Config;
use actions::{
    Desk, FormKey,
    custody::{WithdrawForm, quote_withdrawal, withdraw},
};
use anyhow::Result;
use domain::{
    Currency, Money, Span, Timestamp, UserId,
    custody::{PAYOUT_ADDRESS_WAITS, PayoutAddress},
    escrow::ChainAddress,
    event::Actor,
    ledger::{Entry, JournalKind, LedgerAccount, NewJournal},
};
use payments::{DemoWallet, Signer, TokenSettings, demo::demo_keystore};
use std::sync::Arc;
use store::Commit;

/// Coin for gas: ten whole ones.
const COIN: u128 = 10_000_000_000_000_000_000;
/// Tokens of each kind, in whole units, and when more are brought.
const CAPITAL: u128 = 10_000;
const LOW: u128 = 1_000;

/// The last of the local chain's own accounts: somebody's wallet. The first ones are where devices that hold the chain's
/// well-known words receive.
const OUTSIDE: &str = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720";

/// The desk with keys, when its addresses are derived from the account that everybody knows.
pub(super) async fn with_keys(desk: Desk, config: &Config) -> Result<Desk> {
    let keys = demo_keystore();
    if desk.keystore.is_some() || config.xpub != keys.xpub() {
        return Ok(desk);
    }
    let desk = Desk { keystore: Some(Arc::new(keys)), ..desk };
    for (chain, settings) in desk.chains.iter().zip(&config.chains) {
        let Some(rpc) = settings.rpc.first() else { continue };
        let wallet = DemoWallet::connect(rpc).await?;
        let vault = demo_keystore().vault().address();
        wallet.give_coin(&vault, COIN).await?;
        for token in &chain.settings().tokens {
            if chain.token_balance(&token.contract, &vault).await? < LOW * whole(token) {
                bring(&desk, &wallet, token).await?;
            }
        }
    }
    Ok(desk)
}

/// The demo's people have had this address on their lists for a day: a withdrawal can be tried at once.
pub(super) async fn list_addresses(desk: &Desk, people: &[UserId]) -> Result<()> {
    let to = ChainAddress(OUTSIDE.to_owned());
    let before = Timestamp::from_millis(desk.now().millis() - PAYOUT_ADDRESS_WAITS.millis());
    for person in people {
        if desk.store.payout_addresses_of(*person).await?.is_empty() {
            let (named, nonce) = (("Test wallet".to_owned(), to.clone()), "demo".to_owned());
            let listed = PayoutAddress::listed((desk.new_id(), *person), named, nonce, None, before);
            desk.commit(Commit::new().insert(&listed)).await?;
        }
    }
    Ok(())
}

/// Somebody who has earned something takes a little of it out, once: a payout to look at. Without a chain nobody has.
pub(super) async fn first_withdrawal(desk: &Desk, person: UserId) -> Result<()> {
    let (Some(chain), Some(_)) = (desk.chains.first(), &desk.keystore) else { return Ok(()) };
    let form = WithdrawForm {
        currency: Currency::USDT.code().to_owned(),
        chain: chain.settings().chain_id.to_string(),
        address: OUTSIDE.to_owned(),
        amount: "10".to_owned(),
    };
    let Ok(quoted) = quote_withdrawal(desk, person, &form).await else { return Ok(()) };
    withdraw(desk, person, &form, quoted.fee, &FormKey::new("demo-withdrawal", [])).await?;
    Ok(())
}

async fn bring(desk: &Desk, wallet: &DemoWallet, token: &TokenSettings) -> Result<()> {
    let units = CAPITAL * whole(token);
    let tx = wallet.pay(&token.contract, &demo_keystore().vault().address(), units).await?;
    let amount = Money::from_chain_units(units, token.decimals, token.currency)?;
    let (chain, token) = (wallet.chain_id(), token.currency.code().to_owned());
    let debit = LedgerAccount::Vault { chain, token, vault: domain::custody::HOT_VAULT.to_owned() };
    let journal = NewJournal {
        kind: JournalKind::Adjustment,
        key: format!("capital:{chain}:{}", tx.0),
        entries: vec![Entry { debit, credit: LedgerAccount::Operator, amount }],
        request_id: None,
        payment_id: None,
    };
    let journal = journal.written(desk.new_id(), Actor::House, desk.now());
    Ok(desk.commit(Commit::new().post(&journal)).await?)
}

const fn whole(token: &TokenSettings) -> u128 {
    10_u128.pow(token.decimals as u32)
}
