//! Deciding again: when another writer was quicker, and when the same form came twice.

use crate::{ActionError, Desk, Keyed};
use std::{future::Future, str::FromStr, time::Duration};
use store::StoreError;

/// Tries of one deed before its conflict is shown.
const MAX_TRIES: u64 = 12;
/// Unique keys whose refusal means "somebody did this a moment ago": the second look sees it.
const BEATEN_TO_IT: [&str; 18] = [
    "wallet_user",
    "destination_payment",
    "chain_event_once",
    "hosted_invoice_payment",
    "provider_arrival_once",
    store::JOURNAL_KEY_INDEX,
    store::SETTING_CHANGE_INDEX,
    "task_key",
    store::PAYOUT_NONCE_INDEX,
    store::PAYOUT_LOCK_INDEX,
    store::INSTRUCTION_OPEN_INDEX,
    store::PAYOUT_ADDRESS_INDEX,
    store::DEPOSIT_SIGNER_INDEX,
    store::BREAK_GLASS_INDEX,
    store::ATTACHMENT_PLACE_INDEX,
    store::EVIDENCE_PLACE_INDEX,
    store::COUNTER_OPEN_INDEX,
    store::NOTIFICATION_INDEX,
];

/// Loads, decides and commits again after a conflict with another writer, a few times, a little later each time.
pub(crate) async fn again<T, Deed, Once>(mut deed: Deed) -> Result<T, ActionError>
where
    Deed: FnMut() -> Once,
    Once: Future<Output = Result<T, ActionError>>,
{
    let mut tries = 1;
    loop {
        // What a deed holds while it waits is whole documents: on the heap, so that deeds within deeds fit a thread's stack.
        match Box::pin(deed()).await {
            Err(error) if tries < MAX_TRIES && was_beaten(&error) => {
                tokio::time::sleep(Duration::from_millis(tries * tries)).await;
                tries += 1;
            }
            other => return other,
        }
    }
}

/// As [`again`], for a deed that makes something: the same form key is answered with the first answer, whatever
/// its twin has changed meanwhile.
pub(crate) async fn once<T: FromStr, F: Future<Output = Result<T, ActionError>>>(
    desk: &Desk,
    keyed: &Keyed,
    mut deed: impl FnMut() -> F,
) -> Result<T, ActionError> {
    let mut tries = 0;
    loop {
        if let Some(answer) = keyed.first_answer(desk).await? {
            return answer.parse().map_err(|_| ActionError::Broken("a first answer that is no id".to_owned()));
        }
        tries += 1;
        match Box::pin(deed()).await {
            Err(error) if tries < MAX_TRIES && (error.is_conflict() || Keyed::lost_to_twin(&error)) => {}
            // The twin may have been first and is now in the way of its own repeat.
            Err(error) => match keyed.first_answer(desk).await? {
                Some(answer) => {
                    return answer.parse().map_err(|_| ActionError::Broken("a first answer that is no id".to_owned()));
                }
                None => return Err(error),
            },
            done => return done,
        }
    }
}

fn was_beaten(error: &ActionError) -> bool {
    match error {
        ActionError::Store(StoreError::Duplicate { index }) => BEATEN_TO_IT.contains(&index.as_str()),
        other => other.is_conflict(),
    }
}
