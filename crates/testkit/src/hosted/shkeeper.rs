//! A double of SHKeeper: errors under HTTP 200, a key for merchants' calls, a sign-in for payouts, callbacks that come
//! again until they are answered with exactly 202.

use super::{
    HostedDelivery,
    server::{Heard, HostedServer, Said},
    sign,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    ops::Deref,
    sync::{Arc, Mutex},
};

/// The name `admin` with the password `hunter-22`, as HTTP writes them.
const SIGNED_IN: &str = "Basic YWRtaW46aHVudGVyLTIy";
const WALLET: &str = "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8";

#[derive(Default)]
struct Books {
    invoices: BTreeMap<String, Value>,
    payouts: BTreeMap<String, Value>,
    /// What lies in its wallets, by coin.
    balances: BTreeMap<String, String>,
}

/// The service.
pub struct ShkeeperDouble {
    server: HostedServer,
    key: String,
    books: Arc<Mutex<Books>>,
}

impl Deref for ShkeeperDouble {
    type Target = HostedServer;

    fn deref(&self) -> &HostedServer {
        &self.server
    }
}

impl ShkeeperDouble {
    /// The name and password that may send money.
    pub const ACCESS: (&'static str, &'static str) = ("admin", "hunter-22");

    /// With the key that it accepts and signs with.
    pub fn start(key: &str) -> Self {
        let books = Arc::new(Mutex::new(Books::default()));
        let (kept, accepted) = (Arc::clone(&books), key.to_owned());
        let server = HostedServer::start(move |heard| answer(heard, &accepted, &kept));
        Self { server, key: key.to_owned(), books }
    }

    /// All of an invoice came in one transaction. What the service then posts, signed at that second.
    ///
    /// # Panics
    /// When there is no such invoice.
    pub fn pay(&self, external_id: &str, tx_hash: &str, at_seconds: i64) -> HostedDelivery {
        let amount =
            self.books.lock().expect("no test panics while it holds the books").invoices[external_id]["amount_fiat"]
                .as_str()
                .expect("amounts are text")
                .to_owned();
        self.pay_part(external_id, tx_hash, &amount, at_seconds)
    }

    /// So much of it came, and is confirmed.
    pub fn pay_part(&self, external_id: &str, tx_hash: &str, amount: &str, at_seconds: i64) -> HostedDelivery {
        self.note(external_id, tx_hash, amount, "CONFIRMED");
        let mut books = self.books.lock().expect("no test panics while it holds the books");
        let invoice = books.invoices.get_mut(external_id).expect("the invoice was made before");
        // Its own judgement: a part of 95 % is called paid.
        invoice["status"] = json!("PAID");
        invoice["balance_fiat"] = json!(amount);
        let (coin, fiat) = (invoice["crypto"].clone(), json!(amount));
        let transaction = json!({
            "txid": tx_hash, "date": "2026-11-21 10:00:00", "amount_crypto": fiat, "amount_fiat": fiat,
            "amount_fiat_without_fee": fiat, "fee_fiat": "0", "trigger": true, "crypto": coin,
        });
        let body = json!({
            "external_id": external_id, "crypto": coin, "addr": WALLET, "fiat": "USD", "balance_fiat": fiat,
            "balance_crypto": fiat, "paid": true, "status": "PAID", "transactions": [transaction],
            "fee_percent": "0", "fee_fixed": "0", "fee_policy": "NO_FEE", "overpaid_fiat": "0.00",
        });
        self.deliver(&body, at_seconds)
    }

    /// A transaction in an invoice's list: `CONFIRMED`, or `UNCONFIRMED`.
    pub fn note(&self, external_id: &str, tx_hash: &str, amount: &str, status: &str) {
        let mut books = self.books.lock().expect("no test panics while it holds the books");
        let invoice = books.invoices.get_mut(external_id).expect("the invoice was made before");
        let coin = invoice["crypto"].clone();
        let tx = json!({ "txid": tx_hash, "crypto": coin, "addr": WALLET, "amount": amount, "status": status });
        invoice["txs"].as_array_mut().expect("a list").push(tx);
    }

    /// What lies in all its wallets of that coin, in whole coins.
    pub fn set_balance(&self, coin: &str, amount: &str) {
        let mut books = self.books.lock().expect("no test panics while it holds the books");
        books.balances.insert(coin.to_owned(), amount.to_owned());
    }

    /// Changes a field of an invoice, as somebody with a hand in the service could.
    pub fn tamper(&self, external_id: &str, field: &str, value: Value) {
        let mut books = self.books.lock().expect("no test panics while it holds the books");
        books.invoices.get_mut(external_id).expect("the invoice was made before")[field] = value;
    }

    /// Any body, signed at that second.
    pub fn deliver(&self, body: &Value, at_seconds: i64) -> HostedDelivery {
        let body = body.to_string();
        let headers = vec![
            ("x-shkeeper-timestamp", at_seconds.to_string()),
            ("x-shkeeper-signature", sign(&self.key, &format!("{at_seconds}.{body}"))),
            ("x-shkeeper-api-key", self.key.clone()),
        ];
        HostedDelivery { headers, body }
    }

    /// Whether the service rests after that answer; else it posts the same again in a minute, without end.
    pub const fn rests_after(status: u16) -> bool {
        status == 202
    }
}

fn answer(heard: &Heard, key: &str, books: &Mutex<Books>) -> Said {
    let mut books = books.lock().expect("no test panics while it holds the books");
    let path: Vec<&str> = heard.line.split(['/', '?', ' ']).filter(|part| !part.is_empty()).collect();
    let said = match path.as_slice() {
        ["POST", "api", "v1", _, "payout"] => return signed_in(heard, || pay_out(&mut books, &heard.body)),
        ["GET", "api", "v1", _, "task", task] => return signed_in(heard, || task_state(&books, task)),
        _ if heard.header("x-shkeeper-api-key").is_none() => error("No API key"),
        _ if heard.header("x-shkeeper-api-key") != Some(key) => error("Bad API key"),
        ["POST", "api", "v1", coin, "payment_request"] => invoice(&mut books, coin, &heard.body),
        ["POST", "api", "v1", _, "quote"] => {
            json!({ "status": "success", "crypto_amount": heard.body["amount"], "exchange_rate": "1.00" })
        }
        ["GET", "api", "v1", coin, "balance"] => balance(&books, coin),
        ["GET", "api", "v1", "invoices", id] => {
            let found: Vec<&Value> = books.invoices.get(*id).into_iter().collect();
            json!({ "status": "success", "invoices": found })
        }
        ["GET", "api", "v1", _, "payout", "status", query] => {
            let id = query.strip_prefix("external_id=").unwrap_or_default();
            books.payouts.get(id).cloned().unwrap_or_else(|| error("Payout not found"))
        }
        _ => return (404, "<html>not found</html>".to_owned()),
    };
    (200, said.to_string())
}

fn signed_in(heard: &Heard, work: impl FnOnce() -> Value) -> Said {
    match heard.header("authorization") {
        Some(SIGNED_IN) => (200, work().to_string()),
        Some(_) | None if heard.header("x-shkeeper-api-key").is_some() => {
            (200, error("This endpoint doesn't accept X-Shkeeper-Api-Key auth").to_string())
        }
        Some(_) | None => (302, String::new()),
    }
}

fn invoice(books: &mut Books, coin: &str, body: &Value) -> Value {
    let (Some(id), Some(amount)) = (body["external_id"].as_str(), body["amount"].as_str()) else {
        return json!({ "status": "error", "message": "bad request", "traceback": "Traceback (most recent call last)" });
    };
    let kept = json!({
        "external_id": id, "crypto": coin, "amount_fiat": amount, "balance_fiat": "0", "fiat": "USD",
        "status": "UNPAID", "txs": [],
    });
    books.invoices.insert(id.to_owned(), kept);
    json!({
        "status": "success", "id": 1, "amount": amount, "exchange_rate": "1.00", "display_name": coin,
        "recalculate_after": 0, "wallet": WALLET,
    })
}

fn balance(books: &Books, coin: &str) -> Value {
    if payments::shkeeper::currency_of(coin).is_none() {
        return error(&format!("Crypto {coin} is not enabled"));
    }
    let amount = books.balances.get(coin).map_or(json!(0), |amount| json!(amount));
    json!({
        "name": coin, "display_name": coin, "amount_crypto": amount, "rate": "1.00", "fiat": "USD",
        "amount_fiat": "0.00", "server_status": "Synced",
    })
}

fn pay_out(books: &mut Books, body: &Value) -> Value {
    let (Some(id), Some(_)) = (body["external_id"].as_str(), body["fee"].as_str()) else {
        return error("fee is required");
    };
    let task = format!("task-{id}");
    let kept = json!({
        "id": 1, "external_id": id, "crypto": "ETH-USDT", "status": "SUCCESS", "amount": body["amount"],
        "destination": body["destination"], "txid": format!("0x{:064x}", 0xcc),
    });
    books.payouts.insert(id.to_owned(), kept);
    json!({ "task_id": task, "external_id": id })
}

fn task_state(books: &Books, task: &str) -> Value {
    let Some(payout) = task.strip_prefix("task-").and_then(|id| books.payouts.get(id)) else {
        return json!({ "status": "PENDING", "result": null });
    };
    let done = json!({
        "amount": payout["amount"], "dest": payout["destination"], "status": "success", "txids": [payout["txid"]],
    });
    json!({ "status": "SUCCESS", "result": [done] })
}

fn error(message: &str) -> Value {
    json!({ "status": "error", "message": message })
}
