use bson::{Bson, Document, doc};
use proptest::prelude::*;

use super::*;
use crate::value::compare::compare;

fn numbers() -> impl Strategy<Value = Bson> {
    prop_oneof![
        any::<i32>().prop_map(Bson::Int32),
        any::<i64>().prop_map(Bson::Int64),
        any::<f64>().prop_map(Bson::Double),
        (-1000_i64..1000).prop_map(Bson::Int64),
        (-1000_i32..1000).prop_map(|n| Bson::Double(f64::from(n) / 8.0)),
        (any::<i64>(), -40_i32..40).prop_map(|(n, e)| Bson::Decimal128(format!("{n}E{e}").parse().unwrap())),
        (-1000_i64..1000).prop_map(|n| Bson::Decimal128(format!("{n}.00").parse().unwrap())),
    ]
}

fn values() -> impl Strategy<Value = Bson> {
    let leaf = prop_oneof![
        4 => numbers(),
        1 => Just(Bson::Null),
        1 => Just(Bson::MinKey),
        1 => Just(Bson::MaxKey),
        3 => "[\\x00ab]{0,4}".prop_map(Bson::String),
        1 => any::<bool>().prop_map(Bson::Boolean),
        1 => any::<i64>().prop_map(|n| Bson::DateTime(bson::DateTime::from_millis(n))),
        1 => any::<[u8; 12]>().prop_map(|b| Bson::ObjectId(bson::oid::ObjectId::from_bytes(b))),
    ];
    leaf.prop_recursive(2, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Bson::Array),
            prop::collection::vec(("[ab]", inner), 0..3)
                .prop_map(|fields| Bson::Document(fields.into_iter().collect::<Document>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn keys_sort_as_values_do(a in values(), b in values()) {
        prop_assert_eq!(key_of(&a).cmp(&key_of(&b)), compare(&a, &b));
    }

    #[test]
    fn keys_of_numbers_sort_by_exact_value(a in numbers(), b in numbers()) {
        prop_assert_eq!(key_of(&a).cmp(&key_of(&b)), compare(&a, &b));
    }

    #[test]
    fn compound_keys_with_a_descending_field_sort_field_by_field(a in values(), b in values(), c in values(), d in values()) {
        let compound = |x: &Bson, y: &Bson| {
            let mut out = Vec::new();
            encode_directed(&mut out, x, true);
            encode_directed(&mut out, y, false);
            out
        };
        prop_assert_eq!(compound(&a, &b).cmp(&compound(&c, &d)), compare(&c, &a).then_with(|| compare(&b, &d)));
    }
}

#[test]
fn values_of_all_types_stand_in_mongodbs_order() {
    let ordered = [
        Bson::MinKey,
        Bson::Null,
        Bson::Double(f64::NAN),
        Bson::Double(f64::NEG_INFINITY),
        Bson::Int64(i64::MIN),
        Bson::Double(-0.5),
        Bson::Int32(0),
        Bson::Decimal128("0.1".parse().unwrap()),
        Bson::Double(0.1),
        Bson::Double(9_007_199_254_740_992.0),
        Bson::Int64(9_007_199_254_740_993),
        Bson::Decimal128("1E+30".parse().unwrap()),
        Bson::Double(f64::INFINITY),
        Bson::String(String::new()),
        Bson::String("a".into()),
        Bson::Document(doc! {}),
        Bson::Document(doc! { "a": 1 }),
        Bson::Array(vec![]),
        Bson::Array(vec![Bson::Null]),
        Bson::ObjectId(bson::oid::ObjectId::from_bytes([0; 12])),
        Bson::Boolean(false),
        Bson::Boolean(true),
        Bson::DateTime(bson::DateTime::from_millis(-1)),
        Bson::DateTime(bson::DateTime::from_millis(0)),
        Bson::Timestamp(bson::Timestamp { time: 1, increment: 0 }),
        Bson::MaxKey,
    ];
    for pair in ordered.windows(2) {
        assert!(compare(&pair[0], &pair[1]).is_lt(), "{:?} before {:?}", pair[0], pair[1]);
        assert!(key_of(&pair[0]) < key_of(&pair[1]), "{:?} before {:?}", pair[0], pair[1]);
    }
}

#[test]
fn equal_numbers_of_different_types_have_one_key() {
    let one = [Bson::Int32(1), Bson::Int64(1), Bson::Double(1.0), Bson::Decimal128("1.00".parse().unwrap())];
    for value in &one {
        assert_eq!(key_of(value), key_of(&one[0]));
    }
    assert_eq!(key_of(&Bson::Double(-0.0)), key_of(&Bson::Int32(0)));
}
