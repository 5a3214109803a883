//! The house proposes an end: both accept it, or it decides, in the time that both were told.

use crate::{
    a_key, accept, asks, assert_books_are_right, code_of, found,
    house::{asked, decide, house, resolver, says},
    propose, purse, standing, stands, story,
};
use actions::{Desk, disputes};
use domain::{Currency, Days, DisputeId, Hours, Money, UserId, disputes::Silence};
use testkit::usdt;

async fn mediate(desk: &Desk, who: UserId, id: DisputeId, buyer: &str) -> String {
    code_of(disputes::mediate_dispute(desk, who, id, &asks("split", buyer), &a_key(desk)).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_both_accept_is_their_own_agreement_and_needs_no_signature() {
    let (mut desk, chain) = house().await;
    desk.desk.keystore = None;
    let (order, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    assert_eq!(mediate(&desk, judge, id, "5").await, "done");
    assert_eq!(stands(&desk, id).await, "waiting_response mediate");
    let dispute = found(&desk, id).await;
    assert_eq!((dispute.silence, dispute.respond_by), (Silence::ToTheHouse, desk.now() + Hours(48)));
    for _ in 0..2 {
        assert_eq!(accept(&desk, order.seller, id).await, "done");
        assert_eq!(story(&desk, order.request).await, "delivery confirmed disputed", "one alone moves nothing");
    }
    assert_eq!(accept(&desk, order.buyer, id).await, "done");
    assert_eq!(stands(&desk, id).await, "closed mediate agreed");
    let earned = Money::new(7_312_500, Currency::USDT);
    assert_eq!((purse(&desk, order.buyer).await, purse(&desk, order.seller).await), (usdt(500), earned));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_another_proposal_or_silence_leaves_the_decision_to_the_house_in_its_own_time() {
    let (desk, chain) = house().await;
    let judge = resolver(&desk, "Judge").await;
    for way in 0..3 {
        let (order, id) = asked(&desk, &chain).await;
        let decide_by = found(&desk, id).await.decide_by.unwrap();
        assert_eq!(mediate(&desk, judge, id, "5").await, "done");
        assert_eq!(code_of(decide(&desk, judge, id, &says("refund", "")).await), "dispute-still-mediating");
        assert_eq!(accept(&desk, order.seller, id).await, "done");
        let seen = standing(&desk, id).await.unwrap();
        match way {
            0 => disputes::drop_outcome(&desk, order.buyer, id, seen, "Too little.").await.unwrap(),
            1 => assert_eq!(propose(&desk, order.buyer, id, asks("split", "9")).await, "done"),
            _ => {
                desk.advance(Hours(48));
                assert_eq!(accept(&desk, order.buyer, id).await, "dispute-proposal-changed", "it is too late");
                desk.run_due().await;
            }
        }
        assert_eq!(stands(&desk, id).await, "in_progress decide");
        let dispute = found(&desk, id).await;
        assert_eq!((dispute.respond_by, dispute.silence), (decide_by, Silence::Pays(dispute.undecided)));
        assert_eq!(mediate(&desk, judge, id, "5").await, "dispute-mediated", "it is tried once");
        assert_eq!(code_of(decide(&desk, judge, id, &says("refund", "")).await), "done");
        assert_eq!(story(&desk, order.request).await, "delivery confirmed disputed");
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_house_does_not_talk_its_time_away() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    desk.advance(Hours(4 * 24 + 1));
    assert_eq!(mediate(&desk, judge, id, "5").await, "dispute-mediated");
    desk.advance(Days(3));
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "closed mediate silence");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
    assert_books_are_right(&desk).await;
}
