//! Quotes of every rate and size: the payer never sends less than the price is worth, and parts never add up to more.

use super::*;
use proptest::prelude::*;

const USDT: Currency = Currency::USDT;
const CHAIN: ChainId = ChainId(31_337);

fn quote(cents: i128, rate: Rate) -> Quote {
    let at = Timestamp::from_millis(1_763_000_000_000);
    let source = RateSource { name: "USDT/USD on chain 1".to_owned(), round: "7".to_owned(), answered_at: at };
    let price = Money::new(cents, Currency::USD);
    Quote::make(price, (USDT, CHAIN), (rate, Some(source)), Vec::new(), (at, Some(at + Minutes(15)))).unwrap()
}

#[test]
fn what_is_asked_is_rounded_up_and_one_for_one_stays_itself() {
    assert_eq!(quote(1_250, Rate::SAME).asked, Money::new(12_500_000, USDT));
    assert_eq!(quote(1_250, Rate { coin: 99_990_000, price: Rate::ONE }).asked, Money::new(12_501_251, USDT));
    assert_eq!(Rate { coin: 99_990_000, price: Rate::ONE }.text(), "0.9999");
}

#[test]
fn every_word_of_a_quote_is_in_its_hash() {
    let sealed = quote(1_250, Rate::SAME);
    assert_eq!(sealed.digest(), sealed.hash);
    let fee =
        FeeShare { kind: crate::escrow::FeeKind::Buyer, payer: crate::escrow::FeePayer::Buyer, amount: sealed.price };
    let at = sealed.made_at + Minutes(1);
    for other in [
        Quote { asked: Money::new(1, USDT), ..sealed.clone() },
        Quote { valid_until: None, ..sealed.clone() },
        Quote { made_at: at, ..sealed.clone() },
        Quote { fees: vec![fee], ..sealed.clone() },
        Quote { source: None, ..sealed.clone() },
        Quote { rate: Rate { coin: 1, price: 1 }, ..sealed.clone() },
        Quote { chain_id: ChainId(1), ..sealed.clone() },
    ] {
        assert_ne!(other.digest(), sealed.hash);
    }
    // Read back from where it is kept, it still has its hash.
    let text = serde_json::to_string(&sealed).unwrap();
    assert_eq!(serde_json::from_str::<Quote>(&text).unwrap().digest(), sealed.hash);
}

#[test]
fn a_quote_runs_out_at_its_minute_and_never_outlives_the_time_to_pay() {
    let sealed = quote(1_250, Rate::SAME);
    let until = sealed.valid_until.unwrap();
    assert!(!sealed.has_run_out(Timestamp::from_millis(until.millis() - 1)) && sealed.has_run_out(until));
    let now = sealed.made_at;
    assert_eq!(valid_until(now + Minutes(5), Minutes(15), now), now + Minutes(5));
    assert_eq!(valid_until(now + Minutes(60), Minutes(15), now), now + Minutes(15));
}

#[test]
fn a_hundredth_is_near_and_more_is_not() {
    let then = Rate { coin: 100_000_000, price: Rate::ONE };
    assert!(
        then.is_within(Rate { coin: 101_000_000, ..then }, 100)
            && then.is_within(Rate { coin: 99_000_000, ..then }, 100)
    );
    assert!(
        !then.is_within(Rate { coin: 101_000_001, ..then }, 100)
            && !then.is_within(Rate { coin: 98_999_999, ..then }, 100)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn parts_never_count_for_more_than_the_whole_and_the_last_takes_what_is_left(
        cents in 1..=10_000_000_000_i128, coin in 98_000_000..=102_000_000_u64, price in 98_000_000..=115_000_000_u64,
        cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let quote = quote(cents, Rate { coin, price });
        let (mut left, mut counted) = (quote.asked.units, 0);
        for cut in cuts {
            let part = i128::try_from(cut.index(usize::try_from(left).unwrap())).unwrap();
            let part_price = quote.rate.price_rounded_down(Money::new(part, USDT), Currency::USD).unwrap();
            left -= part;
            counted += part_price.units;
        }
        prop_assert!(left > 0 && counted < cents, "{counted} of {cents} with {left} units missing");
        let all = quote.rate.price_rounded_down(quote.asked, Currency::USD).unwrap();
        prop_assert!(all.units >= cents, "what is asked is worth the price");
    }
}
