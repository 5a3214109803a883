use crate::code_of;
use actions::escrow;
use domain::{
    PurchaseRequestId,
    escrow::{
        EscrowState,
        receipt::{SignedReceipt, Verdict, verify},
    },
};
use testkit::{Given, TestDesk, desk_with_chain, usdt};

async fn receipt(desk: &TestDesk, request: PurchaseRequestId) -> Option<SignedReceipt> {
    escrow::receipt_of(desk, desk.new_id(), true, request).await.unwrap()
}

async fn verdict(desk: &TestDesk, request: PurchaseRequestId) -> Verdict {
    let receipt = receipt(desk, request).await.expect("something has moved");
    verify(&receipt.text, Some(&escrow::receipt_signer(desk).key()))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_without_money_has_no_receipt_and_a_strangers_is_not_there() {
    let (desk, chain) = desk_with_chain().await;
    let waiting = Given::accepted_order(&desk).await;
    assert!(receipt(&desk, waiting.request).await.is_none());
    let wish = Given::request(&desk, waiting.buyer).await;
    assert!(receipt(&desk, wish).await.is_none());
    let order = Given::funded_order(&desk, &chain).await;
    for who in [order.buyer, order.seller] {
        assert!(escrow::receipt_of(&desk, who, false, order.request).await.unwrap().is_some());
    }
    let stranger = escrow::receipt_of(&desk, waiting.buyer, false, order.request).await;
    assert!(code_of(stranger).ends_with("does not exist"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_funded_orders_receipt_holds_before_and_after_its_posting_is_sealed() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let early = verdict(&desk, order.request).await;
    assert!(early.is_valid(), "{:?}", early.checks);
    assert_eq!(early.unsealed_count(), 1);
    actions::ledger::seal(&desk).await.unwrap();
    let late = verdict(&desk, order.request).await;
    assert!(late.is_valid(), "{:?}", late.checks);
    assert_eq!(late.unsealed_count(), 0);
    let facts = late.facts.unwrap();
    assert_eq!((facts.order.outcome, facts.transfers.len()), (EscrowState::Funded, 1));
    assert_eq!(facts.money.held.money(), Some(usdt(1_250)));
}

#[tokio::test(flavor = "multi_thread")]
async fn released_and_refunded_orders_say_where_every_unit_went() {
    let (desk, chain) = desk_with_chain().await;
    let released = Given::sent_order(&desk, &chain).await;
    let code = escrow::delivery_code_for(&desk, released.buyer, released.request).await.unwrap().unwrap();
    escrow::confirm_delivery(&desk, released.buyer, released.request, &code).await.unwrap();
    desk.run_due().await;
    let refunded = Given::funded_order(&desk, &chain).await;
    escrow::give_refund(&desk, refunded.seller, refunded.request).await.unwrap();
    actions::ledger::seal(&desk).await.unwrap();
    for (request, outcome, sums) in [
        (released.request, EscrowState::Released, ["12.50", "0.00", "12.1875", "0.00", "0.3125"]),
        (refunded.request, EscrowState::Refunded, ["12.50", "0.00", "0.00", "12.50", "0.00"]),
    ] {
        let verdict = verdict(&desk, request).await;
        assert!(verdict.is_valid(), "{outcome}: {:?}", verdict.checks);
        let facts = verdict.facts.unwrap();
        let money = &facts.money;
        let said = [&money.funded, &money.held, &money.released, &money.refunded, &money.fees];
        assert_eq!((facts.order.outcome, said.map(|sum| sum.amount.as_str())), (outcome, sums));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_ledger_does_not_say_is_not_signed() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    actions::ledger::seal(&desk).await.unwrap();
    let journals = desk.store.journals_of_request(order.request).await.unwrap();
    desk.store.tamper("journals", &journals[0].id.to_string(), r#"{"key": "credit:another"}"#).await.unwrap();
    let refused = escrow::receipt_of(&desk, order.buyer, false, order.request).await;
    assert!(code_of(refused).contains("journals.0.seal.hash"));
}
