//! Which commands are so brief that handing them to another thread would cost more than running them.

use bson::{Bson, Document};

use crate::engine::Core;

/// Statements of a command that still count as few.
const FEW: usize = 16;

/// True when a command surely waits for nobody and touches few documents, each named by its `_id`: it may run on the
/// thread that read it. Inside a transaction a write meets another one by being refused, never by waiting; outside it
/// waits for others and for the disk.
pub(crate) fn is_brief(core: &Core, body: &Document) -> bool {
    // A fault may tell a command to wait.
    #[cfg(feature = "fail-points")]
    if core.fail_points.is_armed() {
        return false;
    }
    let _ = core;
    let in_transaction = body.get("autocommit") == Some(&Bson::Boolean(false));
    match body.keys().next().map(String::as_str) {
        Some("find") => body.get_document("filter").is_ok_and(names_one),
        Some("insert") => in_transaction && few(body, "documents", |_| true),
        Some("update") => in_transaction && few(body, "updates", selects_one),
        Some("delete") => in_transaction && few(body, "deletes", selects_one),
        Some("bulkWrite") => in_transaction && few(body, "ops", |op| op.contains_key("insert") || is_of_one(op)),
        Some("findAndModify") => in_transaction && body.get_document("query").is_ok_and(names_one),
        _ => false,
    }
}

fn few(body: &Document, field: &str, is_brief: fn(&Document) -> bool) -> bool {
    let Ok(statements) = body.get_array(field) else { return false };
    statements.len() <= FEW && statements.iter().all(|it| it.as_document().is_some_and(is_brief))
}

fn selects_one(statement: &Document) -> bool {
    statement.get_document("q").is_ok_and(names_one)
}

fn is_of_one(op: &Document) -> bool {
    op.get_document("filter").is_ok_and(names_one)
}

/// An `_id` that is a plain value: at most one document has it.
fn names_one(query: &Document) -> bool {
    matches!(query.get("_id"), Some(Bson::String(_) | Bson::ObjectId(_) | Bson::Int32(_) | Bson::Int64(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::MemoryStorage;
    use bson::doc;
    use std::sync::Arc;

    #[test]
    fn only_what_waits_for_nobody_and_names_its_documents_is_brief() {
        let core = Core::start(Arc::new(MemoryStorage::default())).unwrap();
        let one = doc! { "q": { "_id": "a", "version": 3 }, "u": { "$inc": { "n": 1 } } };
        let many = doc! { "q": { "n": 3 }, "u": { "$inc": { "n": 1 } }, "multi": true };
        let range = doc! { "q": { "_id": { "$gt": "a" } }, "u": { "$inc": { "n": 1 } } };
        let update = |statement: &Document| doc! { "update": "things", "updates": [statement], "autocommit": false };
        let bulk =
            |op: Document| doc! { "bulkWrite": 1, "ops": [{ "insert": 0, "document": {} }, op], "autocommit": false };
        for (command, expected) in [
            (update(&one), true),
            (update(&many), false),
            (update(&range), false),
            (doc! { "update": "things", "updates": [&one] }, false),
            (doc! { "update": "things", "updates": vec![&one; 17], "autocommit": false }, false),
            (doc! { "insert": "things", "documents": [{}], "autocommit": false }, true),
            (bulk(doc! { "update": 0, "filter": { "_id": "a" }, "updateMods": {} }), true),
            (bulk(doc! { "delete": 0, "filter": { "n": 1 }, "multi": true }), false),
            (doc! { "insert": "things", "documents": [{}] }, false),
            (doc! { "find": "things", "filter": { "_id": 1 } }, true),
            (doc! { "find": "things", "filter": { "n": 1 } }, false),
            (doc! { "findAndModify": "things", "query": { "_id": 1 }, "autocommit": false }, true),
            (doc! { "findAndModify": "things", "query": { "_id": 1 } }, false),
            (doc! { "findAndModify": "things", "query": { "n": 1 }, "autocommit": false }, false),
            (doc! { "commitTransaction": 1, "autocommit": false }, false),
        ] {
            assert_eq!(is_brief(&core, &command), expected, "{command}");
        }
    }
}
