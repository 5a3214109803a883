use super::*;
use domain::{
    Currency,
    custody::PayoutDeed,
    escrow::{EscrowDeed, PaymentDeed},
    machine::Word,
    market::{OfferDeed, RequestDeed, TemplateDeed},
    money::whole_number,
};
use proptest::prelude::*;

#[test]
fn numbers_are_grouped_and_written_in_the_readers_digits() {
    assert_eq!(number(Locale::En, 1_234_567), "1,234,567");
    assert_eq!(number(Locale::Fa, 1250), "۱٬۲۵۰");
    assert_eq!(decimal(Locale::Fa, "4.05"), "۴٫۰۵");
    assert_eq!(decimal(Locale::En, "4.05"), "4.05");
}

#[test]
fn an_amount_keeps_its_decimals_and_shows_a_minus() {
    assert_eq!(amount(Money::new(1_250_500_000, Currency::USDT)), "1,250.50");
    assert_eq!(amount(Money::new(-999, Currency::USD)), "−9.99");
}

#[test]
fn a_code_says_the_limit_it_speaks_of() {
    assert!(code(Locale::Fa, "too-long", Some("200")).contains("۲۰۰"));
    assert!(code(Locale::En, "nobody-wrote-this", None).contains("nobody-wrote-this"));
    for l in Locale::ALL {
        let asked_back = code(*l, "ambiguous-amount", Some("1234|1.2340"));
        assert!(
            asked_back.contains("1234") && asked_back.contains("1.2340") && !asked_back.contains('{'),
            "{asked_back}"
        );
    }
}

#[test]
fn what_runs_the_other_way_is_kept_apart() {
    assert_eq!(isolated(Locale::Fa, "12.50 USDT"), "\u{2068}12.50 USDT\u{2069}");
    assert_eq!(isolated(Locale::Fa, "چراغ ۱۲"), "چراغ ۱۲");
    assert_eq!(isolated(Locale::Fa, "2.5"), "2.5");
    assert_eq!(isolated(Locale::En, "کارگاه کاوه (۲)"), "\u{2068}کارگاه کاوه (۲)\u{2069}");
    assert_eq!(isolated(Locale::En, "12.50 USDT"), "12.50 USDT");
    assert_eq!(t::escrow_pay(Locale::Fa, "5 USDT"), "پرداخت \u{2068}5 USDT\u{2069}");
}

#[test]
fn the_most_wanted_language_we_speak_is_spoken() {
    for (header, l) in [
        ("fa", Some(Locale::Fa)),
        ("de, fa-IR;q=0.9, en;q=0.8", Some(Locale::Fa)),
        ("en;q=0.5, fa;q=0.7", Some(Locale::Fa)),
        ("en;q=0.2,fa;q=0.10,de", Some(Locale::En)),
        ("fa;q=0, en;q=0.1", Some(Locale::En)),
        ("FA-ir ; q=1.0, en", Some(Locale::Fa)),
        ("fa;q=2, en;q=0.1", Some(Locale::En)),
        ("de, *;q=0.5", None),
        ("", None),
    ] {
        assert_eq!(locale_asked_for(header), l, "{header:?}");
    }
}

#[test]
fn nobody_is_asked_into_the_testers_language() {
    assert!(!Locale::ALL.iter().any(|l| l.as_str() == "en-XA"));
    assert_eq!(locale_of("en-xa"), Some(Locale::En));
}

proptest! {
    /// Every amount we print is read back as itself, and never needs asking back.
    #[test]
    fn what_we_print_we_read_back(units in prop_oneof![0..=Money::MAX_UNITS, 0..=5_000_000_000_i128], index in 0usize..8) {
        let money = Money::new(units, Currency::ALL[index]);
        let shown = amount(money);
        prop_assert_eq!(Money::parse(&shown, money.currency), Ok(money), "{}", shown);
        for l in Locale::ALL {
            prop_assert_eq!(Money::parse(&digits(*l, &shown), money.currency), Ok(money), "{:?}", l);
        }
    }

    #[test]
    fn every_number_we_print_is_read_back_in_every_language(n: u64) {
        for l in Locale::EVERY {
            prop_assert_eq!(whole_number(&number(*l, n)), Ok(n), "{:?}", l);
        }
    }

    #[test]
    fn a_number_in_the_readers_own_marks_is_read_as_an_amount(units in 0..=5_000_000_000_i128, index in 0usize..8) {
        let money = Money::new(units, Currency::ALL[index]);
        for l in Locale::EVERY {
            let shown = decimal(*l, &money.amount_text());
            prop_assert_eq!(Money::parse(&shown, money.currency), Ok(money), "{:?} {}", l, shown);
        }
    }
}

#[test]
fn every_move_of_every_machine_has_words_in_the_log() {
    fn nameless<D: Word>(l: Locale) -> Vec<&'static str> {
        D::ALL.iter().map(|deed| deed.word()).filter(|deed| known_deed(l, deed).is_none()).collect()
    }
    for l in Locale::ALL {
        let found = [
            nameless::<RequestDeed>(*l),
            nameless::<OfferDeed>(*l),
            nameless::<TemplateDeed>(*l),
            nameless::<EscrowDeed>(*l),
            nameless::<PaymentDeed>(*l),
            nameless::<PayoutDeed>(*l),
        ];
        assert_eq!(found.concat(), Vec::<&str>::new());
    }
}
