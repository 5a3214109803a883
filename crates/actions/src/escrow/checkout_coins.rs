//! What a checkout can be paid with: coins on their networks, and what already came too late for its price.

use super::{
    late::rate_now,
    quote::{Coin, coins_for},
};
use crate::{ActionError, Desk, settings::in_force};
use domain::{
    Currency, Money,
    escrow::{ChainAddress, ChainId, Payment},
};

/// Something it can be paid with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoinOn {
    /// What.
    pub coin: Coin,
    /// Where.
    pub network: Network,
}

/// What lies aside because it came late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Late {
    /// What is chosen about.
    pub key: String,
    /// How much.
    pub amount: Money,
    /// Whether it may count after all: the rate is still near.
    pub may_honour: bool,
}

/// A chain, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Its id.
    pub chain_id: ChainId,
    /// Its name.
    pub name: String,
    /// The token's contract there.
    pub contract: ChainAddress,
    /// Blocks a transfer needs.
    pub confirmations: u64,
    /// Where one can look at a transaction: put its hash behind this.
    pub explorer: Option<String>,
}

/// The chains that carry a coin.
pub(super) async fn networks(desk: &Desk, payment: &Payment, coin: Currency) -> Result<Vec<Network>, ActionError> {
    let in_force = in_force(desk).await?;
    let of_chain = |chain: &payments::Chain| {
        let settings = chain.settings();
        Some(Network {
            chain_id: settings.chain_id,
            name: settings.name.clone(),
            contract: settings.token(coin)?.contract.clone(),
            confirmations: in_force.confirmations_of(payment, settings),
            explorer: settings.explorer.as_ref().map(|base| format!("{}/tx/", base.trim_end_matches('/'))),
        })
    };
    Ok(desk.chains.iter().filter_map(of_chain).collect())
}

/// Everything a payment can be paid with, the present or likeliest first.
pub(super) async fn coins(desk: &Desk, payment: &Payment) -> Result<Vec<CoinOn>, ActionError> {
    let mut coins = Vec::new();
    for coin in coins_for(desk, payment.amount.currency) {
        let networks = networks(desk, payment, coin.currency).await?;
        let network = networks.into_iter().find(|network| network.chain_id == coin.chain_id);
        coins.extend(network.map(|network| CoinOn { coin, network }));
    }
    let present = payment.quote.as_ref().map(Coin::of);
    coins.sort_by_key(|on| Some(on.coin) != present);
    Ok(coins)
}

/// What lies aside and waits for the buyer's word.
pub(super) async fn late(desk: &Desk, payment: &Payment) -> Result<Option<Late>, ActionError> {
    let Some(aside) = payment.late_aside() else { return Ok(None) };
    let (key, amount) = (aside.key.clone(), aside.amount);
    let may_honour = payment.may_honour(rate_now(desk, payment).await);
    Ok(Some(Late { key, amount, may_honour }))
}
