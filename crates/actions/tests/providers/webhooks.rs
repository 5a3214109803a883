//! What services tell us by themselves: kept once, looked into, believed never.

use crate::{
    assert_books_are_right, story,
    ways::{Shk, Way},
};
use actions::providers::{Heard, hear_request_network, hear_shkeeper};
use domain::{Days, Seconds, escrow::PaymentProvider};
use futures::future::join_all;
use serde_json::json;
use testkit::HostedDelivery;

async fn hear(way: &Shk, told: &HostedDelivery) -> Heard {
    hear_shkeeper(way.desk(), |name| told.header(name), told.body.as_bytes()).await.unwrap()
}

fn seconds(way: &Shk) -> i64 {
    way.desk().now().millis() / 1_000
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_callbacks_at_once_are_one_event_one_look_and_one_credit() {
    let way = Shk::town().await;
    let order = way.order().await;
    way.open(&order).await.unwrap();
    let told = way.double.pay(&order.payment.to_string(), &way.fresh_tx(), seconds(&way));
    let heard = join_all((0..100).map(|_| hear(&way, &told))).await;
    assert_eq!(heard.iter().filter(|heard| **heard == Heard::New).count(), 1);
    println!("race callbacks: {} tries at once", heard.len());
    assert!(heard.iter().all(|heard| matches!(heard, Heard::New | Heard::Before)));
    assert_eq!(story(way.desk(), order.request).await, "payment pending awaiting", "hearing moves nothing");
    assert_eq!(way.desk.run_due().await, 1);
    assert_eq!(story(way.desk(), order.request).await, "processing confirmed funded");
    assert_eq!(way.desk().store.provider_arrivals_of(order.payment).await.unwrap().len(), 1);
    assert_books_are_right(way.desk()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_forged_old_or_changed_is_not_kept_and_what_is_only_said_moves_nothing() {
    let way = Shk::town().await;
    let order = way.order().await;
    way.open(&order).await.unwrap();
    let id = order.payment.to_string();
    let said = json!({
        "external_id": id, "crypto": "POLYGON-USDT", "addr": "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8",
        "fiat": "USD", "balance_fiat": "12.5", "balance_crypto": "12.5", "paid": true, "status": "PAID",
        "transactions": [{"txid": "0xaa", "crypto": "POLYGON-USDT", "amount_crypto": "12.5", "trigger": true}],
    });
    let lie = way.double.deliver(&said, seconds(&way));
    let mut changed = lie.clone();
    changed.body = changed.body.replace("12.5", "99.5");
    assert!(matches!(hear(&way, &changed).await, Heard::Forged(_)));
    for off in [-301, 301] {
        let old = way.double.deliver(&said, seconds(&way) + off);
        assert!(matches!(hear(&way, &old).await, Heard::Forged("callback-not-now")), "{off}");
    }
    // Signed by the service itself, and not so: the invoice says something else.
    assert_eq!(hear(&way, &lie).await, Heard::New);
    let nobody = json!({"status": "unconfirmed", "external_id": "pay_nobody"});
    assert_eq!(hear(&way, &way.double.deliver(&nobody, seconds(&way))).await, Heard::New);
    assert!(matches!(hear(&way, &way.double.deliver(&json!({}), seconds(&way))).await, Heard::Unreadable(_)));
    way.desk.run_due().await;
    assert_eq!(story(way.desk(), order.request).await, "payment pending awaiting");
    let not_set_up = hear_request_network(way.desk(), |name| lie.header(name), lie.body.as_bytes()).await.unwrap();
    assert_eq!(not_set_up, Heard::Nobody);
    assert_books_are_right(way.desk()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_callbacks_in_every_order_end_the_same() {
    let way = Shk::town().await;
    for order_of_events in orders(5) {
        println!("fault F9 {order_of_events:?}");
        let order = way.order().await;
        way.open(&order).await.unwrap();
        let (id, at) = (order.payment.to_string(), seconds(&way));
        let (first, second) = (way.fresh_tx(), way.fresh_tx());
        way.double.note(&id, &first, "12", "UNCONFIRMED");
        let unconfirmed = json!({"status": "unconfirmed", "external_id": id});
        let told = [
            way.double.deliver(&unconfirmed, at),
            way.double.pay_part(&id, &first, "12", at),
            way.double.pay_part(&id, &first, "12", at),
            way.double.pay_part(&id, &second, "0.5", at),
            way.double.deliver(&json!({"status": "unconfirmed", "external_id": "pay_nobody"}), at),
        ];
        for number in order_of_events {
            assert!(matches!(hear(&way, &told[number]).await, Heard::New | Heard::Before));
            way.desk.run_due().await;
        }
        assert_eq!(story(way.desk(), order.request).await, "processing confirmed funded");
        let credited = way.desk().store.provider_arrivals_of(order.payment).await.unwrap();
        assert_eq!(credited.len(), 2, "{credited:?}");
    }
    assert_books_are_right(way.desk()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bytes_are_gone_after_thirty_days_and_that_it_was_heard_stays() {
    let way = Shk::town().await;
    let order = way.order().await;
    way.open(&order).await.unwrap();
    let told = way.double.pay(&order.payment.to_string(), &way.fresh_tx(), seconds(&way));
    assert_eq!(hear(&way, &told).await, Heard::New);
    let dump = way.desk().store.dump_all().await.unwrap();
    let of = |name: &str| dump.iter().find(|(place, _)| place.contains(name)).map(|(_, text)| text.clone()).unwrap();
    assert!(of("webhook_bodies").contains("expire_at") && of("webhook_bodies").contains("balance_fiat"));
    assert!(!of("webhook_events").contains("balance_fiat"), "the event keeps no bytes");
    // The same, told again a month later with a new signature, is still the same.
    way.desk.advance(Days(31));
    way.desk.advance(Seconds(1));
    let again = way.double.deliver(&serde_json::from_str(&told.body).unwrap(), seconds(&way));
    assert_eq!(hear(&way, &again).await, Heard::Before);
    let is_kept = of("webhook_events").contains(&PaymentProvider::Shkeeper.to_string());
    assert!(is_kept);
}

fn orders(of: usize) -> Vec<Vec<usize>> {
    if of == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for shorter in orders(of - 1) {
        for at in 0..of {
            let mut longer = shorter.clone();
            longer.insert(at, of - 1);
            all.push(longer);
        }
    }
    all
}
