//! Assembles the desk: store, clock, ids, keys, chains, passkeys and news.

use crate::{bot, config::Config, keystore, post};
use actions::{
    Desk, IdSource, Keys, Settings, SharedClock, SharedFeed, SystemClock, prices::Prices, sanctions::Watchlist,
};
use anyhow::{Context, Result};
use files::{Shelf, ShelfPlace};
use payments::{AccountKey, Chain};
use std::sync::Arc;
use store::{Place, Store};

/// Opens the database: elsewhere, or in the data folder (a running process's engine, or our own).
///
/// # Errors
/// When it cannot be reached or brought up to date.
pub async fn open_store(config: &Config) -> Result<Store> {
    Store::open(place(config)).await.context("the database does not open")
}

/// The same for a process that goes on when the one that runs the engine is gone.
///
/// # Errors
/// As [`open_store`].
pub async fn open_store_to_stay(config: &Config) -> Result<Store> {
    Store::open_to_stay(place(config)).await.context("the database does not open")
}

fn place(config: &Config) -> Place<'_> {
    config.mongodb_uri.as_deref().map_or(Place::Folder(&config.data), Place::Uri)
}

/// Everything a deed may use. `origin` is the address people open.
///
/// # Errors
/// When the secret, a chain, the account key or the origin is unusable.
pub fn assemble(config: &Config, store: Store, origin: &str) -> Result<Desk> {
    let chains = config.chains.iter().cloned().map(Chain::new).collect::<Result<Vec<_>, _>>()?;
    let account = config.xpub.as_deref().map(AccountKey::parse).transpose().context("AMANAT_XPUB")?;
    let keystore = keystore::open(config)?;
    let account = account.or_else(|| keystore.as_ref().and_then(|keys| keys.account().cloned()));
    Ok(Desk {
        store,
        clock: Arc::new(SharedClock::over(Arc::new(SystemClock))),
        ids: IdSource::default(),
        settings: Arc::new(settings(config, origin)),
        known_settings: actions::settings::Known::default(),
        keys: keys(config)?,
        feed: Arc::new(SharedFeed::default()),
        chains: Arc::new(chains),
        prices: Arc::new(Prices::on(&config.chains)),
        account: account.map(Arc::new),
        keystore,
        sanctions: sanctions(config),
        hosted: Arc::new(config.hosted.clone()),
        files: shelf(config)?,
        trace: domain::event::Trace::default(),
        post: post::of(config, origin),
        telegram: bot::of(config, origin)?,
        passkeys: passkeys(origin),
        #[cfg(feature = "demo")]
        demo_wallet: None,
    })
}

/// Asks every chain whether its tokens are those of the settings. What cannot be asked now is asked again before
/// that chain is read.
///
/// # Errors
/// When a node is of another chain, or a contract of another token: nobody may be told to pay there.
pub async fn check_chains(desk: &Desk) -> Result<()> {
    for chain in desk.chains.iter() {
        match chain.check_tokens().await {
            Err(error) if error.is_of_settings() => return Err(error).context("AMANAT_CHAINS"),
            Err(error) => tracing::warn!(%error, code = error.code(), "a chain did not say what its tokens are"),
            Ok(()) => {}
        }
    }
    Ok(())
}

/// Passkeys need a host name: on `http://127.0.0.1` there are none, and passwords still work.
fn passkeys(origin: &str) -> Option<Arc<webauthn_rs::Webauthn>> {
    let made = actions::identity::passkeys_for(origin);
    made.inspect_err(|error| tracing::warn!(%error, "no passkeys at this address")).ok().map(Arc::new)
}

/// Without a list nobody is looked up: a build for real chains does not start so, any other says it.
fn sanctions(config: &Config) -> Watchlist {
    match &config.sanctions {
        Some(file) => Watchlist::of_file(file.clone(), config.sanctions_max_age),
        None => {
            if !config.chains.is_empty() {
                tracing::warn!("AMANAT_SANCTIONS is not said: senders are looked up in no list");
            }
            Watchlist::default()
        }
    }
}

/// Of several processes on one database all must open the same folder or bucket.
fn shelf(config: &Config) -> Result<Shelf> {
    let place = config.files.clone().unwrap_or_else(|| ShelfPlace::Folder(config.data.join("files")));
    Shelf::open(&place).context("AMANAT_FILES")
}

fn settings(config: &Config, origin: &str) -> Settings {
    Settings {
        origin: origin.to_owned(),
        fee_bps: config.fee_bps,
        pay_minutes: config.pay_minutes,
        ..Settings::default()
    }
}

fn keys(config: &Config) -> Result<Keys> {
    match &config.secret {
        Some(keys) => Ok(keys.clone()),
        None => Keys::of_folder(&config.data).context("the secret of the data folder"),
    }
}
