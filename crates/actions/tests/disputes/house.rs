//! People of the house: who they are, what they write, and who of them may do nothing here.

use crate::{a_key, asks, assert_books_are_right, code_of, found, open, stands};
use actions::{
    ActionError, Desk, disputes,
    disputes::{QueueForm, queue},
};
use domain::{
    DisputeId, Hours, UserId,
    disputes::{DecisionForm, DisputePriority},
    event::Actor,
    identity::Role,
};
use futures::future::join_all;
use payments::demo::demo_keystore;
use std::sync::Arc;
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain};

/// A house whose vault can sign.
pub async fn house() -> (TestDesk, PretendChain) {
    let (mut desk, chain) = desk_with_chain().await;
    desk.desk.keystore = Some(Arc::new(demo_keystore()));
    (desk, chain)
}

pub async fn with_role(desk: &Desk, name: &str, role: Role) -> UserId {
    let person = Given::person(desk, name).await;
    actions::identity::grant_role(desk, Actor::House, person, role).await.unwrap();
    person
}

pub async fn resolver(desk: &Desk, name: &str) -> UserId {
    with_role(desk, name, Role::Resolver).await
}

/// What is decided, as typed.
pub fn says(asks: &str, buyer: &str) -> DecisionForm {
    let text = str::to_owned;
    let reasons = text("The pictures of both show that the lid was never in the box.");
    DecisionForm { asks: text(asks), buyer: text(buyer), reasons, ..DecisionForm::default() }
}

/// A sent order that its buyer complains of, and that the house was asked about.
pub async fn asked(desk: &TestDesk, chain: &PretendChain) -> (OrderIds, DisputeId) {
    let order = Given::sent_order(desk, chain).await;
    let id = open(desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    disputes::ask_the_house(desk, order.seller, id).await.unwrap();
    (order, id)
}

/// Decides, looking at what stands there.
pub async fn decide(desk: &Desk, who: UserId, id: DisputeId, form: &DecisionForm) -> Result<(), ActionError> {
    let seen = found(desk, id).await.decisions.len();
    disputes::decide_dispute(desk, who, id, (form, seen), &a_key(desk)).await.map(drop)
}

/// What everybody who must not is told, for every deed of the house.
async fn tries(desk: &Desk, who: UserId, id: DisputeId) -> Vec<(&'static str, String)> {
    let which = desk.new_id();
    let (form, key) = (asks("refund", ""), a_key(desk));
    vec![
        ("claim", code_of(disputes::claim_dispute(desk, who, id).await)),
        ("let go", code_of(disputes::let_go_dispute(desk, who, id).await)),
        ("prioritise", code_of(disputes::prioritise_dispute(desk, who, id, "high").await)),
        ("mediate", code_of(disputes::mediate_dispute(desk, who, id, &form, &key).await)),
        ("decide", code_of(decide(desk, who, id, &says("release", "")).await)),
        ("confirm", code_of(disputes::confirm_decision(desk, who, id, which).await)),
        ("drop", code_of(disputes::drop_decision(desk, who, id, which, "No ground.").await)),
        ("sign", code_of(disputes::sign_decision(desk, who, id).await)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_a_resolver_or_an_admin_moves_a_dispute_of_the_house() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let before = found(&desk, id).await;
    let mut others = vec![order.buyer, order.seller, Given::person(&desk, "Nobody").await];
    for role in [Role::Seller, Role::Support, Role::Treasurer] {
        others.push(with_role(&desk, "Another", role).await);
    }
    for who in others {
        for (deed, said) in tries(&desk, who, id).await {
            assert_eq!(said, "forbidden", "{deed}");
        }
        assert!(queue(&desk, who, &QueueForm::default()).await.is_err());
    }
    assert_eq!(found(&desk, id).await, before);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_a_part_in_it_or_traded_with_a_side_keeps_out_of_it() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    // The two sides themselves get the role, and somebody who sold something to the buyer once.
    for side in [order.buyer, order.seller] {
        actions::identity::grant_role(&desk, Actor::House, side, Role::Resolver).await.unwrap();
    }
    let earlier = Given::order_of(&desk, order.buyer).await;
    actions::identity::grant_role(&desk, Actor::House, earlier.seller, Role::Admin).await.unwrap();
    let before = found(&desk, id).await;
    for who in [order.buyer, order.seller, earlier.seller] {
        for (deed, said) in tries(&desk, who, id).await {
            assert_eq!(said, "dispute-conflict", "{deed}");
        }
        let shown = queue(&desk, who, &QueueForm::default()).await.unwrap();
        assert!(shown.barred.contains(&id));
    }
    assert_eq!(found(&desk, id).await, before);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_who_take_it_on_one_has_it_and_only_that_one_works_on_it() {
    let (desk, chain) = house().await;
    let (_, id) = asked(&desk, &chain).await;
    let mut people = Vec::new();
    for number in 0..10 {
        people.push(resolver(&desk, &format!("Resolver {number}")).await);
    }
    let twins: Vec<Desk> = people.iter().map(|_| desk.twin()).collect();
    let tries =
        twins.iter().zip(&people).map(|(twin, who)| async { code_of(disputes::claim_dispute(twin, *who, id).await) });
    let said = join_all(tries).await;
    let holder = found(&desk, id).await.claim.unwrap().by;
    for (who, said) in people.iter().zip(said) {
        assert_eq!(said, if *who == holder { "done" } else { "dispute-claimed" });
    }
    let other = *people.iter().find(|who| **who != holder).unwrap();
    assert_eq!(code_of(decide(&desk, other, id, &says("refund", "")).await), "dispute-claimed");
    assert_eq!(code_of(disputes::let_go_dispute(&desk, other, id).await), "dispute-claimed");
    let admin = with_role(&desk, "Admin", Role::Admin).await;
    for _ in 0..2 {
        assert_eq!(code_of(disputes::let_go_dispute(&desk, admin, id).await), "done");
    }
    assert_eq!(code_of(disputes::claim_dispute(&desk, other, id).await), "done");
    assert_eq!(stands(&desk, id).await, "in_progress mediate", "no clock has moved");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_in_the_order_of_its_clocks_or_of_its_urgency_and_shows_who_has_what() {
    let (desk, chain) = house().await;
    let (_, first) = asked(&desk, &chain).await;
    desk.advance(Hours(1));
    let (_, second) = asked(&desk, &chain).await;
    let talking = Given::sent_order(&desk, &chain).await;
    open(&desk, talking.buyer, &talking, asks("refund", "")).await.unwrap();
    let me = resolver(&desk, "Me").await;
    disputes::prioritise_dispute(&desk, me, second, "urgent").await.unwrap();
    disputes::claim_dispute(&desk, me, first).await.unwrap();
    let shown = async |stands: &str, whose: &str, order: &str| {
        let text = str::to_owned;
        let form = QueueForm { stands: text(stands), whose: text(whose), order: text(order), ..QueueForm::default() };
        queue(&desk, me, &form).await.unwrap().part.rows.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(shown("", "", "").await, [first, second], "whose time ends first");
    assert_eq!(shown("", "", "priority").await, [second, first]);
    assert_eq!(shown("", "mine", "").await, [first]);
    assert_eq!(shown("", "free", "").await, [second]);
    assert_eq!(shown("talking", "", "").await.len(), 1);
    assert_eq!(shown("over", "", "").await.len(), 0);
    assert_eq!(found(&desk, second).await.priority, DisputePriority::Urgent);
    assert_books_are_right(&desk).await;
}
