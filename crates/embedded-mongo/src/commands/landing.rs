//! `commitTransaction` without a thread that waits for the disk: the committer itself settles the session and wakes whoever
//! asked. Commits that would have to wait before they begin are none of this file's.

use bson::{Document, doc};
use tokio::sync::oneshot::{self, Receiver};

use super::{
    dispatch::{finished, number_of, session_of},
    sessions::take,
};
use crate::{
    engine::{Core, TransactionState},
    error::{CommandError, Outcome},
    storage::StorageError,
};

/// A commit on its way to the disk, or why it is not.
pub(crate) struct Landing {
    begun: Outcome<Receiver<Result<(), StorageError>>>,
}

impl Landing {
    /// Begins what this command asks for; `None`, with nothing changed, when it is no commit, or one that has to wait before it
    /// begins: then it is a command like any other.
    pub(crate) fn begin(core: &Core, body: &Document) -> Option<Self> {
        // A fault may tell a command to wait.
        #[cfg(feature = "fail-points")]
        if core.fail_points.is_armed() {
            return None;
        }
        if body.keys().next()? != "commitTransaction" {
            return None;
        }
        let (id, number) = (session_of(body).ok()??, number_of(body).ok()??);
        let mut session = core.sessions.get(core, &id).ok()?.try_lock_arc()?;
        if session.number != number || !matches!(session.transaction, TransactionState::Open(_)) {
            return None;
        }
        let steady = core.steady_schema_at_once()?;
        let (tx, committed) = match take(core, &mut session, &id, number) {
            Ok(taken) => taken,
            Err(refusal) => return Some(Self { begun: Err(refusal) }),
        };
        let (told, durable) = oneshot::channel();
        core.ledger.commit_and_then(tx, move |outcome| {
            if outcome.is_ok() {
                session.landed(committed);
            }
            // Free before anybody hears of it.
            drop((session, steady));
            // A connection that has gone has nothing to lose: the outcome is durable either way.
            drop(told.send(outcome));
        });
        Some(Self { begun: Ok(durable) })
    }

    /// The answer, when it is durable or could not be made so.
    pub(crate) async fn answer(self, core: &Core) -> Document {
        let outcome = match self.begun {
            Ok(durable) => {
                let stopped = |_| Err(StorageError("the committer has stopped".into()));
                durable.await.unwrap_or_else(stopped).map_err(CommandError::from)
            }
            Err(refusal) => Err(refusal),
        };
        finished(core, outcome.map_or_else(CommandError::into_reply, |()| doc! {}))
    }
}

#[cfg(test)]
#[path = "landing_tests.rs"]
mod tests;
