use super::*;
use proptest::prelude::*;

const fn usdt(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

#[test]
fn typed_amounts_are_read_exactly_in_either_alphabet() {
    for (typed, units) in
        [("12.5", 12_500_000), ("1,200.50", 1_200_500_000), ("۱۲٫۵", 12_500_000), ("0.000001", 1), ("٣", 3_000_000)]
    {
        assert_eq!(Money::parse(typed, Currency::USDT), Ok(usdt(units)), "{typed}");
    }
}

#[test]
fn what_is_not_an_amount_is_refused_with_its_reason() {
    for (typed, why) in [
        ("", ParseMoneyError::Empty),
        ("-1", ParseMoneyError::NotANumber),
        ("1e9", ParseMoneyError::NotANumber),
        (".", ParseMoneyError::NotANumber),
        ("0.0000001", ParseMoneyError::TooManyDecimals(6)),
        ("99999999999999999999999999999999999999999", ParseMoneyError::TooLarge),
    ] {
        assert_eq!(Money::parse(typed, Currency::USDT), Err(why), "{typed}");
    }
}

#[test]
fn amounts_are_shown_with_the_decimals_people_expect() {
    assert_eq!(usdt(12_500_000).to_string(), "12.50 USDT");
    assert_eq!(usdt(1).to_string(), "0.000001 USDT");
    assert_eq!(usdt(-1_250_000).to_string(), "-1.25 USDT");
    assert_eq!(Money::new(1_000, Currency::IRR).to_string(), "1000 IRR");
}

#[test]
fn two_currencies_are_never_added() {
    let euro = Money::new(1, Currency::EUR);
    assert_eq!(usdt(1).plus(euro), Err(MoneyError::TwoCurrencies(Currency::USDT, Currency::EUR)));
}

#[test]
fn a_token_with_eighteen_decimals_converts_exactly_or_not_at_all() {
    assert_eq!(usdt(1).to_chain_units(18), Ok(1_000_000_000_000));
    assert_eq!(Money::from_chain_units(1_000_000_000_000, 18, Currency::USDT), Ok(usdt(1)));
    assert_eq!(Money::from_chain_units(1, 18, Currency::USDT), Err(MoneyError::NotExact(6)));
}

#[test]
fn units_travel_as_text_in_json() {
    let json = serde_json::to_string(&usdt(i128::from(u64::MAX))).unwrap();
    assert_eq!(json, r#"{"units":"18446744073709551615","currency":"USDT"}"#);
    assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), usdt(i128::from(u64::MAX)));
}

proptest! {
    #[test]
    fn fee_and_rest_always_sum_to_the_whole(units in 0..=Money::MAX_UNITS / 10_000, bps in 0u16..=10_000) {
        let (fee, rest) = usdt(units).take_fee_rounded_down(BasisPoints::try_new(bps).unwrap()).unwrap();
        prop_assert_eq!(fee.plus(rest).unwrap(), usdt(units));
        prop_assert!(fee.units >= 0 && rest.units >= 0);
    }

    #[test]
    fn shares_always_sum_to_the_whole(units in 0i128..=1_000_000_000_000, weights in proptest::collection::vec(0u32..1_000, 1..20)) {
        let parts = allocate(usdt(units), &weights).unwrap();
        let sum: i128 = parts.iter().map(|part| part.units).sum();
        prop_assert!(parts.is_empty() || sum == units);
    }

    #[test]
    fn shown_amounts_read_back_as_themselves(units in 0..=Money::MAX_UNITS, index in 0usize..8) {
        let money = Money::new(units, Currency::ALL[index]);
        prop_assert_eq!(Money::parse(&money.amount_text(), money.currency), Ok(money));
    }
}
