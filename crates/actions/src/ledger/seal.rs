//! The sealer: numbers committed journals and rows of history, chains each to the one before, and folds the sums of
//! accounts without a floor. Two sealers at once do no harm: one of them wins each batch.

use crate::{ActionError, Desk};
use domain::{event::EventRow, ledger::Journal};
use store::{Link, StoreError};

/// Rows of one transaction.
const BATCH: i64 = 100;

/// Seals the journals that are not sealed yet; answers how many that were.
///
/// # Errors
/// Only the database's.
pub async fn seal(desk: &Desk) -> Result<usize, ActionError> {
    seal_all::<Journal>(desk).await
}

/// Seals the rows of history that are not sealed yet; answers how many that were.
///
/// # Errors
/// Only the database's.
pub async fn seal_history(desk: &Desk) -> Result<usize, ActionError> {
    seal_all::<EventRow>(desk).await
}

async fn seal_all<T: Link>(desk: &Desk) -> Result<usize, ActionError> {
    let mut sealed = 0;
    loop {
        let state = desk.store.seal_state::<T>().await?;
        let batch = desk.store.unsealed::<T>(BATCH).await?;
        if batch.is_empty() {
            return Ok(sealed);
        }
        match desk.store.seal(&state, &batch, desk.now()).await {
            Ok(_) => sealed += batch.len(),
            // Another sealer was quicker: it is being done.
            Err(StoreError::Conflict(_) | StoreError::Duplicate { .. }) => return Ok(sealed),
            Err(error) => return Err(error.into()),
        }
    }
}
