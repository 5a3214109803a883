//! The client of Request Network's hosted API, against a double that speaks as the service does: answers, refusals,
//! deliveries, and keys that stay where they belong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use domain::escrow::ChainAddress;
use payments::{
    Decimal, HostedError, Secret,
    request_network::{Delivery, NewRequest, Payee, RequestApi, SecureRequest, WebhookError},
    shkeeper::{PayoutAccess, ShkeeperApi},
};
use serde_json::json;
use testkit::{HostedDelivery, RequestNetworkDouble};

const KEY: &str = "live-key-1234";
const SECRET: &str = "webhook-secret-5678";
const SELLER: &str = "0x574BbB36871bA6b78E27f4B4dCFb76eA0091880B";

fn secret(text: &str) -> Secret {
    Secret::parse(text).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn seller() -> ChainAddress {
    ChainAddress(SELLER.to_owned())
}

fn request_network() -> (RequestNetworkDouble, RequestApi) {
    let double = RequestNetworkDouble::start(KEY, SECRET);
    let api = RequestApi::try_new(&double.url(), secret(KEY)).unwrap();
    (double, api)
}

fn wish() -> NewRequest {
    NewRequest {
        payee: seller(),
        amount: decimal("12.5"),
        invoice_currency: "USD".to_owned(),
        payment_currency: "USDC-matic".to_owned(),
        reference: Some("PAY-7F3A91C2".to_owned()),
    }
}

fn heard(delivery: &HostedDelivery) -> Result<Delivery, WebhookError> {
    Delivery::read(&[secret(SECRET)], |name| delivery.header(name), delivery.body.as_bytes())
}

#[tokio::test]
async fn a_request_is_made_paid_and_noticed_by_asking_when_no_webhook_came() {
    let (double, api) = request_network();
    let made = api.create(&wish()).await.unwrap();
    let before = api.state(&made.request_id).await.unwrap();
    assert_eq!((before.has_been_paid, before.tx_hash), (false, None));
    assert_eq!(before.payment_reference, made.payment_reference);
    double.pay(&made.request_id, "0xAB", "12.5");
    let after = api.state(&made.request_id).await.unwrap();
    assert_eq!((after.has_been_paid, after.tx_hash.unwrap().0.as_str()), (true, "0xAB"));
}

#[tokio::test]
async fn four_tries_of_three_twins_are_one_thing() {
    let (double, api) = request_network();
    let made = api.create(&wish()).await.unwrap();
    let twins = double.pay(&made.request_id, "0xAB", "12.5");
    let tries: Vec<_> = twins.iter().flat_map(RequestNetworkDouble::tries).map(|try_| heard(&try_).unwrap()).collect();
    assert_eq!(tries.len(), 12);
    assert!(tries.iter().all(|delivery| delivery.once_key() == tries[0].once_key()));
    assert_eq!(tries[3].retry_count, 3);
    let stranger = Delivery::read(&[secret(KEY)], |name| twins[0].header(name), twins[0].body.as_bytes());
    assert_eq!(stranger, Err(WebhookError::BadSignature), "signed with another secret than we have");
}

#[tokio::test]
async fn a_page_to_pay_at_is_made_from_either_form_that_is_documented() {
    let (double, api) = request_network();
    let (invoice_currency, payment_currency) = ("USD".to_owned(), "USDC-matic".to_owned());
    let by_address = Payee::Address { payee: seller(), invoice_currency, payment_currency };
    let by_name = Payee::Destination(format!("{SELLER}@eip155:137#ABCD:USDC"));
    for payee in [by_address.clone(), by_name] {
        let made = api.secure_payment(&[SecureRequest { payee, amount: decimal("12.5") }]).await.unwrap();
        assert_eq!(made.request_ids.len(), 1);
        assert!(!format!("{made:?}").contains("01TOKEN"), "whoever has the address may open the page");
    }
    let line = [SecureRequest { payee: by_address, amount: decimal("1") }];
    double.answer_next(201, r#"{"requestId":"01","securePaymentUrl":"https://a.example"}"#);
    assert_eq!(api.secure_payment(&line).await.unwrap().request_ids, ["01"]);
    double.answer_next(201, r#"{"requestIds":["01"],"securePaymentUrl":"javascript:alert(1)"}"#);
    assert_eq!(api.secure_payment(&line).await.unwrap_err().code(), "hosted-bad-answer");
    double.answer_next(201, r#"{"requestIds":["01","02"],"securePaymentUrl":"https://a.example"}"#);
    assert_eq!(api.secure_payment(&line).await.unwrap_err().code(), "hosted-bad-answer");
}

#[tokio::test]
async fn every_error_has_its_name_and_says_whether_it_may_pass() {
    let (double, api) = request_network();
    for (status, body, code, may_pass) in [
        (401, "", "hosted-bad-key", false),
        (403, "", "hosted-bad-key", false),
        (302, "", "hosted-bad-key", false),
        (400, r#"{"message":"amount must be a string"}"#, "hosted-refused", false),
        (422, "<html>", "hosted-refused", false),
        (429, "", "hosted-too-often", true),
        (500, "", "hosted-out-of-order", true),
        (503, "", "hosted-out-of-order", true),
        (201, "<html>", "hosted-bad-answer", false),
        (201, "{}", "hosted-bad-answer", false),
        (201, r#"{"requestId":"01","paymentReference":"0x12"}"#, "hosted-bad-answer", false),
    ] {
        double.answer_next(status, body);
        let error = api.create(&wish()).await.unwrap_err();
        assert_eq!((error.code(), error.may_pass()), (code, may_pass), "{status} {body}: {error}");
    }
    double.answer_next(429, "");
    let busy = api.create(&wish()).await.unwrap_err();
    assert!(matches!(busy, HostedError::TooOften { wait_seconds: Some(7), .. }));
    assert_eq!(api.state("01ff").await.unwrap_err().code(), "hosted-unknown");
    assert_eq!(api.state("../../v1/webhook").await.unwrap_err().code(), "hosted-unknown", "a name is not a path");
    let gone = RequestApi::try_new("http://127.0.0.1:1", secret(KEY)).unwrap();
    assert_eq!(gone.create(&wish()).await.unwrap_err().code(), "hosted-unreachable");
}

#[tokio::test]
async fn no_error_and_no_debug_print_gives_a_key_away() {
    let (double, api) = request_network();
    double.answer_next(400, &json!({ "message": format!("{KEY} may not do that") }).to_string());
    let refused = api.create(&wish()).await.unwrap_err();
    let other = RequestApi::try_new(&double.url(), secret("other-key-99")).unwrap();
    let denied = other.create(&wish()).await.unwrap_err();
    let access = PayoutAccess { name: "admin".to_owned(), password: secret("hunter-22") };
    let shkeeper = ShkeeperApi::try_new(&double.url(), secret(KEY), Some(access.clone())).unwrap();
    let printed = format!("{refused} {refused:?} {denied} {denied:?} {api:?} {other:?} {access:?} {shkeeper:?}");
    for hidden in [KEY, "other-key-99", "hunter-22"] {
        assert!(!printed.contains(hidden), "{printed}");
    }
    assert_eq!(RequestApi::try_new("file:///etc/passwd", secret(KEY)).unwrap_err().code(), "hosted-settings");
    assert_eq!(RequestApi::try_new(&double.url(), secret("a\nb")).unwrap_err().code(), "hosted-settings");
}
