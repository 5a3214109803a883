//! Two hands, one hash: what a device hashes on its way through the fields is what our client hashes by itself. The first
//! model signs the client's hashes, every other its own; the same key under the same digest makes the same signature.

use crate::ours::{key, open, registered};
use fake_trezor::{TrezorDouble, TrezorModel, TrezorSetup};
use signing::{
    Address, HashScreen, TypedData,
    typed::{Type, Value},
};

/// Every kind of value, alone and in arrays of either sort, and structs within both.
fn everything() -> TypedData {
    let types = vec![
        Type::parse("EIP712Domain", &[("name", "string"), ("salt", "bytes32")]).unwrap(),
        Type::parse(
            "Everything",
            &[
                ("less", "int16"),
                ("more", "uint64"),
                ("is", "bool"),
                ("raw", "bytes"),
                ("four", "bytes4"),
                ("who", "address"),
                ("levels", "int8[]"),
                ("names", "string[2]"),
                ("parts", "Part[]"),
                ("none", "Part[]"),
                ("whole", "Whole"),
            ],
        )
        .unwrap(),
        Type::parse("Whole", &[("part", "Part"), ("another", "Another")]).unwrap(),
        Type::parse("Part", &[("share", "int256")]).unwrap(),
        Type::parse("Another", &[("said", "string")]).unwrap(),
    ];
    let part = |share| Value::Struct(vec![share]);
    let message = vec![
        negative(300),
        Value::number(300),
        Value::Bool(true),
        Value::Bytes(vec![1, 2, 3, 4, 5]),
        Value::Bytes(vec![6, 7, 8, 9]),
        Value::Address(Address([7; 20])),
        Value::Array(vec![negative(1), Value::number(1)]),
        Value::Array(vec![Value::text("one"), Value::text("دو")]),
        Value::Array(vec![part(negative(5)), part(Value::number(5))]),
        Value::Array(vec![]),
        Value::Struct(vec![part(negative(1)), Value::Struct(vec![Value::text("so")])]),
    ];
    let domain = vec![Value::text("Everything"), Value::Bytes(vec![0x5a; 32])];
    TypedData::try_new(types, "Everything", domain, message).unwrap()
}

/// As its complement.
fn negative(number: u128) -> Value {
    let mut bytes = [0xff; 32];
    bytes[16..].copy_from_slice(&0_u128.wrapping_sub(number).to_be_bytes());
    Value::Number(bytes)
}

#[tokio::test]
async fn fields_and_hashes_are_signed_alike() {
    let mut signatures = Vec::new();
    for model in [TrezorModel::One, TrezorModel::Safe5] {
        let device = TrezorDouble::new(TrezorSetup::of(model));
        let mut ours = open(&device).await.unwrap();
        let mut paired = ours.pair(&registered()).await.unwrap();
        signatures.push(paired.sign_typed(key(0), &everything(), HashScreen::Shown).await.unwrap());
    }
    assert_eq!(signatures[0], signatures[1]);
}
