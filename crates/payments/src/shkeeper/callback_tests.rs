//! Callbacks that are forged, old, from the future, unsigned, repeated; and the one that is right.

use super::*;
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use sha2::Sha256;

/// Source: two independent implementations of HMAC-SHA256.
const KEY: &str = "test-api-key";
const THEN: i64 = 1_700_000_000;
const BODY: &str = r#"{"crypto":"ETH-USDT","external_id":"147","status":"PAID"}"#;
const SIGNED: &str = "5b105b9b981016302565b99729bc517537f254d3c53708bd73b67c93f59e01d9";

const PAID: &str = r#"{"addr":"0x73d0385F4d8E00C5e6504C6030F47BF6212736A8","balance_crypto":"12.500000","balance_fiat":"12.50",
    "crypto":"POLYGON-USDT","external_id":"147","fee_fixed":"0","fee_percent":"0","fee_policy":"NO_FEE","fiat":"USD",
    "overpaid_fiat":"0.00","paid":true,"status":"PAID","transactions":[
    {"amount_crypto":"2.5","amount_fiat":"2.5","crypto":"POLYGON-USDT","date":"2026-11-21 10:00:00","trigger":false,"txid":"0xaa"},
    {"amount_crypto":"10","amount_fiat":"10","crypto":"POLYGON-USDT","date":"2026-11-21 11:00:00.5","trigger":true,"txid":"0xbb"}]}"#;

fn key(takes_unsigned: bool) -> CallbackKey {
    CallbackKey { key: Secret::parse(KEY).unwrap(), takes_unsigned }
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1_000)
}

fn sign(timestamp: &str, body: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(KEY.as_bytes()).unwrap();
    hex::encode(mac.chain_update(format!("{timestamp}.{body}")).finalize().into_bytes())
}

fn read(key: &CallbackKey, headers: &[(&str, &str)], body: &str, now: i64) -> Result<Callback, CallbackError> {
    let header = |name: &str| headers.iter().find(|(found, _)| *found == name).map(|(_, value)| *value);
    Callback::read(key, header, body.as_bytes(), at(now))
}

fn signed(body: &str) -> Result<Callback, CallbackError> {
    let timestamp = THEN.to_string();
    read(&key(false), &[(TIMESTAMP, &timestamp), (SIGNATURE, &sign(&timestamp, body))], body, THEN)
}

#[test]
fn the_signature_of_the_other_side_is_taken_and_a_body_with_half_its_fields_is_not() {
    assert_eq!(sign("1700000000", BODY), SIGNED);
    // It comes past the signature, and ends where the body is read.
    let found = read(&key(false), &[(TIMESTAMP, "1700000000"), (SIGNATURE, SIGNED)], BODY, THEN);
    assert_eq!(found, Err(CallbackError::BadBody));
}

#[test]
fn what_is_not_signed_over_these_very_bytes_and_this_time_is_refused() {
    let spaced = BODY.replace(":", ": ");
    for (timestamp, signature, body) in [
        ("1700000000", SIGNED, spaced.as_str()),
        ("1700000001", SIGNED, BODY),
        ("01700000000", SIGNED, BODY),
        ("1700000000", &SIGNED[1..], BODY),
        ("1700000000", "", BODY),
        ("", SIGNED, BODY),
    ] {
        let found = read(&key(false), &[(TIMESTAMP, timestamp), (SIGNATURE, signature)], body, THEN);
        assert_eq!(found, Err(CallbackError::BadSignature), "{timestamp} {signature} {body}");
    }
}

#[test]
fn five_minutes_before_and_after_are_now_and_a_second_more_is_not() {
    let taken =
        |now| read(&key(false), &[(TIMESTAMP, "1700000000"), (SIGNATURE, &sign("1700000000", PAID))], PAID, now);
    for now in [THEN, THEN - 300, THEN + 300] {
        assert!(taken(now).is_ok(), "{now}");
    }
    for now in [THEN - 301, THEN + 301, 0, i64::MAX / 1_000, i64::MIN / 1_000] {
        assert_eq!(taken(now), Err(CallbackError::NotNow), "{now}");
    }
    let strange = read(&key(false), &[(TIMESTAMP, "now"), (SIGNATURE, &sign("now", PAID))], PAID, THEN);
    assert_eq!(strange, Err(CallbackError::NotNow));
}

#[test]
fn a_key_without_a_signature_is_taken_only_where_it_was_asked_for() {
    let old = [(API_KEY, KEY)];
    assert_eq!(read(&key(false), &old, PAID, THEN), Err(CallbackError::NoHeader(TIMESTAMP)));
    assert!(read(&key(true), &old, PAID, THEN).is_ok());
    assert_eq!(read(&key(true), &[(API_KEY, "other")], PAID, THEN), Err(CallbackError::BadSignature));
    assert_eq!(read(&key(true), &[], PAID, THEN), Err(CallbackError::NoHeader(API_KEY)));
    // Who signs, signs rightly: the key beside a wrong or half signature does not mend it.
    let wrong = [(API_KEY, KEY), (TIMESTAMP, "1700000000"), (SIGNATURE, SIGNED)];
    assert_eq!(read(&key(true), &wrong, PAID, THEN), Err(CallbackError::BadSignature));
    assert_eq!(read(&key(true), &wrong[..2], PAID, THEN), Err(CallbackError::NoHeader(SIGNATURE)));
}

#[test]
fn a_paid_invoice_is_read_exactly() {
    let Ok(Callback::Invoice(notice)) = signed(PAID) else { panic!("not read") };
    assert_eq!((notice.external_id.as_str(), notice.status), ("147", InvoiceStatus::Paid));
    assert_eq!(notice.balance_crypto.units(6), Ok(12_500_000));
    let triggers: Vec<_> = notice.triggers().map(|tx| (tx.txid.0.as_str(), tx.amount_crypto.units(6))).collect();
    assert_eq!(triggers, [("0xbb", Ok(10_000_000))]);
    assert_eq!(notice.transactions[0].currency(), Some((ChainId(137), Currency::USDT)));
    assert_eq!(Callback::Invoice(notice).once_key(), "147:POLYGON-USDT:0xbb");
}

#[test]
fn amounts_that_went_through_a_float_and_unknown_states_are_refused() {
    for (from, to) in [("\"10\"", "10"), ("\"12.500000\"", "\"-12.5\""), ("\"PAID\"", "\"DONE\""), ("\"0xbb\"", "7")] {
        assert_eq!(signed(&PAID.replace(from, to)), Err(CallbackError::BadBody), "{to}");
    }
    for body in ["", "null", "[]", "{}", "{\"external_id\":147}"] {
        assert_eq!(signed(body), Err(CallbackError::BadBody), "{body}");
    }
}

#[test]
fn an_unconfirmed_transfer_is_not_money() {
    let body =
        r#"{"status":"unconfirmed","external_id":"147","crypto":"ETH-USDT","addr":"0x1","txid":"0xaa","amount":"5"}"#;
    assert_eq!(signed(body), Ok(Callback::Unconfirmed { external_id: "147".to_owned() }));
}

#[test]
fn a_payout_that_left_names_its_transaction() {
    let body = r#"{"payout_id":7,"external_id":"P-1","tx_hash":"0xcc","status":"SUCCESS","amount":"99.81",
        "crypto":"ETH-USDC","amount_fiat":"99.8","currency_fiat":"USD","timestamp":"2026-11-21"}"#;
    let found = signed(body).unwrap();
    assert_eq!(found.once_key(), "payout:P-1:0xcc");
    let Callback::Payout(notice) = found else { panic!("not a payout") };
    assert_eq!(notice.amount.units(6), Ok(99_810_000));
}

proptest! {
    #[test]
    fn one_changed_byte_is_noticed(at in 0..BODY.len(), other in "[ -~]") {
        let mut body = BODY.to_owned();
        body.replace_range(at..=at, &other);
        prop_assume!(body != BODY);
        let found = read(&key(false), &[(TIMESTAMP, "1700000000"), (SIGNATURE, SIGNED)], &body, THEN);
        prop_assert_eq!(found, Err(CallbackError::BadSignature));
    }
}
