//! `commitTransaction`, `abortTransaction`, `endSessions`.

use bson::{Bson, Document, doc};

use super::context::Context;
use crate::{
    catalog::keyspace,
    engine::{Core, Remembered, Session, TransactionState, no_such_transaction},
    error::{Code, CommandError, Outcome, TRANSIENT},
    mvcc::Tx,
};

/// Commits, or says again that it is committed.
pub(crate) fn commit(core: &Core, session: &mut Session, id: &[u8], number: i64) -> Outcome<Document> {
    if session.number == number && matches!(session.transaction, TransactionState::Committed) {
        return Ok(doc! {});
    }
    let _steady = core.steady_schema();
    let (tx, committed) = take(core, session, id, number)?;
    core.ledger.commit(tx)?;
    session.landed(committed);
    Ok(doc! {})
}

/// The open transaction, and what a repeat of its commit has to know. The session takes it for aborted until it
/// [has landed](Session::landed). To be called, and committed, while the schema is steady.
pub(super) fn take(core: &Core, session: &mut Session, id: &[u8], number: i64) -> Outcome<(Tx, Remembered)> {
    session.open_transaction(number)?;
    let TransactionState::Open(open) = std::mem::replace(&mut session.transaction, TransactionState::Aborted) else {
        return Err(no_such_transaction(number));
    };
    core.cursors.close_of_transaction(id, number);
    if !open.written.iter().all(|collection| core.catalog.is_current(collection)) {
        return Err(CommandError::write_conflict().labelled(TRANSIENT));
    }
    let (mut tx, committed) = (open.tx, Remembered::committed(number));
    // A transaction that only read has nothing that a repeat would have to know.
    if tx.has_writes() {
        tx.put(keyspace::retry(id), committed.record()?);
    }
    Ok((tx, committed))
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
