//! Two admins break the glass: who may, within which time, who hears of it, and how it ends.

use crate::{
    glass_room::{Glass, Millis, WHY, nothing},
    signers_room::{keeper, yes_to_act},
    town::code_of,
};
use actions::{
    FormKey,
    admin::grant_role,
    custody::{
        ask_break_glass, asking_break_glass, break_glass_file, break_glass_minutes, close_break_glass,
        confirm_break_glass, confirming_break_glass, refuse_break_glass,
    },
};
use domain::{
    Minutes, Span,
    custody::{BreakGlassStatus as S, GlassNews as N, TIME_AS_ADMIN, TIME_OPEN, TIME_TO_CONFIRM},
    identity::Role,
};

#[tokio::test(flavor = "multi_thread")]
async fn two_admins_break_it_everybody_of_the_house_hears_of_it_and_it_ends_by_the_clock() {
    let mut it = Glass::new().await;
    let (support, person) = (it.vault.town.staff(Role::Support).await, it.vault.person);
    let id = it.ask().await.unwrap();
    assert_eq!((it.status(id).await, break_glass_minutes(&it.vault.town.desk).await.unwrap()), (S::Asked, None));
    it.confirm(id).await.unwrap();
    let desk = &it.vault.town.desk;
    assert_eq!(break_glass_minutes(desk).await.unwrap(), Some(60));
    it.vault.town.assert_books_are_right().await;
    desk.advance(TIME_OPEN);
    desk.run_due().await;
    assert_eq!(it.status(id).await, S::Ended);
    for staff in [it.one.id, it.two.id, support] {
        assert_eq!(it.told(staff).await, [N::Asked, N::Opened, N::Ended]);
    }
    assert!(it.told(person).await.is_empty(), "it is the house's own affair");
    let file = break_glass_file(desk, it.one.id, "").await.unwrap();
    let row = &file.part.rows[0];
    assert_eq!((row.reason.as_str(), row.asked.by, file.present.is_none()), (WHY, it.one.id, true));
    assert_eq!(row.confirmed.as_ref().map(|yes| yes.by), Some(it.two.id));
    assert_eq!(code_of(break_glass_file(desk, support, "").await), "forbidden");
    it.vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asked_does_not_confirm_nor_does_anybody_but_an_admin() {
    let mut it = Glass::new().await;
    let id = it.ask().await.unwrap();
    let desk = &it.vault.town.desk;
    let yes = yes_to_act(desk, &mut it.one, &confirming_break_glass(id)).await;
    assert_eq!(code_of(confirm_break_glass(desk, it.one.id, id, &yes).await), "break-glass-same-admin");
    let mut treasurer = keeper(desk, Role::Treasurer, 13).await;
    let yes = yes_to_act(desk, &mut treasurer, &confirming_break_glass(id)).await;
    assert_eq!(code_of(confirm_break_glass(desk, treasurer.id, id, &yes).await), "forbidden");
    assert_eq!(code_of(close_break_glass(desk, treasurer.id, id).await), "forbidden");
    // Without a passkey, or with its yes to something else.
    assert_eq!(code_of(confirm_break_glass(desk, it.two.id, id, &nothing()).await), "act-proof-first");
    let other = yes_to_act(desk, &mut it.two, &asking_break_glass(WHY)).await;
    assert_eq!(code_of(confirm_break_glass(desk, it.two.id, id, &other).await), "passkey-refused");
    // Who asked lost the role meanwhile.
    it.save_roles(it.one.id, vec![Role::Buyer]).await;
    assert_eq!(code_of(it.confirm(id).await), "break-glass-asker-left");
    assert_eq!(it.status(id).await, S::Asked);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_became_an_admin_today_neither_asks_nor_confirms() {
    let mut it = Glass::new().await;
    let desk = &it.vault.town.desk;
    let mut new = keeper(desk, Role::Treasurer, 13).await;
    grant_role(desk, it.one.id, new.id, "admin").await.unwrap();
    desk.advance(Millis(TIME_AS_ADMIN.millis() - 1));
    let key = FormKey::new("a form", [WHY]);
    let yes = yes_to_act(desk, &mut new, &asking_break_glass(WHY)).await;
    assert_eq!(code_of(ask_break_glass(desk, new.id, WHY, &key, &yes).await), "break-glass-new-admin");
    let id = it.ask().await.unwrap();
    let desk = &it.vault.town.desk;
    let yes = yes_to_act(desk, &mut new, &confirming_break_glass(id)).await;
    assert_eq!(code_of(confirm_break_glass(desk, new.id, id, &yes).await), "break-glass-new-admin");
    desk.advance(Millis(1));
    confirm_break_glass(desk, new.id, id, &yes).await.unwrap();
    it.vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_is_needed_and_kept_as_the_passkey_said_yes_to_it() {
    let mut it = Glass::new().await;
    assert_eq!(code_of(it.ask_because("too short").await), "reason:too-short");
    let desk = &it.vault.town.desk;
    let key = FormKey::new("a form", [WHY]);
    assert_eq!(code_of(ask_break_glass(desk, it.one.id, WHY, &key, &nothing()).await), "act-proof-first");
    let yes = yes_to_act(desk, &mut it.one, &asking_break_glass(WHY)).await;
    let other = "Both devices are on holiday in the mountains.";
    assert_eq!(code_of(ask_break_glass(desk, it.one.id, other, &key, &yes).await), "passkey-refused");
    // A browser asks for the line end in one way and sends it in another.
    let yes = yes_to_act(desk, &mut it.one, &asking_break_glass("Both devices\nare in the flooded cellar.")).await;
    let lines = "Both devices\r\nare in the flooded cellar.";
    let id = ask_break_glass(desk, it.one.id, lines, &key, &yes).await.unwrap();
    assert_eq!(ask_break_glass(desk, it.one.id, lines, &key, &nothing()).await.unwrap(), id, "the form came twice");
    assert_eq!(it.glass(id).await.reason, WHY);
    assert_eq!(it.told(it.two.id).await, [N::Asked]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_confirms_within_the_hour_lapses_and_stands_in_nobodys_way() {
    let mut it = Glass::new().await;
    let id = it.ask().await.unwrap();
    assert_eq!(code_of(it.ask().await), "break-glass-there");
    it.vault.town.desk.advance(TIME_TO_CONFIRM);
    assert_eq!(code_of(it.confirm(id).await), "break-glass-too-late");
    // The clock has not been there yet.
    let second = it.ask_because("Both devices are still in that cellar.").await.unwrap();
    assert_eq!((it.status(id).await, it.status(second).await), (S::Lapsed, S::Asked));
    it.vault.town.desk.advance(TIME_TO_CONFIRM);
    it.vault.town.desk.run_due().await;
    assert_eq!(it.status(second).await, S::Lapsed);
    assert_eq!(it.told(it.one.id).await, [N::Asked, N::Lapsed, N::Asked, N::Lapsed]);
    it.vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_taken_back_and_closed_early_once_however_often_somebody_presses() {
    let mut it = Glass::new().await;
    let id = it.ask().await.unwrap();
    let desk = &it.vault.town.desk;
    assert_eq!(code_of(close_break_glass(desk, it.one.id, id).await), "illegal-move asked");
    for _ in 0..2 {
        refuse_break_glass(desk, it.one.id, id).await.unwrap();
    }
    assert_eq!(code_of(it.confirm(id).await), "illegal-move refused");
    it.vault.town.desk.advance(Millis(1));
    let id = it.open().await;
    let desk = &it.vault.town.desk;
    assert_eq!(code_of(refuse_break_glass(desk, it.one.id, id).await), "illegal-move open");
    desk.advance(Minutes(10));
    for admin in [it.two.id, it.one.id] {
        close_break_glass(desk, admin, id).await.unwrap();
    }
    let closed = it.glass(id).await;
    assert_eq!(closed.ended.as_ref().map(|end| end.by), Some(Some(it.two.id)));
    assert!(!closed.was_open_at(desk.now()));
    desk.advance(TIME_OPEN);
    desk.run_due().await;
    assert_eq!(it.told(it.two.id).await, [N::Asked, N::Refused, N::Asked, N::Opened, N::Closed]);
    it.vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_ask_or_confirm_at_once_make_one_opening() {
    let mut it = Glass::new().await;
    let mut three = keeper(&it.vault.town.desk, Role::Admin, 13).await;
    let desk = &it.vault.town.desk;
    let (left, right) = (asking_break_glass(WHY), asking_break_glass(WHY));
    let (yes, also) = (yes_to_act(desk, &mut it.one, &left).await, yes_to_act(desk, &mut it.two, &right).await);
    let (first, second) = (FormKey::new("one", [WHY]), FormKey::new("two", [WHY]));
    let (one, two) = tokio::join!(
        ask_break_glass(desk, it.one.id, WHY, &first, &yes),
        ask_break_glass(desk, it.two.id, WHY, &second, &also)
    );
    let codes = [&one, &two].map(|asked| asked.is_ok());
    assert!(codes[0] != codes[1], "{one:?} {two:?}");
    let (id, asker) = one.map(|id| (id, it.one.id)).or(two.map(|id| (id, it.two.id))).unwrap();
    let other = if asker == it.one.id { &mut it.two } else { &mut it.one };
    let act = confirming_break_glass(id);
    let (yes, also) = (yes_to_act(desk, other, &act).await, yes_to_act(desk, &mut three, &act).await);
    let confirms = (confirm_break_glass(desk, other.id, id, &yes), confirm_break_glass(desk, three.id, id, &also));
    let (left, right) = tokio::join!(confirms.0, confirms.1);
    assert!(left.is_ok() != right.is_ok(), "{left:?} {right:?}");
    assert_eq!(it.told(asker).await, [N::Asked, N::Opened]);
    assert_eq!(it.glass(id).await.ends_at, Some(desk.now() + TIME_OPEN));
    assert_eq!(TIME_OPEN.millis(), 3_600_000);
    it.vault.town.assert_books_are_right().await;
}
