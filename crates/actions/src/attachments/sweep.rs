//! The clock takes orphans from the shelf: what was begun and never finished, and what was taken away.

use super::unshelved;
use crate::{ActionError, Desk, tasks::Ran};
use domain::{Hours, attachments::Attachment};
use store::{Commit, StoreError};

const EVERY: Hours = Hours(1);
const AT_ONCE: i64 = 200;

/// One round. A row is marked before its bytes go, so that whoever gives it a place at this moment meets a conflict; and
/// it goes after them, so that a round that is killed is made again.
///
/// # Errors
/// The database's or the shelf's.
pub async fn sweep(desk: &Desk) -> Result<Ran, ActionError> {
    let orphans = desk.store.orphaned_attachments(desk.now(), AT_ONCE).await?;
    let is_all = i64::try_from(orphans.len()).is_ok_and(|count| count < AT_ONCE);
    for orphan in orphans {
        let marked = Attachment { sweep_at: Some(desk.now() + EVERY), ..orphan };
        match desk.commit(Commit::new().save(&marked)).await {
            Ok(()) => {}
            Err(ActionError::Store(StoreError::Conflict(_))) => continue,
            Err(error) => return Err(error),
        }
        desk.files.remove(&marked.key()).await.map_err(unshelved)?;
        let marked = Attachment { version: marked.version + 1, ..marked };
        match desk.commit(Commit::new().remove(&marked)).await {
            Ok(()) | Err(ActionError::Store(StoreError::Conflict(_))) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Ran::Again(if is_all { desk.now() + EVERY } else { desk.now() }))
}
