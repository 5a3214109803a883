//! Fees of both sides through whole orders: decided on the page of settings, kept by the order, taken line by line.

use crate::{assert_books_are_right, purse, story};
use actions::{
    Desk,
    escrow::{confirm_delivery, delivery_code_for, give_part_back, give_refund, mark_sent, open_checkout, watch_chain},
    settings::{SettingForm, change_setting},
};
use domain::{
    Currency, Money,
    escrow::Escrow,
    identity::{Role, User},
    ledger::LedgerAccount,
    settings::LOCK,
};
use store::Commit;
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain, usdt};

/// Two percent and thirty hundredths from the seller, at least one whole; one percent on top, at most ten hundredths.
async fn dear_house() -> (TestDesk, PretendChain) {
    let (desk, chain) = desk_with_chain().await;
    let admin = Given::person(&desk, "Operator").await;
    let person: User = desk.store.get(admin).await.unwrap();
    let roles = vec![Role::Buyer, Role::Admin];
    desk.commit(Commit::new().save(&User { roles, ..person })).await.unwrap();
    for (key, value) in
        [("fee_bps", "200"), ("fee_fixed", "30"), ("fee_min", "100"), ("buyer_fee_bps", "100"), ("buyer_fee_max", "10")]
    {
        let text = str::to_owned;
        let form = SettingForm { key: text(key), value: text(value), seen: text("0"), reason: text("a dearer year") };
        change_setting(&desk, admin, &form).await.unwrap();
    }
    desk.advance(LOCK);
    (desk, chain)
}

async fn paid(desk: &TestDesk, chain: &PretendChain) -> OrderIds {
    let order = Given::accepted_order(desk).await;
    let payment = open_checkout(desk, order.buyer, order.request).await.unwrap();
    assert_eq!(payment.amount, usdt(1_260), "the price and a tenth on top");
    chain.pay(&payment.on_chain.receiver.unwrap(), usdt(1_260));
    chain.mine(5);
    watch_chain(desk, chain).await.unwrap();
    assert_eq!(story(desk, order.request).await, "processing confirmed funded");
    order
}

async fn earned(desk: &Desk, kind: &str) -> Money {
    desk.store.balance(&LedgerAccount::FeeRevenue(kind.to_owned()), Currency::USDT).await.unwrap()
}

async fn confirm(desk: &Desk, order: &OrderIds) {
    mark_sent(desk, order.seller, order.request).await.unwrap();
    let code = delivery_code_for(desk, order.buyer, order.request).await.unwrap().unwrap();
    confirm_delivery(desk, order.buyer, order.request, &code).await.unwrap();
}

#[tokio::test]
async fn each_fee_has_its_line_and_both_sides_get_what_was_shown() {
    let (desk, chain) = dear_house().await;
    let order = paid(&desk, &chain).await;
    confirm(&desk, &order).await;
    assert_eq!(purse(&desk, order.seller).await, usdt(1_150));
    assert_books_are_right(&desk).await;
    assert_eq!((earned(&desk, "escrow").await, earned(&desk, "buyer").await), (usdt(100), usdt(10)));
}

#[tokio::test]
async fn a_refund_gives_the_buyers_fee_back_and_a_part_gives_its_share_of_it() {
    let (desk, chain) = dear_house().await;
    let order = paid(&desk, &chain).await;
    give_refund(&desk, order.seller, order.request).await.unwrap();
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_260));
    let order = paid(&desk, &chain).await;
    let key = actions::FormKey::new("a-part", ["5"]);
    // Of the remaining 5.00 the fee on top is 0.05: half of it goes back.
    give_part_back(&desk, order.seller, order.request, "7.50", &key).await.unwrap();
    assert_eq!(purse(&desk, order.buyer).await, usdt(755));
    confirm(&desk, &order).await;
    assert_eq!(purse(&desk, order.seller).await, usdt(400));
    let escrow: Escrow = desk.store.get(order.request).await.unwrap();
    assert!(escrow.held().unwrap().is_zero());
    assert_books_are_right(&desk).await;
    assert_eq!((earned(&desk, "escrow").await, earned(&desk, "buyer").await), (usdt(100), usdt(5)));
}
