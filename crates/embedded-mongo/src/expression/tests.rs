use bson::{Bson, DateTime, bson, doc};

use super::*;

fn evaluated(expression: Bson, document: Document) -> Outcome<Option<Bson>> {
    Expression::parse(&expression, &Constants::default())?.evaluate(&document)
}

#[track_caller]
fn check(expression: Bson, document: Document, expected: Bson) {
    assert_eq!(evaluated(expression.clone(), document).unwrap(), Some(expected), "{expression}");
}

#[test]
fn fields_reach_through_documents_and_arrays() {
    check(bson!("$a.b"), doc! {"a": {"b": 1}}, bson!(1));
    check(bson!("$a.b"), doc! {"a": [{"b": 1}, {}, {"b": 2}]}, bson!([1, 2]));
    check(bson!("$$ROOT.a"), doc! {"a": 1}, bson!(1));
    assert_eq!(evaluated(bson!("$x"), doc! {}).unwrap(), None);
}

#[test]
fn numbers_are_calculated_exactly_or_refused() {
    let decimal = |text: &str| Bson::Decimal128(text.parse().unwrap());
    check(
        bson!({"$add": ["$a", 1]}),
        doc! {"a": decimal("12345678901234567890123")},
        decimal("12345678901234567890124"),
    );
    check(bson!({"$subtract": [5, 7]}), doc! {}, bson!(-2));
    check(bson!({"$multiply": [2, 1.5]}), doc! {}, bson!(3.0));
    check(bson!({"$divide": [1, 4]}), doc! {}, bson!(0.25));
    check(
        bson!({"$add": ["$at", 1000]}),
        doc! {"at": DateTime::from_millis(0)},
        Bson::DateTime(DateTime::from_millis(1000)),
    );
    check(bson!({"$add": ["$missing", 1]}), doc! {}, Bson::Null);
    assert!(evaluated(bson!({"$add": ["$a", 0.1]}), doc! {"a": decimal("1")}).is_err());
}

#[test]
fn choices_compare_and_fall_back() {
    check(bson!({"$cond": [{"$gt": ["$a", 1]}, "big", "small"]}), doc! {"a": 2}, bson!("big"));
    check(bson!({"$cond": {"if": "$a", "then": 1, "else": 2}}), doc! {}, bson!(2));
    check(bson!({"$ifNull": ["$a", "$b", 7]}), doc! {"b": null}, bson!(7));
    check(bson!({"$eq": ["$a", null]}), doc! {}, bson!(false));
    let switch = bson!({"$switch": {"branches": [{"case": {"$eq": ["$a", 1]}, "then": "one"}], "default": "other"}});
    check(switch, doc! {"a": 1}, bson!("one"));
}

#[test]
fn arrays_are_mapped_filtered_and_reduced() {
    let numbers = || doc! {"a": [1, 2, 3]};
    check(bson!({"$map": {"input": "$a", "as": "n", "in": {"$add": ["$$n", 1]}}}), numbers(), bson!([2, 3, 4]));
    check(bson!({"$filter": {"input": "$a", "cond": {"$gt": ["$$this", 1]}}}), numbers(), bson!([2, 3]));
    check(
        bson!({"$reduce": {"input": "$a", "initialValue": 0, "in": {"$add": ["$$value", "$$this"]}}}),
        numbers(),
        bson!(6),
    );
    check(bson!({"$sum": "$a"}), numbers(), bson!(6));
    check(bson!({"$arrayElemAt": ["$a", -1]}), numbers(), bson!(3));
    check(bson!({"$in": [2, "$a"]}), numbers(), bson!(true));
    check(bson!({"$slice": ["$a", 1, 1]}), numbers(), bson!([2]));
    check(bson!({"$concat": ["x", {"$toString": "$n"}]}), doc! {"n": 5}, bson!("x5"));
    check(bson!({"$let": {"vars": {"x": 2}, "in": {"$multiply": ["$$x", 3]}}}), doc! {}, bson!(6));
    check(bson!({"$setUnion": [[2, 1], [1, 3]]}), doc! {}, bson!([1, 2, 3]));
}

#[test]
fn what_is_not_known_is_refused_by_name() {
    for expression in [bson!({"$foo": 1}), bson!("$$nobody"), bson!({"$add": 1, "b": 2}), bson!({"$eq": [1]})] {
        assert!(evaluated(expression.clone(), doc! {}).is_err(), "{expression}");
    }
}
