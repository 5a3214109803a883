//! Receipts as nodes send them, and answers that only look like one.

use super::*;
use serde_json::json;

fn word(digits: &str) -> String {
    format!("0x{digits:0>64}")
}

fn receipt(status: &str) -> Value {
    json!({
        "transactionHash": word("7a"), "status": status, "blockNumber": "0x10", "blockHash": word("b10c"),
        "logs": [log("0x3", "b10c"), log("0x4", "b10d"), {"logIndex": "0x5", "topics": []}, null],
    })
}

fn log(index: &str, block: &str) -> Value {
    json!({
        "address": "0xdac17f958d2ee523a2206206994597c13d831ec7", "data": word("1"),
        "topics": [log::TRANSFER, word("1"), word("2")],
        "blockNumber": "0x10", "blockHash": word(block), "transactionHash": word("7a"), "logIndex": index,
    })
}

fn read(answer: &Value) -> Result<Option<Receipt>, String> {
    Receipt::read(ChainId(1), &word("7a"), answer)
}

#[test]
fn only_status_one_is_success() {
    assert!(read(&receipt("0x1")).unwrap().unwrap().success);
    for status in ["0x0", "0x2", "", "1", "success"] {
        assert!(!read(&receipt(status)).unwrap().unwrap().success, "{status}");
    }
    let mut ancient = receipt("0x1");
    ancient["status"] = Value::Null;
    assert!(!read(&ancient).unwrap().unwrap().success);
}

#[test]
fn logs_of_another_block_are_not_its_transfers() {
    let receipt = read(&receipt("0x1")).unwrap().unwrap();
    assert!(receipt.has_log(3) && receipt.has_log(5) && !receipt.has_log(6));
    assert!(receipt.transfer(3).is_some() && receipt.transfer(4).is_none() && receipt.transfer(5).is_none());
}

#[test]
fn not_mined_is_no_receipt_and_nonsense_is_an_error() {
    assert_eq!(read(&Value::Null), Ok(None));
    let other = Receipt::read(ChainId(1), &word("7b"), &receipt("0x1"));
    assert_eq!(other, Err("the receipt of another transaction".to_owned()));
    for (field, value) in [("blockNumber", json!(16)), ("blockHash", json!("0x1")), ("logs", json!("none"))] {
        let mut strange = receipt("0x1");
        strange[field] = value;
        assert!(read(&strange).is_err(), "{field}");
    }
    assert!(read(&json!([])).is_err() && read(&json!("0x1")).is_err());
}
