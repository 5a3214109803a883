//! What is decided about money is seen by everybody for a day, can be taken back all that time, and holds not a moment before.

use crate::{
    assert_books_are_right, code_of,
    settings::{decide, form, person_with},
};
use actions::{
    Desk,
    escrow::order_of,
    ledger::audit,
    settings::{AnnouncedChange, CancelForm, announced, cancel_setting, change_setting, in_force},
};
use domain::{
    BasisPoints, Days, Minutes, Seconds, Span, Timestamp, UserId,
    escrow::FeeTerms,
    identity::Role,
    letters::LetterKind,
    settings::{ConfigSettingHistory, LOCK},
};
use store::{LogFilter, NoticeFilter};
use testkit::{Given, TestDesk, desk, desk_with_chain};

#[derive(Clone, Copy)]
struct Millis(i64);

impl Span for Millis {
    fn millis(self) -> i64 {
        self.0
    }
}

fn taking(seen: u64) -> CancelForm {
    CancelForm { key: "fee_bps".to_owned(), seen: seen.to_string(), reason: "nobody asked the sellers".to_owned() }
}

async fn fee(desk: &Desk) -> u16 {
    in_force(desk).await.unwrap().fee.seller.bps.get()
}

/// A house with an admin who announced a fee of four percent.
async fn announcing() -> (TestDesk, UserId) {
    let desk = desk().await;
    let admin = person_with(&desk, "Nadia", Role::Admin).await;
    decide(&desk, admin, "fee_bps", "400").await;
    (desk, admin)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fee_holds_in_its_millisecond_in_every_process_however_young_its_copy_is() {
    let (desk, _) = announcing().await;
    let twin = desk.twin();
    desk.advance(Millis(LOCK.millis() - 1));
    for process in [&desk.desk, &twin] {
        assert_eq!(fee(process).await, 250);
    }
    desk.advance(Millis(1));
    for process in [&desk.desk, &twin] {
        assert_eq!(fee(process).await, 400, "a copy that is a millisecond old says otherwise");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_keeps_the_fee_that_held_when_it_was_accepted() {
    let (desk, _chain) = desk_with_chain().await;
    let admin = person_with(&desk, "Nadia", Role::Admin).await;
    decide(&desk, admin, "fee_bps", "400").await;
    desk.advance(Millis(LOCK.millis() - 1));
    let (before, _) = Given::open_checkout(&desk).await;
    desk.advance(Millis(1));
    let (after, _) = Given::open_checkout(&desk).await;
    for (order, bps) in [(before, 250), (after, 400)] {
        let escrow = order_of(&desk, order.request).await.unwrap().escrow;
        assert_eq!(escrow.fee, FeeTerms::of_seller(BasisPoints::try_new(bps).unwrap()));
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_never_holds_and_is_taken_back_once() {
    let (desk, _) = announcing().await;
    let other = person_with(&desk, "Omid", Role::Admin).await;
    desk.advance(Minutes(60));
    assert_eq!(
        code_of(cancel_setting(&desk, other, &CancelForm { reason: " ".into(), ..taking(1) }).await),
        "required"
    );
    for _ in 0..2 {
        assert_eq!(code_of(cancel_setting(&desk, other, &taking(1)).await), "done");
    }
    desk.advance(Days(2));
    assert_eq!(fee(&desk).await, 250);
    let row: ConfigSettingHistory = desk.store.setting_change("fee_bps".parse().unwrap(), 1).await.unwrap().unwrap();
    assert_eq!((row.cancelled_by, row.cancelled_why.as_deref()), (Some(other), Some("nobody asked the sellers")));
    let filter = LogFilter { deed: Some("cancel_setting".to_owned()), ..LogFilter::default() };
    let rows = desk.store.log_rows(&filter, 10).await.unwrap();
    let said: Vec<_> = rows.iter().map(|row| (row.from.as_deref(), row.to.as_str(), row.why.as_deref())).collect();
    assert_eq!(said, [(Some("400"), "250", Some("nobody asked the sellers"))]);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_decision_waits_there_is_no_other_and_after_it_the_next_waits_a_day_of_its_own() {
    let (desk, admin) = announcing().await;
    desk.advance(Millis(LOCK.millis() - 1));
    for value in ["450", "250"] {
        assert_eq!(code_of(change_setting(&desk, admin, &form("fee_bps", value, 1)).await), "setting-waits");
    }
    assert_eq!(code_of(cancel_setting(&desk, admin, &taking(1)).await), "setting-holds", "its last minute");
    desk.advance(Millis(1));
    assert_eq!(code_of(cancel_setting(&desk, admin, &taking(1)).await), "setting-holds");
    change_setting(&desk, admin, &form("fee_bps", "450", 1)).await.unwrap();
    cancel_setting(&desk, admin, &taking(2)).await.unwrap();
    assert_eq!(code_of(change_setting(&desk, admin, &form("fee_bps", "450", 1)).await), "setting-changed-meanwhile");
    change_setting(&desk, admin, &form("fee_bps", "475", 2)).await.unwrap();
    desk.advance(Millis(LOCK.millis() - 1));
    assert_eq!(fee(&desk).await, 400, "neither what was taken back nor what still waits");
    desk.advance(Millis(1));
    assert_eq!(fee(&desk).await, 475);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_at_once_who_take_back_and_decide_anew_everything_is_told_in_turn() {
    let (desk, admin) = announcing().await;
    let (twin, other) = (desk.twin(), person_with(&desk, "Omid", Role::Admin).await);
    let (again, next, back) = (taking(1), form("fee_bps", "450", 1), taking(1));
    let (one, two, three) = tokio::join!(
        cancel_setting(&desk, admin, &back),
        cancel_setting(&twin, other, &again),
        change_setting(&twin, other, &next)
    );
    assert_eq!(code_of(one), "done");
    // Whoever came after the next decision was made is told that it is another one.
    let told = [code_of(two), code_of(three)];
    assert!(["done", "setting-changed-meanwhile"].contains(&&*told[0]), "{told:?}");
    assert!(["done", "setting-waits"].contains(&&*told[1]), "{told:?}");
    let taken = desk.store.setting_history(10).await.unwrap().iter().filter(|row| row.cancelled_at.is_some()).count();
    assert_eq!(taken, 1);
    desk.advance(Millis(LOCK.millis() - 1));
    assert_eq!(fee(&desk).await, 250);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_admins_take_back() {
    let (desk, _) = announcing().await;
    for role in [Role::Seller, Role::Resolver, Role::Support, Role::Treasurer] {
        let person = person_with(&desk, "Sara", role).await;
        assert_eq!(code_of(cancel_setting(&desk, person, &taking(1)).await), "forbidden", "{role}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_what_waits_and_for_ninety_days_what_became_of_it() {
    let (desk, admin) = announcing().await;
    decide(&desk, admin, "pay_minutes", "90").await;
    let seen = async || {
        let seen = announced(&desk).await.unwrap();
        let line = |it: &AnnouncedChange| (it.key.to_string(), it.to.to_string(), it.cancelled.is_some());
        (seen.waiting.iter().map(line).collect::<Vec<_>>(), seen.past.iter().map(line).collect::<Vec<_>>())
    };
    let of = |key: &str, to: &str, is_cancelled| (key.to_owned(), to.to_owned(), is_cancelled);
    assert_eq!(seen().await, (vec![of("fee_bps", "400", false)], vec![]), "what holds at once was no announcement");
    desk.advance(LOCK);
    assert_eq!(seen().await, (vec![], vec![of("fee_bps", "400", false)]));
    change_setting(&desk, admin, &form("fee_bps", "500", 1)).await.unwrap();
    cancel_setting(&desk, admin, &taking(2)).await.unwrap();
    assert_eq!(seen().await, (vec![], vec![of("fee_bps", "500", true), of("fee_bps", "400", false)]));
    desk.advance(Seconds(90 * 24 * 60 * 60 - 1));
    assert_eq!(seen().await.1.len(), 2);
    desk.advance(Seconds(1));
    assert_eq!(seen().await, (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_keeps_the_books_is_told_of_both_and_nobody_else() {
    let desk = desk().await;
    let keepers = [person_with(&desk, "Nadia", Role::Admin).await, person_with(&desk, "Ali", Role::Treasurer).await];
    let other = person_with(&desk, "Sara", Role::Resolver).await;
    decide(&desk, keepers[0], "fee_bps", "400").await;
    decide(&desk, keepers[0], "pay_minutes", "90").await;
    cancel_setting(&desk, keepers[0], &taking(1)).await.unwrap();
    let told = async |person: UserId| {
        let unread = NoticeFilter { is_read: false, ..NoticeFilter::default() };
        let items = desk.store.notifications(person, &unread, 10).await.unwrap();
        let is_of = |kind: &LetterKind| match kind {
            LetterKind::SettingAnnounced { .. } => "announced",
            LetterKind::SettingCancelled { .. } => "cancelled",
            _ => "other",
        };
        items.iter().map(|item| is_of(&item.kind)).filter(|it| *it != "other").collect::<Vec<_>>()
    };
    for keeper in keepers {
        assert_eq!(told(keeper).await, ["cancelled", "announced"]);
    }
    assert_eq!(told(other).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_finds_a_decision_that_was_made_to_hold_sooner() {
    let (desk, _) = announcing().await;
    let row = desk.store.setting_history(1).await.unwrap().remove(0);
    let broken = async || {
        let report = audit(&desk).await.unwrap();
        report.breaches().map(|breach| format!("{}: {}", breach.check, breach.words)).collect::<Vec<_>>()
    };
    assert_eq!(broken().await, [""; 0]);
    let at = |at: Timestamp| format!("{{\"effective_at\": {{\"$date\": {{\"$numberLong\": \"{}\"}}}}}}", at.millis());
    let early = at(row.changed_at + Minutes(24 * 60 - 1));
    desk.store.tamper("config_settings", "fee_bps", &early).await.unwrap();
    assert_eq!(broken().await, ["settings: it is not what its newest decision says"]);
    desk.store.tamper("config_setting_history", &row.id.to_string(), &early).await.unwrap();
    assert_eq!(broken().await, ["settings: fee_bps holds sooner than a day after it was decided"]);
    // What was decided before decisions waited is no lie.
    desk.store.tamper("config_setting_history", &row.id.to_string(), "{\"before_lock\": true}").await.unwrap();
    assert_eq!(broken().await, [""; 0]);
}
