//! `configureFailPoint` with `failCommand`, and what becomes of a command that is struck. Only with the feature
//! `fail-points`: a build without it answers as to any command that nobody knows.

use std::time::Duration;

use bson::{Bson, Document, doc};

use super::arguments::Arguments;
use crate::{
    engine::{Core, Death, Fault, Mode},
    error::{CommandError, Outcome, TRANSIENT},
    value::whole_number,
};

/// Codes after which drivers look for another primary, and may send a write or a commit again: hosts that are gone, a
/// primary that stepped down, a server that ends.
const RETRYABLE: [i32; 13] = [6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436];
/// Codes that end a transaction which may run again: lock timeout, write conflict, snapshot gone, no such transaction.
const ENDS_TRANSACTION: [i32; 4] = [24, 112, 246, 251];
/// The driver may send the same write or commit again.
const RETRYABLE_LABEL: &str = "RetryableWriteError";

/// Arms `failCommand`, or takes it away.
pub(super) fn configure(core: &Core, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("configureFailPoint", body).only(&["mode", "data"])?;
    if arguments.database() != "admin" {
        return Err(CommandError::bad_value("configureFailPoint may only be run against the admin database."));
    }
    if arguments.text("configureFailPoint")? != Some("failCommand") {
        return Err(CommandError::not_implemented("a fail point other than failCommand"));
    }
    let mode = mode(arguments.required("mode")?)?;
    let fault = match arguments.document("data")? {
        Some(data) => fault(data)?,
        None => Fault::default(),
    };
    Ok(doc! { "count": core.fail_points.arm(mode, fault) })
}

fn mode(value: &Bson) -> Outcome<Mode> {
    let refused = || CommandError::bad_value(format!("{value} is no mode of a fail point"));
    match value {
        Bson::String(word) if word == "off" => Ok(Mode::Off),
        Bson::String(word) if word == "alwaysOn" => Ok(Mode::AlwaysOn),
        Bson::Document(counted) => {
            let arguments = Arguments::of("mode", counted).only_exactly(&["times", "skip"])?;
            let count = |field| Ok::<_, CommandError>(arguments.count(field)?.map(|count| count as u64));
            match (count("times")?, count("skip")?) {
                (Some(times), None) => Ok(Mode::Times(times)),
                (None, Some(skip)) => Ok(Mode::Skip(skip)),
                _ => Err(refused()),
            }
        }
        _ => Err(refused()),
    }
}

fn fault(data: &Document) -> Outcome<Fault> {
    let arguments = Arguments::of("data", data).only_exactly(&[
        "failCommands",
        "errorCode",
        "errorLabels",
        "closeConnection",
        "blockConnection",
        "blockTimeMS",
        "writeConcernError",
        "dies",
    ])?;
    let blocks = arguments.flag("blockConnection")?;
    let block_ms = arguments.count("blockTimeMS")?.unwrap_or(0);
    let code = |code: i64| i32::try_from(code).map_err(|_| CommandError::bad_value("errorCode has to be an int"));
    Ok(Fault {
        commands: texts(data, "failCommands")?.ok_or_else(|| CommandError::bad_value("failCommands is missing"))?,
        block: Duration::from_millis(if blocks { block_ms as u64 } else { 0 }),
        hang_up: arguments.flag("closeConnection")?,
        error_code: arguments.whole("errorCode")?.map(code).transpose()?,
        labels: texts(data, "errorLabels")?,
        death: arguments.text("dies")?.map(death).transpose()?,
        write_concern_error: arguments.document("writeConcernError")?.cloned(),
    })
}

/// Ours alone: no other server lets itself be killed by a command.
fn death(word: &str) -> Outcome<Death> {
    match word {
        "before" => Ok(Death::Before),
        "after" => Ok(Death::After),
        _ => Err(CommandError::bad_value(format!("nothing dies {word:?} a command"))),
    }
}

fn texts(data: &Document, field: &str) -> Outcome<Option<Vec<String>>> {
    let Some(value) = data.get(field) else { return Ok(None) };
    let wrong = || CommandError::wrong_type(format!("{field} has to be an array of strings"));
    let items = value.as_array().ok_or_else(wrong)?.iter();
    items.map(|item| item.as_str().map(str::to_owned).ok_or_else(wrong)).collect::<Outcome<_>>().map(Some)
}

/// The answer to a command that is struck; `None` when its connection is closed. `run` runs the command.
pub(super) fn answer(fault: &Fault, name: &str, body: &Document, run: impl FnOnce() -> Document) -> Option<Document> {
    // On a thread that may wait; see the connection.
    std::thread::sleep(fault.block);
    match fault.death {
        Some(Death::Before) => std::process::abort(),
        Some(Death::After) => {
            run();
            std::process::abort();
        }
        None => {}
    }
    if fault.hang_up {
        return None;
    }
    if let Some(code) = fault.error_code {
        let message = "Failing command via 'failCommand' failpoint";
        let reply = doc! { "ok": 0.0, "errmsg": message, "code": code, "codeName": format!("Location{code}") };
        return Some(labelled(reply, fault, code, name, body));
    }
    let mut reply = run();
    let Some(error) = &fault.write_concern_error else { return Some(reply) };
    reply.insert("writeConcernError", error.clone());
    let code = error.get("code").and_then(whole_number).and_then(|code| i32::try_from(code).ok()).unwrap_or(0);
    Some(labelled(reply, fault, code, name, body))
}

fn labelled(mut reply: Document, fault: &Fault, code: i32, name: &str, body: &Document) -> Document {
    let labels = match &fault.labels {
        Some(labels) => labels.clone(),
        None => label_of(code, name, body).into_iter().map(str::to_owned).collect(),
    };
    if !labels.is_empty() {
        reply.insert("errorLabels", labels);
    }
    reply
}

/// The label that a server gives this code at this place.
fn label_of(code: i32, name: &str, body: &Document) -> Option<&'static str> {
    let in_transaction = body.get("autocommit") == Some(&Bson::Boolean(false));
    let ends_one = matches!(name, "commitTransaction" | "abortTransaction");
    let may_be_sent_again = ends_one || (body.contains_key("txnNumber") && !in_transaction);
    if RETRYABLE.contains(&code) && may_be_sent_again {
        return Some(RETRYABLE_LABEL);
    }
    let ends_transaction = ENDS_TRANSACTION.contains(&code) || RETRYABLE.contains(&code);
    (in_transaction && ends_transaction).then_some(TRANSIENT)
}
