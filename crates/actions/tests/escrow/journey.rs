use crate::{PAID, assert_books_are_right, code_of, purse, story};
use actions::escrow;
use domain::{Currency, Days, Hours, ledger::LedgerAccount};
use testkit::{Given, desk_with_chain, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn an_order_goes_all_the_way_and_the_seller_has_the_price_less_the_fee() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    chain.pay(&address, usdt(1_250));
    escrow::watch_chain(&desk, &chain).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "payment processing awaiting");
    chain.mine(3);
    escrow::watch_chain(&desk, &chain).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_books_are_right(&desk).await;

    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "delivery confirmed funded");
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    let paid = escrow::hand_over(&desk, order.seller, order.request, &code).await.unwrap();
    assert_eq!((paid.request.status, paid.escrow.state), PAID);
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    // 2.5 % of 12.50 is 0.3125.
    assert_eq!(purse(&desk, order.seller).await.amount_text(), "12.1875");
    assert_books_are_right(&desk).await;
    let fees = LedgerAccount::FeeRevenue("escrow".to_owned());
    assert_eq!(desk.store.balance(&fees, Currency::USDT).await.unwrap().amount_text(), "0.3125");
    let seller = desk.store.get::<domain::identity::User>(order.seller).await.unwrap();
    assert_eq!(seller.completed_sales, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_buyer_confirms_when_the_inspection_ends() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    // Promised in three days from the payment.
    desk.advance(Days(2));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "delivery confirmed funded");
    desk.advance(Days(1));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "confirming confirmed funded");
    desk.advance(Days(13));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "confirming confirmed funded");
    desk.advance(Days(1));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_seller_marks_it_arrived_and_the_buyer_confirms_on_the_own_page() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    escrow::mark_arrived(&desk, order.seller, order.request).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "confirming confirmed funded");
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    escrow::confirm_delivery(&desk, order.buyer, order.request, &code).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn goods_sent_after_their_promise_are_taken_for_arrived_a_day_later() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    desk.advance(Days(4));
    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "delivery confirmed funded");
    desk.advance(Hours(24));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "confirming confirmed funded");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_deed_done_twice_is_done_once() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    for _ in 0..2 {
        escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    }
    for _ in 0..2 {
        escrow::mark_arrived(&desk, order.seller, order.request).await.unwrap();
    }
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    for _ in 0..2 {
        escrow::hand_over(&desk, order.seller, order.request, &code).await.unwrap();
    }
    assert_eq!(desk.store.journals_of_request(order.request).await.unwrap().len(), 2);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_and_the_wrong_side_are_refused() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let stranger = Given::seller(&desk, "Omid").await;
    for (who, wanted) in [(stranger, "escrow-not-the-seller"), (order.buyer, "escrow-not-the-seller")] {
        assert_eq!(code_of(escrow::mark_sent(&desk, who, order.request).await), wanted);
        assert_eq!(code_of(escrow::mark_arrived(&desk, who, order.request).await), wanted);
        assert_eq!(code_of(escrow::hand_over(&desk, who, order.request, "123456").await), wanted);
        assert_eq!(code_of(escrow::give_refund(&desk, who, order.request).await), wanted);
    }
    for who in [stranger, order.seller] {
        let wanted = "escrow-not-the-buyer";
        assert_eq!(code_of(escrow::open_checkout(&desk, who, order.request).await), wanted);
        assert_eq!(code_of(escrow::confirm_delivery(&desk, who, order.request, "123456").await), wanted);
        assert_eq!(code_of(escrow::delivery_code_for(&desk, who, order.request).await), wanted);
        assert_eq!(code_of(escrow::renew_delivery_code(&desk, who, order.request).await), wanted);
    }
    assert_eq!(code_of(escrow::cancel_order(&desk, stranger, order.request, "").await), "escrow-not-a-party");
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
}

#[tokio::test(flavor = "multi_thread")]
async fn deeds_out_of_order_name_both_states() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    assert_eq!(code_of(escrow::mark_sent(&desk, order.seller, order.request).await), "illegal-move");
    assert_eq!(code_of(escrow::mark_arrived(&desk, order.seller, order.request).await), "illegal-move");
    assert_eq!(code_of(escrow::give_refund(&desk, order.seller, order.request).await), "illegal-move");
    assert_eq!(code_of(escrow::hand_over(&desk, order.seller, order.request, "1").await), "escrow-no-code");
    assert_books_are_right(&desk).await;
}
