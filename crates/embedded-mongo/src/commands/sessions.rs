//! `commitTransaction`, `abortTransaction`, `endSessions`.

use bson::{Bson, Document, doc};

use super::context::Context;
use crate::{
    catalog::keyspace,
    engine::{Core, OpenTransaction, Remembered, Session, TransactionState, no_such_transaction},
    error::{Code, CommandError, Outcome, TRANSIENT},
};

/// Commits, or says again that it is committed.
pub(crate) fn commit(core: &Core, session: &mut Session, id: &[u8], number: i64) -> Outcome<Document> {
    if session.number == number && matches!(session.transaction, TransactionState::Committed) {
        return Ok(doc! {});
    }
    session.open_transaction(number)?;
    let TransactionState::Open(open) = std::mem::replace(&mut session.transaction, TransactionState::Aborted) else {
        return Err(no_such_transaction(number));
    };
    core.cursors.close_of_transaction(id, number);
    let committed = Remembered::committed(number);
    make_durable(core, *open, keyspace::retry(id), committed.record()?)?;
    session.transaction = TransactionState::Committed;
    session.remembered = committed;
    Ok(doc! {})
}

fn make_durable(core: &Core, open: OpenTransaction, key: Vec<u8>, record: Vec<u8>) -> Outcome<()> {
    let _steady = core.steady_schema();
    if !open.written.iter().all(|collection| core.catalog.is_current(collection)) {
        return Err(CommandError::write_conflict().labelled(TRANSIENT));
    }
    let mut tx = open.tx;
    // A transaction that only read has nothing that a repeat would have to know.
    if tx.has_writes() {
        tx.put(key, record);
    }
    Ok(core.ledger.commit(tx)?)
}

pub(crate) fn abort(core: &Core, session: &mut Session, id: &[u8], number: i64) -> Outcome<Document> {
    session.open_transaction(number)?;
    session.transaction = TransactionState::Aborted;
    core.cursors.close_of_transaction(id, number);
    Ok(doc! {})
}

pub(crate) fn end(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let sessions = body
        .get_array("endSessions")
        .map_err(|_| CommandError::new(Code::TypeMismatch, "endSessions needs an array of sessions"))?;
    for session in sessions.iter().filter_map(Bson::as_document) {
        if let Some(Bson::Binary(id)) = session.get("id") {
            context.core.sessions.end(&id.bytes);
            context.core.cursors.close_of_session(&id.bytes);
        }
    }
    Ok(doc! {})
}
