//! Deciding again when somebody else was quicker.

use crate::ActionError;
use std::{future::Future, time::Duration};
use store::StoreError;

/// Tries of one deed before its conflict is shown.
const MAX_TRIES: u64 = 8;
/// Unique keys whose refusal means "somebody did this a moment ago": the second look sees it.
const BEATEN_TO_IT: [&str; 5] =
    ["wallet_user", "destination_payment", "chain_event_once", store::JOURNAL_KEY_INDEX, "task_key"];

/// Loads, decides and commits again after a conflict with another writer, a few times, a little later each time.
pub(crate) async fn again<T, Deed, Once>(mut deed: Deed) -> Result<T, ActionError>
where
    Deed: FnMut() -> Once,
    Once: Future<Output = Result<T, ActionError>>,
{
    let mut tries = 1;
    loop {
        match deed().await {
            Err(error) if tries < MAX_TRIES && was_beaten(&error) => {
                tokio::time::sleep(Duration::from_millis(tries * tries)).await;
                tries += 1;
            }
            other => return other,
        }
    }
}

fn was_beaten(error: &ActionError) -> bool {
    match error {
        ActionError::Store(StoreError::Duplicate { index }) => BEATEN_TO_IT.contains(&index.as_str()),
        other => other.is_conflict(),
    }
}
