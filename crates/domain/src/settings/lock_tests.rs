use super::*;
use crate::{
    Change, Hours, Minutes, Timestamp, UserId,
    escrow::ChainId,
    identity::{Language, Role, SignUpForm, User},
};

const NOW: Timestamp = Timestamp::from_millis(1_000);
const DAY: i64 = 24 * 60 * 60 * 1_000;
const LIMIT: SettingKey = SettingKey::ApproveAbove;

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(1_000 + millis)
}

fn whole(value: i64) -> SettingValue {
    SettingValue::Whole(value)
}

fn admin() -> User {
    let newcomer = SignUpForm { name: "Ali".into(), email: String::new() }.check().unwrap();
    let born = User::born(UserId::from_bytes([1; 16]), newcomer, Language::En, NOW);
    User { roles: vec![Role::Buyer, Role::Admin], ..born }
}

fn made(decision: Result<Change<ConfigSetting>, SettingError>) -> ConfigSetting {
    match decision.unwrap() {
        Change::Made(setting) => setting,
        Change::AlreadyMade => panic!("nothing was made"),
    }
}

/// Decided at `NOW`, from 1000 to 5000.
fn waiting(rule: &SettingRule) -> ConfigSetting {
    made(rule.changed(None, 0, whole(5_000), &admin(), NOW))
}

#[test]
fn what_is_about_money_waits_a_day_and_what_is_about_time_does_not() {
    use SettingKey as K;
    let of_time =
        [K::PayMinutes, K::QuoteMinutes, K::TopUpHours, K::SendGraceHours, K::InspectionDays, K::StuckMinutes];
    let of_the_house = [K::VaultMin, K::VaultMax];
    let at_once = |key: &K| of_time.contains(key) || of_the_house.contains(key);
    let of_chains = [K::ConfirmationThreshold(ChainId(1)), K::WithdrawFee(ChainId(1))];
    for key in K::OF_THE_HOUSE.into_iter().chain(of_chains) {
        let span = if at_once(&key) { Hours(0) } else { Hours(24) };
        assert_eq!(key.waits(), span, "{key}");
        for wanted in [4, 7] {
            let rule = key.rule(5);
            let decided = made(rule.changed(None, 0, whole(wanted), &admin(), NOW));
            assert_eq!(decided.effective_at, NOW + span, "{key}: up and down wait alike");
        }
    }
}

#[test]
fn it_holds_not_a_millisecond_before_its_day_is_over() {
    let rule = LIMIT.rule(1_000);
    let decided = waiting(&rule);
    for (then, holds) in [(0, 1_000), (DAY - 1, 1_000), (DAY, 5_000), (DAY + 1, 5_000)] {
        assert_eq!(rule.in_force(Some(&decided), at(then)), whole(holds), "{then}");
        assert_eq!(decided.waits(at(then)), holds == 1_000, "{then}");
    }
}

#[test]
fn while_one_waits_there_is_no_other_and_the_next_one_begins_with_what_holds() {
    let rule = LIMIT.rule(1_000);
    let first = waiting(&rule);
    let asked = |seen, value, then| rule.changed(Some(&first), seen, whole(value), &admin(), at(then));
    assert_eq!(asked(1, 6_000, DAY - 1), Err(SettingError::Waits));
    assert_eq!(asked(1, 1_000, DAY - 1), Err(SettingError::Waits), "what holds is no way around taking it back");
    assert_eq!(asked(0, 6_000, DAY - 1), Err(SettingError::ChangedMeanwhile));
    assert_eq!(asked(0, 5_000, DAY - 1), Ok(Change::AlreadyMade), "a second click");
    let next = made(asked(1, 6_000, DAY));
    assert_eq!((next.number, &next.value_before, next.effective_at), (2, &whole(5_000), at(2 * DAY)));
}

#[test]
fn what_was_taken_back_never_holds_and_the_next_one_waits_its_own_day() {
    let rule = LIMIT.rule(1_000);
    let first = waiting(&rule);
    let taken = made(rule.cancelled(Some(&first), 1, &admin(), at(DAY / 2)));
    for then in [DAY / 2, DAY - 1, DAY, 30 * DAY] {
        assert_eq!(rule.in_force(Some(&taken), at(then)), whole(1_000), "{then}");
        assert!(!taken.waits(at(then)));
    }
    assert_eq!(rule.cancelled(Some(&taken), 1, &admin(), at(DAY)), Ok(Change::AlreadyMade));
    let late = rule.changed(Some(&taken), 0, whole(5_000), &admin(), at(DAY / 2));
    assert_eq!(late, Err(SettingError::ChangedMeanwhile), "the form of then, sent again");
    let next = made(rule.changed(Some(&taken), 1, whole(5_000), &admin(), at(DAY / 2)));
    assert_eq!((next.number, &next.value_before, next.effective_at), (2, &whole(1_000), at(DAY / 2 + DAY)));
    assert_eq!(next.cancelled_at, None);
}

#[test]
fn from_a_minute_before_it_holds_nothing_is_taken_back() {
    let (rule, minute) = (LIMIT.rule(1_000), 60_000);
    let first = waiting(&rule);
    assert_eq!(LAST_MOMENT, Minutes(1));
    let asked = |then| rule.cancelled(Some(&first), 1, &admin(), at(then));
    assert!(matches!(asked(DAY - minute - 1), Ok(Change::Made(_))));
    for then in [DAY - minute, DAY - 1, DAY, 2 * DAY] {
        assert_eq!(asked(then), Err(SettingError::Holds), "{then}");
    }
}

#[test]
fn only_an_admin_takes_back_and_only_what_they_looked_at() {
    let rule = LIMIT.rule(1_000);
    let first = waiting(&rule);
    for role in [Role::Buyer, Role::Seller, Role::Resolver, Role::Support, Role::Treasurer] {
        let other = User { roles: vec![Role::Buyer, role], ..admin() };
        assert_eq!(rule.cancelled(Some(&first), 1, &other, NOW), Err(SettingError::NotYours), "{role}");
    }
    for (known, seen) in [(None, 0), (None, 1), (Some(&first), 0), (Some(&first), 2)] {
        assert_eq!(rule.cancelled(known, seen, &admin(), NOW), Err(SettingError::ChangedMeanwhile), "{seen}");
    }
}
