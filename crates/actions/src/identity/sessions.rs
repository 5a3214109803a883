//! The browsers a person is signed in with: look, end one, end the others.

use crate::{ActionError, Desk};
use domain::{
    UserId,
    event::{Actor, Subject},
};
use store::Commit;

/// Ends one session. Its next request is nobody's. Ending one that is gone is fine.
///
/// # Errors
/// Only the database's.
pub async fn end_session(desk: &Desk, user: UserId, handle: &str) -> Result<(), ActionError> {
    match desk.store.end_session(user, handle).await? {
        true => note(desk, user, "end_session").await,
        false => Ok(()),
    }
}

/// Ends every session but the one of this handle; says how many.
///
/// # Errors
/// Only the database's.
pub async fn end_other_sessions(desk: &Desk, user: UserId, handle: &str) -> Result<u64, ActionError> {
    let ended = desk.store.end_other_sessions(user, handle).await?;
    note(desk, user, "end_other_sessions").await?;
    Ok(ended)
}

async fn note(desk: &Desk, user: UserId, deed: &str) -> Result<(), ActionError> {
    desk.commit(Commit::new().record(&desk.event(Subject::User(user), Actor::User(user), deed, None, "ended"))).await
}
