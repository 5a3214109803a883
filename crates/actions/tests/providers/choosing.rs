//! Choosing a way: what is offered, and when another one may be chosen.

use crate::{
    assert_books_are_right, code_of, purse, story,
    ways::{Shk, Way},
};
use actions::{
    escrow::{open_checkout, order_of, watch_chain},
    providers::{choose_way, shown_for},
};
use domain::{
    Hours,
    escrow::{AmountFlag, PaymentProvider as P},
};
use testkit::{Given, desk_with_chain, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_set_up_can_be_chosen_and_one_way_asks_nothing() {
    let (desk, _) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    let payment = order_of(&desk, order.request).await.unwrap().payment;
    assert_eq!(shown_for(&desk, &payment).await.unwrap().choices, [P::Decentralized]);
    for way in [P::RequestNetwork, P::Shkeeper, P::Other, P::Wallet] {
        let refused = choose_way(&desk, order.buyer, order.request, way).await;
        assert_eq!(code_of(refused), "payment-way-closed", "{way}");
    }
    let stranger = choose_way(&desk, order.seller, order.request, P::Decentralized).await;
    assert_eq!(code_of(stranger), "escrow-not-the-buyer");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_way_is_chosen_while_nothing_was_seen_and_what_comes_by_the_first_still_counts() {
    let way = Shk::town().await;
    let order = way.order().await;
    let (buyer, request) = (order.buyer, order.request);
    let payment = order_of(way.desk(), request).await.unwrap().payment;
    assert_eq!(shown_for(way.desk(), &payment).await.unwrap().choices, [P::Decentralized, P::Shkeeper]);
    let by_service = choose_way(way.desk(), buyer, request, P::Shkeeper).await.unwrap();
    assert_eq!(by_service.provider_payment_id.as_deref(), Some(order.payment.to_string().as_str()));
    let by_chain = choose_way(way.desk(), buyer, request, P::Decentralized).await.unwrap();
    assert_eq!((by_chain.provider, by_chain.provider_payment_id), (P::Decentralized, None));
    assert_eq!(open_checkout(way.desk(), buyer, request).await.unwrap().on_chain.receiver, by_chain.on_chain.receiver);
    way.double.pay_part(&order.payment.to_string(), &way.fresh_tx(), "12", way.desk().now().millis() / 1_000);
    way.desk.advance(domain::Minutes(1));
    way.desk.run_due().await;
    assert_eq!(story(way.desk(), request).await, "payment processing partial");
    let refused = choose_way(way.desk(), buyer, request, P::Shkeeper).await;
    assert_eq!(code_of(refused), "escrow-transfer-on-its-way");
    assert_books_are_right(way.desk()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_is_asked_on_after_cancelling_and_what_it_brings_is_the_buyers() {
    let way = Shk::town().await;
    let order = way.order().await;
    way.open(&order).await.unwrap();
    way.desk.advance(Hours(2));
    way.desk.run_due().await;
    assert_eq!(story(way.desk(), order.request).await, "cancelled cancelled cancelled");
    way.double.pay(&order.payment.to_string(), &way.fresh_tx(), way.desk().now().millis() / 1_000);
    // No callback comes, nobody looks: the clock does.
    way.desk.advance(Hours(2));
    way.desk.run_due().await;
    assert_eq!(purse(way.desk(), order.buyer).await, usdt(1_250));
    way.desk.advance(domain::Days(31));
    way.desk.run_due().await;
    way.desk.advance(Hours(2));
    assert_eq!(way.desk.run_due().await, 0, "nobody asks for ever");
    assert_books_are_right(way.desk()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_asks_another_sum_than_was_agreed_is_not_used() {
    let way = Shk::town().await;
    let order = way.order().await;
    let with_a_fee = r#"{"status":"success","id":1,"amount":"12.75","exchange_rate":"1.00","display_name":"x",
        "recalculate_after":0,"wallet":"0x73d0385F4d8E00C5e6504C6030F47BF6212736A8"}"#;
    way.double.answer_next(200, with_a_fee);
    assert_eq!(code_of(way.open(&order).await), "outside");
    let payment = order_of(way.desk(), order.request).await.unwrap().payment;
    assert_eq!((payment.provider, payment.provider_payment_id), (P::Decentralized, None));
    way.open(&order).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_ways_at_once_add_up_and_the_rest_is_the_buyers() {
    let (mut desk, chain) = desk_with_chain().await;
    desk.desk.hosted = std::sync::Arc::default();
    let order = Given::accepted_order(&desk).await;
    choose_way(&desk, order.buyer, order.request, P::Decentralized).await.unwrap();
    let address = order_of(&desk, order.request).await.unwrap().payment.on_chain.receiver.unwrap();
    actions::providers::TestWay.pay(&desk, order.payment, "first", usdt(1_000)).await.unwrap();
    chain.pay(&address, usdt(1_000));
    chain.mine(5);
    watch_chain(&desk, &chain).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!(purse(&desk, order.buyer).await, usdt(750));
    let payment = order_of(&desk, order.request).await.unwrap().payment;
    assert_eq!(payment.flag, Some(AmountFlag::Over));
    assert_books_are_right(&desk).await;
}
