use super::*;
use proptest::prelude::*;

const fn usdt(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

#[test]
fn typed_amounts_are_read_exactly_in_every_alphabet_and_with_the_marks_of_every_country() {
    for (typed, units) in [
        ("12.5", 12_500_000),
        ("12,5", 12_500_000),
        ("۱۲٫۵", 12_500_000),
        ("٣", 3_000_000),
        ("0.000001", 1),
        (",5", 500_000),
        ("1,200.50", 1_200_500_000),
        ("1.200,50", 1_200_500_000),
        ("1 200,50", 1_200_500_000),
        ("1’200.50", 1_200_500_000),
        ("۱٬۲۰۰٫۵۰", 1_200_500_000),
        ("۱،۲۰۰٫۵", 1_200_500_000),
        ("\u{2066}1,200.50\u{2069}", 1_200_500_000),
        ("1,234,567", 1_234_567_000_000),
        ("1.234.567", 1_234_567_000_000),
        ("۱٬۲۳۴", 1_234_000_000),
        ("1 234", 1_234_000_000),
        ("۱٫۲۳۴", 1_234_000),
        ("0.234", 234_000),
        ("1.2340", 1_234_000),
        ("1234.567", 1_234_567_000),
    ] {
        assert_eq!(Money::parse(typed, Currency::USDT), Ok(usdt(units)), "{typed}");
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_asked_back_with_both() {
    for typed in ["1.234", "1,234", "۱.۲۳۴", "۱،۲۳۴", "١,٢٣٤"] {
        let fault = Money::parse(typed, Currency::USDT).unwrap_err();
        assert_eq!(fault, ParseMoneyError::Ambiguous(1, 234), "{typed}");
        let both = fault.speaks_of().unwrap();
        let readings: Vec<_> = both.split('|').map(|text| Money::parse(text, Currency::USDT)).collect();
        assert_eq!(readings, [Ok(usdt(1_234_000_000)), Ok(usdt(1_234_000))], "{both}");
    }
    assert_eq!(Money::parse("12,045", Currency::EUR).unwrap_err().speaks_of().unwrap(), "12045|12.0450");
    // Rials have no decimals: the mark can only group.
    assert_eq!(Money::parse("1,250", Currency::IRR), Ok(Money::new(1_250, Currency::IRR)));
    assert_eq!(Money::parse("1.250", Currency::IRR), Ok(Money::new(1_250, Currency::IRR)));
}

#[test]
fn what_is_not_an_amount_is_refused_with_its_reason() {
    for (typed, why) in [
        ("", ParseMoneyError::Empty),
        ("-1", ParseMoneyError::NotANumber),
        ("1e9", ParseMoneyError::NotANumber),
        (".", ParseMoneyError::NotANumber),
        ("12 50", ParseMoneyError::NotANumber),
        ("1,20,000.5", ParseMoneyError::NotANumber),
        ("1.234,567.8", ParseMoneyError::NotANumber),
        ("1,234.567,8", ParseMoneyError::NotANumber),
        ("۱٫۲٫۳", ParseMoneyError::NotANumber),
        ("12/5", ParseMoneyError::NotANumber),
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
    // Three decimals would be read as thousands by half the world.
    assert_eq!(usdt(1_234_000).to_string(), "1.2340 USDT");
    assert_eq!(usdt(234_000).to_string(), "0.234 USDT");
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
    fn shown_amounts_read_back_as_themselves(units in any_units(), index in 0usize..8) {
        let money = Money::new(units, Currency::ALL[index]);
        prop_assert_eq!(Money::parse(&money.amount_text(), money.currency), Ok(money));
    }

    #[test]
    fn an_amount_written_with_any_countrys_marks_reads_as_itself_or_is_asked_back(
        units in any_units(), index in 0usize..8, marks in 0usize..5, zero in prop::sample::select(vec!['0', '۰', '٠']),
    ) {
        let (money, marks) = (Money::new(units, Currency::ALL[index]), [(',', '.'), ('.', ','), ('٬', '٫'), (' ', ','), ('’', '.')][marks]);
        let written = written(&money.amount_text(), marks, zero);
        match Money::parse(&written, money.currency) {
            Ok(read) => prop_assert_eq!(read, money, "{}", written),
            // Only one group of three and no decimals to tell which mark it is.
            Err(fault) => {
                prop_assert!(matches!(fault, ParseMoneyError::Ambiguous(..)), "{}: {:?}", written, fault);
                prop_assert!(!money.amount_text().contains('.') && matches!(marks.0, ',' | '.'), "{}", written);
            }
        }
    }

    #[test]
    fn no_text_makes_the_reading_of_amounts_fall_over(text in "[0-9۰-۹٠-٩.,٫٬، '-]{0,12}", index in 0usize..8) {
        if let Ok(money) = Money::parse(&text, Currency::ALL[index]) {
            prop_assert_eq!(Money::parse(&money.amount_text(), money.currency), Ok(money));
        }
    }
}

/// Small amounts, where one digit more or less changes how it looks, as often as large ones.
fn any_units() -> impl Strategy<Value = i128> {
    prop_oneof![
        0..=Money::MAX_UNITS,
        0..=10_000_000_000_i128,
        (0..=10_000_i128).prop_map(|n| n * 1_000_000),
        (0..=2_000_000_i128).prop_map(|n| n * 1_000)
    ]
}

/// The same amount with these marks (group, decimal) and digits.
fn written(plain: &str, (group, decimal): (char, char), zero: char) -> String {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let mut text = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(decimal);
        text += fraction;
    }
    let shift = |c: char| c.to_digit(10).and_then(|n| char::from_u32(u32::from(zero) + n)).unwrap_or(c);
    text.chars().map(shift).collect()
}
