use bson::{
    Binary, Bson, Document, JavaScriptCodeWithScope, Regex, Timestamp, doc, oid::ObjectId, spec::BinarySubtype,
};
use proptest::prelude::*;

use super::*;

/// Of few words, so that two are the same often enough.
fn leaves() -> impl Strategy<Value = Bson> {
    let scope = |turned| {
        if turned {
            doc! {"y": 1, "x": 1}
        } else {
            doc! {"x": 1, "y": 1}
        }
    };
    prop_oneof![
        Just(Bson::Null),
        Just(Bson::Undefined),
        Just(Bson::MinKey),
        Just(Bson::MaxKey),
        any::<bool>().prop_map(Bson::Boolean),
        (0..2_i32).prop_map(Bson::Int32),
        (0..2_i64).prop_map(Bson::Int64),
        (0..2_u32).prop_map(|increment| Bson::Timestamp(Timestamp { time: 1, increment })),
        (0..2_i64).prop_map(|millis| Bson::DateTime(bson::DateTime::from_millis(millis))),
        any::<bool>().prop_map(|minus| Bson::Double(if minus { -0.0 } else { 0.0 })),
        Just(Bson::Double(f64::NAN)),
        (0..2_i32).prop_map(|n| Bson::Decimal128(format!("{n}.0").parse().unwrap())),
        (0..2_u8).prop_map(|byte| Bson::ObjectId(ObjectId::from_bytes([byte; 12]))),
        "[aé]{0,2}".prop_map(Bson::String),
        "[aé]{0,2}".prop_map(Bson::Symbol),
        "[aé]{0,2}".prop_map(Bson::JavaScriptCode),
        any::<bool>().prop_map(move |turned| {
            Bson::JavaScriptCodeWithScope(JavaScriptCodeWithScope { code: "f".to_owned(), scope: scope(turned) })
        }),
        "[ab]{0,2}".prop_map(|pattern| {
            Bson::RegularExpression(Regex {
                pattern: pattern.try_into().unwrap(),
                options: "i".to_owned().try_into().unwrap(),
            })
        }),
        (any::<bool>(), prop::collection::vec(0..2_u8, 0..3)).prop_map(|(is_old, bytes)| {
            let subtype = if is_old { BinarySubtype::BinaryOld } else { BinarySubtype::Generic };
            Bson::Binary(Binary { subtype, bytes })
        }),
    ]
}

fn documents() -> impl Strategy<Value = Document> {
    let values = leaves().prop_recursive(3, 24, 14, |inner| {
        let fields = prop::collection::vec(("[abé]", inner.clone()), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..14).prop_map(Bson::Array),
            fields.prop_map(|fields| Bson::Document(fields.into_iter().collect())),
        ]
    });
    prop::collection::vec(("[abé]{1,2}", values), 0..4).prop_map(|fields| fields.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_document_is_as_long_as_its_bytes(document in documents()) {
        prop_assert_eq!(document_size(&document), document.to_vec().unwrap().len());
    }

    #[test]
    fn two_documents_are_the_same_when_their_bytes_are(one in documents(), other in documents()) {
        let is_same = |one: &Document, other: &Document| one.to_vec().unwrap() == other.to_vec().unwrap();
        prop_assert_eq!(is_same_document(&one, &other), is_same(&one, &other));
        prop_assert!(is_same_document(&one, &one.clone()));
    }

    #[test]
    fn two_values_of_few_words_are_the_same_when_their_bytes_are(one in leaves(), other in leaves()) {
        let (one, other) = (doc! {"a": one}, doc! {"a": other});
        prop_assert_eq!(is_same_document(&one, &other), one.to_vec().unwrap() == other.to_vec().unwrap());
    }
}

#[test]
fn the_same_fields_in_another_order_are_other_bytes() {
    let (one, other) = (doc! {"d": {"x": 1, "y": 2}}, doc! {"d": {"y": 2, "x": 1}});
    assert!(!is_same_document(&one, &other));
    assert!(!is_same_document(&doc! {"x": 1, "y": 2}, &doc! {"y": 2, "x": 1}));
}

#[test]
fn the_numbers_of_a_long_list_are_counted_as_they_are_written() {
    for length in [0, 1, 10, 11, 100, 101, 1001] {
        let list = doc! {"list": vec![Bson::Int32(7); length]};
        assert_eq!(document_size(&list), list.to_vec().unwrap().len(), "{length}");
    }
}
