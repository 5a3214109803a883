//! Whatever index is chosen, the answer is that of a walk over everything.

use std::sync::Arc;

use bson::{Bson, Document, doc};
use proptest::prelude::*;

use super::*;
use crate::{
    catalog::Namespace,
    documents,
    engine::Core,
    expression::Constants,
    query::parse_filter,
    storage::{Direction, MemoryStorage},
};

struct World {
    core: Core,
    namespace: Namespace,
}

impl World {
    fn with(indexes: &[Document], documents: &[Document]) -> Self {
        let core = Core::start(Arc::new(MemoryStorage::default())).unwrap();
        let namespace = Namespace::try_new("test", "things").unwrap();
        core.ensure_collection(&namespace).unwrap();
        let specifications: Vec<Document> = indexes
            .iter()
            .enumerate()
            .map(|(n, given)| {
                let mut specification = given.clone();
                specification.insert("name", format!("index_{n}"));
                specification
            })
            .collect();
        if !specifications.is_empty() {
            core.create_indexes(&namespace, &specifications).unwrap();
        }
        let collection = core.catalog.find(&namespace).unwrap();
        core.ledger
            .write_within(|| (), |tx| documents.iter().try_for_each(|d| documents::insert(tx, &collection, d)))
            .unwrap();
        Self { core, namespace }
    }

    fn query(filter: &Document, sort: &Document) -> Query {
        let mut query = Query::of(parse_filter(filter, &Constants::default()).unwrap());
        query.sort = (!sort.is_empty()).then(|| SortOrder::parse(sort).unwrap());
        query
    }

    fn plan(&self, filter: &Document, sort: &Document) -> Plan {
        let (view, collection) = self.core.view_of(&self.namespace).unwrap();
        Plan::choose(&view, &collection.unwrap(), &Self::query(filter, sort)).unwrap()
    }

    fn found(&self, filter: &Document, sort: &Document) -> Vec<Document> {
        let (view, collection) = self.core.view_of(&self.namespace).unwrap();
        read(&view, &collection.unwrap(), Self::query(filter, sort)).unwrap().map(Result::unwrap).collect()
    }
}

fn index_of(plan: &Plan) -> Option<&str> {
    plan.index.as_ref().map(|index| index.name.as_str())
}

#[test]
fn an_index_gives_the_filter_and_the_order() {
    let world = World::with(&[doc! {"key": {"who": 1, "at": -1}}, doc! {"key": {"at": 1}}], &[]);
    let plan = world.plan(&doc! {"who": "a"}, &doc! {"at": -1});
    assert_eq!((index_of(&plan), plan.is_ordered, plan.direction), (Some("index_0"), true, Direction::Forward));
    let plan = world.plan(&doc! {"who": "a", "at": {"$gt": 5}}, &doc! {"at": 1});
    assert_eq!((index_of(&plan), plan.is_ordered, plan.direction), (Some("index_0"), true, Direction::Backward));
    let plan = world.plan(&doc! {"who": {"$in": ["a", "b"]}}, &doc! {"at": -1});
    assert_eq!((index_of(&plan), plan.is_ordered, plan.streams.len()), (Some("index_0"), true, 2));
    let plan = world.plan(&doc! {}, &doc! {"at": -1});
    assert_eq!((index_of(&plan), plan.is_ordered), (Some("index_1"), true));
    let plan = world.plan(&doc! {"_id": 5, "who": "a"}, &doc! {});
    assert_eq!((index_of(&plan), plan.streams.len()), (None, 1));
    assert_eq!(index_of(&world.plan(&doc! {"other": 1}, &doc! {})), None);
}

#[test]
fn an_or_reads_only_what_its_branches_name() {
    let world = World::with(
        &[doc! {"key": {"buyer": 1}}, doc! {"key": {"seller": 1}}],
        &[doc! {"_id": 1, "buyer": "a", "seller": "b"}, doc! {"_id": 2, "buyer": "c", "seller": "a"}, doc! {"_id": 3}],
    );
    let (view, collection) = world.core.view_of(&world.namespace).unwrap();
    let either = doc! {"$or": [{"buyer": "a"}, {"seller": {"$in": ["a", "b"]}}]};
    let query = World::query(&either, &doc! {});
    let read = union::documents(&view, &collection.unwrap(), &query).unwrap().expect("both branches have an index");
    assert_eq!(read.count(), 2, "each document once");
    assert_eq!(world.found(&either, &doc! {"_id": -1}).len(), 2);
}

#[test]
fn a_partial_or_sparse_index_is_used_only_when_it_has_everything() {
    let partial = doc! {"key": {"a": 1}, "partialFilterExpression": {"open": true}};
    let sparse = doc! {"key": {"b": 1}, "sparse": true};
    let world = World::with(&[partial, sparse], &[]);
    assert_eq!(index_of(&world.plan(&doc! {"a": 1}, &doc! {})), None);
    assert_eq!(index_of(&world.plan(&doc! {"a": 1, "open": true}, &doc! {})), Some("index_0"));
    assert_eq!(index_of(&world.plan(&doc! {}, &doc! {"b": 1})), None);
    assert_eq!(index_of(&world.plan(&doc! {"b": null}, &doc! {})), None);
    assert_eq!(index_of(&world.plan(&doc! {"b": {"$gt": 1}}, &doc! {})), Some("index_1"));
}

fn small_values() -> impl Strategy<Value = Bson> {
    prop_oneof![
        4 => (0..4_i32).prop_map(Bson::Int32),
        1 => Just(Bson::Null),
        1 => Just(Bson::Double(1.5)),
        1 => Just(Bson::String("s".into())),
        2 => prop::collection::vec((0..4_i32).prop_map(Bson::Int32), 0..3).prop_map(Bson::Array),
    ]
}

fn things() -> impl Strategy<Value = Vec<Document>> {
    let fields = (prop::option::of(small_values()), prop::option::of((0..4_i32).prop_map(Bson::Int32)));
    prop::collection::vec(fields, 0..25).prop_map(|rows| {
        let document = |(n, (a, b)): (usize, (Option<Bson>, Option<Bson>))| {
            let mut out = doc! {"_id": i32::try_from(n).unwrap()};
            out.extend(a.map(|a| ("a".to_owned(), a)));
            out.extend(b.map(|b| ("b".to_owned(), b)));
            out
        };
        rows.into_iter().enumerate().map(document).collect()
    })
}

fn conditions() -> impl Strategy<Value = Bson> {
    let comparison = |name: &'static str| small_values().prop_map(move |value| Bson::Document(doc! {name: value}));
    prop_oneof![
        small_values(),
        comparison("$gt"),
        comparison("$gte"),
        comparison("$lt"),
        comparison("$lte"),
        comparison("$ne"),
        (0..4_i32, 0..4_i32).prop_map(|(low, high)| Bson::Document(doc! {"$gte": low, "$lt": high})),
        (0..4_i32, 0..4_i32).prop_map(|(low, high)| Bson::Document(doc! {"$elemMatch": {"$gte": low, "$lte": high}})),
        prop::collection::vec(small_values(), 0..3).prop_map(|values| Bson::Document(doc! {"$in": values})),
        prop::collection::vec((0..4_i32).prop_map(Bson::Int32), 1..3)
            .prop_map(|values| Bson::Document(doc! {"$all": values})),
        any::<bool>().prop_map(|exists| Bson::Document(doc! {"$exists": exists})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_index_gives_the_answer_of_a_full_walk(
        documents in things(), a in conditions(), b in prop::option::of(conditions()), by in 0..4_usize, down in any::<bool>(),
        or in prop::option::of((conditions(), conditions())),
    ) {
        let mut filter = doc! {"a": a};
        filter.extend(b.map(|b| ("b".to_owned(), b)));
        if let Some((x, y)) = or {
            filter.insert("$or", vec![doc! {"a": x}, doc! {"b": y}]);
            filter.remove("a");
        }
        let way = if down { -1 } else { 1 };
        let sort = [doc! {"a": way, "_id": 1}, doc! {"b": way, "_id": 1}, doc! {"b": way, "a": -way, "_id": 1}, doc! {"_id": way}][by].clone();
        let expected = World::with(&[], &documents).found(&filter, &sort);
        let indexes = [
            vec![doc! {"key": {"a": 1}}, doc! {"key": {"b": 1}}],
            vec![doc! {"key": {"a": -1, "b": 1}}],
            vec![doc! {"key": {"b": 1, "a": -1, "_id": 1}}],
            vec![doc! {"key": {"a": 1}, "sparse": true}, doc! {"key": {"b": -1}}],
            vec![doc! {"key": {"a": 1, "b": -1}, "partialFilterExpression": {"a": {"$gte": 1}}}],
        ];
        for index in indexes {
            let found = World::with(&index, &documents).found(&filter, &sort);
            prop_assert_eq!(&found, &expected, "{:?} {} {}", index, filter, sort);
        }
    }
}
