//! Receipts of payments through the proxy: honest, short, doubled, through a stranger's contract.

use super::*;
use domain::escrow::ChainId;
use serde_json::{Value, json};

const PROXY: &str = "0x0DfbEe143b42B41eFC5A6F87bFD1fFC78c2f0aC9";
const TOKEN: &str = "0xc2132D05D31c914a87C6611C10748AEb04B58e8F";
const TO: &str = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const FEE_TO: &str = "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
const REFERENCE: PaymentReference = PaymentReference([0xa0, 0x09, 0x8a, 0xdd, 0x01, 0xac, 0xc7, 0x36]);
const OTHER: PaymentReference = PaymentReference([1; 8]);

fn word(digits: &str) -> String {
    format!("{:0>64}", digits.trim_start_matches("0x").to_lowercase())
}

fn log(contract: &str, index: u64, topics: &[String], data: &str) -> Value {
    json!({
        "address": contract, "topics": topics, "data": format!("0x{data}"), "logIndex": format!("{index:#x}"),
        "blockNumber": "0x10", "blockHash": format!("0x{}", word("b1")), "transactionHash": format!("0x{}", word("7a")),
    })
}

fn moved(index: u64, to: &str, units: u64) -> Value {
    let topics = [crate::log::TRANSFER.to_owned(), format!("0x{}", word("fa")), format!("0x{}", word(to))];
    log(TOKEN, index, &topics, &format!("{units:064x}"))
}

fn said(contract: &str, index: u64, reference: PaymentReference, asked: u64) -> Value {
    let event = "0x9f16cbcc523c67a60c450e5ffe4f3b7b6dbe772e7abcadb2686ce029a9a0a2b6";
    let data = format!("{}{}{asked:064x}{:064x}{}", word(TOKEN), word(TO), 5, word(FEE_TO));
    log(contract, index, &[event.to_owned(), reference.topic()], &data)
}

fn receipt(status: &str, logs: &[Value]) -> Receipt {
    let (tx, block) = (format!("0x{}", word("7a")), format!("0x{}", word("b1")));
    let answer =
        json!({"transactionHash": tx, "status": status, "blockNumber": "0x10", "blockHash": block, "logs": logs});
    Receipt::read(ChainId(137), &tx, &answer).unwrap().unwrap()
}

fn awaited() -> Awaited {
    let address = |text: &str| ChainAddress(text.to_owned());
    Awaited { proxy: address(PROXY), reference: REFERENCE, token: address(TOKEN), to: address(TO) }
}

fn arrived(logs: &[Value]) -> Vec<(U256, U256)> {
    arrival(&receipt("0x1", logs), &awaited()).iter().map(|found| (found.asked, found.units())).collect()
}

fn pair(asked: u64, came: u64) -> Vec<(U256, U256)> {
    vec![(U256::from(asked), U256::from(came))]
}

#[test]
fn what_was_asked_came_and_the_fee_went_elsewhere() {
    assert_eq!(arrived(&[moved(0, TO, 100), moved(1, FEE_TO, 5), said(PROXY, 2, REFERENCE, 100)]), pair(100, 100));
}

#[test]
fn of_a_token_that_keeps_a_fee_only_what_arrived_counts() {
    let logs = [moved(0, FEE_TO, 190_000), moved(1, TO, 99_810_000), said(PROXY, 2, REFERENCE, 100_000_000)];
    assert_eq!(arrived(&logs), pair(100_000_000, 99_810_000));
    assert_eq!(arrived(&[said(PROXY, 0, REFERENCE, 100)]), pair(100, 0), "a token that moved nothing at all");
}

#[test]
fn two_payments_in_one_transaction_are_not_taken_for_each_other() {
    let logs = [moved(0, TO, 7), said(PROXY, 1, OTHER, 7), moved(2, TO, 100), said(PROXY, 3, REFERENCE, 100)];
    assert_eq!(arrived(&logs), pair(100, 100));
}

#[test]
fn the_same_log_from_a_stranger_s_contract_proves_nothing() {
    assert_eq!(arrived(&[moved(0, TO, 100), said(FEE_TO, 1, REFERENCE, 100)]), []);
}

#[test]
fn another_reference_another_token_and_another_payee_are_another_payment() {
    let honest = [moved(0, TO, 100), said(PROXY, 1, REFERENCE, 100)];
    let found = receipt("0x1", &honest);
    assert_eq!(arrival(&found, &Awaited { reference: OTHER, ..awaited() }), []);
    assert_eq!(arrival(&found, &Awaited { token: ChainAddress(FEE_TO.to_owned()), ..awaited() }), []);
    assert_eq!(arrival(&found, &Awaited { to: ChainAddress(FEE_TO.to_owned()), ..awaited() }), []);
    assert_eq!(arrival(&receipt("0x0", &honest), &awaited()), [], "a reverted transaction moved nothing");
}

#[test]
fn logs_of_another_shape_and_of_another_block_are_no_events() {
    let honest = said(PROXY, 1, REFERENCE, 100);
    for (field, value) in [
        ("data", json!("0x")),
        ("data", json!(format!("{}00", honest["data"].as_str().unwrap()))),
        ("data", json!(format!("0x{}", "f".repeat(320)))),
        ("topics", json!([honest["topics"][0]])),
        ("topics", json!([honest["topics"][0], "0xa0098add01acc736"])),
        ("removed", json!(true)),
        ("blockHash", json!(format!("0x{}", word("b2")))),
        ("transactionHash", json!(null)),
        ("logIndex", json!(null)),
    ] {
        let mut strange = honest.clone();
        strange[field] = value.clone();
        assert_eq!(receipt("0x1", &[strange]).proxied, [], "{field}: {value}");
    }
}

#[test]
fn a_payment_in_the_chain_s_own_coin_is_read_too() {
    let event = "0xa1c241e337c4610a9d0f881111e977e9dc8690c85fe2108897bb1483c66e6a96";
    let data = format!("{}{:064x}{:064x}{}", word(TO), 100, 5, word(FEE_TO));
    let found = receipt("0x1", &[log(PROXY, 0, &[event.to_owned(), REFERENCE.topic()], &data)]).proxied.remove(0);
    assert_eq!((found.token, found.to.0.as_str(), found.asked), (None, TO, U256::from(100)));
    assert_eq!((found.fee, found.fee_to.0.as_str()), (U256::from(5), FEE_TO));
}
