//! A seller who is paid on the order's own chain: on its way at the same moment as the order is completed, arrived once,
//! and in the wallet here whenever it cannot arrive.

use crate::town::{CHAIN, OUTSIDE, Town, code_of};
use actions::{
    custody::{self, carry_payout, choose_payout},
    escrow::{self, order_of, watch_chain},
};
use domain::{
    Days, PayoutId,
    custody::PayoutStatus as S,
    escrow::{ChainId, EscrowState},
    identity::Role,
};
use futures::future::join_all;
use payments::{Signer, UnsignedTransaction};
use testkit::{Given, OrderIds, usdt};

/// An order paid on the chain and sent.
async fn sent_order(town: &Town) -> OrderIds {
    let (order, address) = Given::open_checkout(&town.desk).await;
    Given::listed_address(&town.desk, order.seller, OUTSIDE).await;
    town.give_tokens(&address, usdt(1_250));
    town.anvil.mine(3);
    watch_chain(&town.desk, &town.chain).await.unwrap();
    escrow::mark_sent(&town.desk, order.seller, order.request).await.unwrap();
    order
}

async fn complete(town: &Town, order: OrderIds) -> String {
    let code = escrow::delivery_code_for(&town.desk, order.buyer, order.request).await.unwrap().unwrap_or_default();
    code_of(escrow::hand_over(&town.desk, order.seller, order.request, &code).await)
}

/// The same, chosen to be paid outside and completed.
async fn on_its_way(town: &Town) -> (OrderIds, PayoutId) {
    let order = sent_order(town).await;
    let chosen = choose_payout(&town.desk, order.seller, order.request, OUTSIDE).await.unwrap();
    assert_eq!(complete(town, order).await, "done");
    assert_eq!(story(town, order).await, "completed confirmed releasing");
    (order, chosen.escrow.payout_to.unwrap().payout_id)
}

async fn story(town: &Town, order: OrderIds) -> String {
    let order = order_of(&town.desk, order.request).await.unwrap();
    format!("{} {} {}", order.request.status, order.payment.status, order.escrow.state)
}

/// Somebody signs with the vault's key elsewhere, in the place of the payout.
async fn take_place(town: &Town, nonce: u64) {
    let (vault, fees) = (town.keys.vault(), town.chain.fees().await.unwrap());
    let plan = UnsignedTransaction {
        chain_id: ChainId(CHAIN),
        nonce,
        max_priority_fee: fees.max_priority_fee * 4,
        max_fee: fees.max_fee * 4,
        gas_limit: 21_000,
        to: vault.address(),
        value: payments::U256::ZERO,
        data: Vec::new(),
    };
    town.chain.hand_in(&vault.sign(&plan).await.unwrap().raw).await.unwrap();
    town.anvil.mine(4);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_seller_chooses_an_address_that_can_be_paid_and_only_while_the_price_is_held() {
    let town = Town::new().await;
    let order = sent_order(&town).await;
    let choose = |who, address: &'static str| choose_payout(&town.desk, who, order.request, address);
    assert_eq!(code_of(choose(order.buyer, OUTSIDE).await), "escrow-not-the-seller");
    assert_eq!(code_of(choose(town.staff(Role::Admin).await, OUTSIDE).await), "not-found");
    assert_eq!(code_of(choose(order.seller, "0x12").await), "address:payout-not-an-address");
    let vault = town.keys.vault().address().0;
    let own = choose_payout(&town.desk, order.seller, order.request, &vault).await;
    assert_eq!(code_of(own), "address:payout-own-address");
    choose(order.seller, OUTSIDE).await.unwrap();
    // Changed back in time: the wallet here, at once.
    choose(order.seller, "").await.unwrap();
    assert_eq!(complete(&town, order).await, "done");
    assert_eq!(story(&town, order).await, "seller_paid completed released");
    assert_eq!(code_of(choose(order.seller, OUTSIDE).await), "illegal-move released");
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_money_is_on_its_way_when_the_order_is_completed_and_the_seller_is_paid_when_it_has_arrived() {
    let town = Town::new().await;
    let (order, id) = on_its_way(&town).await;
    town.assert_books_are_right().await;
    let payout = town.payout(id).await;
    // A code once used is used: nothing is released a second time while it is on its way.
    assert_eq!(complete(&town, order).await, "done");
    assert_eq!(code_of(escrow::give_refund(&town.desk, order.seller, order.request).await), "illegal-move releasing");
    town.desk.advance(Days(30));
    assert_eq!(town.carry_through(id).await, S::Confirmed);
    assert_eq!(story(&town, order).await, "seller_paid completed released");
    assert_eq!(town.outside().await, payout.amount);
    let released = order_of(&town.desk, order.request).await.unwrap().escrow.released;
    assert_eq!(payout.amount.plus(payout.fee).unwrap(), released);
    escrow::receipt_of(&town.desk, order.seller, false, order.request).await.unwrap().unwrap();
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_leave_is_sent_again_or_is_in_the_sellers_wallet() {
    let town = Town::new().await;
    let treasurer = town.staff(Role::Treasurer).await;
    let (again, back, called) = (on_its_way(&town).await, on_its_way(&town).await, on_its_way(&town).await);
    custody::cancel_payout(&town.desk, called.0.seller, called.1).await.unwrap();
    assert_eq!(story(&town, called.0).await, "seller_paid completed released");
    for (nonce, (_, id)) in [again, back].into_iter().enumerate() {
        assert_eq!(town.step(id).await, S::Signed);
        take_place(&town, u64::try_from(nonce).unwrap()).await;
        assert_eq!(town.step(id).await, S::Failed);
    }
    assert_eq!(story(&town, again.0).await, "completed confirmed failed");
    town.assert_books_are_right().await;
    custody::retry_payout(&town.desk, treasurer, again.1).await.unwrap();
    assert_eq!(story(&town, again.0).await, "completed confirmed releasing");
    custody::reverse_payout(&town.desk, treasurer, back.1, "The seller asks for it here.").await.unwrap();
    assert_eq!(story(&town, back.0).await, "seller_paid completed released");
    assert_eq!(town.carry_through(again.1).await, S::Confirmed);
    assert_eq!(story(&town, again.0).await, "seller_paid completed released");
    let owed = town.payout(back.1).await;
    for seller in [back.0.seller, called.0.seller] {
        assert_eq!(town.purse(seller).await, owed.amount.plus(owed.fee).unwrap(), "all of it, the network's cost too");
    }
    assert_eq!(town.outside().await, owed.amount);
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_fifty_who_complete_it_refund_it_and_choose_anew_at_once_one_way_out_is_taken() {
    let town = Town::new().await;
    for _ in 0..3 {
        let order = sent_order(&town).await;
        choose_payout(&town.desk, order.seller, order.request, OUTSIDE).await.unwrap();
        let (desk, OrderIds { seller, request, .. }) = (&town.desk, order);
        let (_, _, _) = tokio::join!(
            join_all((0..20).map(|_| complete(&town, order))),
            join_all((0..15).map(|_| escrow::give_refund(desk, seller, request))),
            join_all((0..15).map(|_| choose_payout(desk, seller, request, ""))),
        );
        town.assert_books_are_right().await;
        let after = order_of(&town.desk, request).await.unwrap();
        let id = after.escrow.payout_to.as_ref().map(|choice| choice.payout_id);
        match (after.escrow.state, id) {
            (EscrowState::Releasing, Some(id)) => {
                // Two processes that know nothing of each other carry it, and one of them dies in between.
                for _ in 0..3 {
                    let (one, other) = (town.desk.twin(), town.desk.twin());
                    let (_, _) = tokio::join!(carry_payout(&one, id, 0), carry_payout(&other, id, 0));
                }
                assert_eq!(town.carry_through(id).await, S::Confirmed);
                assert_eq!(town.payout(id).await.transactions.len(), 1, "it was signed a second time");
                assert_eq!(story(&town, order).await, "seller_paid completed released");
            }
            (EscrowState::Released | EscrowState::Refunded, _) => {}
            other => panic!("{other:?}"),
        }
        town.assert_books_are_right().await;
    }
}
