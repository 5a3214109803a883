//! What comes back from another machine: the plan under its sender's signature, or nothing.

use super::*;
use crate::{
    U256,
    demo::demo_keystore,
    signer::{KeySigner, Signer},
};
use domain::escrow::ChainId;

fn key(index: u32) -> KeySigner {
    demo_keystore().deposit(index).unwrap()
}

fn plan() -> UnsignedTransaction {
    UnsignedTransaction {
        chain_id: ChainId(137),
        nonce: 3,
        max_priority_fee: 2,
        max_fee: 30,
        gas_limit: 60_000,
        to: crate::read_address("0xfc6b5d6af8a13258f7cbd0d39e11b35e01a32f93").unwrap(),
        value: U256::ZERO,
        data: vec![0xa9; 68],
    }
}

#[tokio::test]
async fn the_whole_transaction_and_its_signature_alone_give_the_same_bytes() {
    let (plan, from) = (plan(), key(7).address());
    let signed = key(7).sign(&plan).await.unwrap();
    let signature = key(7).under(&plan.digest().unwrap()).unwrap().text();
    for pasted in [
        signed.text(),
        format!("  {}\n", signed.text().to_uppercase().replace("0X", "0x")),
        signed.text()[2..].to_owned(),
        signature.clone(),
        signature[2..].to_owned(),
    ] {
        assert_eq!(plan.signed_elsewhere(&pasted, &from).as_ref(), Ok(&signed), "{pasted}");
    }
    assert!(plan.unsigned_text().unwrap().starts_with("0x02"));
    assert!(plan.json(&from).contains("\"chainId\": \"0x89\""));
}

#[tokio::test]
async fn another_recipient_sum_chain_place_or_price_is_another_plan() {
    let (plan, from) = (plan(), key(7).address());
    let other = [
        UnsignedTransaction { to: from.clone(), ..plan.clone() },
        UnsignedTransaction { value: U256::from(1), ..plan.clone() },
        UnsignedTransaction { data: vec![0xa8; 68], ..plan.clone() },
        UnsignedTransaction { chain_id: ChainId(1), ..plan.clone() },
        UnsignedTransaction { nonce: 4, ..plan.clone() },
        UnsignedTransaction { max_fee: 31, ..plan.clone() },
        UnsignedTransaction { max_priority_fee: 3, ..plan.clone() },
        UnsignedTransaction { gas_limit: 60_001, ..plan.clone() },
    ];
    for bent in other {
        let signed = key(7).sign(&bent).await.unwrap();
        assert_eq!(plan.signed_elsewhere(&signed.text(), &from), Err(BadTransaction::OtherPlan), "{bent:?}");
        let signature = key(7).under(&bent.digest().unwrap()).unwrap().text();
        assert_eq!(plan.signed_elsewhere(&signature, &from), Err(BadTransaction::OtherSigner), "{bent:?}");
    }
}

#[tokio::test]
async fn another_key_or_no_signature_is_nothing() {
    let (plan, from) = (plan(), key(7).address());
    let neighbour = key(8).sign(&plan).await.unwrap().text();
    assert_eq!(plan.signed_elsewhere(&neighbour, &from), Err(BadTransaction::OtherSigner));
    let whole = key(7).sign(&plan).await.unwrap().text();
    for broken in [
        "",
        "0x",
        "0x02",
        "0x02c0",
        "nonsense",
        &whole[..whole.len() - 2],
        &format!("{whole}00"),
        &whole.replace("0x02", "0x01"),
    ] {
        assert_eq!(plan.signed_elsewhere(broken, &from), Err(BadTransaction::Signature), "{broken}");
    }
    let unsigned = plan.unsigned_text().unwrap();
    assert_eq!(plan.signed_elsewhere(&unsigned, &from), Err(BadTransaction::Signature));
}
