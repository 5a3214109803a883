//! Deliveries that are not from whom they say: each is made from a true one by one drawn change, and none of them leaves a
//! trace. `AMANAT_FORGERIES` says how many, `AMANAT_FAULT_SEED` draws them again.

use crate::{
    assert_books_are_right, story,
    ways::{Request, Shk, Way},
};
use actions::{
    Desk,
    providers::{Heard, hear_request_network, hear_shkeeper},
};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};
use testkit::{HostedDelivery, OrderIds, RequestNetworkDouble, ShkeeperDouble};

/// Unless told.
const FORGERIES: u64 = 60;

/// What is done to a true delivery.
#[derive(Clone, Copy, Debug)]
enum Forgery {
    Unsigned,
    NoHeaders,
    SignedTwice,
    SignatureChanged,
    SignatureCut,
    BodyChanged,
    BodyCut,
    BodyLonger,
    SpeltAnew,
    OfAnother,
    BySomebodyElse,
    /// Said anew to be of now, under the signature of then; only where the protocol signs a time.
    TimeChanged,
    /// Of a time that is over, or that has not come; only where the protocol signs one.
    NotNow,
}

use Forgery::{
    BodyChanged, BodyCut, BodyLonger, BySomebodyElse, NoHeaders, NotNow, OfAnother, SignatureChanged, SignatureCut,
    SignedTwice, SpeltAnew, TimeChanged, Unsigned,
};

const EVERYWHERE: [Forgery; 11] = [
    Unsigned,
    NoHeaders,
    SignedTwice,
    SignatureChanged,
    SignatureCut,
    BodyChanged,
    BodyCut,
    BodyLonger,
    SpeltAnew,
    OfAnother,
    BySomebodyElse,
];

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// The header that signs.
fn signature(delivery: &mut HostedDelivery) -> &mut String {
    let found = delivery.headers.iter_mut().find(|(name, _)| name.ends_with("-signature"));
    &mut found.unwrap().1
}

/// A change that keeps the text as long as it was, and ASCII.
fn other_at(text: &mut String, at: usize, dice: &mut StdRng) {
    let before = text.as_bytes()[at];
    let other = loop {
        let other = *b"0123456789abcdef".choose(dice).unwrap();
        if other != before {
            break other;
        }
    };
    text.replace_range(at..=at, &char::from(other).to_string());
}

fn forge(how: Forgery, true_one: &HostedDelivery, other: &HostedDelivery, dice: &mut StdRng) -> HostedDelivery {
    let mut forged = true_one.clone();
    let length = forged.body.len();
    match how {
        Unsigned => forged.headers.retain(|(name, _)| !name.ends_with("-signature")),
        NoHeaders => forged.headers.clear(),
        SignedTwice => signature(&mut forged).push_str(&"0".repeat(64)),
        SignatureChanged => {
            let at = dice.random_range(0..signature(&mut forged).len());
            other_at(signature(&mut forged), at, dice);
        }
        SignatureCut => signature(&mut forged).truncate(dice.random_range(0..64)),
        BodyChanged => other_at(&mut forged.body, dice.random_range(0..length), dice),
        BodyCut => forged.body.truncate(dice.random_range(0..length)),
        BodyLonger => forged.body.insert(dice.random_range(0..=length), ' '),
        SpeltAnew => {
            let read: Value = serde_json::from_str(&forged.body).unwrap();
            forged.body = serde_json::to_string_pretty(&read).unwrap();
        }
        OfAnother => forged.body.clone_from(&other.body),
        BySomebodyElse | NotNow => forged = other.clone(),
        TimeChanged => {
            let time = forged.headers.iter_mut().find(|(name, _)| name.ends_with("-timestamp")).unwrap();
            let seconds: i64 = time.1.parse().unwrap();
            time.1 = (seconds + dice.random_range(1..300)).to_string();
        }
    }
    forged
}

/// Draws forgeries until there are enough; every one must be told from the true one.
async fn forge_many(
    protocol: &str,
    ways: &[Forgery],
    (true_one, another, stranger, not_now): (&HostedDelivery, &HostedDelivery, &HostedDelivery, &[HostedDelivery]),
    hear: impl AsyncFn(&HostedDelivery) -> Heard,
) {
    let seed = number("AMANAT_FAULT_SEED").unwrap_or_else(|| rand::rng().random_range(0..1 << 48));
    let count = number("AMANAT_FORGERIES").unwrap_or(FORGERIES);
    println!("forgeries of {protocol}: AMANAT_FAULT_SEED={seed}");
    let mut dice = StdRng::seed_from_u64(seed);
    for _ in 0..count {
        let how = *ways.choose(&mut dice).unwrap();
        let other = match how {
            BySomebodyElse => stranger,
            NotNow => not_now.choose(&mut dice).unwrap(),
            _ => another,
        };
        let forged = forge(how, true_one, other, &mut dice);
        let heard = hear(&forged).await;
        assert!(matches!(heard, Heard::Forged(_)), "{protocol}, {how:?}: {heard:?} to {forged:?}");
    }
    println!("race {protocol}: {count} tries one after the other");
}

async fn assert_no_trace(desk: &Desk, order: &OrderIds) {
    assert_eq!(desk.store.dump("webhook_events").await.unwrap(), "");
    assert_eq!(desk.store.dump("webhook_bodies").await.unwrap(), "");
    assert_eq!(story(desk, order.request).await, "payment pending awaiting");
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_forged_callback_of_shkeeper_leaves_a_trace() {
    let way = Shk::town().await;
    let order = way.order().await;
    way.open(&order).await.unwrap();
    let (at, id) = (way.desk.now().millis() / 1_000, order.payment.to_string());
    let said = |id: &str| json!({ "status": "unconfirmed", "external_id": id });
    let true_one = way.double.deliver(&said(&id), at);
    let another = way.double.deliver(&said("pay_another"), at);
    let stranger = ShkeeperDouble::start("another key").deliver(&said(&id), at);
    let not_now: Vec<_> =
        [-86_400, -301, 301, 86_400].into_iter().map(|off| way.double.deliver(&said(&id), at + off)).collect();
    let mut ways = EVERYWHERE.to_vec();
    ways.extend([NotNow, TimeChanged]);
    let hear = async |told: &HostedDelivery| {
        hear_shkeeper(&way.desk, |name| told.header(name), told.body.as_bytes()).await.unwrap()
    };
    forge_many("shkeeper", &ways, (&true_one, &another, &stranger, &not_now), hear).await;
    assert_no_trace(&way.desk, &order).await;
    assert_eq!(hear(&true_one).await, Heard::New, "the true one is heard");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_forged_delivery_of_request_network_leaves_a_trace() {
    let way = Request::town().await;
    let order = way.order().await;
    way.open(&order).await.unwrap();
    let said = |id: &str| json!({ "event": "payment.confirmed", "requestId": id, "amount": "12.5" });
    let true_one = way.double.deliver("01T", &said("01a"));
    let another = way.double.deliver("01T", &said("01b"));
    // A secret that was changed since: what it signed is not heard again.
    let stranger = RequestNetworkDouble::start("request-key", "the secret before").deliver("01T", &said("01a"));
    let hear = async |told: &HostedDelivery| {
        hear_request_network(&way.desk, |name| told.header(name), told.body.as_bytes()).await.unwrap()
    };
    forge_many("request-network", &EVERYWHERE, (&true_one, &another, &stranger, &[]), hear).await;
    assert_no_trace(&way.desk, &order).await;
    assert_eq!(hear(&true_one).await, Heard::New, "the true one is heard");
}
