//! A key or a secret that was changed: what it signed before is heard while both count, and never again afterwards,
//! whether or not it was heard before.

use crate::ways::{Shk, Way};
use actions::{
    Desk,
    providers::{Heard, Hosted, hear_request_network, hear_shkeeper},
};
use payments::{request_network::RequestAccess, shkeeper::ShkeeperAccess};
use serde_json::json;
use std::sync::Arc;
use testkit::{HostedDelivery, RequestNetworkDouble, ShkeeperDouble};

const OLD: &str = "a secret of last year";
const NEW: &str = "a secret of this year";

async fn heard_as_request_network(desk: &Desk, told: &HostedDelivery) -> Heard {
    hear_request_network(desk, |name| told.header(name), told.body.as_bytes()).await.unwrap()
}

async fn heard_as_shkeeper(desk: &Desk, told: &HostedDelivery) -> Heard {
    hear_shkeeper(desk, |name| told.header(name), told.body.as_bytes()).await.unwrap()
}

/// The house, started anew with other settings over the same data.
fn with_request_network(desk: &Desk, secrets: &[&str]) -> Desk {
    let access = json!({ "url": "http://127.0.0.1:1", "key": "request-key", "webhook_secrets": secrets });
    let request_network = Some(RequestAccess::parse(&access.to_string()).unwrap());
    Desk { hosted: Arc::new(Hosted { request_network, ..Hosted::default() }), ..desk.clone() }
}

fn with_shkeeper(desk: &Desk, key: &str) -> Desk {
    let access = json!({ "url": "http://127.0.0.1:1", "key": key });
    let shkeeper = Some(ShkeeperAccess::parse(&access.to_string()).unwrap());
    Desk { hosted: Arc::new(Hosted { shkeeper, ..Hosted::default() }), ..desk.clone() }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_replaced_secret_has_signed_is_not_heard_again() {
    let way = Shk::town().await;
    let [old, new] = [OLD, NEW].map(|secret| RequestNetworkDouble::start("request-key", secret));
    let said = |id: &str| json!({ "event": "payment.confirmed", "requestId": id, "amount": "12.5" });
    let (heard_before, never_heard) = (old.deliver("01A", &said("01a")), old.deliver("01B", &said("01b")));
    let both = with_request_network(way.desk(), &[NEW, OLD]);
    assert_eq!(heard_as_request_network(&both, &heard_before).await, Heard::New);
    assert_eq!(heard_as_request_network(&both, &heard_before).await, Heard::Before);
    assert_eq!(heard_as_request_network(&both, &new.deliver("01C", &said("01c"))).await, Heard::New);
    let rotated = with_request_network(way.desk(), &[NEW]);
    let kept = way.desk().store.dump("webhook_events").await.unwrap();
    for replayed in [&heard_before, &never_heard] {
        let heard = heard_as_request_network(&rotated, replayed).await;
        assert!(matches!(heard, Heard::Forged(_)), "{heard:?}");
        println!("fault F10 replayed after its secret was replaced");
    }
    assert_eq!(way.desk().store.dump("webhook_events").await.unwrap(), kept);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_replaced_key_has_signed_is_not_heard_again() {
    let way = Shk::town().await;
    let [old, new] = [OLD, NEW].map(ShkeeperDouble::start);
    let at = way.desk().now().millis() / 1_000;
    let said = |id: &str| json!({ "status": "unconfirmed", "external_id": id });
    let (heard_before, never_heard) = (old.deliver(&said("pay_a"), at), old.deliver(&said("pay_b"), at));
    let desk = with_shkeeper(way.desk(), OLD);
    assert_eq!(heard_as_shkeeper(&desk, &heard_before).await, Heard::New);
    let rotated = with_shkeeper(way.desk(), NEW);
    let kept = way.desk().store.dump("webhook_events").await.unwrap();
    for replayed in [&heard_before, &never_heard] {
        let heard = heard_as_shkeeper(&rotated, replayed).await;
        assert!(matches!(heard, Heard::Forged(_)), "{heard:?}");
        println!("fault F10 replayed after its key was replaced");
    }
    assert_eq!(way.desk().store.dump("webhook_events").await.unwrap(), kept);
    assert_eq!(heard_as_shkeeper(&rotated, &new.deliver(&said("pay_b"), at)).await, Heard::New);
}
