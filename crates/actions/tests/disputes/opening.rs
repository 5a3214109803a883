//! Who can open a dispute, when, and how often.

use crate::{a_key, asks, assert_books_are_right, code_of, complaint, found, open, stands, story};
use actions::{Desk, FormKey, disputes, escrow};
use domain::{
    Hours,
    disputes::{DisputeForm, DisputeNews, Outcome, Silence},
    letters::{Letter, LetterKind},
};
use futures::{StreamExt, future::join_all};
use store::{Commit, Found};
use testkit::{Given, desk_with_chain};

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_stops_the_money_in_the_commit_that_opens_it_and_shows_what_silence_does() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "delivery confirmed disputed");
    assert_eq!(stands(&desk, id).await, "pending negotiate");
    let dispute = found(&desk, id).await;
    assert_eq!(dispute.silence, Silence::Pays(Outcome::Refund));
    assert_eq!((dispute.respond_by, dispute.waits_for()), (desk.now() + Hours(72), Some(order.seller)));
    assert!(desk.store.task_of(&dispute.clock().key()).await.unwrap().is_some());
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_opens_once_and_another_one_is_told_that_it_is_open() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let (form, key) = (complaint(asks("refund", "")), a_key(&desk));
    let first = disputes::open_dispute(&desk, order.buyer, order.request, &form, &key).await.unwrap();
    let again = disputes::open_dispute(&desk, order.buyer, order.request, &form, &key).await.unwrap();
    assert_eq!(first, again);
    for who in [order.buyer, order.seller] {
        assert_eq!(code_of(open(&desk, who, &order, asks("refund", "")).await), "dispute-already-open");
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_who_open_at_once_one_does() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let twins: Vec<Desk> = (0..20).map(|_| desk.twin()).collect();
    let tries = twins.iter().enumerate().map(|(number, twin)| {
        let who = if number % 2 == 0 { order.buyer } else { order.seller };
        async move { code_of(open(twin, who, &order, asks("refund", "")).await) }
    });
    let said = join_all(tries).await;
    assert_eq!(said.iter().filter(|said| *said == "done").count(), 1, "{said:?}");
    assert!(said.iter().all(|said| said == "done" || said == "dispute-already-open"), "{said:?}");
    assert_eq!(desk.store.disputes_of(order.request).await.unwrap().len(), 1);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_unpaid_orders_and_money_that_has_left_cannot_be_argued_about() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let stranger = Given::person(&desk, "Nobody").await;
    assert_eq!(code_of(open(&desk, stranger, &order, asks("refund", "")).await), "escrow-not-a-party");
    let unpaid = Given::accepted_order(&desk).await;
    assert_eq!(code_of(open(&desk, unpaid.buyer, &unpaid, asks("refund", "")).await), "illegal-move");
    escrow::give_refund(&desk, order.seller, order.request).await.unwrap();
    assert_eq!(code_of(open(&desk, order.buyer, &order, asks("refund", "")).await), "illegal-move");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_badly_is_said_at_its_field_and_nothing_stands_still() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let form = DisputeForm { reason: "x".to_owned(), ..DisputeForm::default() };
    let key = FormKey::new("bad", ["x"]);
    let said = disputes::open_dispute(&desk, order.buyer, order.request, &form, &key).await;
    let Err(actions::ActionError::Fields(fields)) = said else { panic!("{said:?}") };
    assert_eq!(fields.0.keys().collect::<Vec<_>>(), ["asks", "category", "description", "reason"]);
    for (buyer, wanted) in [("12.50", "escrow-not-a-split"), ("13", "escrow-split-other-sum"), ("-1", "not-a-number")] {
        assert_eq!(code_of(open(&desk, order.buyer, &order, asks("split", buyer)).await), wanted, "{buyer}");
    }
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_other_side_reads_of_it_by_letter_and_who_opened_it_does_not() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    for (who, email) in [(order.buyer, "buyer@example.org"), (order.seller, "seller@example.org")] {
        let mut user: domain::identity::User = desk.store.get(who).await.unwrap();
        (user.email, user.email_key) = (Some(email.to_owned()), Some(email.to_owned()));
        user.email_verified_at = Some(desk.now());
        desk.commit(Commit::new().save(&user)).await.unwrap();
    }
    open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    let mut letters = desk.store.every::<Letter>().await.unwrap();
    let mut to = Vec::new();
    while let Some(row) = letters.next().await {
        let Found::Read(letter) = row.unwrap() else { panic!("a letter that nobody can read") };
        assert!(
            matches!(&letter.kind, LetterKind::Dispute(told) if told.news == DisputeNews::Opened),
            "{:?}",
            letter.kind
        );
        to.push(letter.to);
    }
    assert_eq!(to, ["seller@example.org"]);
}
