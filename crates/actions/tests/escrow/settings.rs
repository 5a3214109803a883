use crate::{assert_books_are_right, code_of};
use actions::{
    Desk, identity,
    settings::{SettingForm, change_setting, in_force, settings_file},
};
use domain::{
    UserId,
    event::{Actor, Subject},
    identity::Role,
    settings::{LOCK, SettingKey, SettingValue},
};
use store::LogFilter;
use testkit::{Given, TestDesk, desk_with_chain};

pub(crate) const THRESHOLD: &str = "confirmation_threshold:31337";

pub(crate) async fn person_with(desk: &Desk, name: &str, role: Role) -> UserId {
    let person = Given::person(desk, name).await;
    identity::grant_role(desk, Actor::House, person, role).await.unwrap();
    person
}

pub(crate) fn form(key: &str, value: &str, seen: u64) -> SettingForm {
    let text = str::to_owned;
    SettingForm { key: text(key), value: text(value), seen: seen.to_string(), reason: text("a reorg of two blocks") }
}

/// The first decision about it.
pub(crate) async fn decide(desk: &Desk, admin: UserId, key: &str, value: &str) {
    change_setting(desk, admin, &form(key, value, 0)).await.unwrap();
}

async fn written(desk: &TestDesk) -> (usize, usize) {
    let settings = desk.store.config_settings().await.unwrap().len();
    (settings, desk.store.setting_history(100).await.unwrap().len())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_value_is_refused_and_nothing_is_written() {
    let (desk, _chain) = desk_with_chain().await;
    let admin = person_with(&desk, "Nadia", Role::Admin).await;
    for (key, value, wanted) in [
        (THRESHOLD, "0", "too-small"),
        (THRESHOLD, "2", "too-small"),
        (THRESHOLD, "101", "too-big"),
        (THRESHOLD, "-4", "not-a-whole-number"),
        (THRESHOLD, "", "required"),
        ("fee_bps", "1001", "too-big"),
        ("fee_bps", "2.5", "not-a-whole-number"),
        ("pay_minutes", "4", "too-small"),
        ("inspection_days", "forever", "not-a-whole-number"),
        ("confirmation_threshold:1", "20", "confirmation_threshold:1 does not exist"),
        ("confirmation_threshold:031337", "20", "confirmation_threshold:031337 does not exist"),
        ("origin", "https://evil.example", "origin does not exist"),
    ] {
        assert_eq!(code_of(change_setting(&desk, admin, &form(key, value, 0)).await), wanted, "{key} {value:?}");
    }
    let silent = SettingForm { reason: " ".to_owned(), ..form(THRESHOLD, "4", 0) };
    assert_eq!(code_of(change_setting(&desk, admin, &silent).await), "required");
    assert_eq!(written(&desk).await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_an_admin_decides_or_looks() {
    let (desk, _chain) = desk_with_chain().await;
    for role in [Role::Seller, Role::Resolver, Role::Support, Role::Treasurer] {
        let person = person_with(&desk, "Omid", role).await;
        assert_eq!(code_of(change_setting(&desk, person, &form(THRESHOLD, "1", 0)).await), "forbidden", "{role}");
        assert_eq!(code_of(settings_file(&desk, person).await), "forbidden", "{role}");
    }
    assert_eq!(written(&desk).await, (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_when_old_new_and_why_are_kept_and_a_second_click_adds_nothing() {
    let (desk, _chain) = desk_with_chain().await;
    let admin = person_with(&desk, "Nadia", Role::Admin).await;
    decide(&desk, admin, THRESHOLD, "۵").await;
    decide(&desk, admin, THRESHOLD, "5").await;
    desk.advance(LOCK);
    change_setting(&desk, admin, &form(THRESHOLD, "4", 1)).await.unwrap();
    desk.advance(LOCK);

    let file = settings_file(&desk, admin).await.unwrap();
    let line = file.lines.iter().find(|line| line.rule.key.to_string() == THRESHOLD).unwrap();
    assert_eq!((&line.present, &line.rule.default), (&SettingValue::Whole(4), &SettingValue::Whole(3)));
    let told: Vec<_> =
        file.history.iter().map(|row| (row.number, row.old_value.whole(), row.new_value.whole())).collect();
    assert_eq!(told, [(2, Some(5), Some(4)), (1, Some(3), Some(5))]);
    let newest = &file.history[0];
    assert_eq!((newest.changed_by, newest.changed_at, newest.effective_at), (admin, desk.now() - LOCK, desk.now()));
    assert_eq!((newest.reason.as_str(), newest.cancelled_at), ("a reorg of two blocks", None));
    assert_eq!(file.names[&admin], "Nadia");

    let filter = LogFilter { deed: Some("change_setting".to_owned()), ..LogFilter::default() };
    let rows = desk.store.log_rows(&filter, 10).await.unwrap();
    let rows: Vec<_> = rows.iter().map(|row| (row.from.as_deref(), row.to.as_str(), row.why.as_deref())).collect();
    let why = Some("a reorg of two blocks");
    assert_eq!(rows, [(Some("5"), "4", why), (Some("3"), "5", why)]);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_at_once_one_wins_and_the_other_is_told() {
    let (desk, _chain) = desk_with_chain().await;
    let twin = desk.twin();
    let admins = [person_with(&desk, "Nadia", Role::Admin).await, person_with(&desk, "Omid", Role::Admin).await];
    for seen in 0..5 {
        // First decisions and later ones: the two never want the same.
        let wish = |nth: u64| form(THRESHOLD, &(10 + 2 * seen + nth).to_string(), seen);
        let (first, second) = (wish(0), wish(1));
        let (one, other) =
            tokio::join!(change_setting(&desk, admins[0], &first), change_setting(&twin, admins[1], &second));
        let mut told = [code_of(one), code_of(other)];
        told.sort();
        assert_eq!(told, ["done", "setting-changed-meanwhile"], "{seen}");
        let count = usize::try_from(seen).unwrap() + 1;
        assert_eq!(written(&desk).await, (1, count));
        desk.advance(LOCK);
    }
    let history = desk.store.setting_history(100).await.unwrap();
    assert!(history.windows(2).all(|two| two[0].old_value == two[1].new_value), "{history:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_who_loses_the_role_at_that_moment_decides_nothing_after_it() {
    let (desk, _chain) = desk_with_chain().await;
    let admins = [person_with(&desk, "Nadia", Role::Admin).await, person_with(&desk, "Omid", Role::Admin).await];
    actions::admin::revoke_role(&desk, admins[0], admins[1], "admin").await.unwrap();
    assert_eq!(code_of(change_setting(&desk, admins[1], &form(THRESHOLD, "9", 0)).await), "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_about_the_setting_and_about_nothing_else() {
    let (desk, _chain) = desk_with_chain().await;
    let admin = person_with(&desk, "Nadia", Role::Admin).await;
    let before = in_force(&desk).await.unwrap();
    decide(&desk, admin, "pay_minutes", "61").await;
    let after = in_force(&desk).await.unwrap();
    assert_eq!((after.fee, after.terms), (before.fee, before.terms));
    let rows = desk.store.log_rows(&LogFilter { person: Some(admin), ..LogFilter::default() }, 1).await.unwrap();
    assert_eq!(rows[0].subject, Subject::Setting(SettingKey::PayMinutes));
}
