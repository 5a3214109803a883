//! Prices that nobody may be quoted by, on a real chain with a real feed: each is refused when a quote is asked, nothing
//! is asked of anybody, and what was quoted before stands.

#![allow(clippy::print_stdout, reason = "a fault says its name")]

use crate::{
    assert_books_are_right, code_of, purse,
    quoted_town::{START, Town, in_dollars},
    story,
};
use actions::escrow::{CheckoutStage, ask_quote, checkout_view, honour_late, open_checkout, refund_late};
use domain::Minutes;
use testkit::OrderIds;

const GOOD: i128 = 99_990_000;

/// Its name, what the feed says, and when it says it was written.
const BAD: [(&str, i128, u64); 9] = [
    ("stale", GOOD, START - 129_601),
    ("never written", GOOD, 0),
    ("of tomorrow", GOOD, START + 86_400),
    ("zero", 0, START),
    ("negative", -GOOD, START),
    ("ten times as much", 10 * GOOD, START),
    ("a tenth", GOOD / 10, START),
    ("beyond all numbers", i128::MAX, START),
    ("beyond all numbers below", i128::MIN, START),
];

/// No quote is given, and the order is as it was.
async fn assert_not_quoted(town: &Town, order: &OrderIds, name: &str) {
    let before = town.payment(order).await;
    assert_eq!(code_of(open_checkout(&town.desk, order.buyer, order.request).await), "escrow-no-price", "{name}");
    assert_eq!(code_of(ask_quote(&town.desk, order.buyer, order.request, None).await), "escrow-no-price", "{name}");
    assert_eq!(town.payment(order).await, before, "{name}");
    let view = checkout_view(&town.desk, order.buyer, order.request).await.unwrap().unwrap();
    assert!(view.ask.is_none() && view.stage == CheckoutStage::Waiting, "{name}: nothing is asked");
    println!("fault F37 {name}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_quoted_by_a_price_that_is_stale_zero_negative_or_jumps() {
    let town = Town::new().await;
    // The first house has never seen a price; to the second the good one is known, and a jump is one.
    for is_known in [false, true] {
        if is_known {
            town.anvil.set_price(GOOD, START);
            town.quoted().await;
        }
        let order = in_dollars(&town.desk).await;
        for (name, answer, at) in BAD {
            town.anvil.set_price(answer, at);
            assert_not_quoted(&town, &order, name).await;
        }
        town.anvil.set_price(GOOD, START);
        assert!(open_checkout(&town.desk, order.buyer, order.request).await.unwrap().quote.is_some());
    }
    assert_books_are_right(&town.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_quoted_before_is_paid_by_its_own_rate_and_what_came_late_is_not_honoured_by_a_bad_one() {
    let town = Town::new().await;
    let (order, quoted, address) = town.quoted().await;
    town.anvil.set_price(10 * GOOD, START);
    let again = open_checkout(&town.desk, order.buyer, order.request).await.unwrap();
    assert_eq!(again.quote, quoted.quote, "it stands while its time runs");
    town.pay(&address, 12_501_251).await;
    assert_eq!(story(&town.desk, order.request).await, "processing confirmed funded");
    // Late: nobody can say what it is worth now, so only the wallet is left.
    town.anvil.set_price(GOOD, START);
    let (order, _, address) = town.quoted().await;
    town.desk.advance(Minutes(16));
    town.pay(&address, 12_501_251).await;
    for (name, answer, at) in BAD {
        town.anvil.set_price(answer, at);
        let late = checkout_view(&town.desk, order.buyer, order.request).await.unwrap().unwrap().late.unwrap();
        assert!(!late.may_honour, "{name}");
        let refused = code_of(honour_late(&town.desk, order.buyer, order.request, &late.key).await);
        assert_eq!(refused, "escrow-rate-moved", "{name}");
        println!("fault F37 {name}, for what came late");
    }
    let late = checkout_view(&town.desk, order.buyer, order.request).await.unwrap().unwrap().late.unwrap();
    refund_late(&town.desk, order.buyer, order.request, &late.key).await.unwrap();
    assert_eq!(purse(&town.desk, order.buyer).await, late.amount);
    assert_books_are_right(&town.desk).await;
}
