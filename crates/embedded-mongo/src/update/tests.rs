use bson::{Bson, DateTime, Document, doc};

use super::*;

fn updated(old: Document, update: Document) -> Outcome<Document> {
    let occasion = Occasion { inserting: false, now: DateTime::from_millis(5000) };
    parse_update(&Bson::Document(update))?.apply(&old, occasion)
}

#[track_caller]
fn check(old: Document, update: Document, expected: Document) {
    assert_eq!(updated(old, update.clone()).unwrap().to_string(), expected.to_string(), "{update}");
}

#[track_caller]
fn refused(old: Document, update: Document, code: Code) {
    assert_eq!(updated(old, update.clone()).unwrap_err().code, code, "{update}");
}

#[test]
fn fields_are_set_counted_renamed_and_removed() {
    check(doc! {"_id": 1}, doc! {"$set": {"a.b": 1, "c": 2}}, doc! {"_id": 1, "a": {"b": 1}, "c": 2});
    check(doc! {"a": [1, 2]}, doc! {"$set": {"a.3": 9}}, doc! {"a": [1, 2, null, 9]});
    check(doc! {"a": i32::MAX}, doc! {"$inc": {"a": 1}}, doc! {"a": 2_147_483_648_i64});
    check(doc! {"a": 2}, doc! {"$mul": {"a": 3, "b": 4}}, doc! {"a": 6, "b": 0});
    check(doc! {"a": 5, "b": 5}, doc! {"$min": {"a": 3}, "$max": {"b": 3}}, doc! {"a": 3, "b": 5});
    check(doc! {"a": 1, "b": 2}, doc! {"$rename": {"a": "c"}, "$unset": {"b": ""}}, doc! {"c": 1});
    check(doc! {}, doc! {"$currentDate": {"at": true}}, doc! {"at": DateTime::from_millis(5000)});
    check(doc! {}, doc! {"$setOnInsert": {"a": 1}}, doc! {});
}

#[test]
fn whole_decimals_beyond_int64_are_counted_exactly() {
    let decimal = |text: &str| Bson::Decimal128(text.parse().unwrap());
    check(
        doc! {"units": decimal("123456789012345678901234567890")},
        doc! {"$inc": {"units": 1_i64}},
        doc! {"units": decimal("123456789012345678901234567891")},
    );
    refused(doc! {"units": decimal("1")}, doc! {"$inc": {"units": 0.5}}, Code::NotImplemented);
    refused(doc! {"units": i64::MAX}, doc! {"$inc": {"units": 1}}, Code::BadValue);
}

#[test]
fn arrays_grow_and_shrink() {
    check(doc! {"a": [1]}, doc! {"$push": {"a": 2}}, doc! {"a": [1, 2]});
    check(doc! {"a": [3]}, doc! {"$push": {"a": {"$each": [1, 2], "$sort": 1, "$slice": -2}}}, doc! {"a": [2, 3]});
    check(doc! {"a": [1, 2]}, doc! {"$push": {"a": {"$each": [9], "$position": 0}}}, doc! {"a": [9, 1, 2]});
    check(doc! {"a": [1]}, doc! {"$addToSet": {"a": {"$each": [1.0, 2]}}}, doc! {"a": [1, 2]});
    check(doc! {"a": [1, 5, 7]}, doc! {"$pull": {"a": {"$gt": 4}}}, doc! {"a": [1]});
    check(doc! {"a": [{"b": 1, "c": 2}, {"b": 2}]}, doc! {"$pull": {"a": {"b": 1}}}, doc! {"a": [{"b": 2}]});
    check(doc! {"a": [1, 2, 1]}, doc! {"$pullAll": {"a": [1]}}, doc! {"a": [2]});
    check(doc! {"a": [1, 2, 3]}, doc! {"$pop": {"a": -1}}, doc! {"a": [2, 3]});
}

#[test]
fn what_cannot_be_done_is_refused_by_name() {
    refused(doc! {"_id": 1}, doc! {"$set": {"_id": 2}}, Code::ImmutableField);
    refused(doc! {}, doc! {"$set": {"a": 1, "a.b": 1}}, Code::ConflictingUpdateOperators);
    refused(doc! {"a": 1}, doc! {"$set": {"a.b": 1}}, Code::PathNotViable);
    refused(doc! {"a": "x"}, doc! {"$inc": {"a": 1}}, Code::TypeMismatch);
    refused(doc! {"a": [1]}, doc! {"$set": {"a.$": 1}}, Code::NotImplemented);
    refused(doc! {}, doc! {"$foo": {"a": 1}}, Code::FailedToParse);
}

#[test]
fn an_upsert_starts_from_the_equalities_of_the_filter() {
    let filter = crate::query::parse_filter(
        &doc! {"a": 1, "b": {"$gt": 3}, "$and": [{"c.d": {"$eq": 2}}], "_id": 7},
        &crate::expression::Constants::default(),
    );
    let update = parse_update(&Bson::Document(doc! {"$set": {"z": 1}, "$setOnInsert": {"y": 2}})).unwrap();
    let seeded = seed(&filter.unwrap(), &update, DateTime::from_millis(0)).unwrap();
    assert_eq!(seeded.to_string(), doc! {"_id": 7, "a": 1, "c": {"d": 2}, "y": 2, "z": 1}.to_string());
}
