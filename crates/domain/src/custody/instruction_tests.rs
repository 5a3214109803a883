//! Who signs an instruction, how many must, until when, and what it speaks of.

use super::*;
use crate::{
    Currency, DecisionId, DisputeId, Money, PasskeyId, PayoutId,
    custody::{About, DecisionLeg, Leg, NewPayout, PayoutPurpose, SignersNeeded, WithdrawalLimits},
    escrow::ChainId,
};

const NOW: Timestamp = Timestamp::from_millis(1_800_000_123_456);
const OWNER: UserId = UserId::from_bytes([9; 16]);

fn address(last: char) -> ChainAddress {
    ChainAddress(format!("0x{}{last}", "1".repeat(39)))
}

fn payout() -> Payout {
    let usdt = |units| Money::new(units, Currency::USDT);
    let limits = WithdrawalLimits { fee: usdt(1_000_000), approve_above: usdt(0) };
    let plan = NewPayout {
        id: PayoutId::from_bytes([1; 16]),
        purpose: PayoutPurpose::Withdrawal,
        owner: Some((OWNER, crate::WalletId::from_bytes([2; 16]))),
        chain: (ChainId(137), "Polygon".to_owned()),
        from: (address('a'), None),
        to: address('b'),
        amount: usdt(125_500_000),
        token: Some(address('c')),
        units: 125_500_000,
        confirmations_needed: 3,
        lock: None,
    };
    plan.withdrawal(&limits, limits.fee, NOW).unwrap().payout
}

fn made(needed: u32) -> Instruction {
    let id = (InstructionId::from_bytes([3; 16]), UserId::from_bytes([8; 16]));
    Instruction::made(id, &payout(), needed, ("n1".to_owned(), "0xt1".to_owned()), NOW)
}

fn yes_of(person: u8, at: Timestamp) -> Approval {
    let act = SignedAct {
        text: String::new(),
        passkey_id: PasskeyId::from_bytes([4; 16]),
        authenticator_data: String::new(),
        client_data: String::new(),
        signature: String::new(),
        at,
    };
    Approval {
        user_id: UserId::from_bytes([person; 16]),
        signer_id: TrezorAccountId::from_bytes([person; 16]),
        address: address('d'),
        signature: format!("0x{person}"),
        act,
        at,
    }
}

#[test]
fn how_many_sign_follows_from_the_sum_and_contradicting_settings_ask_for_more() {
    let rule = SignersNeeded { two_above: 100, three_above: 1_000 };
    for (units, wanted) in [(1, 1), (100, 1), (101, 2), (1_000, 2), (1_001, 3)] {
        assert_eq!(rule.of(units), wanted, "{units}");
    }
    let swapped = SignersNeeded { two_above: 1_000, three_above: 100 };
    assert_eq!(swapped.of(101), 3);
}

#[test]
fn the_order_says_in_words_what_leaves_where_to_and_until_when() {
    let order = made(1).order;
    assert_eq!(order.action.to_string(), "PAYOUT");
    assert_eq!(order.amount, "125.50 USDT on Polygon");
    assert_eq!((order.chain_id, order.recipient.clone()), (ChainId(137), address('b')));
    assert_eq!(order.expires, "2027-01-15 08:17 UTC");
    let refund = Payout { refund_of: Some("refund:x".to_owned()), ..payout() };
    assert_eq!(order_of_payout(&refund, String::new(), NOW).action.to_string(), "REFUND to buyer");
}

#[test]
fn one_has_a_quarter_of_an_hour_and_several_a_day_and_never_longer() {
    for (needed, most) in [(1, Minutes(15)), (2, Minutes(24 * 60)), (3, Minutes(24 * 60))] {
        let until = Instruction::time_for(needed, NOW);
        assert!(until <= NOW + most && until.millis() % 60_000 == 0, "{needed}");
        assert!(until > NOW + Minutes(most.0 - 2), "{needed}");
    }
}

#[test]
fn the_last_of_those_who_must_sign_approves_it_and_nobody_signs_twice() {
    let open = made(2);
    let half = open.signed(yes_of(5, NOW), About::Payout(&payout())).unwrap();
    assert_eq!((half.status, half.approvals.len()), (InstructionStatus::Open, 1));
    assert_eq!(half.signed(yes_of(5, NOW), About::Payout(&payout())), Err(InstructionError::SignedBefore));
    let whole = half.signed(yes_of(6, NOW), About::Payout(&payout())).unwrap();
    assert_eq!((whole.status, whole.open_key.clone()), (InstructionStatus::Approved, None));
    assert!(matches!(whole.signed(yes_of(7, NOW), About::Payout(&payout())), Err(InstructionError::Move(_))));
}

#[test]
fn nobody_signs_for_money_to_themselves_or_too_late() {
    let open = made(1);
    assert_eq!(open.signed(yes_of(9, NOW), About::Payout(&payout())), Err(InstructionError::OwnMoney));
    assert_eq!(open.signed(yes_of(5, open.expires_at), About::Payout(&payout())), Err(InstructionError::TooLate));
    let over = open.ended(InstructionDeed::Expire, NOW).unwrap();
    assert!(matches!(over.signed(yes_of(5, NOW), About::Payout(&payout())), Err(InstructionError::Move(_))));
}

#[test]
fn an_instruction_speaks_of_no_other_payout_transfer_sum_or_recipient() {
    let (open, same) = (made(1), payout());
    assert!(open.speaks_of(&same, "0xt1"));
    assert!(!open.speaks_of(&same, "0xt2"));
    let usdt = Money::new(1, Currency::USDT);
    let others = [
        Payout { to: address('e'), ..payout() },
        Payout { amount: usdt, ..payout() },
        Payout { network: "Ethereum".to_owned(), ..payout() },
        Payout { id: PayoutId::from_bytes([7; 16]), ..payout() },
    ];
    for other in others {
        assert!(!open.speaks_of(&other, "0xt1"), "{other:?}");
    }
}

#[test]
fn every_part_of_a_transfer_changes_its_plan() {
    use crate::custody::transfer_plan;
    let plan = transfer_plan(&payout(), "n1");
    let others = [
        transfer_plan(&payout(), "n2"),
        transfer_plan(&Payout { chain_units: "125500001".to_owned(), ..payout() }, "n1"),
        transfer_plan(&Payout { to: address('e'), ..payout() }, "n1"),
        transfer_plan(&Payout { token: None, ..payout() }, "n1"),
        transfer_plan(&Payout { from_key: "0x2".to_owned(), ..payout() }, "n1"),
        transfer_plan(&Payout { chain_id: ChainId(1), ..payout() }, "n1"),
    ];
    assert!(others.iter().all(|other| *other != plan));
}

#[test]
fn an_instruction_stored_when_there_were_only_payouts_is_read_and_a_leg_is_stored_beside_it() {
    let made = made(1);
    let stored = bson::serialize_to_document(&made).unwrap();
    assert_eq!(stored.get_str("payout_id").unwrap(), payout().id.to_string(), "the name it had");
    assert_eq!(bson::deserialize_from_document::<Instruction>(stored).unwrap(), made);
    let about = Matter::Leg(DecisionLeg {
        dispute_id: DisputeId::from_bytes([5; 16]),
        decision_id: DecisionId::from_bytes([6; 16]),
        leg: Leg::Seller,
    });
    let made = Instruction { about, open_key: Some(about.open_key()), ..made };
    let stored = bson::serialize_to_document(&made).unwrap();
    assert_eq!(stored.get_document("decision_leg").unwrap().get_str("leg").unwrap(), "seller");
    assert_eq!(bson::deserialize_from_document::<Instruction>(stored).unwrap(), made);
}
