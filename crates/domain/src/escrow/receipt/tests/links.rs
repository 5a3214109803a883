//! Receipts as links: what a scanned code says, and what becomes of a changed one.

use super::*;
use data_encoding::BASE64URL_NOPAD as LETTERS;
use flate2::{Compression, write::DeflateEncoder};
use std::io::Write;

fn link_to(bytes: &[u8]) -> String {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    format!("https://amanat.example/verify#r={}", LETTERS.encode(&packed.finish().unwrap()))
}

#[test]
fn a_receipt_is_read_off_its_link_as_off_its_text() {
    for facts in [funded(), released(), refunded()] {
        let receipt = house().sign(facts);
        let link = receipt.link().unwrap();
        let verdict = verify(&link, Some(&house().key()));
        assert!(verdict.is_valid(), "{verdict:?}");
        assert_eq!(verdict, verify(&receipt.text, Some(&house().key())));
    }
}

#[test]
fn a_link_with_another_sum_is_not_what_the_house_signed() {
    let text = house().sign(released()).text.replace("12.1875", "92.1875");
    let verdict = verify(&link_to(text.as_bytes()), None);
    let faults: Vec<_> = verdict.faults().map(|found| found.check).collect();
    assert!(faults.contains(&ReceiptCheck::Signature) && !verdict.is_valid(), "{verdict:?}");
}

#[test]
fn a_broken_link_is_no_receipt_and_a_huge_one_is_not_unpacked() {
    let link = house().sign(released()).link().unwrap();
    for broken in [&link[..link.len() - 9], "https://amanat.example/verify#r=", "https://amanat.example/verify#r=%%"] {
        assert!(!verify(broken, None).is_valid(), "{broken}");
    }
    let huge = link_to(&vec![b' '; 64 * 1024 * 1024]);
    assert!(huge.len() < 100_000 && !verify(&huge, None).is_valid());
}

#[test]
fn what_no_code_can_hold_has_no_link() {
    let mut facts = released();
    // Nothing that repeats itself: it would become short.
    facts.order.title = (0..2_000_u32).filter_map(|n| char::from_u32(0x4e00 + n * 7 % 20_000)).collect();
    assert_eq!(house().sign(facts).link(), None);
}
