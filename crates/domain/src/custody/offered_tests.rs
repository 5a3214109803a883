//! What a device is asked for, when it is not asked any more, and what becomes of its place.

use super::*;
use crate::{
    Currency, Money, PayoutId,
    custody::{NewPayout, PayoutPurpose},
    escrow::{ChainAddress, ChainId, TxHash},
};

const NOW: Timestamp = Timestamp::from_millis(1_800_000_123_456);

fn sweep() -> Payout {
    let address = |last: char| ChainAddress(format!("0x{}{last}", "1".repeat(39)));
    let plan = NewPayout {
        id: PayoutId::from_bytes([1; 16]),
        purpose: PayoutPurpose::Sweep,
        owner: None,
        chain: (ChainId(137), "Polygon".to_owned()),
        from: (address('a'), Some(7)),
        to: address('b'),
        amount: Money::new(25_000, Currency::USDT),
        token: Some(address('c')),
        units: 25_000,
        confirmations_needed: 3,
        lock: None,
    };
    plan.of_the_house(NOW).unwrap().payout.of_device(Some(TrezorAccountId::from_bytes([2; 16])))
}

fn plan(nonce: u64, max_fee: u32) -> PlannedTransaction {
    PlannedTransaction {
        nonce,
        max_fee: max_fee.to_string(),
        max_priority_fee: "1".to_owned(),
        gas_limit: 60_000,
        planned_at: NOW,
    }
}

fn signed(plan: &PlannedTransaction) -> SentTransaction {
    SentTransaction {
        hash: TxHash(format!("0x{}", plan.max_fee)),
        raw: "0x02".to_owned(),
        nonce: plan.nonce,
        max_fee: plan.max_fee.clone(),
        max_priority_fee: plan.max_priority_fee.clone(),
        gas_limit: plan.gas_limit,
        signed_at: NOW,
    }
}

#[test]
fn what_is_planned_waits_and_is_signed_as_it_was_planned() {
    let asked = sweep().offered(plan(0, 30), NOW).unwrap().payout;
    assert!(asked.waits_for_device() && asked.nonce == Some(0));
    assert_eq!(asked.trouble, Some(PayoutTrouble::WaitsForDevice));
    assert_eq!(asked.plan.as_ref().unwrap().most_gas(), 30 * 60_000);
    for other in [plan(1, 30), plan(0, 31), PlannedTransaction { gas_limit: 1, ..plan(0, 30) }] {
        assert_eq!(asked.signed_by_device(signed(&other), NOW), Err(PayoutError::NothingToSign));
    }
    let done = asked.signed_by_device(signed(&plan(0, 30)), NOW).unwrap().payout;
    assert_eq!((done.status, done.plan.clone(), done.trouble), (PayoutStatus::Signed, None, None));
    assert_eq!(done.signed_by_device(signed(&plan(0, 30)), NOW), Err(PayoutError::NothingToSign), "once");
}

#[test]
fn a_place_that_nobody_signed_in_is_free_again() {
    let asked = sweep().offered(plan(4, 30), NOW).unwrap().payout;
    let anew = asked.planned_anew(NOW).unwrap().payout;
    assert_eq!((anew.nonce, anew.plan.clone(), anew.trouble), (None, None, None));
    assert_eq!(anew.planned_anew(NOW), Err(PayoutError::NothingToSign));
    let ended = asked.rejected(crate::UserId::from_bytes([9; 16]), NOW).unwrap().payout;
    assert_eq!((ended.status, ended.nonce, ended.plan), (PayoutStatus::Rejected, None, None));
}

#[test]
fn a_dearer_plan_stays_in_its_place_and_the_old_transaction_stays_good() {
    let asked = sweep().offered(plan(4, 30), NOW).unwrap().payout;
    assert!(asked.signed(signed(&plan(4, 30)), NOW).unwrap().payout.offered(plan(4, 40), NOW).is_err(), "not sent yet");
    let sent = asked.signed_by_device(signed(&plan(4, 30)), NOW).unwrap().payout.broadcast(NOW).unwrap().payout;
    assert_eq!(sent.offered(plan(5, 40), NOW), Err(PayoutError::NothingToSign), "another place");
    let dearer = sent.offered(plan(4, 40), NOW).unwrap().payout;
    assert!(!dearer.waits_for_device(), "the clock goes on looking for the old one");
    assert_eq!(dearer.planned_anew(NOW).unwrap().payout.nonce, Some(4), "something was signed there");
    let replaced = dearer.signed_by_device(signed(&plan(4, 40)), NOW).unwrap().payout;
    assert_eq!((replaced.status, replaced.hashes().len(), replaced.plan.clone()), (PayoutStatus::Replaced, 2, None));
    assert_eq!(replaced.trouble, None, "nobody is waited for any more");
}
