//! Deciding again: when another writer was quicker, and when the same form came twice.

use crate::{ActionError, Desk, Keyed};
use std::{future::Future, str::FromStr};

const TRIES: u32 = 5;

/// Loads, decides and commits again after a version conflict; five times at most.
pub(super) async fn again<T, F: Future<Output = Result<T, ActionError>>>(
    mut deed: impl FnMut() -> F,
) -> Result<T, ActionError> {
    for _ in 1..TRIES {
        match deed().await {
            Err(error) if error.is_conflict() => {}
            other => return other,
        }
    }
    deed().await
}

/// As [`again`], for a deed that makes something: the same form key is answered with the first answer, whatever
/// its twin has changed meanwhile.
pub(super) async fn once<T: FromStr, F: Future<Output = Result<T, ActionError>>>(
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
        match deed().await {
            Err(error) if tries < TRIES && (error.is_conflict() || Keyed::lost_to_twin(&error)) => {}
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
