//! Deliveries that are forged, repeated, tests, or not understood; and the one that is right.

use super::*;
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use sha2::Sha256;

/// Source: two independent implementations of HMAC-SHA256.
const KEY: &str = "test-secret";
const BODY: &str =
    r#"{"event":"payment.confirmed","requestId":"01e273ecc29d4b526df3a0f1f05ffc59372af8752c2b678096e49ac270416a7cdb"}"#;
const SIGNED: &str = "5315fbb206395116cdabc4a00afe417ce028baaf029d19483bfdab9516b53fdf";

fn secret(key: &str) -> Secret {
    Secret::parse(key).unwrap()
}

fn signature(key: &str, body: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).unwrap().chain_update(body);
    hex::encode(mac.finalize().into_bytes())
}

fn read(headers: &[(&str, &str)], body: &[u8]) -> Result<Delivery, WebhookError> {
    let header = |name: &str| headers.iter().find(|(found, _)| *found == name).map(|(_, value)| *value);
    Delivery::read(&[secret(KEY)], header, body)
}

fn signed(body: &str, more: &[(&str, &str)]) -> Delivery {
    let signature = signature(KEY, body.as_bytes());
    read(&[&[(SIGNATURE, signature.as_str()), (DELIVERY, "01J")], more].concat(), body.as_bytes()).unwrap()
}

fn paid(event: &str, tx: &str) -> String {
    format!(
        r#"{{"event":"{event}","requestId":"01e2","requestID":"01e2","paymentReference":"0xb3581f0b0f74cc61",
            "amount":"7.50","totalAmountPaid":"12.50","expectedAmount":"12.50","txHash":"{tx}","payerAddress":null,
            "network":"matic","isCryptoToFiat":false,"fees":[]}}"#
    )
}

#[test]
fn the_service_s_signature_is_taken() {
    let found = read(&[(SIGNATURE, SIGNED), (DELIVERY, "01J"), (RETRY, "2")], BODY.as_bytes()).unwrap();
    assert_eq!((found.id.as_str(), found.retry_count, found.is_test), ("01J", 2, false));
    assert!(matches!(&found.event, Event::Confirmed(news) if news.request_id.starts_with("01e273")));
}

#[test]
fn what_is_not_signed_over_these_very_bytes_is_refused() {
    let spaced = BODY.replace(":", ": ");
    for (signature, body) in [
        (SIGNED, spaced.as_str()),
        (&signature("other-secret", BODY.as_bytes()), BODY),
        (&signature("", BODY.as_bytes()), BODY),
        (&SIGNED[..62], BODY),
        (&format!("{SIGNED}00"), BODY),
        (&format!("sha256={SIGNED}"), BODY),
        ("", BODY),
    ] {
        let found = read(&[(SIGNATURE, signature), (DELIVERY, "01J")], body.as_bytes());
        assert_eq!(found, Err(WebhookError::BadSignature), "{signature}");
    }
    assert_eq!(read(&[(DELIVERY, "01J")], BODY.as_bytes()), Err(WebhookError::NoHeader(SIGNATURE)));
    assert_eq!(read(&[(SIGNATURE, SIGNED)], BODY.as_bytes()), Err(WebhookError::NoHeader(DELIVERY)));
    let nobody = Delivery::read(&[], |_| Some(SIGNED), BODY.as_bytes());
    assert_eq!(nobody, Err(WebhookError::BadSignature));
}

#[test]
fn while_a_secret_is_replaced_both_are_taken_and_then_the_old_one_is_not() {
    let with = |secrets: &[Secret]| Delivery::read(secrets, |_| Some(SIGNED), BODY.as_bytes());
    assert!(with(&[secret("new-secret"), secret(KEY)]).is_ok());
    assert_eq!(with(&[secret("new-secret")]), Err(WebhookError::BadSignature));
}

#[test]
fn twins_under_longer_names_are_the_same_thing_and_other_transactions_are_not() {
    let key = |event: &str, tx: &str| signed(&paid(event, tx), &[]).once_key();
    let first = key("payment.confirmed", "0xAB");
    assert_eq!(key("payment.confirmed.client_id", "0xab"), first);
    assert_eq!(key("payment.confirmed.checkout", "0xab"), first);
    assert_ne!(key("payment.confirmed", "0xac"), first);
    assert_ne!(key("payment.refunded", "0xab"), first, "a refund is not swallowed by the payment before it");
}

#[test]
fn amounts_are_exact_and_the_transaction_is_to_be_verified() {
    let found = signed(&paid("payment.partial", "0xab"), &[]);
    let (news, tx) = found.to_verify().unwrap();
    assert_eq!((news.amount.unwrap().units(6), tx.0.as_str()), (Ok(7_500_000), "0xab"));
    assert_eq!(news.payment_reference.unwrap().to_string(), "0xb3581f0b0f74cc61");
}

#[test]
fn a_test_is_never_to_be_verified_and_so_moves_nothing() {
    for said in ["true", "1", "", "True"] {
        let found = signed(&paid("payment.confirmed", "0xab"), &[(TEST, said)]);
        assert!(found.is_test && found.to_verify().is_none(), "{said:?}");
    }
}

#[test]
fn an_event_nobody_knows_is_kept_and_not_acted_on() {
    for event in ["payment.teleported", "compliance.updated", "request.recurring", "payment.processing", ""] {
        let found = signed(&paid(event, "0xab"), &[]);
        assert_eq!((&found.event, found.to_verify()), (&Event::Other(event.to_owned()), None));
        assert_eq!(found.once_key(), "delivery:01J");
    }
}

#[test]
fn a_signed_body_that_is_no_event_is_refused() {
    let number = paid("payment.confirmed", "0xab").replace("\"7.50\"", "7.5");
    for body in ["", "null", "[]", "{}", r#"{"event":7}"#, r#"{"event":"payment.confirmed"}"#, &number] {
        let signature = signature(KEY, body.as_bytes());
        let found = read(&[(SIGNATURE, &signature), (DELIVERY, "01J")], body.as_bytes());
        assert_eq!(found, Err(WebhookError::BadBody), "{body}");
    }
}

proptest! {
    #[test]
    fn one_changed_byte_is_noticed(at in 0..BODY.len(), flip in 1_u8..) {
        let mut body = BODY.as_bytes().to_vec();
        body[at] ^= flip;
        prop_assert_eq!(read(&[(SIGNATURE, SIGNED), (DELIVERY, "01J")], &body), Err(WebhookError::BadSignature));
    }

    #[test]
    fn no_signature_makes_it_panic(text in "\\PC*") {
        prop_assert_eq!(read(&[(SIGNATURE, &text), (DELIVERY, "01J")], BODY.as_bytes()), Err(WebhookError::BadSignature));
    }
}
