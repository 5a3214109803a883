//! What currencies cost, read from the feeds this house was started with. Which reading is good enough is
//! `payments::price`'s to say; here is which feeds are asked, in which order, and what they were last.

use crate::{ActionError, Desk};
use domain::{
    Currency, Money, Timestamp,
    escrow::{ChainId, EscrowError, Rate, RateSource},
};
use payments::{
    ChainSettings,
    price::{Fault, Feed, Known, Pair, Price, Rules, feed, judge, sequencer},
};
use std::{
    collections::BTreeMap,
    sync::{PoisonError, RwLock},
};

/// The decimals that a [`Rate`] is kept with.
const DECIMALS: u32 = 8;

/// Every feed, by what it prices in dollars, and the last good price of each.
#[derive(Debug, Default)]
pub struct Prices {
    feeds: BTreeMap<Currency, Vec<Feed>>,
    known: RwLock<BTreeMap<Currency, Known>>,
}

impl Prices {
    /// From feeds in the order of trust.
    pub fn of(feeds: impl IntoIterator<Item = (Currency, Feed)>) -> Self {
        let mut prices = Self::default();
        for (currency, feed) in feeds {
            prices.feeds.entry(currency).or_default().push(feed);
        }
        prices
    }

    /// The feeds we know on these chains.
    pub fn on<'a>(chains: impl IntoIterator<Item = &'a ChainSettings>) -> Self {
        let pairs = [(Currency::USDT, Pair::Usdt), (Currency::USDC, Pair::Usdc)];
        let of_chain = |chain: &ChainSettings| {
            let id = chain.chain_id;
            pairs.into_iter().filter_map(move |(currency, pair)| Some((currency, feed(id, pair)?)))
        };
        Self::of(chains.into_iter().flat_map(of_chain))
    }

    /// Whether an amount in that currency can be said in dollars here.
    pub fn know(&self, currency: Currency) -> bool {
        match currency {
            Currency::USD => !self.feeds.is_empty(),
            other => self.feeds.contains_key(&other),
        }
    }

    /// Whether a price can be paid in that coin here.
    pub fn can_exchange(&self, coin: Currency, price: Currency) -> bool {
        coin == price || (self.know(coin) && self.know(price))
    }

    /// The chain's own feed first.
    fn in_order(&self, currency: Currency, first: ChainId) -> Vec<&Feed> {
        let mut feeds: Vec<&Feed> = self.feeds.get(&currency).into_iter().flatten().collect();
        feeds.sort_by_key(|feed| feed.chain_id != first);
        feeds
    }

    fn last(&self, currency: Currency) -> Option<Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(&currency).cloned()
    }

    fn remember(&self, currency: Currency, price: &Price, at: Timestamp) {
        let known = Known { price: price.clone(), at };
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(currency, known);
    }
}

/// What offers can be priced in here: coins, and what coins can be exchanged for.
pub fn priced(desk: &Desk) -> Vec<Currency> {
    let is_coin = |currency: &Currency| Currency::PAYABLE.contains(currency);
    Currency::PRICED.into_iter().filter(|currency| is_coin(currency) || desk.prices.know(*currency)).collect()
}

/// Refuses a price that nobody here could pay.
///
/// # Errors
/// A code at `currency`.
pub fn must_be_priced(desk: &Desk, price: Money) -> Result<(), ActionError> {
    if priced(desk).contains(&price.currency) { Ok(()) } else { Err(ActionError::field("currency", "not-a-choice")) }
}

/// What one whole of a coin on that chain is in the currency of a price.
///
/// # Errors
/// [`EscrowError::NoPrice`] when no feed says it well enough: then nothing is quoted.
pub async fn rate(
    desk: &Desk,
    (coin, chain): (Currency, ChainId),
    price: Currency,
) -> Result<(Rate, Option<RateSource>), ActionError> {
    if coin == price {
        return Ok((Rate::SAME, None));
    }
    let ((coin, of_coin), (price, of_price)) = (dollars(desk, coin, chain).await?, dollars(desk, price, chain).await?);
    Ok((Rate { coin, price }, both(of_coin, of_price)))
}

/// Dollars for one whole, times 10^8; and which feed said so, but for the dollar itself.
async fn dollars(desk: &Desk, currency: Currency, chain: ChainId) -> Result<(u64, Option<RateSource>), ActionError> {
    if currency == Currency::USD {
        return Ok((Rate::ONE, None));
    }
    let known = desk.prices.last(currency);
    for feed in desk.prices.in_order(currency, chain) {
        match read(desk, feed, known.as_ref()).await {
            Ok(price) if price.is_near_one() => {
                let Some(dollars) = scaled(&price) else { continue };
                desk.prices.remember(currency, &price, desk.now());
                let Price { source: name, round_id: round, updated_at: answered_at, .. } = price;
                return Ok((dollars, Some(RateSource { name, round, answered_at })));
            }
            Ok(price) => tracing::warn!(feed = %feed, answer = price.answer, "a dollar coin is not worth a dollar"),
            Err(fault) => tracing::warn!(feed = %feed, code = fault.code(), "a feed is not quoted by"),
        }
    }
    Err(EscrowError::NoPrice.into())
}

async fn read(desk: &Desk, feed: &Feed, known: Option<&Known>) -> Result<Price, Fault> {
    let chain = desk.chains.iter().find(|chain| chain.settings().chain_id == feed.chain_id).ok_or(Fault::Unread)?;
    if let Some(contract) = sequencer(feed.chain_id) {
        chain.sequencer_uptime(&contract).await?.must_have_run(desk.now())?;
    }
    judge(feed, &chain.price_round(feed).await?, known, Rules::default(), desk.now())
}

/// With the decimals of a [`Rate`]; what a feed says beyond them is cut off.
fn scaled(price: &Price) -> Option<u64> {
    let decimals = u32::from(price.decimals);
    let power = 10_u128.checked_pow(decimals.abs_diff(DECIMALS))?;
    let answer = if decimals > DECIMALS { price.answer / power } else { price.answer.checked_mul(power)? };
    u64::try_from(answer).ok().filter(|dollars| *dollars > 0)
}

fn both(coin: Option<RateSource>, price: Option<RateSource>) -> Option<RateSource> {
    match (coin, price) {
        (Some(coin), Some(price)) => Some(RateSource {
            name: format!("{}, {}", coin.name, price.name),
            round: format!("{}, {}", coin.round, price.round),
            answered_at: coin.answered_at.min(price.answered_at),
        }),
        (one, other) => one.or(other),
    }
}
