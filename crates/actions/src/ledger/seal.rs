//! The sealer: numbers committed journals, chains each to the one before, and folds the sums of accounts
//! without a floor. Two sealers at once do no harm: one of them wins each batch.

use crate::{ActionError, Desk};
use store::StoreError;

/// Journals of one transaction.
const BATCH: i64 = 100;

/// Seals what is not sealed yet; answers how many journals that were.
///
/// # Errors
/// Only the database's.
pub async fn seal(desk: &Desk) -> Result<usize, ActionError> {
    let mut sealed = 0;
    loop {
        let state = desk.store.seal_state().await?;
        let batch = desk.store.unsealed_journals(BATCH).await?;
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
