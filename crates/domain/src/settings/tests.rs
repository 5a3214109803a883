use super::*;
use crate::{
    Change, Timestamp, UserId,
    escrow::ChainId,
    identity::{Language, Role, SignUpForm, User},
};

const NOW: Timestamp = Timestamp::from_millis(1_000);
const POLYGON: SettingKey = SettingKey::ConfirmationThreshold(ChainId(137));

fn admin() -> User {
    let newcomer = SignUpForm { name: "Ali".into(), email: String::new() }.check().unwrap();
    let born = User::born(UserId::from_bytes([1; 16]), newcomer, Language::En, NOW);
    User { roles: vec![Role::Buyer, Role::Admin], ..born }
}

fn decided(rule: &SettingRule, known: Option<&ConfigSetting>, value: i64) -> ConfigSetting {
    let seen = known.map_or(0, |known| known.number);
    match rule.changed(known, seen, SettingValue::Whole(value), &admin(), NOW).unwrap() {
        Change::Made(setting) => setting,
        Change::AlreadyMade => panic!("{value} is no change"),
    }
}

#[test]
fn a_setting_has_one_spelling() {
    for key in SettingKey::OF_THE_HOUSE.into_iter().chain([POLYGON]) {
        assert_eq!(key.to_string().parse(), Ok(key));
    }
    assert_eq!(POLYGON.to_string(), "confirmation_threshold:137");
    for wrong in
        ["", "PAY_MINUTES", "pay_minutes ", "confirmation_threshold", "confirmation_threshold:0137", "fee_bps:1"]
    {
        assert!(wrong.parse::<SettingKey>().is_err(), "{wrong:?}");
    }
}

#[test]
fn a_typed_value_is_read_or_refused_with_the_bound_it_broke() {
    let threshold = POLYGON.rule(50).kind;
    let words = SettingKind::Choice(&["slow", "fast"]);
    let whole = |value| Ok(SettingValue::Whole(value));
    let text = |text: &str| Ok(SettingValue::Text(text.to_owned()));
    for (kind, typed, wanted) in [
        (threshold, "", Err(("required", None))),
        (threshold, "-60", Err(("not-a-whole-number", None))),
        (threshold, "60.5", Err(("not-a-whole-number", None))),
        (threshold, "sixty", Err(("not-a-whole-number", None))),
        (threshold, "0", Err(("too-small", Some("50")))),
        (threshold, "49", Err(("too-small", Some("50")))),
        (threshold, "50", whole(50)),
        (threshold, " ۶۰ ", whole(60)),
        (threshold, "500", whole(500)),
        (threshold, "501", Err(("too-big", Some("500")))),
        (threshold, "99999999999999999999999", Err(("too-big", Some("500")))),
        (SettingKind::Flag, "yes", Ok(SettingValue::Flag(true))),
        (SettingKind::Flag, "no", Ok(SettingValue::Flag(false))),
        (SettingKind::Flag, "1", Err(("not-a-choice", None))),
        (words, "slow", text("slow")),
        (words, "medium", Err(("not-a-choice", None))),
        (SettingKind::Text(3), "abc", text("abc")),
        (SettingKind::Text(3), "abcd", Err(("too-long", Some("3")))),
    ] {
        let read = kind.read(typed).map_err(|errors| errors.0["value"].clone());
        let read = read.as_ref().map_err(|fault| (fault.code.as_str(), fault.limit.as_deref()));
        assert_eq!(read.cloned(), wanted, "{kind:?} {typed:?}");
    }
}

#[test]
fn a_threshold_is_never_lower_than_what_the_operator_found_safe_and_always_reachable() {
    for (configured, min, max) in [(1, 1, 100), (2, 2, 100), (12, 12, 120), (300, 300, 3_000), (900, 900, 4_000)] {
        let wanted = SettingKind::Whole { min, max, unit: SettingUnit::Blocks };
        assert_eq!(POLYGON.rule(configured).kind, wanted, "{configured}");
    }
    assert_eq!(POLYGON.rule(0).kind.fit(&SettingValue::Whole(0)), Some(SettingValue::Whole(1)));
}

#[test]
fn what_the_operator_started_with_is_always_allowed() {
    for (key, configured) in [(SettingKey::FeeBps, 2_000), (SettingKey::PayMinutes, 2), (SettingKey::TopUpHours, 900)] {
        let rule = key.rule(configured);
        assert_eq!(rule.kind.read(&configured.to_string()), Ok(rule.default.clone()), "{key}");
        assert_eq!(rule.in_force(None, NOW), rule.default);
    }
}

#[test]
fn bounds_that_moved_since_hold_for_what_was_decided_before() {
    let (stored, then) = (decided(&POLYGON.rule(12), None, 20), NOW + LOCK);
    assert_eq!(POLYGON.rule(12).in_force(Some(&stored), then), SettingValue::Whole(20));
    assert_eq!(POLYGON.rule(50).in_force(Some(&stored), then), SettingValue::Whole(50));
    let other_kind = ConfigSetting { value: SettingValue::Flag(true), ..stored };
    assert_eq!(POLYGON.rule(12).in_force(Some(&other_kind), then), SettingValue::Whole(12));
}

#[test]
fn a_decision_holds_from_its_moment_on() {
    let rule = SettingKey::FeeBps.rule(250);
    let announced = ConfigSetting { effective_at: Timestamp::from_millis(2_000), ..decided(&rule, None, 300) };
    assert_eq!(rule.in_force(Some(&announced), Timestamp::from_millis(1_999)), SettingValue::Whole(250));
    assert_eq!(rule.in_force(Some(&announced), Timestamp::from_millis(2_000)), SettingValue::Whole(300));
}

#[test]
fn who_decides_says_what_they_saw_and_the_second_of_two_is_told() {
    let rule = SettingKey::PayMinutes.rule(60);
    let first = decided(&rule, None, 90);
    assert_eq!((first.number, &first.value_before), (1, &SettingValue::Whole(60)));
    let late = |value| rule.changed(Some(&first), 0, SettingValue::Whole(value), &admin(), NOW);
    assert_eq!(late(45), Err(SettingError::ChangedMeanwhile));
    assert_eq!(late(90), Ok(Change::AlreadyMade));
    let second = decided(&rule, Some(&first), 45);
    assert_eq!((second.number, &second.value_before), (2, &SettingValue::Whole(90)));
}

#[test]
fn without_the_role_nothing_is_decided() {
    let rule = SettingKey::PayMinutes.rule(60);
    for role in [Role::Buyer, Role::Seller, Role::Resolver, Role::Support, Role::Treasurer] {
        let other = User { roles: vec![Role::Buyer, role], ..admin() };
        let asked = rule.changed(None, 0, SettingValue::Whole(90), &other, NOW);
        assert_eq!(asked, Err(SettingError::NotYours), "{role}");
    }
}
