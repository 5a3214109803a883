//! What is set aside, taken and given back: the ugly cases first.

use super::*;
use crate::{Currency, Seconds};

const NOW: Timestamp = Timestamp::from_millis(1_000_000);

fn usdt(units: i128) -> Money {
    Money::new(units, Currency::USDT)
}

fn asked(amount: Money, until: Option<Timestamp>) -> NewHold {
    let (offer_id, request_id) = (SellerOfferId::from_bytes([1; 16]), PurchaseRequestId::from_bytes([2; 16]));
    NewHold {
        user_id: UserId::from_bytes([3; 16]),
        wallet_id: WalletId::from_bytes([4; 16]),
        amount,
        purpose: HoldPurpose::OfferDeposit { offer_id, request_id },
        until,
    }
}

fn five(until: Option<Timestamp>) -> Hold {
    Hold::reserved(HoldId::from_bytes([5; 16]), asked(usdt(5), until), NOW).unwrap().0
}

fn target() -> LedgerAccount {
    LedgerAccount::SellerDeposit(PurchaseRequestId::from_bytes([2; 16]))
}

/// Amounts by the account they go to.
fn credits(journal: &NewJournal) -> Vec<(String, i128)> {
    journal.entries.iter().map(|entry| (entry.credit.to_string(), entry.amount.units)).collect()
}

#[test]
fn nothing_and_less_than_nothing_are_not_set_aside() {
    for units in [0, -5] {
        let refused = Hold::reserved(HoldId::from_bytes([5; 16]), asked(usdt(units), None), NOW);
        assert_eq!(refused.unwrap_err(), HoldError::NotAPart);
    }
    let past = Hold::reserved(HoldId::from_bytes([5; 16]), asked(usdt(5), Some(NOW)), NOW);
    assert_eq!(past.unwrap_err(), HoldError::TimedOut, "an end that has come is no end");
}

#[test]
fn no_part_is_taken_that_is_nothing_too_much_or_of_another_currency() {
    for part in [usdt(0), usdt(-1), usdt(6), Money::new(5, Currency::USDC)] {
        assert_eq!(five(None).captured(part, target(), NOW).unwrap_err(), HoldError::NotAPart, "{part}");
    }
}

#[test]
fn what_is_due_is_not_taken_even_before_the_clock_has_been_round() {
    let until = NOW + Seconds(60);
    let hold = five(Some(until));
    assert_eq!(hold.status_at(until), HoldStatus::TimedOut);
    assert_eq!(hold.captured(usdt(5), target(), until).unwrap_err(), HoldError::TimedOut);
    let a_moment_before = Timestamp::from_millis(until.millis() - 1);
    assert_eq!(hold.status_at(a_moment_before), HoldStatus::Held);
    assert!(hold.captured(usdt(5), target(), a_moment_before).is_ok());
}

#[test]
fn a_part_is_taken_and_the_rest_goes_back_in_the_same_journal() {
    let hold = five(None);
    for part in 1..=5 {
        let end = hold.captured(usdt(part), target(), NOW).unwrap();
        assert_eq!((end.hold.status, end.hold.captured), (HoldStatus::Captured, Some(usdt(part))));
        let mut wanted = vec![(target().to_string(), part)];
        wanted.extend((part < 5).then(|| (LedgerAccount::Wallet(hold.wallet_id).to_string(), 5 - part)));
        assert_eq!(credits(&end.journal), wanted);
        assert!(end.journal.entries.iter().all(|entry| entry.debit == LedgerAccount::Hold(hold.id)));
    }
}

#[test]
fn every_way_to_end_posts_under_the_same_key() {
    let until = NOW + Seconds(60);
    let hold = five(Some(until));
    let taken = hold.captured(usdt(2), target(), NOW).unwrap();
    let (voided, timed_out) = (hold.let_go(NOW).unwrap(), hold.let_go(until).unwrap());
    assert_eq!((voided.hold.status, timed_out.hold.status), (HoldStatus::Voided, HoldStatus::TimedOut));
    assert_eq!(taken.journal.key, voided.journal.key);
    assert_eq!(taken.journal.key, timed_out.journal.key);
    for end in [taken, voided, timed_out] {
        assert!(matches!(end.hold.let_go(NOW), Err(HoldError::Move(_))), "{}", end.hold.status);
        assert!(matches!(end.hold.captured(usdt(1), target(), NOW), Err(HoldError::Move(_))));
    }
}

#[test]
fn the_accounts_read_back_from_their_text() {
    for account in [target(), LedgerAccount::Hold(HoldId::from_bytes([5; 16]))] {
        assert_eq!(account.to_string().parse(), Ok(account.clone()));
        assert!(account.has_floor(), "{account}");
    }
}
