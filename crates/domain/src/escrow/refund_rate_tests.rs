//! What came back, by either rate: never more coins than were paid, and one rule where there is no other.

use super::*;
use crate::Currency;
use proptest::prelude::*;

const PAID: Exchanged =
    Exchanged { coins: Money::new(12_501_251, Currency::USDT), price: Money::new(1_250, Currency::USD) };

const fn usd(cents: i128) -> Money {
    Money::new(cents, Currency::USD)
}

#[test]
fn what_came_back_is_said_both_ways_or_not_at_all() {
    let usdt = |units| Money::new(units, Currency::USDT);
    let worth = |cents, coins| Some(RefundWorth { worth: usd(cents), paid: usdt(coins) });
    for (came, before, wanted) in [
        (usdt(12_501_251), 0, worth(1_250, 12_501_251)),
        (usd(1_250), 0, worth(1_250, 12_501_251)),
        (usd(100), 1_150, worth(100, 1_000_100)),
        // More than was paid in coins; coins that were too much; another currency.
        (usd(100), 1_151, None),
        (usdt(250_000), 0, None),
        (Money::new(100, Currency::EUR), 0, None),
    ] {
        assert_eq!(PAID.refund_worth(came, before), wanted, "{came} after {before}");
    }
}

#[test]
fn todays_coins_are_worth_what_came_back_and_rounded_in_nobodys_favour_but_the_houses() {
    let worth = PAID.refund_worth(usd(1_250), 0).unwrap();
    let coins = |coin| worth.by(Rate { coin, price: Rate::ONE }).unwrap().units;
    assert_eq!((coins(99_990_000), coins(Rate::ONE), coins(98_500_000)), (12_501_250, 12_500_000, 12_690_355));
    assert!(worth.by(Rate { coin: 0, price: Rate::ONE }).is_err(), "what is worth nothing buys nothing");
}

#[test]
fn the_rate_of_the_day_counts_for_a_week() {
    let then = Timestamp::from_millis(1_763_000_000_000);
    let (last, over) = (then + Days(7), then + Days(7) + Days(1));
    assert!(today_counts(then, then) && !today_counts(then, last) && !today_counts(then, over));
}

proptest! {
    #[test]
    fn parts_by_the_rate_of_the_payment_never_add_up_to_more_than_was_paid(
        coins in 1_i128..1_000_000_000_000, price in 2_i128..1_000_000_000, cut in 1_i128..1_000_000_000,
    ) {
        let first = cut % price;
        prop_assume!(first > 0);
        let all = Exchanged { coins: Money::new(coins, Currency::USDT), price: usd(price) };
        let one = all.refund_worth(usd(first), 0).map_or(0, |worth| worth.paid.units);
        let other = all.refund_worth(usd(price - first), first).map_or(0, |worth| worth.paid.units);
        prop_assert!(one + other <= coins);
        prop_assert_eq!(all.refund_worth(usd(price - first + 1), first), None);
    }
}
