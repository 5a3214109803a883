use crate::{assert_books_are_right, code_of, story};
use actions::{escrow, identity::begin_quiet};
use domain::{Days, Minutes, identity::User};
use store::Commit;
use testkit::{Given, desk_with_chain};

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_codes_lock_it_even_when_they_come_at_once_and_time_unlocks_it() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    let wrong = if code == "000000" { "111111" } else { "000000" };
    let tries =
        futures::future::join_all((0..5).map(|_| escrow::hand_over(&desk, order.seller, order.request, wrong))).await;
    let refusals: Vec<String> = tries.into_iter().map(code_of).collect();
    assert_eq!(refusals.iter().filter(|code| *code == "escrow-code-locked").count(), 1, "{refusals:?}");
    assert_eq!(code_of(escrow::hand_over(&desk, order.seller, order.request, &code).await), "escrow-code-locked");
    desk.advance(Minutes(14));
    assert_eq!(code_of(escrow::hand_over(&desk, order.seller, order.request, &code).await), "escrow-code-locked");
    desk.advance(Minutes(1));
    escrow::hand_over(&desk, order.seller, order.request, &code).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lock_is_told_in_the_history_that_the_buyer_reads() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    for _ in 0..5 {
        let _ = escrow::hand_over(&desk, order.seller, order.request, "x").await;
    }
    let history = desk.store.history(order.request).await.unwrap();
    assert_eq!(history.iter().filter(|row| row.deed == "code_locked").count(), 1);
    assert_eq!(history.iter().filter(|row| row.deed == "code_wrong").count(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_code_kills_the_old_one() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let old = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    escrow::renew_delivery_code(&desk, order.buyer, order.request).await.unwrap();
    let new = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    if old != new {
        assert_eq!(code_of(escrow::hand_over(&desk, order.seller, order.request, &old).await), "escrow-code-wrong");
    }
    let persian: String = new.bytes().map(|digit| char::from_u32(0x06F0 + u32::from(digit - b'0')).unwrap()).collect();
    escrow::hand_over(&desk, order.seller, order.request, &persian).await.unwrap();
    assert_eq!(escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap(), None);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_code_is_refused_and_the_buyer_issues_another() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    desk.advance(Days(7));
    assert_eq!(escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap(), None);
    assert_eq!(code_of(escrow::hand_over(&desk, order.seller, order.request, &code).await), "escrow-code-expired");
    escrow::renew_delivery_code(&desk, order.buyer, order.request).await.unwrap();
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    escrow::confirm_delivery(&desk, order.buyer, order.request, &code).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_code_before_it_is_sent() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    assert_eq!(escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap(), None);
    assert_eq!(code_of(escrow::renew_delivery_code(&desk, order.buyer, order.request).await), "escrow-no-code");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_came_back_by_a_recovery_releases_nothing_for_a_day() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    for person in [order.buyer, order.seller] {
        let person = desk.store.get::<User>(person).await.unwrap();
        desk.commit(Commit::new().save(&begin_quiet(&desk, person))).await.unwrap();
    }
    let released = escrow::confirm_delivery(&desk, order.buyer, order.request, &code).await;
    assert_eq!(code_of(released), "quiet-after-recovery");
    assert_eq!(code_of(escrow::give_refund(&desk, order.seller, order.request).await), "quiet-after-recovery");
    desk.advance(Days(1));
    escrow::confirm_delivery(&desk, order.buyer, order.request, &code).await.unwrap();
    assert_books_are_right(&desk).await;
}
