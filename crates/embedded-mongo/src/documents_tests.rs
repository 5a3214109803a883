//! After any history, the entries of every index are exactly those of the documents.

use std::sync::Arc;

use bson::doc;
use proptest::prelude::*;

use super::*;
use crate::{
    catalog::Namespace,
    engine::Core,
    storage::{Direction, MemoryStorage},
};

fn core() -> (Core, Namespace) {
    let core = Core::start(Arc::new(MemoryStorage::default())).unwrap();
    let namespace = Namespace::try_new("test", "things").unwrap();
    let specifications = [
        doc! {"name": "a", "key": {"a": 1}},
        doc! {"name": "ab", "key": {"a": -1, "b": 1}},
        doc! {"name": "b", "key": {"b": 1}, "unique": true, "sparse": true},
        doc! {"name": "partial", "key": {"b": 1}, "partialFilterExpression": {"a": {"$gt": 1}}},
    ];
    core.create_indexes(&namespace, &specifications).unwrap();
    (core, namespace)
}

fn values() -> impl Strategy<Value = Option<Bson>> {
    prop_oneof![
        2 => (0..4_i32).prop_map(|n| Some(Bson::Int32(n))),
        1 => Just(None),
        1 => Just(Some(Bson::Null)),
        // The same fields in another order are another value.
        1 => any::<bool>().prop_map(|turned| Some(Bson::Document(if turned { doc! {"y": 1, "x": 1} } else { doc! {"x": 1, "y": 1} }))),
        1 => prop::collection::vec((0..4_i32).prop_map(Bson::Int32), 0..3).prop_map(|items| Some(Bson::Array(items))),
    ]
}

fn entries(core: &Core, index: &Index) -> Vec<Vec<u8>> {
    let view = core.ledger.view().unwrap();
    view.scan(&keyspace::index_entries(index), Direction::Forward).unwrap().map(|entry| entry.unwrap().0).collect()
}

fn expected(core: &Core, collection: &Collection, index: &Index) -> Vec<Vec<u8>> {
    let view = core.ledger.view().unwrap();
    let stored = view.scan(&keyspace::documents(collection), Direction::Forward).unwrap();
    let mut keys: Vec<Vec<u8>> = stored
        .flat_map(|entry| {
            let document = Document::from_reader(entry.unwrap().1.as_slice()).unwrap();
            let id_key = key_of(id_of(&document).unwrap());
            entries_of(index, &document, &id_key).unwrap().0.into_iter().map(|entry| entry.key)
        })
        .collect();
    keys.sort();
    keys
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn indexes_have_exactly_the_entries_of_the_documents(
        history in prop::collection::vec((0..3_u8, 0..5_i32, values(), (0..6_i32).prop_map(Bson::Int32), any::<bool>()), 1..40),
    ) {
        let (core, namespace) = core();
        let collection = core.catalog.find(&namespace).unwrap();
        for (deed, id, a, b, with_b) in history {
            let mut document = doc! {"_id": id};
            document.extend(a.map(|a| ("a".to_owned(), a)));
            if with_b {
                document.insert("b", b);
            }
            // A refused write (a duplicate key, parallel arrays) has to leave nothing behind either.
            let outcome = core.ledger.write_within(|| (), |tx| {
                let key = keyspace::document(&collection, &Bson::Int32(id));
                let old = tx.view().get(&key)?.map(|bytes| Document::from_reader(bytes.as_slice()).unwrap());
                match (deed, old) {
                    (0, _) => insert(tx, &collection, &document),
                    (1, Some(old)) => replace(tx, &collection, &old, &document),
                    (_, Some(old)) => remove(tx, &collection, &old),
                    (_, None) => Ok(()),
                }
            });
            if let Err(error) = outcome {
                prop_assert!(matches!(error.code, Code::DuplicateKey | Code::CannotIndexParallelArrays), "{:?}", error);
            }
            for index in &collection.indexes {
                prop_assert_eq!(entries(&core, index), expected(&core, &collection, index));
            }
        }
    }
}
