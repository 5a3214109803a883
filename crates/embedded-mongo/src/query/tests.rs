use bson::{Document, doc};

use super::parse_filter;
use crate::expression::Constants;

fn matches(query: Document, document: Document) -> bool {
    parse_filter(&query, &Constants::default()).unwrap().matches(&document).unwrap()
}

#[track_caller]
fn check(query: Document, yes: &[Document], no: &[Document]) {
    for document in yes {
        assert!(matches(query.clone(), document.clone()), "{query} should match {document}");
    }
    for document in no {
        assert!(!matches(query.clone(), document.clone()), "{query} should not match {document}");
    }
}

#[test]
fn an_array_matches_by_element_or_as_a_whole() {
    check(doc! {"a": 1}, &[doc! {"a": [2, 1]}, doc! {"a": 1.0}], &[doc! {"a": [[1]]}, doc! {"a": "1"}]);
    check(doc! {"a": [1, 2]}, &[doc! {"a": [1, 2]}, doc! {"a": [[1, 2], 3]}], &[doc! {"a": [2, 1]}]);
}

#[test]
fn two_bounds_may_be_met_by_two_elements_unless_elem_match_asks_for_one() {
    check(doc! {"a": {"$gt": 1, "$lt": 2}}, &[doc! {"a": [1, 2, [3]]}], &[doc! {"a": [2, 3]}]);
    check(
        doc! {"a": {"$elemMatch": {"$gt": 1, "$lt": 3}}},
        &[doc! {"a": [1, 2]}],
        &[doc! {"a": [1, 3]}, doc! {"a": 2}],
    );
    check(
        doc! {"a": {"$elemMatch": {"b": 1, "c": 2}}},
        &[doc! {"a": [{"b": 1, "c": 2}]}],
        &[doc! {"a": [{"b": 1}, {"c": 2}]}],
    );
}

#[test]
fn null_matches_missing_and_ne_matches_missing() {
    check(doc! {"a": null}, &[doc! {}, doc! {"a": null}, doc! {"a": [null]}], &[doc! {"a": 0}, doc! {"a": []}]);
    check(doc! {"a": {"$ne": 1}}, &[doc! {}, doc! {"a": 2}], &[doc! {"a": [1, 2]}]);
    check(doc! {"a": {"$type": 10}}, &[doc! {"a": null}], &[doc! {}]);
    check(doc! {"a.b": null}, &[doc! {"a": [{"b": 1}, {}]}, doc! {"a": 1}], &[doc! {"a": [{"b": 1}]}]);
}

#[test]
fn ranges_stay_in_their_class() {
    check(doc! {"a": {"$gt": 5}}, &[doc! {"a": 6}, doc! {"a": 5.5}], &[doc! {"a": "6"}, doc! {}, doc! {"a": f64::NAN}]);
    check(doc! {"a": {"$gte": null}}, &[doc! {}, doc! {"a": null}], &[doc! {"a": 1}]);
    check(doc! {"a": {"$gt": 9_007_199_254_740_992.0}}, &[doc! {"a": 9_007_199_254_740_993_i64}], &[]);
}

#[test]
fn numeric_parts_are_positions_and_names() {
    check(doc! {"a.0": 1}, &[doc! {"a": [1, 2]}, doc! {"a": {"0": 1}}, doc! {"a": [{"0": 1}]}], &[doc! {"a": [2, 1]}]);
    check(doc! {"a.1.b": 1}, &[doc! {"a": [{}, {"b": 1}]}], &[doc! {"a": [{"b": 1}, {}]}]);
}

#[test]
fn the_other_operators_do_what_they_say() {
    check(doc! {"a": {"$in": [1, "x"]}}, &[doc! {"a": "x"}, doc! {"a": [1]}], &[doc! {"a": 2}]);
    check(doc! {"a": {"$nin": [1, null]}}, &[doc! {"a": 2}], &[doc! {}, doc! {"a": 1}]);
    check(doc! {"a": {"$all": [1, 2]}}, &[doc! {"a": [2, 3, 1]}], &[doc! {"a": [1]}]);
    check(doc! {"a": {"$size": 2}}, &[doc! {"a": [1, 2]}], &[doc! {"a": [1]}, doc! {}]);
    check(doc! {"a": {"$mod": [4, 1]}}, &[doc! {"a": 5}, doc! {"a": 5.9}], &[doc! {"a": 4}, doc! {"a": "5"}]);
    check(doc! {"a": {"$regex": "^ab", "$options": "i"}}, &[doc! {"a": "ABc"}], &[doc! {"a": "cab"}]);
    check(doc! {"a": {"$exists": false}}, &[doc! {}], &[doc! {"a": null}]);
    check(doc! {"a": {"$not": {"$gt": 1}}}, &[doc! {"a": 1}, doc! {}], &[doc! {"a": [0, 2]}]);
    check(doc! {"$nor": [{"a": 1}, {"b": 1}]}, &[doc! {"a": 2}], &[doc! {"b": 1}]);
    check(doc! {"a": {"$type": "number"}}, &[doc! {"a": 1_i64}, doc! {"a": ["x", 1]}], &[doc! {"a": "1"}]);
}

#[test]
fn what_is_not_known_is_refused_by_name() {
    for query in [doc! {"a": {"$near": []}}, doc! {"$where": "1"}, doc! {"$foo": 1}, doc! {"a": {"$eq": 1, "b": 2}}] {
        let error = parse_filter(&query, &Constants::default()).unwrap_err();
        assert!(!error.message.is_empty(), "{query}");
    }
}
