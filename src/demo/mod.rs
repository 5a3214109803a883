//! Made-up people and test money for a first look, on a chain of this machine. Only in builds with the `demo` feature,
//! and even then only when `AMANAT_DEMO` asks for it; every page says that nothing is real.

mod clock;
mod goods;
mod outbox;
mod people;
mod shop;
mod talk;
mod vault;

pub use outbox::Outbox;

use crate::{config::Config, desk};
use actions::{Clock, Desk, SystemClock, prices::Prices};
use anyhow::{Context, Result};
use domain::{
    Currency,
    market::{PurchaseRequest, RequestTemplate},
};
use payments::{ChainSettings, DemoWallet, demo::DEMO_ACCOUNT_XPUB, price::Pair};
use std::sync::Arc;
use store::Store;

/// The desk of a demo: its chain carries demo tokens, its wallet pays with them, and its market is not empty.
///
/// # Errors
/// As [`desk::assemble`], or when the chain is not a local one.
pub async fn open_desk(config: &Config, store: Store, origin: &str) -> Result<Desk> {
    let (config, wallet) = with_demo_tokens(config).await?;
    let prices = Arc::new(prices_on(wallet.as_deref()).await.context("the demo's price feeds")?);
    let clock = Arc::new(clock::AheadClock::of(&config.data));
    let desk = Desk { clock, demo_wallet: wallet, prices, ..desk::assemble(&config, store, origin)? };
    let desk = vault::with_keys(desk, &config).await.context("the demo's vault")?;
    actions::market::plant_starting_tree(&desk).await?;
    let people = people::People::ready(&desk).await.context("the demo's people")?;
    vault::list_addresses(&desk, &[people.buyer, people.sara, people.kaveh]).await.context("the demo's addresses")?;
    if !desk.store.has_any::<PurchaseRequest>().await? {
        goods::lay_out(&desk, &people).await.context("the demo's requests")?;
        vault::first_withdrawal(&desk, people.kaveh).await.context("the demo's withdrawal")?;
    }
    if !desk.store.has_any::<RequestTemplate>().await? {
        shop::open(&desk, &people).await.context("the demo's templates")?;
    }
    people::announce();
    Ok(desk)
}

/// The same settings, with the demo tokens on every chain, a wallet on the first one, and addresses of a key that
/// everybody knows. On the other chains a payment can only go astray, which is worth trying too.
async fn with_demo_tokens(config: &Config) -> Result<(Config, Option<Arc<DemoWallet>>)> {
    let mut config = config.clone();
    config.xpub.get_or_insert_with(|| DEMO_ACCOUNT_XPUB.to_owned());
    let mut first = None;
    for chain in &mut config.chains {
        let wallet = connect(chain).await?;
        chain.tokens = wallet.deploy_tokens().await.context("the demo tokens")?.accepted();
        first.get_or_insert_with(|| Arc::new(wallet));
    }
    if first.is_none() {
        tracing::warn!("no chain in AMANAT_CHAINS: nobody can pay in this demo");
    }
    Ok((config, first))
}

/// Feeds on the first chain: dollar coins a little beside the dollar, so that a quote is something to look at.
async fn prices_on(wallet: Option<&DemoWallet>) -> Result<Prices> {
    let Some(wallet) = wallet else { return Ok(Prices::default()) };
    let now = SystemClock.now();
    let usdt = wallet.put_feed(Pair::Usdt, 99_960_000, now).await?;
    let usdc = wallet.put_feed(Pair::Usdc, 100_010_000, now).await?;
    Ok(Prices::of([(Currency::USDT, usdt), (Currency::USDC, usdc)]))
}

async fn connect(chain: &ChainSettings) -> Result<DemoWallet> {
    let rpc = chain.rpc.first().context("the demo's chain has no address")?;
    DemoWallet::connect(rpc).await.context("the demo's chain")
}
