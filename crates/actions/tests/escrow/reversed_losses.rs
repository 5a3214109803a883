//! What a chain took back after it had been paid out, or while it lay aside: whose loss it is, and that no account falls
//! below nothing.

use crate::{assert_books_are_right, purse, reversals::Scene, watching::final_look};
use actions::{Desk, FormKey, escrow};
use domain::{Currency, Money, escrow::ChainEventStatus as S, ledger::LedgerAccount};
use testkit::{usdc, usdt};

async fn lost(desk: &Desk) -> Money {
    actions::ledger::seal(desk).await.unwrap();
    desk.store.balance(&LedgerAccount::Expense("reorg".to_owned()), Currency::USDT).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_given_back_before_is_the_houses_loss_and_no_account_falls_below_nothing() {
    let (scene, sent) = Scene::paid(&[usdt(1_250)]).await;
    let (desk, order) = (&scene.desk, scene.order);
    let key = FormKey::new("a form", ["part"]);
    escrow::give_part_back(desk, order.seller, order.request, "2", &key).await.unwrap();
    scene.lose(&sent[0]).await;
    assert_eq!(scene.reverse(&sent[0]).await, "done");
    let loss = lost(desk).await;
    assert_eq!(loss, purse(desk, order.buyer).await, "what the buyer was given back is what was lost");
    assert!(loss.is_positive());
    assert_eq!(scene.story().await, "payment pending awaiting");
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_after_the_seller_was_paid_is_all_the_houses_loss() {
    let (scene, sent) = Scene::paid(&[usdt(1_250)]).await;
    let (desk, order) = (&scene.desk, scene.order);
    escrow::mark_sent(desk, order.seller, order.request).await.unwrap();
    let code = escrow::delivery_code_for(desk, order.buyer, order.request).await.unwrap().unwrap();
    escrow::hand_over(desk, order.seller, order.request, &code).await.unwrap();
    scene.lose(&sent[0]).await;
    assert_eq!(scene.reverse(&sent[0]).await, "done");
    assert_eq!(lost(desk).await, usdt(1_250));
    assert_eq!(scene.story().await, "seller_paid completed released");
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lay_aside_leaves_what_lies_aside() {
    let (scene, sent) = Scene::paid(&[usdc(1_250)]).await;
    scene.lose(&sent[0]).await;
    assert_eq!(scene.reverse(&sent[0]).await, "done");
    assert_eq!(scene.story().await, "payment pending awaiting");
    let aside = LedgerAccount::Unclaimed(Currency::USDC);
    assert!(scene.desk.store.balance(&aside, Currency::USDC).await.unwrap().is_zero());
    assert_books_are_right(&scene.desk).await;
    scene.chain.recall();
    scene.look_later().await;
    final_look(&scene.desk, &scene.chain).await;
    let event = scene.event(&sent[0]).await;
    assert_eq!(event.status, S::Held);
    escrow::claim_transfer(&scene.desk, scene.order.buyer, event.id).await.unwrap();
    assert_books_are_right(&scene.desk).await;
}
