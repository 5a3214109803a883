//! While people argue every way out of the money is refused, for people, the clock and the house alike.

use crate::{a_key, accept, asks, assert_books_are_right, code_of, open, propose, purse, standing, stands, story};
use actions::{ActionError, custody, escrow};
use domain::{
    ChainEventId, Days, UserId,
    escrow::{Escrow, Incident, SplitForm},
};
use store::Commit;
use testkit::{Given, OrderIds, TestDesk, desk_with_chain, usdt};

fn status_of<T>(result: Result<T, ActionError>) -> u16 {
    match result {
        Err(ActionError::Refused { status, .. }) => status,
        Err(ActionError::IllegalMove(_)) => 409,
        Err(ActionError::Fields(_)) => 422,
        Ok(_) => 200,
        Err(_) => 500,
    }
}

/// Everything that moves money or brings it nearer to moving, tried by whoever may.
async fn tries(desk: &TestDesk, order: &OrderIds, code: &str) -> Vec<(&'static str, u16)> {
    let OrderIds { buyer, seller, request, .. } = *order;
    let (part, split) = (a_key(desk), a_key(desk));
    let form = SplitForm { buyer: "5".to_owned(), ..SplitForm::default() };
    let id = desk.new_id();
    vec![
        ("hand over", status_of(escrow::hand_over(desk, seller, request, code).await)),
        ("confirm", status_of(escrow::confirm_delivery(desk, buyer, request, code).await)),
        ("refund", status_of(escrow::give_refund(desk, seller, request).await)),
        ("part back", status_of(escrow::give_part_back(desk, seller, request, "1", &part).await)),
        ("propose split", status_of(escrow::propose_split(desk, buyer, request, (&form, None), &split).await)),
        ("accept split", status_of(escrow::accept_split(desk, seller, request, id).await)),
        ("cancel by the buyer", status_of(escrow::cancel_order(desk, buyer, request, "").await)),
        ("cancel by the seller", status_of(escrow::cancel_order(desk, seller, request, "").await)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_way_out_answers_409_and_the_clock_waits() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    let form = SplitForm { buyer: "5".to_owned(), ..SplitForm::default() };
    escrow::propose_split(&desk, order.seller, order.request, (&form, None), &a_key(&desk)).await.unwrap();
    let split = escrow::order_of(&desk, order.request).await.unwrap().escrow.split.unwrap().id;
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    for (deed, status) in tries(&desk, &order, &code).await {
        assert_eq!(status, 409, "{deed}");
    }
    let stale = escrow::accept_split(&desk, order.buyer, order.request, split).await;
    assert_eq!(code_of(stale), "escrow-split-changed", "it fell when the dispute opened");
    assert_eq!(code_of(custody::choose_payout(&desk, order.seller, order.request, "").await), "escrow-disputed");
    assert_eq!(code_of(escrow::mark_arrived(&desk, order.seller, order.request).await), "escrow-disputed");
    // Asked again and again, so that no task of the order meets an order that is free.
    for _ in 0..8 {
        assert_eq!(propose(&desk, order.seller, id, asks("release", "")).await, "done");
        desk.advance(Days(2));
        desk.run_due().await;
    }
    assert_eq!(story(&desk, order.request).await, "delivery confirmed disputed");
    assert_eq!((purse(&desk, order.buyer).await, purse(&desk, order.seller).await), (usdt(0), usdt(0)));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_that_would_end_an_order_waits_in_each_of_its_states() {
    let (desk, chain) = desk_with_chain().await;
    for stage in 0..3 {
        let order = Given::funded_order(&desk, &chain).await;
        if stage > 0 {
            escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
        }
        if stage > 1 {
            escrow::mark_arrived(&desk, order.seller, order.request).await.unwrap();
        }
        let before = story(&desk, order.request).await;
        let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
        for _ in 0..12 {
            propose(&desk, order.buyer, id, asks("split", "3")).await;
            desk.advance(Days(2));
            desk.run_due().await;
        }
        assert_eq!(story(&desk, order.request).await, before.replace("funded", "disputed"));
        let by = |who: UserId| actions::disputes::withdraw_dispute(&desk, who, id);
        by(order.buyer).await.unwrap();
        assert_eq!(story(&desk, order.request).await, before);
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agreement_waits_while_a_chain_has_taken_the_money_back() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    let escrow: Escrow = desk.store.get(order.request).await.unwrap();
    let gone = Incident { event_id: ChainEventId::from_bytes([1; 16]), amount: None, since: desk.now() };
    desk.commit(Commit::new().save(&Escrow { incident: Some(gone), ..escrow })).await.unwrap();
    assert_eq!(accept(&desk, order.seller, id).await, "escrow-frozen");
    desk.advance(Days(3));
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "pending negotiate", "silence waits too");
    let escrow: Escrow = desk.store.get(order.request).await.unwrap();
    desk.commit(Commit::new().save(&Escrow { incident: None, ..escrow })).await.unwrap();
    desk.advance(Days(1));
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "closed negotiate silence");
    assert!(standing(&desk, id).await.is_some());
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_250));
    assert_books_are_right(&desk).await;
}
