//! What the house decides about money is paid as people with hardware signed it, leg by leg, and not before.

use crate::{
    assert_books_are_right, code_of, found,
    house::{decide, resolver, says, with_role},
    purse,
    signers_court::Court,
    stands, story,
};
use actions::{custody::instruction_file, disputes};
use domain::{
    Days, Hours, Minutes,
    custody::{InstructionStatus, Leg},
    identity::Role,
};
use testkit::usdt;

const SPLIT: [Leg; 2] = [Leg::Buyer, Leg::Seller];

#[tokio::test(flavor = "multi_thread")]
async fn a_split_of_60_to_40_is_paid_once_after_both_legs_were_signed_and_the_appeal_time_is_over() {
    let court = Court::new().await;
    let (desk, (order, id)) = (&court.desk, court.asked().await);
    let mut holder = court.holder(Role::Treasurer, 1).await;
    let judge = resolver(desk, "Judge").await;
    decide(desk, judge, id, &says("split", "7.50")).await.unwrap();
    let before = (purse(desk, order.buyer).await, purse(desk, order.seller).await);
    court.sign_legs(&mut holder, id, &SPLIT).await;
    let made = court.make(&holder, id, Leg::Buyer).await.unwrap();
    let file = instruction_file(desk, holder.keeper.id, made).await.unwrap();
    let order_signed = &file.instruction.order;
    assert!(order_signed.amount.starts_with("7.50 USDT to wallet @"), "{}", order_signed.amount);
    assert_eq!((order_signed.action.to_string(), order_signed.order.len()), ("REFUND to buyer".to_owned(), 8));
    assert_eq!(order_signed.recipient.0, format!("0x{}", "0".repeat(40)));
    assert_eq!(file.posts.len(), 1, "what goes back to the buyer is one line");
    desk.run_due().await;
    assert_eq!(story(desk, order.request).await, "delivery confirmed disputed", "either side may still appeal");
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(stands(desk, id).await, "closed decide decided");
    assert_eq!(purse(desk, order.buyer).await, before.0.plus(usdt(750)).unwrap());
    assert_eq!(
        purse(desk, order.seller).await,
        before.1.plus(domain::Money::new(4_875_000, usdt(1).currency)).unwrap()
    );
    desk.advance(Days(1));
    desk.run_due().await;
    assert_eq!(story(desk, order.request).await, "seller_paid completed split");
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_alone_moves_nothing_and_with_the_last_signature_it_looks_at_once() {
    let court = Court::new().await;
    let (desk, (order, id)) = (&court.desk, court.asked().await);
    let mut holder = court.holder(Role::Admin, 1).await;
    let judge = resolver(desk, "Judge").await;
    decide(desk, judge, id, &says("split", "7.50")).await.unwrap();
    desk.advance(Days(5));
    for _ in 0..30 {
        desk.run_due().await;
        desk.advance(Minutes(10));
    }
    assert_eq!(story(desk, order.request).await, "delivery confirmed disputed");
    for (viewer, is_house) in [(order.buyer, false), (order.seller, false), (holder.keeper.id, true)] {
        let room = disputes::room(desk, viewer, is_house, id).await.unwrap();
        assert!(room.signatures.are_missing);
        assert_eq!(
            (room.signatures.legs.len(), room.signatures.may_sign),
            if is_house { (2, true) } else { (0, false) }
        );
    }
    assert_books_are_right(desk).await;
    court.sign_legs(&mut holder, id, &SPLIT[..1]).await;
    desk.run_due().await;
    assert_eq!(stands(desk, id).await, "resolved decide", "one leg is not all");
    court.sign_legs(&mut holder, id, &SPLIT[1..]).await;
    desk.run_due().await;
    assert_eq!(stands(desk, id).await, "closed decide decided");
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_decided_does_not_sign_alone_and_a_side_not_at_all() {
    let court = Court::new().await;
    let (desk, (order, id)) = (&court.desk, court.asked().await);
    let mut judge = court.holder(Role::Admin, 1).await;
    let mut other = court.holder(Role::Treasurer, 2).await;
    court.a_day_later();
    decide(desk, judge.keeper.id, id, &says("refund", "")).await.unwrap();
    let made = court.make(&judge, id, Leg::Buyer).await.unwrap();
    assert_eq!(code_of(court.sign(&mut judge, made).await), "instruction-own-decision");
    assert!(court.instruction(made).await.approvals.is_empty());
    assert_eq!(code_of(court.make(&other, id, Leg::Seller).await), "not-found", "nobody else is paid");
    for side in [order.buyer, order.seller] {
        actions::identity::grant_role(desk, domain::event::Actor::House, side, Role::Treasurer).await.unwrap();
        let which = court.which(id, Leg::Buyer).await;
        let refused = actions::custody::make_leg_instruction(desk, side, which).await;
        assert_eq!(code_of(refused), "instruction-own-dispute");
    }
    let nobody = with_role(desk, "A resolver", Role::Resolver).await;
    let which = court.which(id, Leg::Buyer).await;
    assert_eq!(code_of(actions::custody::make_leg_instruction(desk, nobody, which).await), "forbidden");
    assert_eq!(court.sign(&mut other, made).await.unwrap(), InstructionStatus::Approved);
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_decided_in_an_appeal_waits_too_and_an_order_for_the_older_decision_is_worth_nothing() {
    let court = Court::new().await;
    let (desk, (order, id)) = (&court.desk, court.asked().await);
    let mut holder = court.holder(Role::Treasurer, 1).await;
    let [first, second] = [resolver(desk, "First").await, resolver(desk, "Second").await];
    decide(desk, first, id, &says("refund", "")).await.unwrap();
    let older = court.which(id, Leg::Buyer).await;
    court.sign_legs(&mut holder, id, &[Leg::Buyer]).await;
    disputes::appeal_decision(desk, order.seller, id, older.decision_id, "Nobody asked me for the film that I have.")
        .await
        .unwrap();
    let refused = actions::custody::make_leg_instruction(desk, holder.keeper.id, older).await;
    assert_eq!(code_of(refused), "instruction-other-decision", "it does not count while it is looked at again");
    decide(desk, second, id, &says("split", "7.50")).await.unwrap();
    desk.run_due().await;
    assert_eq!(stands(desk, id).await, "resolved appeal");
    let newer = court.which(id, Leg::Buyer).await.decision_id;
    let again =
        disputes::appeal_decision(desk, order.buyer, id, newer, "And once more, because I do not like it.").await;
    assert_eq!(code_of(again), "dispute-nothing-to-appeal");
    desk.advance(Hours(30));
    desk.run_due().await;
    assert_eq!(story(desk, order.request).await, "delivery confirmed disputed");
    assert_books_are_right(desk).await;
    court.sign_legs(&mut holder, id, &SPLIT).await;
    desk.run_due().await;
    assert_eq!(stands(desk, id).await, "closed appeal decided");
    assert_eq!(story(desk, order.request).await, "seller_paid completed split");
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_both_sides_take_and_what_nobody_decided_again_wait_for_the_signatures() {
    let court = Court::new().await;
    let desk = &court.desk;
    let (taken, appealed) = (court.asked().await, court.asked().await);
    let mut holder = court.holder(Role::Treasurer, 1).await;
    let judge = resolver(desk, "Judge").await;
    for (_, id) in [&taken, &appealed] {
        decide(desk, judge, *id, &says("refund", "")).await.unwrap();
    }
    let which = found(desk, taken.1).await.decisions[0].id;
    for side in [taken.0.buyer, taken.0.seller] {
        disputes::waive_appeal(desk, side, taken.1, which).await.unwrap();
    }
    let which = found(desk, appealed.1).await.decisions[0].id;
    disputes::appeal_decision(desk, appealed.0.seller, appealed.1, which, "Nobody asked me for the film that I have.")
        .await
        .unwrap();
    desk.advance(Days(7));
    desk.run_due().await;
    assert_eq!(stands(desk, taken.1).await, "resolved decide");
    assert_eq!(stands(desk, appealed.1).await, "resolved appeal");
    assert_books_are_right(desk).await;
    for (order, id) in [taken, appealed] {
        court.sign_legs(&mut holder, id, &[Leg::Buyer]).await;
        desk.run_due().await;
        assert_eq!(story(desk, order.request).await, "cancelled refunded refunded");
    }
    assert_books_are_right(desk).await;
}
