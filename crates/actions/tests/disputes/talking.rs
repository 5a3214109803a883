//! What the two sides can do to each other's proposals, and what an agreement does to the money.

use crate::{a_key, accept, asks, assert_books_are_right, code_of, open, propose, purse, standing, stands, story};
use actions::{Desk, disputes};
use domain::{Currency, Days, Money};
use futures::future::join_all;
use testkit::{Given, desk_with_chain, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn a_split_that_both_agree_on_is_paid_and_closes_the_dispute_in_one_commit() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    assert_eq!(propose(&desk, order.seller, id, asks("split", "5")).await, "done");
    assert_eq!(stands(&desk, id).await, "waiting_response negotiate");
    assert_eq!(accept(&desk, order.seller, id).await, "dispute-own-proposal");
    assert_eq!(accept(&desk, order.buyer, id).await, "done");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
    assert_eq!(stands(&desk, id).await, "closed negotiate agreed");
    // 2.5 % of the seller's seven and a half.
    let earned = Money::new(7_312_500, Currency::USDT);
    assert_eq!((purse(&desk, order.buyer).await, purse(&desk, order.seller).await), (usdt(500), earned));
    desk.advance(Days(60));
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "closed negotiate agreed", "the clock finds nothing to do");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_and_a_release_that_are_agreed_on_are_paid_whole_whether_it_was_sent_or_not() {
    let (desk, chain) = desk_with_chain().await;
    for (is_sent, outcome, wanted) in [
        (false, "refund", "cancelled refunded refunded"),
        (true, "refund", "cancelled refunded refunded"),
        (false, "release", "seller_paid completed released"),
        (true, "release", "seller_paid completed released"),
    ] {
        let order = match is_sent {
            true => Given::sent_order(&desk, &chain).await,
            false => Given::funded_order(&desk, &chain).await,
        };
        let id = open(&desk, order.buyer, &order, asks(outcome, "")).await.unwrap();
        let room = disputes::room(&desk, order.seller, false, id).await.unwrap();
        let shown = room.dispute.proposal.unwrap().outcome.shares(&room.order.escrow).unwrap();
        assert_eq!(shown.buyer.plus(shown.seller).and_then(|sum| sum.plus(shown.fees)), Ok(usdt(1_250)));
        assert_eq!(accept(&desk, order.seller, id).await, "done");
        assert_eq!(story(&desk, order.request).await, wanted, "{outcome}, sent: {is_sent}");
        let paid = (purse(&desk, order.buyer).await, purse(&desk, order.seller).await);
        assert_eq!(paid, (shown.buyer, shown.seller), "as it was shown before");
        let earned = Money::new(12_187_500, Currency::USDT);
        assert_eq!(paid, if outcome == "refund" { (usdt(1_250), usdt(0)) } else { (usdt(0), earned) });
    }
    desk.advance(Days(60));
    desk.run_due().await;
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_acceptances_at_once_pay_once() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("split", "5")).await.unwrap();
    let seen = standing(&desk, id).await.unwrap();
    let twins: Vec<Desk> = (0..50).map(|_| desk.twin()).collect();
    let said = join_all(twins.iter().map(|twin| disputes::accept_outcome(twin, order.seller, id, seen))).await;
    assert!(said.iter().all(Result::is_ok), "{said:?}");
    assert_eq!(desk.store.journals_of_request(order.request).await.unwrap().len(), 3);
    assert_eq!(purse(&desk, order.buyer).await, usdt(500));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_that_is_not_what_was_seen_moves_nothing() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    let first = standing(&desk, id).await.unwrap();
    propose(&desk, order.buyer, id, asks("split", "9")).await;
    assert_eq!(code_of(disputes::accept_outcome(&desk, order.seller, id, first).await), "dispute-proposal-changed");
    let (form, key) = (asks("release", ""), a_key(&desk));
    let stale = disputes::propose_outcome(&desk, order.seller, id, (&form, Some(first)), &key).await;
    assert_eq!(code_of(stale), "dispute-proposal-changed", "it was not looked at");
    let second = standing(&desk, id).await.unwrap();
    for _ in 0..2 {
        assert_eq!(code_of(disputes::drop_outcome(&desk, order.seller, id, second, "Too much.").await), "done");
    }
    assert_eq!(code_of(disputes::accept_outcome(&desk, order.seller, id, second).await), "dispute-proposal-changed");
    assert_eq!(stands(&desk, id).await, "in_progress negotiate");
    assert_eq!(propose(&desk, order.seller, id, asks("split", "5")).await, "done");
    assert_eq!(story(&desk, order.request).await, "delivery confirmed disputed");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_find_no_dispute_and_who_waits_for_an_answer_does_not_call_the_house_yet() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    let (stranger, seen) = (Given::person(&desk, "Nobody").await, standing(&desk, id).await.unwrap());
    assert_eq!(accept(&desk, stranger, id).await, "not-found");
    assert_eq!(propose(&desk, stranger, id, asks("release", "")).await, "not-found");
    for said in [
        code_of(disputes::drop_outcome(&desk, stranger, id, seen, "").await),
        code_of(disputes::ask_the_house(&desk, stranger, id).await),
        code_of(disputes::withdraw_dispute(&desk, stranger, id).await),
        code_of(disputes::room(&desk, stranger, false, id).await),
    ] {
        assert_eq!(said, "not-found");
    }
    assert_eq!(code_of(disputes::ask_the_house(&desk, order.buyer, id).await), "dispute-too-early");
    assert_eq!(code_of(disputes::ask_the_house(&desk, order.seller, id).await), "done");
    assert_eq!(code_of(disputes::ask_the_house(&desk, order.seller, id).await), "done");
    assert_eq!(stands(&desk, id).await, "in_progress mediate");
    // They may still agree, and their talking gives the house no more time.
    let before = crate::found(&desk, id).await.respond_by;
    assert_eq!(propose(&desk, order.seller, id, asks("split", "5")).await, "done");
    assert_eq!(crate::found(&desk, id).await.respond_by, before);
    assert_eq!(accept(&desk, order.buyer, id).await, "done");
    assert_eq!(stands(&desk, id).await, "closed mediate agreed");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_over_for_every_deed() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    assert_eq!(code_of(disputes::withdraw_dispute(&desk, order.seller, id).await), "dispute-not-the-opener");
    for _ in 0..2 {
        assert_eq!(code_of(disputes::withdraw_dispute(&desk, order.buyer, id).await), "done");
    }
    let seen = standing(&desk, id).await.unwrap();
    for said in [
        code_of(disputes::accept_outcome(&desk, order.seller, id, seen).await),
        code_of(disputes::drop_outcome(&desk, order.seller, id, seen, "").await),
        code_of(disputes::ask_the_house(&desk, order.seller, id).await),
        propose(&desk, order.seller, id, asks("release", "")).await,
    ] {
        assert_eq!(said, "dispute-over");
    }
    assert_eq!(story(&desk, order.request).await, "delivery confirmed funded");
    assert_books_are_right(&desk).await;
}
