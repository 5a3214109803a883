//! What hosted services tell the running house over real HTTP: forged, old, a hundred times at once, in every order, too
//! late. Whatever they say, only what they have when they are asked again moves money.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

#[path = "../world/mod.rs"]
mod world;

use domain::{
    escrow::{Escrow, EscrowState, Payment, PaymentProvider, PaymentStatus},
    event::EventRow,
};
use futures::future::join_all;
use serde_json::json;
use std::time::Duration;
use store::LogFilter;
use testkit::{ACCOUNT_XPUB, HostedDelivery, OrderIds, RequestNetworkDouble, ShkeeperDouble};
use world::{Who, World};

const SHKEEPER: &str = "/webhooks/shkeeper";
const REQUEST: &str = "/webhooks/request-network";

struct Town {
    world: World,
    shkeeper: ShkeeperDouble,
    request: RequestNetworkDouble,
}

impl Town {
    async fn new() -> Self {
        let shkeeper = ShkeeperDouble::start("shk-key-of-a-test");
        let request = RequestNetworkDouble::start("request-key", "request-secret");
        // No chain answers here: whatever is said to be on one is not believed.
        let chains = json!([{ "chain": "polygon", "rpc": ["http://127.0.0.1:1"], "nodes_needed": 1 }]);
        let by_request = json!({ "url": request.url(), "key": "request-key", "webhook_secrets": ["request-secret"] });
        let settings = [
            ("AMANAT_CHAINS", chains.to_string()),
            ("AMANAT_XPUB", ACCOUNT_XPUB.to_owned()),
            ("AMANAT_SHKEEPER", json!({ "url": shkeeper.url(), "key": "shk-key-of-a-test" }).to_string()),
            ("AMANAT_REQUEST_NETWORK", by_request.to_string()),
        ];
        Self { world: World::start_with("warn", &settings).await, shkeeper, request }
    }

    /// The buyer presses the button of that way.
    async fn choose(&self, order: &OrderIds, way: PaymentProvider) {
        let form = [("request", order.request.to_string()), ("which", way.to_string())];
        let form = form.map(|(name, value)| (name.to_owned(), value));
        let answer = self.world.deed_as(Who::Buyer, "choose_way", &form).await;
        assert_eq!(answer.status, 200, "{way}: {}", answer.text);
    }

    /// The buyer's checkout says this.
    async fn checkout_says(&self, order: &OrderIds, text: &str) {
        let page = self.world.page_as(Who::Buyer, &format!("/orders/{}/checkout", order.request)).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains(text), "the checkout does not say {text}");
    }

    async fn tell(&self, path: &str, told: &HostedDelivery) -> u16 {
        let mut ask = self.world.http.post(format!("http://{}{path}", self.world.address)).body(told.body.clone());
        for (name, value) in &told.headers {
            ask = ask.header(*name, value);
        }
        ask.send().await.unwrap().status().as_u16()
    }

    async fn payment(&self, order: &OrderIds) -> Payment {
        self.world.desk.store.get(order.payment).await.unwrap()
    }

    /// The worker of the house does it by itself.
    async fn until(&self, order: &OrderIds, status: PaymentStatus) {
        for _ in 0..600 {
            if self.payment(order).await.status == status {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{} is {} and not {status}", order.payment, self.payment(order).await.status);
    }

    async fn refusals(&self, deed: &str) -> Vec<EventRow> {
        let filter = LogFilter { deed: Some(deed.to_owned()), was_refused: Some(true), ..LogFilter::default() };
        self.world.desk.store.log_rows(&filter, 500).await.unwrap()
    }
}

fn now() -> i64 {
    use actions::Clock;
    actions::SystemClock.now().millis() / 1_000
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_they_say_only_what_they_have_moves_money() {
    let town = Town::new().await;
    let order = town.world.things.unpaid;
    town.checkout_says(&order, "?deed=choose_way").await;
    town.choose(&order, PaymentProvider::Shkeeper).await;
    town.checkout_says(&order, "address=0x73d0385F4d8E00C5e6504C6030F47BF6212736A8").await;
    forged(&town, &order).await;
    a_hundred_at_once(&town, &order).await;
    by_request_network(&town).await;
    actions::ledger::seal(&town.world.desk).await.unwrap();
    let report = actions::ledger::audit(&town.world.desk).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

/// Unsigned, signed by somebody else, changed, spelt anew, old, of tomorrow, twice signed, too long, with another method.
async fn forged(town: &Town, order: &OrderIds) {
    let said = json!({ "external_id": order.payment.to_string(), "status": "unconfirmed" });
    let right = town.shkeeper.deliver(&said, now());
    let stranger = ShkeeperDouble::start("another-key").deliver(&said, now());
    let without = HostedDelivery { headers: Vec::new(), ..right.clone() };
    let spelt_anew = HostedDelivery { body: right.body.replace(':', ": "), ..right.clone() };
    let mut twice = right.clone();
    twice.headers.push(("x-shkeeper-signature", "0".repeat(64)));
    let old = [town.shkeeper.deliver(&said, now() - 400), town.shkeeper.deliver(&said, now() + 400)];
    for forged in [&without, &stranger, &spelt_anew, &twice, &old[0], &old[1]] {
        assert_eq!(town.tell(SHKEEPER, forged).await, 401, "{:?}", forged.headers);
    }
    let flood = join_all((0..100).map(|_| town.tell(SHKEEPER, &stranger))).await;
    assert!(flood.iter().all(|status| *status == 401));
    let rows = town.refusals("webhook_shkeeper").await;
    assert!((3..=12).contains(&rows.len()), "{} rows for a hundred and six refusals", rows.len());
    let long = HostedDelivery { body: "x".repeat(70_000), ..right.clone() };
    assert_eq!(town.tell(SHKEEPER, &long).await, 413);
    let got = town.world.http.get(format!("http://{}{SHKEEPER}", town.world.address)).send().await.unwrap();
    assert_eq!(got.status().as_u16(), 405);
    assert_eq!(town.payment(order).await.status, PaymentStatus::Pending);
    // Right, and about nothing that has come: heard, and nothing moves.
    assert_eq!(town.tell(SHKEEPER, &right).await, 202);
    let unknown = town.shkeeper.deliver(&json!({ "external_id": "nobody's", "status": "unconfirmed" }), now());
    assert_eq!(town.tell(SHKEEPER, &unknown).await, 202);
}

async fn a_hundred_at_once(town: &Town, order: &OrderIds) {
    let told = town.shkeeper.pay(&order.payment.to_string(), &format!("0x{:064x}", 7), now());
    let answers = join_all((0..100).map(|_| town.tell(SHKEEPER, &told))).await;
    assert!(answers.iter().all(|status| *status == 202), "{answers:?}");
    town.until(order, PaymentStatus::Confirmed).await;
    let escrow: Escrow = town.world.desk.store.get(order.request).await.unwrap();
    assert_eq!((escrow.state, escrow.funded), (EscrowState::Funded, escrow.price));
    let arrivals = town.world.desk.store.provider_arrivals_of(order.payment).await.unwrap();
    assert_eq!(arrivals.len(), 1);
    // A month later the same comes again, signed anew: heard, and nothing moves.
    let late = town.shkeeper.deliver(&serde_json::from_str(&told.body).unwrap(), now());
    assert_eq!(town.tell(SHKEEPER, &late).await, 202);
}

/// Five events, all of them signed and some of them true elsewhere, in every order; the chain has nothing.
async fn by_request_network(town: &Town) {
    let order = town.world.unpaid_order().await;
    town.choose(&order, PaymentProvider::RequestNetwork).await;
    town.checkout_says(&order, "https://secure.request.network/").await;
    let request_id = town.payment(&order).await.provider_payment_id.unwrap();
    let tx = format!("0x{:064x}", 9);
    let confirmed = town.request.pay(&request_id, &tx, "12.5").remove(0);
    let news = |event: &str, id: &str| json!({ "event": event, "requestId": id, "txHash": tx, "amount": "12.5" });
    for (round, places) in orders(5).into_iter().enumerate() {
        let event = |number: usize, body| town.request.deliver(&format!("01R{round}N{number}"), &body);
        let mut test = event(4, news("payment.confirmed", &request_id));
        test.headers.push(("x-request-network-test", "true".to_owned()));
        let told = [
            confirmed.clone(),
            event(1, news("payment.failed", &request_id)),
            event(2, news("payment.refunded", "01unknown")),
            event(3, json!({ "event": "something.new", "of": "tomorrow" })),
            test,
        ];
        for place in places {
            assert_eq!(town.tell(REQUEST, &told[place]).await, 200);
        }
    }
    let twins = town.request.pay(&request_id, &tx, "12.5");
    let answers = join_all((0..100).map(|number| town.tell(REQUEST, &twins[number % twins.len()]))).await;
    assert!(answers.iter().all(|status| *status == 200), "{answers:?}");
    let stranger =
        RequestNetworkDouble::start("k", "another-secret").deliver("01S", &news("payment.confirmed", &request_id));
    assert_eq!(town.tell(REQUEST, &stranger).await, 401);
    let signed_nonsense = town.request.deliver("01X", &json!(["not", "an", "event"]));
    assert_eq!(town.tell(REQUEST, &signed_nonsense).await, 400);
    let payment = town.payment(&order).await;
    assert_eq!((payment.status, payment.credited.units), (PaymentStatus::Pending, 0));
}

fn orders(of: usize) -> Vec<Vec<usize>> {
    if of == 0 {
        return vec![Vec::new()];
    }
    let longer = |shorter: Vec<usize>| {
        (0..of).map(move |at| {
            let mut all = shorter.clone();
            all.insert(at, of - 1);
            all
        })
    };
    orders(of - 1).into_iter().flat_map(longer).collect()
}
