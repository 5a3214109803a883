//! Each silence, proven by turning the clock: what was shown is what happens.

use crate::{a_key, asks, assert_books_are_right, code_of, found, open, propose, purse, standing, stands, story};
use actions::{Desk, disputes, tasks::run_due};
use domain::{
    Days, Hours, Minutes, Money,
    disputes::{Outcome, Silence},
};
use futures::future::join_all;
use testkit::{Given, desk_with_chain, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn a_seller_who_is_silent_for_72_hours_gives_the_buyer_what_was_asked_and_not_a_minute_sooner() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("split", "9")).await.unwrap();
    let seller = Money::new(3_500_000, usdt(0).currency);
    assert_eq!(found(&desk, id).await.silence, Silence::Pays(Outcome::Split { buyer: usdt(900), seller }));
    desk.advance(Minutes(72 * 60 - 1));
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "pending negotiate");
    desk.advance(Minutes(1));
    let seen = standing(&desk, id).await.unwrap();
    let late = disputes::accept_outcome(&desk, order.seller, id, seen).await;
    assert_eq!(code_of(late), "dispute-proposal-changed", "its time is over before the clock has come");
    let twins: Vec<Desk> = (0..8).map(|_| desk.twin()).collect();
    join_all(twins.iter().map(|twin| run_due(twin, "one of many"))).await;
    assert_eq!(stands(&desk, id).await, "closed negotiate silence");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
    assert_eq!(purse(&desk, order.buyer).await, usdt(900));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buyer_who_is_silent_loses_nothing_sooner_than_the_order_says() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.seller, &order, asks("release", "")).await.unwrap();
    assert_eq!(found(&desk, id).await.silence, Silence::GoesOn);
    desk.advance(Hours(72));
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "closed negotiate silence");
    assert_eq!(story(&desk, order.request).await, "delivery confirmed funded");
    // It can be opened again: this one is over.
    let again = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    assert_eq!(propose(&desk, order.seller, again, asks("release", "")).await, "done");
    assert_eq!(found(&desk, again).await.silence, Silence::GoesOn);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn when_neither_proposes_the_house_decides_and_when_the_house_is_silent_each_bears_half() {
    let (desk, chain) = desk_with_chain().await;
    for (is_sent, wanted, back) in
        [(true, "seller_paid completed split", usdt(625)), (false, "cancelled refunded refunded", usdt(1_250))]
    {
        let order = match is_sent {
            true => Given::sent_order(&desk, &chain).await,
            false => Given::funded_order(&desk, &chain).await,
        };
        let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
        let seen = standing(&desk, id).await.unwrap();
        disputes::drop_outcome(&desk, order.seller, id, seen, "It was there.").await.unwrap();
        assert_eq!(found(&desk, id).await.silence, Silence::ToTheHouse);
        desk.advance(Hours(72));
        desk.run_due().await;
        assert_eq!(stands(&desk, id).await, "in_progress mediate");
        let dispute = found(&desk, id).await;
        assert_eq!(dispute.respond_by, desk.now() + Days(7));
        assert_eq!(dispute.silence, Silence::Pays(dispute.undecided), "as it was shown from the start");
        desk.advance(Days(7));
        desk.run_due().await;
        assert_eq!(stands(&desk, id).await, "closed mediate silence");
        assert_eq!(story(&desk, order.request).await, wanted);
        assert_eq!(purse(&desk, order.buyer).await, back);
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_gives_the_other_side_its_own_time_and_the_old_clock_does_nothing() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    desk.advance(Hours(71));
    let (form, key) = (asks("split", "3"), a_key(&desk));
    let seen = standing(&desk, id).await;
    disputes::propose_outcome(&desk, order.seller, id, (&form, seen), &key).await.unwrap();
    desk.advance(Hours(2));
    desk.run_due().await;
    assert_eq!(disputes::end_time(&desk, id, 1).await.unwrap(), actions::tasks::Ran::Done, "its round is over");
    assert_eq!(stands(&desk, id).await, "waiting_response negotiate");
    assert_eq!(found(&desk, id).await.waits_for(), Some(order.buyer));
    assert_books_are_right(&desk).await;
}
