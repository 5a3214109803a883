//! What is changed, put in, taken out, signed by others or no receipt at all.

use super::{super::canonical, *};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A receipt after somebody has laid hands on it, in the one way receipts are written.
fn changed(hand: impl FnOnce(&mut Value)) -> Verdict {
    let mut value: Value = serde_json::from_str(&house().sign(released()).text).unwrap();
    hand(&mut value);
    verify(&canonical::text(&value), None)
}

fn wrong(verdict: &Verdict, check: ReceiptCheck) -> Vec<String> {
    let found = verdict.checks.iter().find(|checked| checked.check == check);
    found.map(|checked| checked.wrong.clone()).unwrap_or_default()
}

#[test]
fn a_changed_digit_is_named_by_its_place() {
    let verdict = changed(|it| it["facts"]["money"]["released"]["amount"] = json!("12.1876"));
    assert_eq!(wrong(&verdict, ReceiptCheck::Fields), ["money.released.amount"]);
    assert_eq!(wrong(&verdict, ReceiptCheck::Sums), ["money.funded"]);
    assert!(wrong(&verdict, ReceiptCheck::Signature).is_empty());
    let verdict = changed(|it| it["facts"]["journals"][1]["entries"][0]["sum"]["amount"] = json!("12.1876"));
    assert_eq!(wrong(&verdict, ReceiptCheck::Fields), ["journals.1.entries.0.sum.amount"]);
    assert_eq!(wrong(&verdict, ReceiptCheck::Seals), ["journals.1.seal.hash"]);
    let verdict = changed(|it| it["facts"]["transfers"][0]["tx_hash"] = json!("0x00"));
    assert_eq!(wrong(&verdict, ReceiptCheck::Transfers), ["transfers.0"]);
}

#[test]
fn what_is_put_in_or_taken_out_is_named_and_a_mended_digest_breaks_the_signature() {
    let verdict = changed(|it| it["facts"]["order"]["tip"] = json!("5.00"));
    assert_eq!(wrong(&verdict, ReceiptCheck::Fields), ["order.tip"]);
    assert_eq!(wrong(&verdict, ReceiptCheck::Shape), ["facts"]);
    let verdict = changed(|it| drop(it["facts"]["transfers"].as_array_mut().unwrap().remove(0)));
    assert!(wrong(&verdict, ReceiptCheck::Fields).contains(&"transfers.0.tx_hash".to_owned()), "{verdict:?}");
    let mut forged = released();
    forged.order.title = "Two lamps".to_owned();
    let verdict = changed(|it| {
        let forged: Value = serde_json::from_str(&house().sign(forged).text).unwrap();
        (it["facts"], it["digests"]) = (forged["facts"].clone(), forged["digests"].clone());
    });
    assert!(wrong(&verdict, ReceiptCheck::Fields).is_empty());
    assert_eq!(wrong(&verdict, ReceiptCheck::Signature), ["signature.value"]);
}

#[test]
fn another_houses_key_is_noticed_by_who_knows_the_right_one() {
    let theirs = Signer::new(&[8; 32]).sign(released());
    let alone = verify(&theirs.text, None);
    assert!(alone.is_valid() && !alone.is_key_known, "nobody said whose key it must be");
    let verdict = verify(&theirs.text, Some(&house().key()));
    assert_eq!(wrong(&verdict, ReceiptCheck::Key), ["signature.key"]);
    assert!(!verdict.is_valid());
    // Their key's name under our signature.
    let verdict = changed(|it| it["signature"]["key_id"] = json!(theirs.key_id));
    assert_eq!(wrong(&verdict, ReceiptCheck::Signature), ["signature.key_id"]);
}

#[test]
fn a_house_that_signs_what_its_ledger_does_not_say_is_noticed() {
    let mut facts = released();
    facts.journals[1].seal.as_mut().unwrap().previous = "00".repeat(32);
    let verdict = verify(&house().sign(facts).text, None);
    assert_eq!(wrong(&verdict, ReceiptCheck::Seals), ["journals.1.seal.hash", "journals.1.seal.previous"]);
    let mut facts = funded();
    facts.money.held = Amount::of(usdt(1));
    let verdict = verify(&house().sign(facts).text, None);
    assert_eq!(wrong(&verdict, ReceiptCheck::Sums), ["money.funded", "money.held"]);
    let mut facts = refunded();
    facts.journals[0].request_id = Some(PurchaseRequestId::from_bytes([9; 16]));
    let verdict = verify(&house().sign(facts).text, None);
    assert_eq!(wrong(&verdict, ReceiptCheck::Seals), ["journals.0.seal.hash", "journals.0.request_id"]);
}

#[test]
fn the_same_facts_written_otherwise_are_not_what_was_given_out() {
    let text = house().sign(released()).text;
    let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(&text).unwrap()).unwrap();
    let verdict = verify(&pretty, None);
    assert_eq!(verdict.faults().map(|checked| checked.check).collect::<Vec<_>>(), [ReceiptCheck::Text]);
    assert!(
        verify(&format!("\u{feff}\n{text}\r\n"), None).is_valid(),
        "what editors put around a text is nobody's change"
    );
}

#[test]
fn what_is_no_receipt_is_said_to_be_none() {
    let deep = "[".repeat(100_000);
    for text in ["", "no", "{}", "[]", "null", "12", "{\"amanat_receipt\":2}", "{\"amanat_receipt\":1}", deep.as_str()]
    {
        let verdict = verify(text, None);
        assert!(!verdict.is_valid(), "{text:.40}");
        assert!(!wrong(&verdict, ReceiptCheck::Shape).is_empty(), "{text:.40}: {:?}", verdict.checks);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 100 } else { 5_000 }))]

    #[test]
    fn one_changed_byte_anywhere_is_noticed(place in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let mut bytes = house().sign(released()).text.into_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        // What is no text any more cannot even be read.
        if let Ok(text) = String::from_utf8(bytes) {
            prop_assert!(!verify(&text, None).is_valid(), "byte {place} ^ {flip}");
        }
    }

    #[test]
    fn whatever_somebody_pastes_is_answered(text in "\\PC*") {
        prop_assert!(!verify(&text, None).is_valid());
    }
}

#[test]
fn a_small_letter_made_a_large_one_is_noticed() {
    let text = house().sign(funded()).text;
    for place in (0..text.len()).step_by(11) {
        let mut bytes = text.clone().into_bytes();
        bytes[place] ^= 0x20;
        if let Ok(text) = String::from_utf8(bytes) {
            assert!(!verify(&text, None).is_valid(), "byte {place}");
        }
    }
}
