use bson::{Document, doc};

use super::*;

#[track_caller]
fn check(projection: Document, document: Document, expected: Document) {
    let shown = Projection::parse(&projection, &Constants::default()).unwrap().apply(&document).unwrap();
    assert_eq!(shown.to_string(), expected.to_string(), "{projection}");
}

#[test]
fn fields_are_shown_or_hidden() {
    let document = || doc! {"_id": 1, "a": {"b": 1, "c": 2}, "d": [{"e": 1, "f": 2}, 5], "g": 3};
    check(doc! {"g": 1}, document(), doc! {"_id": 1, "g": 3});
    check(doc! {"_id": 0, "a.b": 1}, document(), doc! {"a": {"b": 1}});
    check(doc! {"a": {"b": 1}, "d.e": 1}, document(), doc! {"_id": 1, "a": {"b": 1}, "d": [{"e": 1}]});
    check(doc! {"a": 0, "d.e": 0}, document(), doc! {"_id": 1, "d": [{"f": 2}, 5], "g": 3});
    check(doc! {"_id": 0}, document(), doc! {"a": {"b": 1, "c": 2}, "d": [{"e": 1, "f": 2}, 5], "g": 3});
    check(doc! {"_id": 1}, document(), doc! {"_id": 1});
}

#[test]
fn fields_are_computed_and_arrays_cut() {
    check(doc! {"sum": {"$add": ["$a", 1]}, "b": "$a"}, doc! {"_id": 1, "a": 1}, doc! {"_id": 1, "sum": 2, "b": 1});
    check(doc! {"a": {"$slice": -2}}, doc! {"a": [1, 2, 3], "b": 1}, doc! {"a": [2, 3], "b": 1});
    check(doc! {"a": {"$elemMatch": {"n": 2}}}, doc! {"a": [{"n": 1}, {"n": 2}], "b": 1}, doc! {"a": [{"n": 2}]});
}

#[test]
fn mixing_and_colliding_is_refused() {
    for projection in [doc! {"a": 1, "b": 0}, doc! {"a": 1, "a.b": 1}, doc! {"a.$": 1}, doc! {"a": {"$meta": "x"}}] {
        assert!(Projection::parse(&projection, &Constants::default()).is_err(), "{projection}");
    }
}
