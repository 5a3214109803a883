//! Money that comes after its price has run out, and a token that keeps a part of every transfer.

use crate::{
    assert_books_are_right, code_of, purse,
    quoted_town::{CHAIN, START, Town},
    story,
};
use actions::{
    escrow::{checkout_view, honour_late, refund_late},
    ledger::audit,
};
use domain::{
    Currency, Hours, Minutes, Money,
    escrow::{Escrow, LateChoice},
};
use payments::{DemoWallet, TokenSettings};
use testkit::{Anvil, Given, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_late_waits_for_the_buyers_word_and_one_word_wins() {
    let town = Town::new().await;
    // Near: it may count.
    let (order, _, address) = town.quoted().await;
    town.desk.advance(Minutes(16));
    town.pay(&address, 12_501_251).await;
    assert_eq!(story(&town.desk, order.request).await, "payment processing awaiting");
    let late = checkout_view(&town.desk, order.buyer, order.request).await.unwrap().unwrap().late.unwrap();
    assert!(late.may_honour && late.amount == Money::new(12_501_251, Currency::USDT));
    assert_books_are_right(&town.desk).await;
    let other = honour_late(&town.desk, order.buyer, order.request, "credit:1:0x00:0").await;
    assert_eq!(code_of(other), "escrow-nothing-to-claim");
    assert_eq!(code_of(honour_late(&town.desk, order.seller, order.request, &late.key).await), "escrow-not-the-buyer");
    let (honoured, refunded) = tokio::join!(
        honour_late(&town.desk, order.buyer, order.request, &late.key),
        refund_late(&town.desk, order.buyer, order.request, &late.key),
    );
    assert!(honoured.is_ok() != refunded.is_ok(), "one of the two");
    assert_books_are_right(&town.desk).await;
    let choice = town.payment(&order).await.late.unwrap().choice.unwrap();
    match choice {
        LateChoice::Honour => assert_eq!(story(&town.desk, order.request).await, "processing confirmed funded"),
        LateChoice::Refund => assert_eq!(purse(&town.desk, order.buyer).await, late.amount),
    }
    // Too far: only the wallet is left, and what was chosen twice was chosen once.
    let (order, _, address) = town.quoted().await;
    town.desk.advance(Minutes(16));
    town.pay(&address, 12_501_251).await;
    town.anvil.set_price(101_500_000, START);
    let late = checkout_view(&town.desk, order.buyer, order.request).await.unwrap().unwrap().late.unwrap();
    assert!(!late.may_honour);
    let refused = honour_late(&town.desk, order.buyer, order.request, &late.key).await;
    assert_eq!(code_of(refused), "escrow-rate-moved");
    for _ in 0..2 {
        refund_late(&town.desk, order.buyer, order.request, &late.key).await.unwrap();
    }
    assert_eq!(purse(&town.desk, order.buyer).await, late.amount);
    assert_eq!(story(&town.desk, order.request).await, "payment pending awaiting");
    // Nobody says a word: with the time to pay it goes back by itself.
    let (order, _, address) = town.quoted().await;
    town.desk.advance(Minutes(16));
    town.pay(&address, 12_501_251).await;
    town.desk.advance(Hours(2));
    town.look().await;
    assert_eq!(story(&town.desk, order.request).await, "cancelled cancelled cancelled");
    assert!(purse(&town.desk, order.buyer).await.is_positive());
    assert_books_are_right(&town.desk).await;
    // A quote that somebody has changed since is named.
    let quoted = order.payment.to_string();
    town.desk.store.tamper("payments", &quoted, r#"{"quote.hash": "another"}"#).await.unwrap();
    let report = audit(&town.desk).await.unwrap();
    assert_eq!(report.breaches().map(|breach| breach.check).collect::<Vec<_>>(), ["quotes"], "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_token_that_keeps_a_part_of_every_transfer_only_what_arrived_counts() {
    let anvil = Anvil::start(CHAIN.0);
    let wallet = DemoWallet::connect(&anvil.rpc_url()).await.unwrap();
    let token = anvil.deploy_tether();
    anvil.let_tether_keep_a_fee(&token);
    let mut settings = wallet.chain_settings(3).await.unwrap();
    settings.tokens = vec![TokenSettings { currency: Currency::USDT, contract: token.clone(), decimals: 6 }];
    let town = Town::on(anvil, wallet, settings, token).await;
    let (order, address) = Given::open_checkout(&town.desk).await;
    town.pay(&address, 12_500_000).await;
    assert_eq!(story(&town.desk, order.request).await, "payment processing partial");
    let part = town.payment(&order).await;
    assert_eq!(part.credited, Money::new(12_500_000 - 23_750, Currency::USDT));
    assert_eq!(part.due().unwrap(), Money::new(23_750, Currency::USDT));
    town.pay(&address, 24_000).await;
    assert_eq!(story(&town.desk, order.request).await, "processing confirmed funded");
    let escrow: Escrow = town.desk.store.get(order.request).await.unwrap();
    assert_eq!(escrow.held().unwrap(), usdt(1_250));
    assert_books_are_right(&town.desk).await;
}
