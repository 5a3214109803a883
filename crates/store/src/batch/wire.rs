//! A batch as the database is told it, and what is made of the answers.

use super::{Deed, Op};
use crate::{StoreError, error::index_in};
use bson::{Bson, Document as BsonDocument, RawArrayBuf, RawBson, RawDocumentBuf, rawdoc};
use mongodb::error::Error;

/// A unique index refused a write.
const DUPLICATE_KEY: i64 = 11_000;

/// All of them in one command.
pub(super) fn bulk_write(database: &str, ops: &[Op]) -> Result<RawDocumentBuf, StoreError> {
    let mut names: Vec<&str> = Vec::new();
    let mut list = RawArrayBuf::new();
    for op in ops {
        let place = names.iter().position(|name| *name == op.collection).unwrap_or_else(|| {
            names.push(op.collection);
            names.len() - 1
        });
        let place = i32::try_from(place).map_err(|error| StoreError::Shape(error.to_string()))?;
        list.push(match &op.deed {
            Deed::Insert(row) => rawdoc! {"insert": place, "document": row.clone()},
            Deed::Update { filter, change, all, may_be_new } => rawdoc! {
                "update": place,
                "filter": filter.clone(),
                "updateMods": change.clone(),
                "multi": *all,
                "upsert": *may_be_new,
            },
            Deed::Delete { filter, all } => rawdoc! {"delete": place, "filter": filter.clone(), "multi": *all},
        });
    }
    let spaces = names.into_iter().map(|name| RawBson::Document(rawdoc! {"ns": format!("{database}.{name}")}));
    let spaces: RawArrayBuf = spaces.collect();
    Ok(rawdoc! {"bulkWrite": 1_i32, "ops": list, "nsInfo": spaces, "ordered": true, "errorsOnly": false})
}

/// What a `bulkWrite` answers: something for each write, in their order, up to the first that was refused.
pub(super) fn all_done(ops: &[Op], reply: &BsonDocument) -> Result<(), StoreError> {
    let told = reply.get_document("cursor").and_then(|cursor| cursor.get_array("firstBatch"));
    let told = told.map_err(|error| StoreError::Shape(error.to_string()))?;
    for (op, answer) in ops.iter().zip(told) {
        let answer = answer.as_document().ok_or_else(|| StoreError::Shape(answer.to_string()))?;
        if number(answer, "ok") != Some(1) {
            return Err(refused(answer));
        }
        op.must_have_met(number(answer, "n"))?;
    }
    // Nothing is taken for done that was not said to be.
    if told.len() == ops.len() { Ok(()) } else { Err(StoreError::Shape("a write was not answered".to_owned())) }
}

/// Neighbours that go with each other, in a command that every version has.
pub(super) fn one_kind(ops: &[Op]) -> Result<RawDocumentBuf, StoreError> {
    let [first, ..] = ops else { return Err(StoreError::Shape("no writes".to_owned())) };
    let (name, list) = (first.collection, RawArrayBuf::new);
    Ok(match &first.deed {
        Deed::Insert(_) => {
            let rows = ops.iter().filter_map(|op| match &op.deed {
                Deed::Insert(row) => Some(RawBson::Document(row.clone())),
                Deed::Update { .. } | Deed::Delete { .. } => None,
            });
            rawdoc! {"insert": name, "documents": rows.collect::<RawArrayBuf>()}
        }
        Deed::Update { filter, change, all, may_be_new } => {
            let mut updates = list();
            updates.push(rawdoc! {
                "q": filter.clone(), "u": change.clone(), "multi": *all, "upsert": *may_be_new,
            });
            rawdoc! {"update": name, "updates": updates}
        }
        Deed::Delete { filter, all } => {
            let mut deletes = list();
            deletes.push(rawdoc! {"q": filter.clone(), "limit": i32::from(!*all)});
            rawdoc! {"delete": name, "deletes": deletes}
        }
    })
}

pub(super) fn done(ops: &[Op], reply: &BsonDocument) -> Result<(), StoreError> {
    if let Some(first) = reply.get_array("writeErrors").ok().and_then(|errors| errors.first()?.as_document()) {
        return Err(refused(first));
    }
    match ops {
        [op] => op.must_have_met(number(reply, "n")),
        rows if number(reply, "n").and_then(|n| usize::try_from(n).ok()) == Some(rows.len()) => Ok(()),
        _ => Err(StoreError::Shape("a row was not written".to_owned())),
    }
}

/// Why one write was refused.
fn refused(why: &BsonDocument) -> StoreError {
    let message = why.get_str("errmsg").unwrap_or_default();
    let duplicate = (number(why, "code") == Some(DUPLICATE_KEY)).then(|| index_in(message));
    match duplicate.flatten() {
        Some(index) => StoreError::Duplicate { index },
        None => StoreError::Database(Error::custom(why.to_string())),
    }
}

/// Whole numbers come as any kind of number.
pub(super) fn number(reply: &BsonDocument, field: &str) -> Option<i64> {
    match reply.get(field)? {
        Bson::Int32(n) => Some(i64::from(*n)),
        Bson::Int64(n) => Some(*n),
        #[allow(clippy::cast_possible_truncation, reason = "only whole ones are taken")]
        Bson::Double(n) if n.fract() == 0.0 => Some(*n as i64),
        _ => None,
    }
}
