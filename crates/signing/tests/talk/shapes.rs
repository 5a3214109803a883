//! Typed data of every shape: hashed as another implementation hashes it, and refused where types and values do not fit.

use alloy_sol_types::{SolStruct, eip712_domain, private::Address as SolAddress, sol};
use signing::{
    Address, TypedData,
    messages::{DataType, FieldType},
    typed::{BadTypedData, DOMAIN, Kind, Type, Value},
};

sol! {
    struct Zone { int16 from; bool open; }
    struct Shelf { bytes4 mark; Zone zone; }
    struct Store {
        Shelf[] shelves;
        uint8[3] sizes;
        bytes data;
        int256 balance;
        address[] owners;
        string[] names;
    }
}

fn negative(number: i16) -> Value {
    let mut bytes = [if number < 0 { 0xff } else { 0 }; 32];
    bytes[30..].copy_from_slice(&number.to_be_bytes());
    Value::Number(bytes)
}

fn shelf(mark: u8, from: i16, open: bool) -> Value {
    let zone = Value::Struct(vec![negative(from), Value::Bool(open)]);
    Value::Struct(vec![Value::Bytes(vec![mark; 4]), zone])
}

fn types() -> Vec<Type> {
    vec![
        Type::parse(DOMAIN, &[("name", "string")]).unwrap(),
        Type::parse("Zone", &[("from", "int16"), ("open", "bool")]).unwrap(),
        Type::parse(
            "Store",
            &[
                ("shelves", "Shelf[]"),
                ("sizes", "uint8[3]"),
                ("data", "bytes"),
                ("balance", "int256"),
                ("owners", "address[]"),
                ("names", "string[]"),
            ],
        )
        .unwrap(),
        Type::parse("Shelf", &[("mark", "bytes4"), ("zone", "Zone")]).unwrap(),
    ]
}

fn store() -> Vec<Value> {
    vec![
        Value::Array(vec![shelf(1, -5, true), shelf(2, 300, false)]),
        Value::Array(vec![Value::number(1), Value::number(2), Value::number(255)]),
        Value::Bytes(vec![1, 2, 3]),
        negative(-1),
        Value::Array(vec![Value::Address(Address([5; 20])), Value::Address(Address([6; 20]))]),
        Value::Array(vec![]),
    ]
}

fn data() -> TypedData {
    TypedData::try_new(types(), "Store", vec![Value::text("Shop")], store()).unwrap()
}

#[test]
fn another_implementation_finds_the_same_hash() {
    let shelf = |mark: u8, from: i16, open: bool| Shelf { mark: [mark; 4].into(), zone: Zone { from, open } };
    let theirs = Store {
        shelves: vec![shelf(1, -5, true), shelf(2, 300, false)],
        sizes: [1, 2, 255],
        data: vec![1, 2, 3].into(),
        balance: "-1".parse().unwrap(),
        owners: vec![SolAddress::from([5; 20]), SolAddress::from([6; 20])],
        names: vec![],
    };
    assert_eq!(data().type_text("Store"), Store::eip712_encode_type());
    assert_eq!(data().message_hash(), Some(theirs.eip712_hash_struct().0));
    let domain = eip712_domain! { name: "Shop", };
    assert_eq!(data().digest(), theirs.eip712_signing_hash(&domain).0);
}

#[test]
fn a_device_is_told_lengths_sizes_and_entries() {
    let data = data();
    let plain = |data_type: DataType| FieldType { data_type: data_type.into(), ..Default::default() };
    let kinds: Vec<FieldType> =
        data.fields_of("Store").unwrap().members.into_iter().map(|member| member.field_type).collect();
    let shelf = FieldType { size: Some(2), struct_name: Some("Shelf".to_owned()), ..plain(DataType::Struct) };
    assert_eq!(kinds[0], FieldType { entry_type: Some(Box::new(shelf)), ..plain(DataType::Array) });
    let byte = FieldType { size: Some(1), ..plain(DataType::Uint) };
    assert_eq!(kinds[1], FieldType { size: Some(3), entry_type: Some(Box::new(byte)), ..plain(DataType::Array) });
    assert_eq!(kinds[2], plain(DataType::Bytes));
    assert_eq!(kinds[3], FieldType { size: Some(32), ..plain(DataType::Int) });
    for (place, value) in [
        (&[1, 0][..], Some(vec![0, 2])),
        (&[1, 0, 1, 0], Some(vec![2; 4])),
        (&[1, 0, 0, 1, 0], Some(vec![0xff, 0xfb])),
        (&[1, 0, 0, 1, 1], Some(vec![1])),
        (&[1, 0, 2, 0], None),
        (&[1, 0, 0, 1], None),
        // Its length stands in its type.
        (&[1, 1], None),
        (&[1, 1, 2], Some(vec![255])),
        (&[1, 2], Some(vec![1, 2, 3])),
        (&[1, 3], Some(vec![0xff; 32])),
        (&[1, 4, 1], Some(vec![6; 20])),
        (&[1, 5], Some(vec![0, 0])),
        (&[1, 5, 0], None),
    ] {
        assert_eq!(data.value_at(place), value, "{place:?}");
    }
}

#[test]
fn a_value_that_its_type_does_not_hold_is_refused() {
    let changed = |field: usize, value: Value| {
        let mut values = store();
        values[field] = value;
        TypedData::try_new(types(), "Store", vec![Value::text("Shop")], values).map(drop)
    };
    let bad = |name: &str| Err(BadTypedData::Value(name.to_owned()));
    let sizes = |numbers: &[u128]| Value::Array(numbers.iter().map(|number| Value::number(*number)).collect());
    assert_eq!(changed(1, sizes(&[1, 2, 255])), Ok(()));
    assert_eq!(changed(1, sizes(&[1, 2])), bad("sizes"));
    assert_eq!(changed(1, sizes(&[1, 2, 256])), bad("sizes"));
    assert_eq!(changed(2, Value::text("data")), bad("data"));
    assert_eq!(changed(0, Value::Array(vec![Value::Struct(vec![])])), bad("Shelf"));
    assert_eq!(changed(0, shelf(1, 1, true)), bad("shelves"));
    assert_eq!(changed(0, Value::Array(vec![shelf(1, i16::MIN, true)])), Ok(()));
    let too_big = Value::Struct(vec![Value::number(0x8000), Value::Bool(true)]);
    let in_zone = Value::Array(vec![Value::Struct(vec![Value::Bytes(vec![1; 4]), too_big])]);
    assert_eq!(changed(0, in_zone), bad("from"));
    let short = Value::Struct(vec![Value::Bytes(vec![1; 3]), Value::Struct(vec![negative(1), Value::Bool(true)])]);
    assert_eq!(changed(0, Value::Array(vec![short])), bad("mark"));
    assert_eq!(changed(4, Value::Array(vec![Value::Bool(true); 65_536])), bad("owners"));
    let missing = TypedData::try_new(types(), "Store", vec![], store());
    assert_eq!(missing, Err(BadTypedData::Value(DOMAIN.to_owned())));
}

#[test]
fn names_and_types_that_could_mean_two_things_are_refused() {
    for text in [
        "uint",
        "uint7",
        "uint264",
        "uint08",
        "int0",
        "bytes0",
        "bytes33",
        "bytes032",
        "",
        "a b",
        "1a",
        "x[",
        "x]",
        "string[][]",
        "string[01]",
        "string[-1]",
        "string[65536]",
        "a(b",
    ] {
        assert_eq!(Kind::parse(text), Err(BadTypedData::Kind(text.to_owned())));
    }
    for text in [
        "uint8", "uint256", "int64", "bytes1", "bytes32", "bytes", "string", "bool", "address", "Person", "Person[]",
        "uint8[3]", "_x$1",
    ] {
        assert_eq!(Kind::parse(text).unwrap().text(), text);
    }
    let with = |name: &str, field: &str, kind: Kind| {
        let domain = Type::parse(DOMAIN, &[]).unwrap();
        let field = signing::typed::Field { name: field.to_owned(), kind };
        TypedData::try_new(vec![domain, Type { name: name.to_owned(), fields: vec![field] }], DOMAIN, vec![], vec![])
            .map(drop)
    };
    assert_eq!(with("Order", "a", Kind::Text), Ok(()));
    for name in ["string", "uint256", "uint", "Order(string a", "", DOMAIN] {
        assert!(with(name, "a", Kind::Text).is_err(), "{name:?}");
    }
    assert_eq!(with("Order", "a,string b", Kind::Text), Err(BadTypedData::Name("a,string b".to_owned())));
    assert_eq!(with("Order", "a", Kind::Struct("Other".to_owned())), Err(BadTypedData::Unknown("Other".to_owned())));
    for kind in [Kind::Uint(0), Kind::Int(33), Kind::FixedBytes(0)] {
        assert!(matches!(with("Order", "a", kind), Err(BadTypedData::Kind(_))));
    }
    let nested = Kind::Array(Box::new(Kind::Array(Box::new(Kind::Text), None)), None);
    assert!(matches!(with("Order", "a", nested), Err(BadTypedData::Kind(_))));
    let twice = vec![Type::parse(DOMAIN, &[]).unwrap(), Type::parse("A", &[("a", "bool"), ("a", "bool")]).unwrap()];
    assert_eq!(TypedData::try_new(twice, DOMAIN, vec![], vec![]), Err(BadTypedData::Twice("a".to_owned())));
    let unknown = TypedData::try_new(vec![Type::parse(DOMAIN, &[]).unwrap()], "Mail", vec![], vec![]);
    assert_eq!(unknown, Err(BadTypedData::Unknown("Mail".to_owned())));
}
