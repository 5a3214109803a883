//! Prices in one currency paid in another, on a real chain with a real feed: the rate, parts, and what runs out.

use crate::{
    assert_books_are_right, code_of, purse,
    quoted_town::{START, Town, dollars, in_dollars, key, usd},
    story,
};
use actions::{
    escrow::{
        self, ask_quote, checkout_view, confirm_delivery, delivery_code_for, mark_sent, open_checkout, receipt_of,
    },
    market,
};
use domain::{
    Currency, Hours, Minutes, Money,
    escrow::{AmountFlag, receipt::verify},
    ledger::LedgerAccount,
};
use testkit::{Given, desk};

#[tokio::test(flavor = "multi_thread")]
async fn a_price_in_dollars_is_paid_in_coins_and_every_unit_is_accounted_for() {
    let town = Town::new().await;
    let (order, payment, address) = town.quoted().await;
    let quote = payment.quote.clone().unwrap();
    assert_eq!((quote.asked, quote.price), (Money::new(12_501_251, Currency::USDT), usd(1_250)));
    assert_eq!(quote.source.as_ref().unwrap().name, "USDT/USD on chain 31337");
    let view = checkout_view(&town.desk, order.buyer, order.request).await.unwrap().unwrap();
    assert_eq!(view.ask.unwrap().amount, quote.asked);
    // Asked again, it is the same price.
    assert_eq!(open_checkout(&town.desk, order.buyer, order.request).await.unwrap().quote, Some(quote.clone()));
    town.pay(&address, 5_000_000).await;
    assert_eq!(story(&town.desk, order.request).await, "payment processing partial");
    let part = town.payment(&order).await;
    assert_eq!((part.credited, part.due_in_coins().unwrap()), (usd(499), Money::new(7_501_251, Currency::USDT)));
    assert_books_are_right(&town.desk).await;
    // The price holds for the rest, however long that takes.
    town.desk.advance(Hours(20));
    town.pay(&address, 8_000_000).await;
    assert_eq!(story(&town.desk, order.request).await, "processing confirmed funded");
    assert_eq!(purse(&town.desk, order.buyer).await, Money::new(498_749, Currency::USDT));
    let held = town.desk.store.balance(&LedgerAccount::Escrow(order.request), Currency::USD).await.unwrap();
    assert_eq!(held, usd(1_250));
    let receipt = receipt_of(&town.desk, order.buyer, false, order.request).await.unwrap().unwrap();
    assert!(verify(&receipt.text, None).is_valid(), "{}", receipt.text);
    mark_sent(&town.desk, order.seller, order.request).await.unwrap();
    let code = delivery_code_for(&town.desk, order.buyer, order.request).await.unwrap().unwrap();
    confirm_delivery(&town.desk, order.buyer, order.request, &code).await.unwrap();
    assert_eq!(town.in_dollars_of(order.seller).await, usd(1_219));
    assert_books_are_right(&town.desk).await;
    for exchanged in [quote.asked, usd(-1_250)] {
        let account = LedgerAccount::Fx(exchanged.currency);
        assert_eq!(town.desk.store.balance(&account, exchanged.currency).await.unwrap(), exchanged);
    }
    // Given back, another order gives back the coins themselves.
    let (order, _, address) = town.quoted().await;
    town.pay(&address, 12_501_251).await;
    escrow::give_refund(&town.desk, order.seller, order.request).await.unwrap();
    assert_eq!(purse(&town.desk, order.buyer).await, Money::new(12_501_251, Currency::USDT));
    assert_books_are_right(&town.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_price_that_ran_out_cannot_be_paid_and_a_new_one_keeps_the_address() {
    let town = Town::new().await;
    let (order, first, address) = town.quoted().await;
    town.desk.advance(Minutes(16));
    let view = checkout_view(&town.desk, order.buyer, order.request).await.unwrap().unwrap();
    assert!(view.ask.is_none(), "no address and no code to scan");
    town.anvil.set_price(100_500_000, START + 900);
    let again = open_checkout(&town.desk, order.buyer, order.request).await.unwrap();
    assert_eq!(again.on_chain.receiver, Some(address.clone()));
    assert_ne!(again.quote.as_ref().unwrap().hash, first.quote.unwrap().hash);
    assert_eq!(again.quote.unwrap().asked, Money::new(12_437_811, Currency::USDT));
    town.pay(&address, 12_437_811).await;
    assert_eq!(story(&town.desk, order.request).await, "processing confirmed funded");
    assert_eq!(town.payment(&order).await.flag, Some(AmountFlag::Exact));
    // What nobody can say the worth of is not quoted.
    let order = in_dollars(&town.desk).await;
    for (answer, at) in [(100_000_000, START - 200_000), (0, START + 900), (90_000_000, START + 900)] {
        town.anvil.set_price(answer, at);
        let refused = open_checkout(&town.desk, order.buyer, order.request).await;
        assert_eq!(code_of(refused), "escrow-no-price", "{answer}");
    }
    assert_eq!(code_of(ask_quote(&town.desk, order.seller, order.request, None).await), "escrow-not-the-buyer");
    let coin = "USDC:31337".parse().unwrap();
    assert_eq!(code_of(ask_quote(&town.desk, order.buyer, order.request, Some(coin)).await), "escrow-no-chain");
    assert_books_are_right(&town.desk).await;
}

#[tokio::test]
async fn without_a_feed_nothing_is_priced_in_dollars() {
    let desk = desk().await;
    let (buyer, seller) = (Given::person(&desk, "Aigul").await, Given::seller(&desk, "Reza").await);
    let request = Given::request(&desk, buyer).await;
    let refused = market::make_offer(&desk, seller, request, &dollars(), &key(seller)).await;
    assert_eq!(code_of(refused), "not-a-choice");
}
