//! From a command document to its answer: which command, in which surroundings, with which error labels.

use bson::{Bson, Document};

#[cfg(feature = "fail-points")]
use super::fail_points;
use super::{
    aggregate, bulk_write, collections,
    context::{Context, Remember},
    cursor, delete, find, find_and_modify, hello, indexes, insert, sessions,
    statements::has_failed,
    update,
};
use crate::{
    engine::{Core, CursorOwner, OpenTransaction, Session, Statement, TransactionState},
    error::{Code, CommandError, Outcome, TRANSIENT},
    value::whole_number,
};

/// What `hello` says about where this engine is.
#[derive(Clone, Debug)]
pub(crate) struct Host {
    /// The socket's path, as drivers expect it in a list of hosts.
    pub(crate) address: String,
    pub(crate) connection_id: i32,
}

/// The answer to a command; failures are answers too. `None` closes the connection, which only a fail point does.
pub(crate) fn answer(core: &Core, host: &Host, body: &Document) -> Option<Document> {
    let Some(name) = body.keys().next() else {
        return Some(finished(core, CommandError::unparsable("an empty command").into_reply()));
    };
    let run = || run(core, host, name, body).unwrap_or_else(CommandError::into_reply);
    #[cfg(feature = "fail-points")]
    if let Some(fault) = core.fail_points.strike(name) {
        return fail_points::answer(&fault, name, body, run).map(|reply| finished(core, reply));
    }
    Some(finished(core, run()))
}

/// Without `$clusterTime`: there are no other members whose news it would order, and a driver that gets one publishes its
/// whole picture of the deployment anew, for every answer.
pub(super) fn finished(core: &Core, mut reply: Document) -> Document {
    if !reply.contains_key("ok") {
        reply.insert("ok", 1.0);
    }
    reply.insert("operationTime", core.tick());
    reply
}

fn run(core: &Core, host: &Host, name: &str, body: &Document) -> Outcome<Document> {
    if body.get_document("readConcern").is_ok_and(|concern| concern.contains_key("atClusterTime")) {
        return Err(CommandError::not_implemented("readConcern.atClusterTime"));
    }
    let session = session_of(body)?;
    let number = number_of(body)?;
    match (session, number) {
        (Some(session), Some(number)) if body.get("autocommit") == Some(&Bson::Boolean(false)) => {
            in_transaction(core, name, body, &session, number)
        }
        (Some(session), Some(number)) => retryable(core, name, body, session, number),
        (None, Some(_)) => Err(CommandError::new(Code::InvalidOptions, "txnNumber needs a session (lsid)")),
        (session, None) => {
            let context = Context::plain(core, CursorOwner { session, transaction: None });
            if let Some(reply) = hello::run(name, core, host, body) {
                return reply;
            }
            command(name, context, body)
        }
    }
}

/// The commands that read or write; those without storage are in `hello`.
fn command(name: &str, context: Context<'_>, body: &Document) -> Outcome<Document> {
    match name {
        "insert" => insert::run(context, body),
        "update" => update::run(context, body),
        "delete" => delete::run(context, body),
        "bulkWrite" => bulk_write::run(context, body),
        "findAndModify" | "findandmodify" => find_and_modify::run(name, context, body),
        "find" => find::run(&context, body),
        "count" => find::count(&context, body),
        "distinct" => find::distinct(&context, body),
        "aggregate" => aggregate::run(&context, body),
        "getMore" => cursor::get_more(&context, body),
        "killCursors" => cursor::kill(&context, body),
        "create" => collections::create(&context, body),
        "drop" => collections::drop_one(&context, body),
        "dropDatabase" => collections::drop_database(&context, body),
        "listCollections" => collections::list(&context, body),
        "listDatabases" => collections::list_databases(&context, body),
        "collStats" => collections::stats(&context, body),
        "createIndexes" => indexes::create(&context, body),
        "dropIndexes" | "deleteIndexes" => indexes::drop_some(name, &context, body),
        "listIndexes" => indexes::list(&context, body),
        "endSessions" => sessions::end(&context, body),
        #[cfg(feature = "fail-points")]
        "configureFailPoint" => fail_points::configure(context.core, body),
        "commitTransaction" | "abortTransaction" => {
            Err(CommandError::new(Code::InvalidOptions, format!("{name} needs a transaction (autocommit: false)")))
        }
        _ => Err(CommandError::new(Code::CommandNotFound, format!("no such command: '{name}'"))),
    }
}

pub(super) fn session_of(body: &Document) -> Outcome<Option<Vec<u8>>> {
    let Some(lsid) = body.get("lsid") else { return Ok(None) };
    match lsid.as_document().and_then(|lsid| lsid.get("id")) {
        Some(Bson::Binary(id)) => Ok(Some(id.bytes.clone())),
        _ => Err(CommandError::wrong_type("lsid.id has to be a UUID")),
    }
}

pub(super) fn number_of(body: &Document) -> Outcome<Option<i64>> {
    let Some(value) = body.get("txnNumber") else { return Ok(None) };
    whole_number(value).map(Some).ok_or_else(|| CommandError::wrong_type("txnNumber has to be a number"))
}

/// A write outside a transaction that its client may send again.
fn retryable(core: &Core, name: &str, body: &Document, session: Vec<u8>, number: i64) -> Outcome<Document> {
    if !matches!(name, "insert" | "update" | "delete" | "findAndModify" | "findandmodify") {
        return Err(CommandError::new(
            Code::InvalidOptions,
            format!("txnNumber may only be provided for transactions and retryable writes, not for {name}"),
        ));
    }
    let position = body.get("stmtId").and_then(whole_number).and_then(|at| i32::try_from(at).ok()).unwrap_or(0);
    let known = core.sessions.get(core, &session)?;
    let mut known = known.lock();
    known.advance_to(number)?;
    if let Some(reply) = known.remembered.answer(position) {
        return Ok(reply.clone());
    }
    let statement = Statement { session: session.clone(), number, position };
    let reply = {
        let remembered = &known.remembered;
        let record = |reply: &Document| remembered.with_answer(&statement, reply).record();
        let context = Context::plain(core, CursorOwner { session: Some(session), transaction: None })
            .remembering(Remember { statement: &statement, record: &record });
        command(name, context, body)?
    };
    known.remembered = known.remembered.with_answer(&statement, &reply);
    Ok(reply)
}

fn in_transaction(core: &Core, name: &str, body: &Document, session: &[u8], number: i64) -> Outcome<Document> {
    let known = core.sessions.get(core, session)?;
    let mut known = known.lock();
    if body.get("startTransaction") == Some(&Bson::Boolean(true)) {
        start(core, &mut known, session, number)?;
    }
    let outcome = match name {
        "commitTransaction" => return sessions::commit(core, &mut known, session, number),
        "abortTransaction" => return sessions::abort(core, &mut known, session, number),
        "insert" | "update" | "delete" | "bulkWrite" | "findAndModify" | "findandmodify" | "find" | "aggregate"
        | "distinct" | "getMore" | "killCursors" => {
            statement(core, name, body, known.open_transaction(number)?, session, number)
        }
        _ => Err(CommandError::new(
            Code::OperationNotSupportedInTransaction,
            format!("Cannot run '{name}' in a multi-document transaction."),
        )),
    };
    // Any error ends the transaction, also one of a single statement.
    if outcome.as_ref().map_or(true, has_failed) && matches!(known.transaction, TransactionState::Open(_)) {
        known.transaction = TransactionState::Aborted;
        core.cursors.close_of_transaction(session, number);
    }
    outcome.map_err(|error| if error.is_write_conflict() { error.labelled(TRANSIENT) } else { error })
}

fn start(core: &Core, session: &mut Session, id: &[u8], number: i64) -> Outcome<()> {
    let before = session.number;
    session.advance_to(number)?;
    if before == number && (session.remembered.is_used() || !matches!(session.transaction, TransactionState::None)) {
        session.transaction = match std::mem::replace(&mut session.transaction, TransactionState::Aborted) {
            TransactionState::Committed => TransactionState::Committed,
            _ => TransactionState::Aborted,
        };
        return Err(CommandError::new(
            Code::ConflictingOperationInProgress,
            format!("Cannot start a transaction at given transaction number {number}: it is in use"),
        ));
    }
    core.cursors.close_of_transaction(id, before);
    session.transaction = TransactionState::Open(Box::new(OpenTransaction::begin(core)?));
    Ok(())
}

fn statement(
    core: &Core,
    name: &str,
    body: &Document,
    open: &mut OpenTransaction,
    session: &[u8],
    number: i64,
) -> Outcome<Document> {
    let owner = CursorOwner { session: Some(session.to_vec()), transaction: Some(number) };
    command(name, Context::plain(core, owner).inside(open), body)
}
