//! An argument about money that a chain takes back for good: two admins reverse it, and there is nothing to argue about.

use crate::{asks, assert_books_are_right, open, stands, story};
use actions::{escrow, identity};
use domain::{Minutes, UserId, event::Actor, identity::Role};
use testkit::{Given, TestDesk, desk_with_chain, usdt};

async fn admin(desk: &TestDesk, name: &str) -> UserId {
    let admin = Given::person(desk, name).await;
    identity::grant_role(desk, Actor::House, admin, Role::Admin).await.unwrap();
    admin
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reversal_ends_the_dispute_and_the_order_is_not_paid() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(1_250));
    chain.mine(5);
    escrow::watch_chain(&desk, &chain).await.unwrap();
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    chain.forget(&tx);
    desk.advance(Minutes(2));
    escrow::watch_chain(&desk, &chain).await.unwrap();
    let event = desk.store.chain_events_of(order.payment).await.unwrap()[0].id;
    let why = "Two explorers and our own node do not know it any more.";
    escrow::ask_reversal(&desk, admin(&desk, "One").await, event, why).await.unwrap();
    escrow::confirm_reversal(&desk, admin(&desk, "Two").await, event).await.unwrap();
    assert_eq!(stands(&desk, id).await, "closed negotiate unfunded");
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    assert_books_are_right(&desk).await;
}
