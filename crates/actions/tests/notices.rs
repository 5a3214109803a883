//! The inbox: written with what it tells, once per person and event, read by nobody else.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use actions::{
    ActionError, Desk, escrow, letters,
    notices::{Inbox, NoticesForm, inbox, read_all, read_notification},
};
use domain::{
    Days, UserId,
    event::Actor,
    identity::{Role, User},
    letters::{LetterKind, OrderStep},
    notices::{NoticeCategory, Notification},
};
use futures::future::join_all;
use store::Commit;
use testkit::{Given, TestDesk};

async fn everything(desk: &Desk, person: UserId) -> Inbox {
    inbox(desk, person, &NoticesForm::default()).await.unwrap()
}

/// What a person was told of orders, oldest first.
async fn steps(desk: &Desk, person: UserId) -> Vec<OrderStep> {
    let unread = everything(desk, person).await.unread;
    let steps = unread.iter().rev().filter_map(|item| match item.kind {
        LetterKind::Order { step, .. } => Some(step),
        _ => None,
    });
    steps.collect()
}

async fn sara(desk: &TestDesk) -> User {
    desk.store.get(Given::person(desk, "Sara").await).await.unwrap()
}

async fn tell(desk: &Desk, user: &User, kind: LetterKind) {
    desk.commit(letters::add(Commit::new(), desk, user, kind)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_are_told_each_step_once_and_nobody_what_they_did_themselves() {
    let (desk, chain) = testkit::desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    desk.advance(Days(3));
    desk.run_due().await;
    desk.advance(Days(14));
    desk.run_due().await;
    desk.run_due().await;
    use OrderStep as S;
    assert_eq!(steps(&desk, order.seller).await, [S::Chosen, S::Paid, S::Earned]);
    assert_eq!(steps(&desk, order.buyer).await, [S::Held, S::Sent, S::Arrived, S::Ended]);
    let offers = NoticesForm { category: "offers".to_owned(), ..NoticesForm::default() };
    let told = inbox(&desk, order.buyer, &offers).await.unwrap().unread;
    assert!(
        matches!(&told[..], [Notification { kind: LetterKind::OfferCame { request, .. }, .. }] if *request == order.request)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_was_not_chosen_is_told_so_and_whoever_cancels_knows() {
    let (desk, _chain) = testkit::desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    escrow::cancel_order(&desk, order.buyer, order.request, "changed my mind").await.unwrap();
    assert_eq!(steps(&desk, order.buyer).await, []);
    assert_eq!(steps(&desk, order.seller).await, [OrderStep::Chosen, OrderStep::Cancelled]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_is_there_only_with_what_it_tells() {
    let desk = testkit::desk().await;
    let sara = sara(&desk).await;
    let stale = User { version: 99, ..sara.clone() };
    let commit = letters::add(Commit::new().save(&stale), &desk, &sara, LetterKind::TotpAdded);
    assert!(desk.commit(commit).await.unwrap_err().is_conflict());
    assert_eq!(everything(&desk, sara.id).await.unread.len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_clock_tells_twenty_times_at_once_is_told_once() {
    let desk = testkit::desk().await;
    let sara = sara(&desk).await;
    let kind = LetterKind::RoleChanged { role: Role::Seller, is_given: true };
    let tries = (0..20).map(|_| async {
        let commit = letters::add_once(Commit::new(), &desk, &sara, kind.clone(), "seller:half").await?;
        desk.commit(commit).await
    });
    let done = join_all(tries).await.into_iter().filter(Result::is_ok).count();
    assert!(done >= 1);
    let again = letters::add_once(Commit::new(), &desk, &sara, kind, "seller:half").await.unwrap();
    desk.commit(again).await.unwrap();
    assert_eq!(everything(&desk, sara.id).await.unread.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_no_news_and_what_opens_the_account_stays_for_ever() {
    let desk = testkit::desk().await;
    let sara = sara(&desk).await;
    tell(&desk, &sara, LetterKind::SignUpCode { of: desk.new_id(), round: 1 }).await;
    tell(&desk, &sara, LetterKind::PasswordChanged).await;
    tell(&desk, &sara, LetterKind::AccountUnlocked).await;
    let [unlocked, changed] = everything(&desk, sara.id).await.unread.try_into().unwrap();
    assert_eq!((changed.category, changed.expires_at), (NoticeCategory::Security, None));
    assert_eq!((unlocked.category, unlocked.expires_at), (NoticeCategory::Account, Some(desk.now() + Days(90))));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_unread_comes_first_and_is_read_one_by_one_or_all_at_once() {
    let desk = testkit::desk().await;
    let sara = sara(&desk).await;
    for kind in [LetterKind::TotpAdded, LetterKind::AccountUnlocked, LetterKind::TotpRemoved] {
        tell(&desk, &sara, kind).await;
    }
    assert_eq!(desk.store.unread_count(sara.id, 100).await.unwrap(), 3);
    assert_eq!(desk.store.unread_count(sara.id, 2).await.unwrap(), 2);
    let newest = everything(&desk, sara.id).await.unread[0].clone();
    assert_eq!(newest.kind, LetterKind::TotpRemoved);
    for _ in 0..2 {
        read_notification(&desk, sara.id, newest.id).await.unwrap();
    }
    let now = everything(&desk, sara.id).await;
    assert_eq!((now.unread.len(), now.read.len(), now.read[0].id), (2, 1, newest.id));
    read_all(&desk, sara.id, "security").await.unwrap();
    let left = everything(&desk, sara.id).await;
    assert!(matches!(&left.unread[..], [item] if item.kind == LetterKind::AccountUnlocked), "{left:?}");
    read_all(&desk, sara.id, "").await.unwrap();
    assert_eq!(desk.store.unread_count(sara.id, 100).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_or_marks_what_is_somebody_elses() {
    let desk = testkit::desk().await;
    let (sara, other) = (sara(&desk).await, Given::person(&desk, "Omid").await);
    actions::identity::grant_role(&desk, Actor::House, other, Role::Admin).await.unwrap();
    tell(&desk, &sara, LetterKind::TotpAdded).await;
    let item = everything(&desk, sara.id).await.unread.remove(0);
    let refused = read_notification(&desk, other, item.id).await.unwrap_err();
    assert!(matches!(refused, ActionError::NotFound(_)), "{refused}");
    read_all(&desk, other, "").await.unwrap();
    let theirs = everything(&desk, other).await;
    assert!(theirs.unread.iter().chain(&theirs.read).all(|item| item.user_id == other));
    assert_eq!(desk.store.unread_count(sara.id, 100).await.unwrap(), 1);
}
