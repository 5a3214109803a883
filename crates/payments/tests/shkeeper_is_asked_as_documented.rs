//! The client of SHKeeper, against a double that speaks as it does: errors under a friendly status, callbacks until
//! they are answered with 202, payouts behind a sign-in of their own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use domain::{Timestamp, escrow::ChainAddress};
use payments::{
    Decimal, HostedError, Secret,
    shkeeper::{
        ACCEPTED, Callback, CallbackError, CallbackKey, InvoiceStatus, NewInvoice, NewPayout, PayoutAccess,
        PayoutState, ShkeeperApi, TaskState,
    },
};
use testkit::ShkeeperDouble;

const KEY: &str = "live-key-1234";
const SELLER: &str = "0x574BbB36871bA6b78E27f4B4dCFb76eA0091880B";
const NOW: i64 = 1_700_000_000;

fn secret(text: &str) -> Secret {
    Secret::parse(text).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn shkeeper() -> (ShkeeperDouble, ShkeeperApi) {
    let double = ShkeeperDouble::start(KEY);
    let (name, password) = ShkeeperDouble::ACCESS;
    let access = PayoutAccess { name: name.to_owned(), password: secret(password) };
    let api = ShkeeperApi::try_new(&double.url(), secret(KEY), Some(access)).unwrap();
    (double, api)
}

fn invoice() -> NewInvoice {
    let callback_url = "https://amanat.example/hooks/shkeeper".to_owned();
    NewInvoice { external_id: "PAY-1".to_owned(), fiat: "USD".to_owned(), amount: decimal("18.25"), callback_url }
}

#[tokio::test]
async fn an_invoice_is_asked_for_paid_and_called_back_until_it_is_answered_with_202() {
    let (double, api) = shkeeper();
    let asked = api.payment_request("POLYGON-USDT", &invoice()).await.unwrap();
    assert_eq!((asked.amount.units(6), asked.recalculate_after), (Ok(18_250_000), 0));
    assert_eq!(api.invoices("PAY-1").await.unwrap()[0].status, InvoiceStatus::Unpaid);
    assert_eq!(api.quote("POLYGON-USDT", "USD", decimal("5")).await.unwrap().crypto_amount, decimal("5"));
    let called = double.pay("PAY-1", "0xaa", NOW);
    let key = CallbackKey { key: secret(KEY), takes_unsigned: false };
    let read = |now: i64| {
        let now = Timestamp::from_millis(now * 1_000);
        Callback::read(&key, |name| called.header(name), called.body.as_bytes(), now)
    };
    assert_eq!(read(NOW).unwrap().once_key(), "PAY-1:POLYGON-USDT:0xaa");
    assert_eq!(read(NOW + 301), Err(CallbackError::NotNow), "the same callback, replayed later");
    assert!(ShkeeperDouble::rests_after(ACCEPTED) && !ShkeeperDouble::rests_after(200));
    let paid = api.invoices("PAY-1").await.unwrap().remove(0);
    assert_eq!((paid.status, paid.balance_fiat), (InvoiceStatus::Paid, decimal("18.25")));
}

#[tokio::test]
async fn an_error_under_a_friendly_status_is_an_error() {
    let (double, api) = shkeeper();
    let stranger = ShkeeperApi::try_new(&double.url(), secret("other-key"), None).unwrap();
    let denied = stranger.payment_request("ETH-USDT", &invoice()).await.unwrap_err();
    assert_eq!(denied, HostedError::BadKey("SHKeeper"));
    double.answer_next(200, r#"{"status":"error","message":"ETH-USDT payment gateway is unavailable"}"#);
    assert_eq!(api.payment_request("ETH-USDT", &invoice()).await.unwrap_err().code(), "hosted-refused");
    double.answer_next(200, r#"{"status":"error"}"#);
    assert_eq!(api.invoices("PAY-1").await.unwrap_err().code(), "hosted-refused");
    double.answer_next(200, r#"{"status":"success","amount":18.25,"wallet":"0x1","exchange_rate":"1"}"#);
    let float = api.payment_request("ETH-USDT", &invoice()).await.unwrap_err();
    assert_eq!(float.code(), "hosted-bad-answer", "an amount that has been through a float is not one");
}

#[tokio::test]
async fn a_payout_needs_its_own_sign_in_and_is_followed_to_its_transaction() {
    let (double, api) = shkeeper();
    let new = NewPayout {
        external_id: "OUT-1".to_owned(),
        amount: decimal("99.81"),
        destination: ChainAddress(SELLER.to_owned()),
        fee: decimal("0"),
        callback_url: None,
    };
    let stranger = ShkeeperApi::try_new(&double.url(), secret(KEY), None).unwrap();
    assert_eq!(stranger.payout("ETH-USDT", &new).await.unwrap_err(), HostedError::BadKey("SHKeeper"));
    let never = api.payout_state("ETH-USDT", "OUT-1").await.unwrap_err();
    assert_eq!(never.code(), "hosted-refused", "it was never heard of, so it may be sent");
    let task = api.payout("ETH-USDT", &new).await.unwrap();
    let TaskState::Done(done) = api.task("ETH-USDT", &task.task_id).await.unwrap() else { panic!("not done") };
    assert_eq!((done[0].status.as_str(), done[0].amount.units(6)), ("success", Ok(99_810_000)));
    let sent = PayoutState::Success { txid: done[0].txids[0].clone() };
    assert_eq!(api.payout_state("ETH-USDT", "OUT-1").await.unwrap(), sent);
    assert_eq!(api.task("ETH-USDT", "task-other").await.unwrap(), TaskState::Pending);
    double.answer_next(200, r#"{"status":"FAILURE","result":"out of gas"}"#);
    assert_eq!(api.task("ETH-USDT", &task.task_id).await.unwrap(), TaskState::Broken("out of gas".to_owned()));
}
