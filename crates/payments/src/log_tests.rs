//! Logs as honest tokens write them and as hostile ones do.

use super::*;
use proptest::prelude::*;
use serde_json::json;

const ALICE: &str = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

fn word(digits: &str) -> String {
    format!("0x{digits:0>64}")
}

fn log() -> Value {
    json!({
        "address": "0xdac17f958d2ee523a2206206994597c13d831ec7",
        "topics": [TRANSFER, word(&ALICE[2..]), word("574bbb36871ba6b78e27f4b4dcfb76ea0091880b")],
        "data": word("bebc20"),
        "blockNumber": "0x10", "blockHash": word("b10c"), "transactionHash": word("7a"), "logIndex": "0x3",
        "removed": false,
    })
}

fn with(field: &str, value: Value) -> Result<SeenTransfer, &'static str> {
    let mut log = log();
    log[field] = value;
    decode(ChainId(1), &log)
}

#[test]
fn a_transfer_is_decoded_exactly() {
    let seen = decode(ChainId(1), &log()).unwrap();
    assert_eq!(seen.chain_id, ChainId(1));
    assert_eq!(seen.tx_hash.0, word("7a"));
    assert_eq!((seen.log_index, seen.block_number), (3, 16));
    assert_eq!(seen.block_hash, word("b10c"));
    assert_eq!(seen.token.0, "0xdAC17F958D2ee523a2206206994597C13D831ec7");
    assert_eq!(seen.from.0, "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    assert_eq!(seen.to.0, "0x574BbB36871bA6b78E27f4B4dCFb76eA0091880B");
    assert_eq!(seen.units_u128(), Some(12_500_000));
}

#[test]
fn the_event_is_the_hash_of_its_signature() {
    let hash = alloy_primitives::keccak256("Transfer(address,address,uint256)");
    assert_eq!(format!("{hash:?}"), TRANSFER);
}

#[test]
fn an_amount_beyond_128_bits_is_kept_and_is_no_money() {
    let seen = with("data", json!(word(&"f".repeat(64)))).unwrap();
    assert_eq!(seen.units, U256::MAX);
    assert_eq!(seen.units_u128(), None);
    assert!(seen.units_text().starts_with("115792089237316195423570985008687907853"));
    let tether = crate::TokenSettings { currency: domain::Currency::USDT, contract: seen.token.clone(), decimals: 6 };
    assert_eq!(seen.in_token(&tether), Err(domain::MoneyError::TooLarge));
}

#[test]
fn an_nft_is_not_money() {
    let topics = json!([TRANSFER, word("1"), word("2"), word("3")]);
    assert_eq!(with("topics", topics), Err("not three topics"));
}

#[test]
fn a_log_of_another_shape_is_not_a_transfer() {
    let refused = [
        ("topics", json!([])),
        ("topics", json!([TRANSFER])),
        ("topics", json!([TRANSFER, word("1")])),
        ("topics", json!([word("0"), word("1"), word("2")])),
        ("topics", json!([TRANSFER, word("1"), word(&"f".repeat(41))])),
        ("topics", json!([TRANSFER, "0x1", word("2")])),
        ("topics", json!([TRANSFER, null, word("2")])),
        ("data", json!("0x")),
        ("data", json!("0x01")),
        ("data", json!(format!("{}00", word("1")))),
        ("data", json!(word("1").replace('0', "z"))),
        ("data", json!(7)),
        ("address", json!("0x12")),
        ("blockNumber", Value::Null),
        ("blockNumber", json!("latest")),
        ("blockHash", Value::Null),
        ("transactionHash", json!("0x12")),
        ("logIndex", json!(3)),
        ("removed", json!(true)),
    ];
    for (field, value) in refused {
        assert!(with(field, value.clone()).is_err(), "{field}: {value}");
    }
    for strange in [Value::Null, json!([]), json!("log"), json!({}), json!({"topics": {}})] {
        assert!(decode(ChainId(1), &strange).is_err(), "{strange}");
    }
}

proptest! {
    #[test]
    fn no_log_whatsoever_makes_the_decoder_panic(topics in proptest::collection::vec(".{0,70}", 0..5), data in ".*", number in ".{0,12}") {
        let mut log = log();
        log["topics"] = json!(topics);
        let _ = decode(ChainId(1), &log);
        log["topics"] = json!([TRANSFER, word("1"), word("2")]);
        log["data"] = json!(data);
        log["logIndex"] = json!(number);
        let _ = decode(ChainId(1), &log);
    }

    #[test]
    fn every_amount_reads_back_as_itself(units in any::<u128>()) {
        let seen = with("data", json!(word(&format!("{units:x}")))).unwrap();
        prop_assert_eq!(seen.units_u128(), Some(units));
    }
}
