//! Whose turn it is while what the house decided waits for people with hardware.

use crate::{
    house::{decide, resolver, says},
    signers_court::Court,
};
use actions::{Desk, needs::needs_of};
use domain::{
    UserId,
    custody::Leg,
    event::Actor,
    identity::Role,
    machine::Word,
    needs::{About, Asked},
};

/// What keeping the money asks of this person, and where it leads.
async fn asked(desk: &Desk, who: UserId) -> Vec<(&'static str, About)> {
    let of_money = [Asked::HaveLegsSigned, Asked::SignInstruction];
    let needs = needs_of(desk, who).await.unwrap().into_iter().filter(|need| of_money.contains(&need.asked));
    needs.map(|need| (need.asked.word(), need.about)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leg_asks_whose_signature_would_be_taken_and_neither_side_nor_who_decided_it_alone() {
    let court = Court::new().await;
    let (desk, (order, id)) = (&court.desk, court.asked().await);
    let mut judge = court.holder(Role::Admin, 1).await;
    let mut other = court.holder(Role::Treasurer, 2).await;
    court.a_day_later();
    decide(desk, judge.keeper.id, id, &says("split", "7.50")).await.unwrap();
    for who in [judge.keeper.id, other.keeper.id] {
        assert_eq!(asked(desk, who).await, [("have_legs_signed", About::Dispute(id))]);
    }
    let stranger = resolver(desk, "Nobody").await;
    actions::identity::grant_role(desk, Actor::House, order.seller, Role::Treasurer).await.unwrap();
    for who in [stranger, order.buyer, order.seller] {
        assert_eq!(asked(desk, who).await, [], "a side has a part in it, the others keep no money");
    }
    let made = court.make(&judge, id, Leg::Buyer).await.unwrap();
    assert_eq!(asked(desk, judge.keeper.id).await, [], "who decided it does not sign alone");
    assert_eq!(asked(desk, other.keeper.id).await, [("sign_instruction", About::Instruction(made))]);
    assert_eq!(asked(desk, order.seller).await, []);
    court.sign(&mut other, made).await.unwrap();
    assert_eq!(asked(desk, other.keeper.id).await, [("have_legs_signed", About::Dispute(id))], "the other leg is left");
    let last = court.make(&other, id, Leg::Seller).await.unwrap();
    assert!(court.sign(&mut judge, last).await.is_err());
    court.sign(&mut other, last).await.unwrap();
    assert_eq!(asked(desk, other.keeper.id).await, [], "everything is signed");
}
