//! A double of Request Network's hosted API, version 2, and of its webhooks.

use super::{
    HostedDelivery,
    server::{Heard, HostedServer, Said},
    sign,
};
use payments::request_network::PaymentReference;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    ops::Deref,
    sync::{Arc, Mutex},
};

const SALT: &str = "ea3bc7caf64110ca";
/// A delivery is tried four times: at once, after 1, 5 and 15 seconds. Then never again.
const TRIES: u8 = 4;

type Requests = Arc<Mutex<BTreeMap<String, Value>>>;

/// The service.
pub struct RequestNetworkDouble {
    server: HostedServer,
    secret: String,
    requests: Requests,
}

impl Deref for RequestNetworkDouble {
    type Target = HostedServer;

    fn deref(&self) -> &HostedServer {
        &self.server
    }
}

impl RequestNetworkDouble {
    /// With the key that it accepts and the secret that it signs with.
    pub fn start(key: &str, secret: &str) -> Self {
        let requests = Requests::default();
        let (known, key) = (Arc::clone(&requests), key.to_owned());
        let server = HostedServer::start(move |heard| answer(heard, &key, &known));
        Self { server, secret: secret.to_owned(), requests }
    }

    /// Somebody paid. What the service then delivers: the event, and its twins for other readers.
    ///
    /// # Panics
    /// When there is no such request.
    pub fn pay(&self, request_id: &str, tx_hash: &str, amount: &str) -> Vec<HostedDelivery> {
        let mut requests = self.requests.lock().expect("no test panics while it holds the requests");
        let request = requests.get_mut(request_id).expect("the request was made before");
        request["hasBeenPaid"] = json!(true);
        request["txHash"] = json!(tx_hash);
        let news = |event: &str| {
            json!({
                "event": event, "requestId": request_id, "requestID": request_id,
                "paymentReference": request["paymentReference"], "txHash": tx_hash, "amount": amount,
                "totalAmountPaid": amount, "expectedAmount": amount, "network": "matic", "payerAddress": null,
                "isCryptoToFiat": false, "subStatus": null, "paymentProcessor": "request-network", "fees": [],
            })
        };
        let names = ["payment.confirmed", "payment.confirmed.client_id", "payment.confirmed.checkout"];
        names.iter().enumerate().map(|(number, event)| self.deliver(&format!("01D{number}"), &news(event))).collect()
    }

    /// Any body, signed.
    pub fn deliver(&self, id: &str, body: &Value) -> HostedDelivery {
        let body = body.to_string();
        let headers = vec![
            ("x-request-network-signature", sign(&self.secret, &body)),
            ("x-request-network-delivery", id.to_owned()),
            ("x-request-network-retry-count", "0".to_owned()),
        ];
        HostedDelivery { headers, body }
    }

    /// Every try of a delivery that nobody answers: the same but for the count.
    pub fn tries(delivery: &HostedDelivery) -> Vec<HostedDelivery> {
        let numbered = |number: u8| {
            let mut delivery = delivery.clone();
            let counts = delivery.headers.iter_mut().filter(|(name, _)| *name == "x-request-network-retry-count");
            counts.for_each(|(_, count)| *count = number.to_string());
            delivery
        };
        (0..TRIES).map(numbered).collect()
    }
}

fn answer(heard: &Heard, key: &str, requests: &Requests) -> Said {
    if heard.header("x-api-key") != Some(key) {
        return said(401, &json!({ "statusCode": 401, "message": "Unauthorized" }));
    }
    let mut requests = requests.lock().expect("no test panics while it holds the requests");
    match heard.line.as_str() {
        "POST /v2/request" => match make(&mut requests, &heard.body) {
            Some(request) => said(201, &request),
            None => said(400, &json!({ "statusCode": 400, "message": ["amount must be a number string"] })),
        },
        "POST /v2/secure-payments" => secure(&mut requests, &heard.body),
        line => match line.strip_prefix("GET /v2/request/").and_then(|id| requests.get(id)) {
            Some(request) => said(200, request),
            None => said(404, &json!({ "statusCode": 404, "message": "Request not found" })),
        },
    }
}

fn make(requests: &mut BTreeMap<String, Value>, body: &Value) -> Option<Value> {
    let text = |field: &str| body[field].as_str();
    let (payee, _) = (text("payee")?, text("amount")?.parse::<payments::Decimal>().ok()?);
    let (_, _) = (text("invoiceCurrency")?, text("paymentCurrency")?);
    let id = format!("01{:064x}", requests.len() + 1);
    let reference = PaymentReference::of(&id, SALT, payee).to_string();
    let state = json!({
        "requestId": id, "paymentReference": reference, "hasBeenPaid": false, "status": "pending", "txHash": null,
        "isListening": true, "payments": [], "reference": body["reference"],
    });
    requests.insert(id.clone(), state);
    Some(json!({ "requestId": id, "paymentReference": reference }))
}

/// Both bodies that are documented are taken.
fn secure(requests: &mut BTreeMap<String, Value>, body: &Value) -> Said {
    let lines = body["requests"].as_array().cloned().unwrap_or_default();
    let ids: Option<Vec<Value>> = lines
        .into_iter()
        .map(|mut line| {
            if let Some((payee, token)) = line["destinationId"].as_str().and_then(|id| id.rsplit_once(':')) {
                line = json!({ "payee": payee, "amount": line["amount"], "invoiceCurrency": token, "paymentCurrency": token });
            }
            make(requests, &line).map(|made| made["requestId"].clone())
        })
        .collect();
    match ids.filter(|ids| !ids.is_empty()) {
        Some(ids) => {
            let url = "https://secure.request.network/?token=01TOKEN";
            said(201, &json!({ "requestIds": ids, "securePaymentUrl": url, "token": "01TOKEN" }))
        }
        None => said(400, &json!({ "statusCode": 400, "message": "requests should not be empty" })),
    }
}

fn said(status: u16, body: &Value) -> Said {
    (status, body.to_string())
}
