//! Transactions against what a hardware wallet's firmware signs for the same key.

use super::*;
use crate::signer::{KeySigner, Signer};
use bip32::{DerivationPath, XPrv};

/// Seed of "all all all all all all all all all all all all", which everybody knows.
const SEED: &str = "c76c4ac4f4e4a00d6b274d5c39c700bb4a7ddc04fbc6f78e85ca75007b5b495f74a9043eeb77bdd53aa6fc3a0e31462270316fa04b8c19114c8798706cd02ac8";

fn key(index: u32) -> KeySigner {
    let path: DerivationPath = format!("m/44'/60'/0'/0/{index}").parse().unwrap();
    let key = XPrv::derive_from_path(hex::decode(SEED).unwrap(), &path).unwrap();
    KeySigner::new(key.private_key().clone())
}

fn plan(to: &str) -> UnsignedTransaction {
    UnsignedTransaction {
        chain_id: ChainId(1),
        nonce: 0,
        max_priority_fee: 1,
        max_fee: 20,
        gas_limit: 20,
        to: crate::read_address(to).unwrap(),
        value: U256::ZERO,
        data: Vec::new(),
    }
}

fn transfer() -> Vec<u8> {
    let to = "000000000000000000000000574bbb36871ba6b78e27f4b4dcfb76ea0091880b";
    hex::decode(format!("a9059cbb{to}{:064x}", 0x123)).unwrap()
}

/// What the firmware answers: parity, r, s.
fn vectors() -> [(u32, UnsignedTransaction, u8, &'static str, &'static str); 3] {
    let text = "ABCDEFGHIJKLMNOP".repeat(256) + "!!!";
    let coin = plan("0x1d1c328764a41bda0492b66baa30c4a339ff85ef");
    [
        (
            100,
            UnsignedTransaction { value: U256::from(10), ..coin.clone() },
            1,
            "2ceeaabc994fbce2fbd66551f9d48fc711c8db2a12e93779eeddede11e41f636",
            "2db4a9ecc73da91206f84397ae9287a399076fdc01ed7f3c6554b1c57c39bf8c",
        ),
        (
            1,
            UnsignedTransaction { data: transfer(), ..plan("0xfc6b5d6af8a13258f7cbd0d39e11b35e01a32f93") },
            1,
            "e631b56bcc596844cb8686b2046e36cf33634aa396e7e1ea94a97aac02c18bda",
            "399bff8752539176c4b2f1d5d2a8f6029f79841d28802149ab339a033ffe4c1f",
        ),
        (
            0,
            UnsignedTransaction {
                nonce: 0x1e240,
                gas_limit: 0x4e20,
                value: U256::from(0xab54_a98c_eb1f_0ad2_u64),
                data: text.into_bytes(),
                ..coin
            },
            0,
            "2e4f4c0e7c4e51270b891480060712e9d3bcab01e8ad0fadf2dfddd71504ca94",
            "2599beb32757a144dedc82b79153c21269c9939a9245342bcf35764115b62bc1",
        ),
    ]
}

#[tokio::test]
async fn a_transaction_is_signed_as_a_hardware_wallet_signs_it() {
    for (index, plan, parity, r, s) in vectors() {
        let signed = key(index).sign(&plan).await.unwrap();
        let tail = format!("{}a0{r}a0{s}", if parity == 1 { "01" } else { "80" });
        assert!(hex::encode(&signed.raw).ends_with(&tail), "{index}: {}", hex::encode(&signed.raw));
        assert_eq!(signed.hash.0, format!("0x{}", hex::encode(keccak256(&signed.raw))));
    }
}

#[test]
fn the_accounts_of_the_vectors_are_theirs() {
    assert_eq!(key(0).address().0, "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8");
    assert_eq!(key(100).address().0, "0x1e6E3708a059aEa1241a81c7aAe84b6CDbC54d59");
}

#[test]
fn a_signature_of_another_key_another_plan_or_the_other_half_makes_nothing() {
    let (_, plan, parity, r, s) = vectors()[1].clone();
    let half = |text: &str| <[u8; 32]>::try_from(hex::decode(text).unwrap()).unwrap();
    let signature = TransactionSignature { r: half(r), s: half(s), y_is_odd: parity == 1 };
    let from = key(1).address();
    assert!(plan.signed(&signature, &from).is_ok());
    assert_eq!(plan.signed(&signature, &key(2).address()), Err(BadTransaction::OtherSigner));
    let more = UnsignedTransaction { value: U256::from(1), ..plan.clone() };
    assert_eq!(more.signed(&signature, &from), Err(BadTransaction::OtherSigner));
    let order = U256::from_str_radix("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16).unwrap();
    let high = order - U256::from_be_bytes(signature.s);
    let high = TransactionSignature { s: high.to_be_bytes(), y_is_odd: !signature.y_is_odd, ..signature };
    assert_eq!(plan.signed(&high, &from), Err(BadTransaction::Signature), "the other half is the same to mathematics");
    let none = TransactionSignature { r: [0; 32], s: [0; 32], y_is_odd: false };
    assert_eq!(plan.signed(&none, &from), Err(BadTransaction::Signature));
}
