//! Letters leave by a queue: a letter and its task are written in the commit of what causes them, so there is no letter
//! without a change and no change without its letter.
//!
//! Sending is at least once: a worker marks the try (compare-and-set: of two workers one goes on), asks the post, and
//! marks the letter as sent. One that dies between the last two sends again after its lease, under the same Message-ID.

use crate::{ActionError, Desk, tasks::Ran};
use domain::{
    LetterId, Minutes,
    identity::User,
    letters::{Letter, LetterKind},
    tasks::{Deed, ScheduledTask},
};
use futures::future::BoxFuture;
use store::Commit;

/// Without a post a letter waits, and is looked at this often.
const WAIT: Minutes = Minutes(10);

/// Why the post did not take a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// Perhaps later.
    Later(String),
    /// Never: the address is none, or the letter is refused.
    Never(String),
}

/// Takes letters to their readers.
pub trait Post: Send + Sync {
    /// Takes one. A letter handed over twice has the same id both times.
    fn take<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), NotTaken>>;
}

/// A letter to this person, in the commit of what causes it. To somebody without an e-mail nothing is written.
pub fn add(commit: Commit, desk: &Desk, user: &User, kind: LetterKind) -> Commit {
    let Some(letter) = Letter::to(desk.new_id(), user, kind, desk.now()) else { return commit };
    let task = ScheduledTask::at(desk.new_id(), Deed::SendLetter(letter.id), desk.now(), desk.now());
    commit.insert(&letter).task(&task)
}

/// Hands a letter to the post, once.
pub(crate) async fn send(desk: &Desk, id: LetterId) -> Result<Ran, ActionError> {
    let letter: Letter = desk.store.get(id).await?;
    if !letter.waits() {
        return Ok(Ran::Done);
    }
    let Some(post) = &desk.post else { return Ok(Ran::Again(desk.now() + WAIT)) };
    let tried = letter.tried();
    desk.commit(Commit::new().save(&tried)).await?;
    let tried = Letter { version: tried.version + 1, ..tried };
    match post.take(&tried).await {
        Ok(()) => close(desk, Letter { sent_at: Some(desk.now()), error: None, ..tried }).await,
        Err(NotTaken::Never(why)) => {
            close(desk, Letter { given_up_at: Some(desk.now()), error: Some(why), ..tried }).await
        }
        Err(NotTaken::Later(why)) => {
            close(desk, Letter { error: Some(why.clone()), ..tried }).await?;
            Err(ActionError::Outside(why))
        }
    }
}

async fn close(desk: &Desk, letter: Letter) -> Result<Ran, ActionError> {
    desk.commit(Commit::new().save(&letter)).await.map(|()| Ran::Done)
}
