//! The buyer picks what to pay with, and is told how much of it, by which rate, and for how long that holds.

use super::{
    open_checkout::{addressed, allot},
    order::{commit_change, order_of},
};
use crate::{ActionError, Desk, again::again, custody::deposit_account, prices, settings::in_force};
use domain::{
    Change, Currency, PurchaseRequestId, UserId,
    escrow::{ChainId, EscrowError, Order, Payment, Quote, valid_until},
    event::{Actor, EventRow, Subject},
};
use payments::Chain;
use std::{fmt, str::FromStr};
use store::Commit;

/// A coin on a chain: what can be sent. `USDT:137`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Coin {
    /// Which.
    pub currency: Currency,
    /// Where.
    pub chain_id: ChainId,
}

impl Coin {
    /// What a quote asks for.
    pub const fn of(quote: &Quote) -> Self {
        Self { currency: quote.asked.currency, chain_id: quote.chain_id }
    }
}

impl fmt::Display for Coin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.currency, self.chain_id)
    }
}

impl FromStr for Coin {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (currency, chain) = text.split_once(':').ok_or(())?;
        let chain_id = ChainId(chain.parse().map_err(|_| ())?);
        Ok(Self { currency: currency.parse().map_err(|_| ())?, chain_id })
    }
}

/// Every coin that a price can be paid in here: its own first, where nothing can move.
pub fn coins_for(desk: &Desk, price: Currency) -> Vec<Coin> {
    let of_chain = |chain: &Chain| {
        let chain = chain.settings();
        chain.tokens.iter().map(|token| Coin { currency: token.currency, chain_id: chain.chain_id }).collect::<Vec<_>>()
    };
    let all = desk.chains.iter().flat_map(of_chain);
    let mut coins: Vec<Coin> = all.filter(|coin| desk.prices.can_exchange(coin.currency, price)).collect();
    coins.sort_by_key(|coin| coin.currency != price);
    coins
}

/// The payment with its address and a quote that can be paid: the one it has, or a new one where that has run out or
/// another coin is wished. Without a wish it stays with the coin it has, and begins with the first.
///
/// # Errors
/// 403 for anybody but the buyer; 409 when nobody waits for money any more, no chain carries the coin, something is on
/// its way, or nobody can say now what the coin is worth.
pub async fn ask_quote(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    wish: Option<Coin>,
) -> Result<Payment, ActionError> {
    again(|| ask_once(desk, buyer, request, wish)).await
}

async fn ask_once(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    wish: Option<Coin>,
) -> Result<Payment, ActionError> {
    let order = order_of(desk, request).await?;
    order.only_buyer(buyer)?;
    let (payment, now) = (&order.payment, desk.now());
    let present = payment.quote.as_ref().map(Coin::of);
    let is_as_wished = wish.is_none() || wish == present;
    if payment.on_chain.receiver.is_some() && is_as_wished && !(payment.is_open && payment.needs_quote(now)) {
        return Ok(order.payment);
    }
    payment.may_change_way(now)?;
    let coins = coins_for(desk, payment.amount.currency);
    let wish = wish.or(present);
    let coin = coins.into_iter().find(|coin| wish.is_none_or(|wish| wish == *coin)).ok_or(EscrowError::NoChain)?;
    let quote = quote_now(desk, &order, coin).await?;
    give(desk, buyer, order, quote).await
}

async fn quote_now(desk: &Desk, order: &Order, coin: Coin) -> Result<Quote, ActionError> {
    let (now, price) = (desk.now(), order.payment.amount);
    let rated = prices::rate(desk, (coin.currency, coin.chain_id), price.currency).await?;
    let span = in_force(desk).await?.quote_time;
    let until = (coin.currency != price.currency).then(|| valid_until(order.payment.pay_by, span, now));
    let fees = order.escrow.fee.shares(order.escrow.price)?;
    Ok(Quote::make(price, (coin.currency, coin.chain_id), rated, fees, (now, until))?)
}

async fn give(desk: &Desk, buyer: UserId, order: Order, quote: Quote) -> Result<Payment, ActionError> {
    let chain = desk.chains.iter().find(|chain| chain.settings().chain_id == quote.chain_id);
    let chain = chain.ok_or(EscrowError::NoChain)?.settings();
    let confirmations = in_force(desk).await?.confirmations(chain);
    let (receiver, commit) = match order.payment.on_chain.receiver.clone() {
        Some(receiver) => (receiver, Commit::new()),
        None => {
            let account = deposit_account(desk).await?;
            let destination = allot(desk, &account, &order.payment).await?;
            (destination.address.clone(), Commit::new().insert(&destination))
        }
    };
    let deed = if order.payment.on_chain.receiver.is_some() { "ask_quote" } else { "open_checkout" };
    let on_chain = addressed(&order.payment.on_chain, quote.asked.currency, (chain, confirmations), receiver);
    let hash = quote.hash.clone();
    let decision = order.quoted(buyer, quote, on_chain, desk.now())?;
    let Change::Made(change) = decision else { return Ok(order.payment) };
    let subject = Subject::Payment(order.payment.id);
    let row = desk.event(subject, Actor::User(buyer), deed, None, order.payment.status);
    let row = EventRow { request_id: Some(order.request.id), why: Some(hash), ..row };
    commit_change(desk, Actor::User(buyer), &change, None, commit.record(&row)).await?;
    let payment = change.order.payment;
    Ok(Payment { version: payment.version + 1, ..payment })
}
