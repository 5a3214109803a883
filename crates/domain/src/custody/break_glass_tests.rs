//! Who opens the glass, for how long it is open, and what of a payout stands under it.

use super::*;
use crate::{
    Currency, Money, PasskeyId, PayoutId, Seconds, WalletId,
    custody::{NewPayout, Payout, PayoutError, PayoutPurpose, PayoutStatus, WithdrawalLimits},
    escrow::{ChainAddress, ChainId},
};

const ASKER: UserId = UserId::from_bytes([1; 16]);
const OTHER: UserId = UserId::from_bytes([2; 16]);
const PERSON: UserId = UserId::from_bytes([3; 16]);
const NOW: Timestamp = Timestamp::from_millis(1_000_000);

fn yes(by: UserId, at: Timestamp) -> GlassYes {
    let act = SignedAct {
        text: "deed: confirm_break_glass".to_owned(),
        passkey_id: PasskeyId::from_bytes([4; 16]),
        authenticator_data: String::new(),
        client_data: String::new(),
        signature: String::new(),
        at,
    };
    GlassYes { by, act, at }
}

fn asked() -> BreakGlass {
    let reason = "Both devices are in the flooded cellar.".to_owned();
    BreakGlass::asked(BreakGlassId::from_bytes([5; 16]), reason, yes(ASKER, NOW))
}

fn open() -> BreakGlass {
    asked().opened(yes(OTHER, NOW)).unwrap()
}

/// A millisecond before.
fn just_before(at: Timestamp) -> Timestamp {
    Timestamp::from_millis(at.millis() - 1)
}

fn payout() -> Payout {
    let address = ChainAddress("0x73d0385F4d8E00C5e6504C6030F47BF6212736A8".to_owned());
    let usdt = |units| Money::new(units, Currency::USDT);
    let new = NewPayout {
        id: PayoutId::from_bytes([6; 16]),
        purpose: PayoutPurpose::Withdrawal,
        owner: Some((PERSON, WalletId::from_bytes([7; 16]))),
        chain: (ChainId(1), "Local".to_owned()),
        from: (address.clone(), None),
        to: address,
        amount: usdt(200_000),
        token: None,
        units: 1,
        confirmations_needed: 1,
        lock: None,
    };
    let limits = WithdrawalLimits { fee: usdt(1), approve_above: usdt(100) };
    new.withdrawal(&limits, usdt(1), NOW).unwrap().payout
}

#[test]
fn a_reason_is_a_sentence_and_is_kept_as_a_passkey_said_yes_to_it() {
    assert_eq!(plain_reason(" one\r\n two\u{2028}three  "), "one two three");
    assert_eq!(plain_reason("one\ntwo"), plain_reason("one\r\ntwo"), "browsers write ends of lines in two ways");
    assert_eq!(check_glass_reason(&"a ".repeat(9)).unwrap_err().0["reason"].code, "too-short");
    assert_eq!(check_glass_reason("   ").unwrap_err().0["reason"].code, "required");
    assert_eq!(check_glass_reason(&"a".repeat(501)).unwrap_err().0["reason"].code, "too-long");
    assert_eq!(check_glass_reason(&"a".repeat(20)).unwrap(), "a".repeat(20));
}

#[test]
fn who_asked_does_not_confirm_and_after_an_hour_nobody_does() {
    let glass = asked();
    assert_eq!(glass.opened(yes(ASKER, NOW)), Err(BreakGlassError::SameAdmin));
    let late = NOW + TIME_TO_CONFIRM;
    assert_eq!(glass.opened(yes(OTHER, late)), Err(BreakGlassError::TooLate));
    assert!(glass.opened(yes(OTHER, just_before(late))).is_ok());
    assert!(matches!(open().opened(yes(OTHER, NOW)), Err(BreakGlassError::Move(_))));
    assert!(!glass.was_open_at(NOW), "what is asked for opens nothing");
    assert_eq!(glass.minutes_left(NOW), None);
}

#[test]
fn it_is_open_for_an_hour_to_the_millisecond_whoever_looks_and_whenever() {
    let glass = open();
    let end = NOW + TIME_OPEN;
    assert!(!glass.was_open_at(just_before(NOW)));
    assert!(glass.was_open_at(NOW) && glass.was_open_at(just_before(end)));
    assert!(!glass.was_open_at(end));
    assert_eq!((glass.minutes_left(NOW), glass.minutes_left(just_before(end))), (Some(60), Some(1)));
    assert_eq!(glass.minutes_left(end), None);
    assert_eq!(glass.timed_out(just_before(end)), Ok(None));
    let (deed, ended) = glass.timed_out(end + Minutes(5)).unwrap().unwrap();
    assert_eq!((deed, ended.status), (BreakGlassDeed::End, BreakGlassStatus::Ended));
    assert_eq!(ended.ended, Some(GlassEnd { by: None, at: end }), "it ended then, however late the clock came");
    assert!(ended.was_open_at(just_before(end)) && !ended.was_open_at(end));
    // A row that says that it is open for longer is not believed.
    let bent = BreakGlass { ends_at: Some(end + Minutes(60)), ..glass };
    assert!(!bent.was_open_at(end));
}

#[test]
fn what_nobody_confirms_lapses_and_leaves_its_place() {
    let glass = asked();
    assert!(glass.present.is_some());
    assert_eq!(glass.timed_out(just_before(NOW + TIME_TO_CONFIRM)), Ok(None));
    let (deed, lapsed) = glass.timed_out(NOW + TIME_TO_CONFIRM).unwrap().unwrap();
    assert_eq!((deed, lapsed.status, &lapsed.present), (BreakGlassDeed::Lapse, BreakGlassStatus::Lapsed, &None));
    assert_eq!(lapsed.timed_out(NOW + Minutes(600)), Ok(None));
}

#[test]
fn any_admin_ends_it_early_and_from_then_on_it_is_shut() {
    let at = NOW + Minutes(10);
    let Change::Made(closed) = open().stopped(ASKER, BreakGlassDeed::Close, at).unwrap() else { panic!("not closed") };
    assert!(closed.was_open_at(just_before(at)) && !closed.was_open_at(at));
    assert_eq!((closed.status, &closed.present), (BreakGlassStatus::Closed, &None));
    assert_eq!(closed.stopped(OTHER, BreakGlassDeed::Close, at), Ok(Change::AlreadyMade));
    let Change::Made(refused) = asked().stopped(ASKER, BreakGlassDeed::Refuse, at).unwrap() else {
        panic!("not taken back")
    };
    assert_eq!(refused.status, BreakGlassStatus::Refused);
    assert!(matches!(asked().stopped(ASKER, BreakGlassDeed::Close, at), Err(BreakGlassError::Move(_))));
    assert!(matches!(open().stopped(ASKER, BreakGlassDeed::Refuse, at), Err(BreakGlassError::Move(_))));
}

#[test]
fn a_payout_is_approved_under_it_while_it_is_open_and_never_by_who_receives() {
    let (glass, payout) = (open(), payout());
    let own = glass.used(&payout, PERSON, NOW);
    assert_eq!(own.unwrap_err(), PayoutError::OwnPayout.into());
    for (glass, at) in [(&asked(), NOW), (&glass, NOW + TIME_OPEN)] {
        assert_eq!(glass.used(&payout, OTHER, at).unwrap_err(), PayoutError::NeedsSignature.into());
    }
    let (used, change) = glass.used(&payout, OTHER, just_before(NOW + TIME_OPEN)).unwrap();
    assert_eq!((change.payout.status, change.payout.break_glass_id), (PayoutStatus::Approved, Some(glass.id)));
    assert!(used.use_for(&change.payout).is_some());
    assert!(matches!(used.used(&change.payout, ASKER, NOW), Err(BreakGlassError::Payout(PayoutError::Move(_)))));
}

#[test]
fn what_was_approved_just_before_its_end_was_so_by_whichever_clock_it_was_closed() {
    let at = NOW + Minutes(10);
    let (used, change) = open().used(&payout(), OTHER, at).unwrap();
    for by_clock in [at, at - Seconds(2), at + Seconds(2)] {
        let Change::Made(closed) = used.stopped(ASKER, BreakGlassDeed::Close, by_clock).unwrap() else {
            panic!("not closed")
        };
        assert!(closed.use_for(&change.payout).is_some(), "{closed:?}");
        assert!(!closed.was_open_at(closed.updated_at));
    }
    let last = just_before(NOW + TIME_OPEN);
    let (used, change) = open().used(&payout(), OTHER, last).unwrap();
    let Change::Made(closed) = used.stopped(ASKER, BreakGlassDeed::Close, last).unwrap() else { panic!("not closed") };
    assert_eq!(closed.ended.as_ref().map(|end| end.at), closed.ends_at, "no longer than its hour");
    assert!(closed.use_for(&change.payout).is_some());
}

#[test]
fn nothing_but_that_very_approval_stands_for_signers() {
    let (glass, change) = open().used(&payout(), OTHER, NOW).unwrap();
    let approved = change.payout;
    assert!(glass.use_for(&approved).is_some());
    let bent: [Payout; 4] = [
        Payout { break_glass_id: None, ..approved.clone() },
        Payout { id: PayoutId::from_bytes([9; 16]), ..approved.clone() },
        Payout { approved_by: Some(ASKER), ..approved.clone() },
        Payout { user_id: Some(OTHER), ..approved.clone() },
    ];
    for payout in bent {
        assert_eq!(glass.use_for(&payout), None, "{payout:?}");
    }
    let late = GlassUse { at: NOW + TIME_OPEN, ..glass.uses[0].clone() };
    let forged = [
        BreakGlass { uses: vec![late], ..glass.clone() },
        BreakGlass { uses: Vec::new(), ..glass.clone() },
        BreakGlass { confirmed: None, ..glass.clone() },
        BreakGlass { confirmed: Some(yes(ASKER, NOW)), ..glass.clone() },
        BreakGlass { confirm_by: NOW, ..glass },
    ];
    for glass in forged {
        assert_eq!(glass.use_for(&approved), None, "{glass:?}");
    }
}
