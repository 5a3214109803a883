//! Rows of the log that no noun asks for: who came, who went, what was refused.

use crate::Desk;
use domain::{
    UserId,
    event::{Actor, EventRow, Subject, one_line},
};
use store::{Commit, StoreError};

/// Longest name of a deed, and code, that is kept as it came.
const MAX_NAME: usize = 64;

/// Rows within a minute of one asker at one address about one deed.
const OF_ONE: i64 = 1;
/// Rows within a minute about one deed, whoever asks: many askers at once are one flood.
const OF_ALL: i64 = 60;

/// Writes down that a deed was refused: 401, 403, 429. The answer does not hang on it: when the database does not
/// take the row, the process's log has it. A flood writes few rows; the next one says in `why` how many had none.
pub async fn note_refusal(desk: &Desk, actor: Option<UserId>, deed: &str, code: &str) {
    let (subject, by) = match actor {
        Some(user) => (Subject::User(user), Actor::User(user)),
        None => (Subject::Door, Actor::Nobody),
    };
    let (deed, code) = (one_line(deed, MAX_NAME), one_line(code, MAX_NAME));
    let untold = match untold(desk, &by, &deed, &code).await {
        Some(Ok(count)) => count,
        Some(Err(error)) => return tracing::error!(%error, deed, outcome = code, "a row is missing in the log"),
        None => return,
    };
    refusal(desk, subject, by, &deed, &code, untold).await;
}

/// How many refusals like this one have no row; `None` when this one shall have none either.
async fn untold(desk: &Desk, by: &Actor, deed: &str, code: &str) -> Option<Result<u64, StoreError>> {
    let who = if let Actor::User(user) = by { user.to_string() } else { "nobody".to_owned() };
    let address = desk.trace.ip.as_deref().unwrap_or("nowhere");
    let mut count = 0;
    for (key, most) in
        [(format!("refused:{deed}:{code}:{who}:{address}"), OF_ONE), (format!("refused:{deed}:{code}"), OF_ALL)]
    {
        match desk.store.may_write_refusal(&key, most, desk.now()).await {
            Ok(before) => count += before?,
            Err(error) => return Some(Err(error)),
        }
    }
    Some(Ok(count))
}

/// Writes down that somebody did not get in. The row names the person whose name was used, where there is one; what
/// was typed is kept nowhere.
pub async fn note_failed_sign_in(desk: &Desk, whose: Option<UserId>, code: &str) {
    refusal(desk, whose.map_or(Subject::Door, Subject::User), Actor::Nobody, "sign_in", code, 0).await;
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

async fn refusal(desk: &Desk, subject: Subject, by: Actor, deed: &str, code: &str, untold: u64) {
    let event = desk.event(subject, by, deed, None, "refused");
    let why = (untold > 0).then(|| untold.to_string());
    keep(desk, EventRow { outcome: Some(code.to_owned()), why, ..event }).await;
}

async fn keep(desk: &Desk, event: EventRow) {
    if let Err(error) = desk.commit(Commit::new().record(&event)).await {
        tracing::error!(%error, deed = event.deed, outcome = event.outcome, "a row is missing in the log");
    }
}
