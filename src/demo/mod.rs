//! Made-up people and test money for a first look, on a chain of this machine. Only in builds with the `demo` feature,
//! and even then only when `AMANAT_DEMO` asks for it; every page says that nothing is real.

mod goods;
mod people;

use crate::{config::Config, desk};
use actions::Desk;
use anyhow::{Context, Result};
use domain::market::PurchaseRequest;
use payments::{ChainSettings, DemoWallet, demo::DEMO_ACCOUNT_XPUB};
use std::sync::Arc;
use store::Store;

/// The desk of a demo: its chain carries demo tokens, its wallet pays with them, and its market is not empty.
///
/// # Errors
/// As [`desk::assemble`], or when the chain is not a local one.
pub async fn open_desk(config: &Config, store: Store, origin: &str) -> Result<Desk> {
    let (config, wallet) = with_demo_tokens(config).await?;
    let desk = Desk { demo_wallet: wallet, ..desk::assemble(&config, store, origin)? };
    actions::market::plant_starting_tree(&desk).await?;
    let people = people::People::ready(&desk).await.context("the demo's people")?;
    if !desk.store.has_any::<PurchaseRequest>().await? {
        goods::lay_out(&desk, &people).await.context("the demo's requests")?;
    }
    people::announce();
    Ok(desk)
}

/// The same settings, with the demo tokens on the first chain and addresses of a key that everybody knows.
async fn with_demo_tokens(config: &Config) -> Result<(Config, Option<Arc<DemoWallet>>)> {
    let mut config = config.clone();
    config.xpub.get_or_insert_with(|| DEMO_ACCOUNT_XPUB.to_owned());
    let Some(chain) = config.chains.first_mut() else {
        tracing::warn!("no chain in AMANAT_CHAINS: nobody can pay in this demo");
        return Ok((config, None));
    };
    let wallet = connect(chain).await?;
    chain.tokens = wallet.deploy_tokens().await.context("the demo tokens")?.accepted();
    Ok((config, Some(Arc::new(wallet))))
}

async fn connect(chain: &ChainSettings) -> Result<DemoWallet> {
    let rpc = chain.rpc.first().context("the demo's chain has no address")?;
    DemoWallet::connect(rpc).await.context("the demo's chain")
}
