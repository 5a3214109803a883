//! Rows of the log that no noun asks for: who came, who went, what was refused.

use crate::Desk;
use domain::{
    UserId,
    event::{Actor, EventRow, Subject, one_line},
};
use store::Commit;

/// Longest name of a deed, and code, that is kept as it came.
const MAX_NAME: usize = 64;

/// Writes down that a deed was refused: 401, 403, 429. The answer does not hang on it: when the database does not
/// take the row, the process's log has it.
pub async fn note_refusal(desk: &Desk, actor: Option<UserId>, deed: &str, code: &str) {
    let (subject, by) = match actor {
        Some(user) => (Subject::User(user), Actor::User(user)),
        None => (Subject::Door, Actor::Nobody),
    };
    refusal(desk, subject, by, deed, code).await;
}

/// Writes down that somebody did not get in. The row names the person whose name was used, where there is one; what
/// was typed is kept nowhere.
pub async fn note_failed_sign_in(desk: &Desk, whose: Option<UserId>, code: &str) {
    refusal(desk, whose.map_or(Subject::Door, Subject::User), Actor::Nobody, "sign_in", code).await;
}

/// Writes down that this person is in, whichever way they came.
pub async fn note_sign_in(desk: &Desk, user: UserId) {
    keep(desk, desk.event(Subject::User(user), Actor::User(user), "sign_in", None, "signed_in")).await;
}

/// Writes down that this person left.
pub async fn note_sign_out(desk: &Desk, user: UserId) {
    keep(
        desk,
        desk.event(Subject::User(user), Actor::User(user), "sign_out", Some("signed_in".to_owned()), "signed_out"),
    )
    .await;
}

async fn refusal(desk: &Desk, subject: Subject, by: Actor, deed: &str, code: &str) {
    let event = desk.event(subject, by, &one_line(deed, MAX_NAME), None, "refused");
    keep(desk, EventRow { outcome: Some(one_line(code, MAX_NAME)), ..event }).await;
}

async fn keep(desk: &Desk, event: EventRow) {
    if let Err(error) = desk.commit(Commit::new().record(&event)).await {
        tracing::error!(%error, deed = event.deed, outcome = event.outcome, "a row is missing in the log");
    }
}
