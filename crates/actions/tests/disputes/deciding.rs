//! The house decides: what it says waits for its appeal time, is signed, and is paid in the commit that closes it.

use crate::{
    a_key, asks, assert_books_are_right, code_of, found,
    house::{asked, decide, house, resolver, says},
    open, propose, purse, stands, story,
};
use actions::{ActionError, Desk, disputes};
use domain::{
    Currency, Days, Hours, Minutes, Money,
    disputes::{DecisionForm, Outcome, ResolutionAction, Silence},
};
use futures::future::join_all;
use testkit::{Given, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_shown_first_and_paid_when_its_appeal_time_is_over() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    decide(&desk, judge, id, &says("split", "5")).await.unwrap();
    assert_eq!(stands(&desk, id).await, "resolved decide");
    assert_eq!(story(&desk, order.request).await, "delivery confirmed disputed", "unpaid is not closed");
    let dispute = found(&desk, id).await;
    let shares = Outcome::Split { buyer: usdt(500), seller: usdt(750) };
    assert_eq!((dispute.silence, dispute.respond_by), (Silence::Pays(shares), desk.now() + Days(5)));
    desk.advance(Minutes(5 * 24 * 60 - 1));
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "resolved decide", "not a minute sooner");
    desk.advance(Minutes(1));
    let twins: Vec<Desk> = (0..8).map(|_| desk.twin()).collect();
    join_all(twins.iter().map(|twin| actions::tasks::run_due(twin, "one of many"))).await;
    assert_eq!(stands(&desk, id).await, "closed decide decided");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
    let earned = Money::new(7_312_500, Currency::USDT);
    assert_eq!((purse(&desk, order.buyer).await, purse(&desk, order.seller).await), (usdt(500), earned));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_decides_once_and_another_key_is_told_what_was_decided() {
    let (desk, chain) = house().await;
    let (_, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    let (form, key) = (says("refund", ""), a_key(&desk));
    let twins: Vec<Desk> = (0..50).map(|_| desk.twin()).collect();
    let said = join_all(twins.iter().map(|twin| disputes::decide_dispute(twin, judge, id, (&form, 0), &key))).await;
    assert!(said.iter().all(Result::is_ok), "{said:?}");
    assert_eq!(found(&desk, id).await.decisions.len(), 1);
    let other = disputes::decide_dispute(&desk, judge, id, (&form, 0), &a_key(&desk)).await;
    let Err(ActionError::Refused { status: 409, code: "dispute-decided", detail }) = other else { panic!("{other:?}") };
    assert_eq!(detail.as_deref(), Some("refund"));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_word_of_the_house_does_what_it_says() {
    let (desk, chain) = house().await;
    let judge = resolver(&desk, "Judge").await;
    for (asks, buyer, besides, action, wanted) in [
        ("refund", "", "", ResolutionAction::Refund, "cancelled refunded refunded"),
        ("release", "", "", ResolutionAction::Release, "seller_paid completed released"),
        ("split", "5", "", ResolutionAction::Split, "seller_paid completed split"),
        ("split", "5", "compensation", ResolutionAction::Compensation, "seller_paid completed split"),
        ("nothing", "", "replacement", ResolutionAction::Replacement, "delivery confirmed funded"),
        ("nothing", "", "", ResolutionAction::NoAction, "delivery confirmed funded"),
    ] {
        let (order, id) = asked(&desk, &chain).await;
        let form = DecisionForm { besides: besides.to_owned(), ..says(asks, buyer) };
        decide(&desk, judge, id, &form).await.unwrap();
        let decided = found(&desk, id).await;
        let is_ground = action != ResolutionAction::NoAction;
        assert_eq!(decided.status.to_string(), if is_ground { "resolved" } else { "rejected" });
        let decision = &decided.decisions[0];
        assert_eq!((decision.verdict.action, decision.by), (action, judge));
        assert_eq!(decision.instruction.is_some(), asks != "nothing", "what moves money is signed");
        desk.advance(Days(5));
        desk.run_due().await;
        assert_eq!(story(&desk, order.request).await, wanted, "{action}");
        assert_eq!(stands(&desk, id).await, "closed decide decided");
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_that_come_anew_have_two_weeks_whatever_was_left() {
    let (desk, chain) = house().await;
    let order = Given::sent_order(&desk, &chain).await;
    actions::escrow::mark_arrived(&desk, order.seller, order.request).await.unwrap();
    desk.advance(Days(13));
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    disputes::ask_the_house(&desk, order.seller, id).await.unwrap();
    let judge = resolver(&desk, "Judge").await;
    decide(&desk, judge, id, &DecisionForm { besides: "replacement".to_owned(), ..says("nothing", "") }).await.unwrap();
    desk.advance(Days(5));
    desk.run_due().await;
    let until = actions::escrow::order_of(&desk, order.request).await.unwrap().request.deadlines.inspect_until;
    assert_eq!(until, Some(desk.now() + Days(14)));
    desk.advance(Days(13));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "confirming confirmed funded");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_badly_is_said_at_its_field_and_nothing_is_decided() {
    let (desk, chain) = house().await;
    let (_, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    let with = |besides: &str, form: DecisionForm| DecisionForm { besides: besides.to_owned(), ..form };
    for (form, wanted) in [
        (DecisionForm { reasons: "Because.".to_owned(), ..says("refund", "") }, "too-short"),
        (says("", ""), "required"),
        (says("split", "12.50"), "escrow-not-a-split"),
        (says("split", "13"), "escrow-split-other-sum"),
        (with("replacement", says("refund", "")), "dispute-replacement-pays"),
        (with("compensation", says("refund", "")), "dispute-compensation-shares"),
        (with("a kettle", says("refund", "")), "not-a-choice"),
        (DecisionForm { security: "yes".to_owned(), ..says("refund", "") }, "dispute-no-security"),
    ] {
        assert_eq!(code_of(decide(&desk, judge, id, &form).await), wanted, "{form:?}");
    }
    assert_eq!(stands(&desk, id).await, "in_progress mediate");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn once_it_is_decided_nobody_walks_away_and_nobody_decides_again() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let (judge, other) = (resolver(&desk, "Judge").await, resolver(&desk, "Other").await);
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    assert_eq!(code_of(disputes::withdraw_dispute(&desk, order.buyer, id).await), "dispute-over");
    assert_eq!(propose(&desk, order.buyer, id, asks("split", "3")).await, "dispute-over");
    for who in [judge, other] {
        assert_eq!(code_of(decide(&desk, who, id, &says("refund", "")).await), "dispute-decided");
        let (form, key) = (asks("refund", ""), a_key(&desk));
        assert_eq!(code_of(disputes::mediate_dispute(&desk, who, id, &form, &key).await), "dispute-decided");
    }
    desk.advance(Hours(1));
    assert_eq!(stands(&desk, id).await, "resolved decide");
    assert_books_are_right(&desk).await;
}
