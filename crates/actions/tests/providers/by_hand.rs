//! Money written down by hand: two admins, neither of the order, one outside reference once, and everything in the log.

use crate::{assert_books_are_right, code_of, purse, story, ways::admin};
use actions::{
    ActionError, FormKey,
    identity::grant_role,
    providers::{confirm_payment_by_hand, record_payment_by_hand, records_by_hand, refuse_payment_by_hand},
};
use domain::{
    HandRecordId, UserId,
    escrow::{HandForm, HandRecordState, Payment},
    event::Actor,
    identity::Role,
};
use testkit::{Given, OrderIds, TestDesk, desk_with_chain, usdt};

fn form(reference: &str) -> HandForm {
    HandForm {
        amount: "12.50".to_owned(),
        reference: reference.to_owned(),
        evidence: "Page 3 of the bank's statement, line 7.".to_owned(),
    }
}

async fn record(
    desk: &TestDesk,
    admin: UserId,
    order: &OrderIds,
    reference: &str,
) -> Result<HandRecordId, ActionError> {
    let called = desk.store.get::<Payment>(order.payment).await.unwrap().reference();
    let key = FormKey::new(&format!("{admin}{reference}"), [reference]);
    record_payment_by_hand(desk, admin, &called.to_lowercase(), &form(reference), &key).await
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_who_buys_or_sells_there_has_a_say_and_nobody_alone() {
    let (desk, _) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    let (first, second) = (admin(&desk, "Farhad").await, admin(&desk, "Gita").await);
    for party in [order.buyer, order.seller] {
        assert_eq!(code_of(record(&desk, party, &order, "A-1").await), "forbidden");
        grant_role(&desk, Actor::House, party, Role::Admin).await.unwrap();
        assert_eq!(code_of(record(&desk, party, &order, "A-1").await), "by-hand-own-order");
    }
    let written = record(&desk, first, &order, "A-1").await.unwrap();
    for (who, said) in [(first, "by-hand-same-admin"), (order.buyer, "by-hand-own-order")] {
        assert_eq!(code_of(confirm_payment_by_hand(&desk, who, written).await), said);
    }
    assert_eq!(
        code_of(refuse_payment_by_hand(&desk, order.seller, written, "no such line").await),
        "by-hand-own-order"
    );
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    confirm_payment_by_hand(&desk, second, written).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    let rows = desk.store.history(order.request).await.unwrap();
    let said = |deed: &str, by: UserId| rows.iter().any(|row| row.deed == deed && row.actor == Actor::User(by));
    assert!(said("record_payment_by_hand", first) && said("confirm_payment_by_hand", second));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_line_of_a_statement_stands_for_one_payment_however_it_is_spelt() {
    let (desk, _) = desk_with_chain().await;
    let (first, second) = (admin(&desk, "Farhad").await, admin(&desk, "Gita").await);
    let (one, other) = (Given::accepted_order(&desk).await, Given::accepted_order(&desk).await);
    let written = record(&desk, first, &one, "Line 7").await.unwrap();
    assert_eq!(record(&desk, first, &one, "Line 7").await.unwrap(), written, "the same form again");
    assert_eq!(code_of(record(&desk, second, &other, " LINE  7 ").await), "by-hand-reference-taken");
    refuse_payment_by_hand(&desk, second, written, "It was for another order.").await.unwrap();
    assert_eq!(code_of(confirm_payment_by_hand(&desk, second, written).await), "illegal-move");
    let right = record(&desk, first, &other, "line 7").await.unwrap();
    confirm_payment_by_hand(&desk, second, right).await.unwrap();
    assert_eq!(code_of(refuse_payment_by_hand(&desk, second, right, "Too late.").await), "illegal-move");
    assert_eq!(code_of(record(&desk, first, &one, "line7").await), "by-hand-reference-taken");
    assert_eq!(story(&desk, one.request).await, "payment pending awaiting");
    assert_eq!(story(&desk, other.request).await, "processing confirmed funded");
    let (lines, names) = records_by_hand(&desk, first).await.unwrap();
    let states: Vec<_> = lines.iter().map(|line| line.record.state).collect();
    assert_eq!(states, [HandRecordState::Confirmed, HandRecordState::Refused]);
    assert_eq!(names[&first], "Farhad");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_nonsense_comes_back_by_field_and_a_late_confirmation_is_the_buyers() {
    let (desk, _) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    let (first, second) = (admin(&desk, "Farhad").await, admin(&desk, "Gita").await);
    let unknown = record_payment_by_hand(&desk, first, "PAY-999999", &form("B-1"), &FormKey::new("k", ["b"])).await;
    assert_eq!(code_of(unknown), "no-such-payment");
    let written = record(&desk, first, &order, "B-2").await.unwrap();
    desk.advance(domain::Hours(3));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "cancelled cancelled cancelled");
    confirm_payment_by_hand(&desk, second, written).await.unwrap();
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_250));
    assert_books_are_right(&desk).await;
}
