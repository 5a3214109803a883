//! Commands of several statements: which run after one fails, and how failures are reported.

use bson::{Bson, Document};

use crate::error::{CommandError, Outcome};

/// Runs `statement` on every position below `count`. Ordered commands stop at the first failure. A write conflict is
/// no failure of a statement: it ends the whole attempt.
pub(crate) fn run_all(
    count: usize,
    ordered: bool,
    mut statement: impl FnMut(usize) -> Outcome<()>,
) -> Outcome<Vec<Document>> {
    let mut errors = Vec::new();
    for index in 0..count {
        match statement(index) {
            Ok(()) => {}
            Err(error) if error.is_write_conflict() => return Err(error),
            Err(error) if error.code == crate::error::Code::InternalError => return Err(error),
            Err(error) => {
                errors.push(error.into_write_error(index));
                if ordered {
                    break;
                }
            }
        }
    }
    Ok(errors)
}

/// Adds `writeErrors` when there are some.
pub(crate) fn with_errors(mut reply: Document, errors: Vec<Document>) -> Document {
    if !errors.is_empty() {
        reply.insert("writeErrors", errors.into_iter().map(Bson::Document).collect::<Vec<_>>());
    }
    reply
}

/// True when a statement of the answered command was refused.
pub(crate) fn has_failed(reply: &Document) -> bool {
    reply.contains_key("writeErrors") || reply.get_i32("nErrors").is_ok_and(|n_errors| n_errors > 0)
}

/// Whether a command stops at its first failing statement; it does unless told.
pub(crate) fn is_ordered(body: &Document) -> bool {
    body.get("ordered").is_none_or(crate::value::is_truthy)
}

/// A command carries between one and 100,000 statements.
pub(crate) fn check_count(count: usize) -> Outcome<()> {
    if (1..=100_000).contains(&count) {
        return Ok(());
    }
    Err(CommandError::new(
        crate::error::Code::InvalidLength,
        format!("Write batch sizes must be between 1 and 100000. Got {count} operations."),
    ))
}
